// The handle of a phone's sheet: dragged, tapped, or moved by the arrow keys.
import { element } from "../common/dom.js";
import { HEIGHTS, height, heightAbove, heightNear, setHeight } from "./sheet.js";

/** @import { Words } from "../types.d.ts" */

/** What a finger may tremble, in pixels, and still tap. */
const TAP_PX = 6;
/** The height of what is in the sheet, while it is dragged. */
const DRAGGED = "--content";

export class Handle {
  /** @type {{y: number, content: number} | null} */
  held = null;
  dragged = false;

  /**
   * `moved` is called when the sheet was brought to another height.
   * @param {() => void} moved
   */
  constructor(moved) {
    this.moved = moved;
    this.content = element("button", { type: "button", className: "handle" });
    this.content.addEventListener("pointerdown", (event) => this.#take(event));
    this.content.addEventListener("pointermove", (event) => this.#drag(event));
    for (const end of ["pointerup", "pointercancel"])
      this.content.addEventListener(end, () => this.#letGo());
    this.content.addEventListener("click", () => this.#tap());
    this.content.addEventListener("keydown", (event) => this.#press(event));
  }

  /** @param {Words} words */
  show(words) {
    this.content.setAttribute("aria-label", words("drawers.handle"));
  }

  /** How high what lies below the handle reaches. */
  get #height() {
    const below = this.content.parentElement?.getBoundingClientRect().bottom ?? 0;
    return window.innerHeight - below;
  }

  /** @param {PointerEvent} event */
  #take({ pointerId, clientY }) {
    this.content.setPointerCapture(pointerId);
    this.held = { y: clientY, content: this.#height };
    this.dragged = false;
  }

  /** @param {PointerEvent} event */
  #drag({ clientY }) {
    if (!this.held) return;
    const up = this.held.y - clientY;
    this.dragged ||= Math.abs(up) > TAP_PX;
    if (!this.dragged) return;
    if (height() === HEIGHTS[0]) this.#bring(HEIGHTS[1]); // its content is to be seen
    document.body.style.setProperty(DRAGGED, `${Math.max(0, this.held.content + up)}px`);
  }

  #letGo() {
    this.held = null;
    if (!this.dragged) return;
    const share = this.#height / window.innerHeight;
    document.body.style.removeProperty(DRAGGED);
    this.#bring(heightNear(share));
  }

  /** A tap raises the sheet, and lowers one that is as high as it goes. */
  #tap() {
    if (this.dragged) return;
    const at = HEIGHTS.indexOf(height());
    this.#bring(HEIGHTS[(at + 1) % HEIGHTS.length]);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const steps = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    this.dragged = false;
    if (!steps) return;
    event.preventDefault();
    this.#bring(heightAbove(height(), steps));
  }

  /** @param {import("./sheet.js").Height} to */
  #bring(to) {
    setHeight(to);
    this.moved();
  }
}
