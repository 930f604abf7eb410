// On a phone the map has the screen. All else stands in a sheet at its foot, one part at a time; the
// sheet has a handle, and a row of buttons for its parts.
import { element } from "../common/dom.js";
import { Handle } from "./handle.js";
import { HEIGHTS, height, reveal, setHeight } from "./sheet.js";

/** @import { Words } from "../types.d.ts" */

const DRAWERS = ["filters", "here", "figures", "lists", "look"];
const [, FIRST, , LISTS] = DRAWERS;

/** The row; the part that is open stands in the page's `data-drawer`, for the style sheet. */
export class Drawers {
  /** @param {HTMLElement} count */
  constructor(count) {
    this.buttons = new Map(DRAWERS.map((name) => [name, this.#button(name)]));
    this.handle = new Handle(() => this.#dress());
    const row = element("div", { className: "drawer-row" }, ...this.buttons.values());
    this.content = element("nav", { className: "drawers" }, this.handle.content, count, row);
    const isRaised = height() !== HEIGHTS[0]; // for the list that the link names
    document.body.dataset.drawer ??= isRaised ? LISTS : FIRST;
    this.#dress();
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && this.content.isConnected) this.#close();
    });
  }

  /**
   * Name the buttons in a language.
   * @param {Words} words
   */
  show(words) {
    this.handle.show(words);
    this.content.setAttribute("aria-label", words("drawers.label"));
    for (const [name, button] of this.buttons) button.textContent = words(`drawers.${name}`);
    this.#dress();
  }

  /** Open the lists: something elsewhere chose one. */
  revealLists() {
    this.#open(LISTS);
  }

  /** @param {string} name */
  #button(name) {
    const button = element("button", { type: "button" });
    button.addEventListener("click", () => {
      if (this.#isOpen(name)) this.#lower();
      else this.#open(name);
    });
    return button;
  }

  /** @param {string} name */
  #isOpen(name) {
    return height() !== HEIGHTS[0] && document.body.dataset.drawer === name;
  }

  /** @param {string} name */
  #open(name) {
    document.body.dataset.drawer = name;
    reveal();
    this.#dress();
  }

  #lower() {
    setHeight(HEIGHTS[0]);
    this.#dress();
  }

  #close() {
    const open = DRAWERS.find((name) => this.#isOpen(name));
    if (!open || !this.content.checkVisibility()) return;
    this.#lower();
    this.buttons.get(open)?.focus();
  }

  #dress() {
    for (const [name, button] of this.buttons)
      button.setAttribute("aria-expanded", String(this.#isOpen(name)));
  }
}
