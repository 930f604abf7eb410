// The strip of tools at the map's edge: select by shape, measure, coordinates. What they need of others loads when first used.
import { prepareDatum } from "../common/datums.js";
import { element } from "../common/dom.js";
import { open as coordinates } from "./coordinates_tool.js";
import { Drawing, prepareDrawing } from "./draw.js";
import { figuresAt } from "./figures.js";
import { dressWithIcon } from "../map/icons.js";
import { corner } from "../map/legend.js";
import { prepareMeasure } from "./measure.js";
import { open as measure } from "./measure_tool.js";
import { open as select } from "./select_tool.js";
import { Outline } from "./shape.js";

/** @import { Room } from "../map/room.js" */
/** @import { Index, PathOptions, State, Tell, Theme, Words } from "../types.d.ts" */

/** @import { Calls, Kind } from "./draw.js" */

const OPENERS = { select, measure, coordinates };
const TOOLS = /** @type {ToolName[]} */ (Object.keys(OPENERS));

/** @typedef {keyof typeof OPENERS} ToolName */

/**
 * An open tool: what its panel holds, and what to do when it is closed or a state is shown.
 * @typedef {object} OpenTool
 * @property {HTMLElement[]} content
 * @property {() => void} [close]
 * @property {() => void} [show]
 */

/** The row of tools; one is open at a time, its panel below its button. */
export class Tools {
  /** @type {State} */
  state;
  /** @type {Words} */
  words;
  /** @type {Theme} */
  palette;
  /** @type {Map<ToolName, HTMLButtonElement>} */
  buttons;
  /** @type {HTMLElement} */
  panel;
  /** @type {HTMLElement} */
  status;
  /** @type {OpenTool | null} */
  open = null;
  /** @type {Drawing | null} */
  drawing = null;
  /** @type {object | null} */
  asked = null; // the drawing that is asked for, while what it needs is on its way

  /**
   * `datums` are those to choose from, `datum` the code of the one that the map's tiles are in,
   * `example` a spot of the region, `[lng, lat]`; `tell` sends properties to the page.
   * @param {Room} room
   * @param {Pick<Index, "datums" | "datum" | "example">} index
   * @param {Tell} tell
   */
  constructor(room, { datums, datum, example }, tell) {
    this.map = room.map;
    this.datums = datums;
    this.example = example;
    this.tell = tell;
    this.datum = datums.filter(({ code }) => code === datum)[0];
    this.outline = new Outline(room);
  }

  /** Whether a press on the map belongs to a drawing. */
  get busy() {
    return this.drawing !== null;
  }

  /**
   * Follow a state: the language of the buttons, the outline of its shape.
   * @param {State} state
   * @param {Words} words
   * @param {Theme} palette
   */
  show(state, words, palette) {
    const translated = this.state?.lang !== state.lang;
    this.state = state;
    this.words = words;
    this.palette = palette;
    this.outline.show(state, palette);
    if (translated) this.#drawButtons();
    else this.open?.show?.();
  }

  /**
   * Say something beside the tools, aloud too; with nothing, be silent.
   * @param {string} text
   */
  say(text = "") {
    this.status.textContent = text;
  }

  /**
   * Draw, once what that needs has come; unless another drawing is asked for by then, or none.
   * @param {Kind} kind
   * @param {PathOptions} style
   * @param {string} help how it is done
   * @param {Partial<Calls>} calls
   */
  async draw(kind, style, help, calls) {
    this.drawing?.cancel();
    const asked = (this.asked = {});
    this.say(this.words("tools.loading"));
    await Promise.all([prepareDrawing(this.map), prepareMeasure(), prepareDatum(this.datum)]);
    if (asked !== this.asked) return;
    this.drawing = new Drawing(this.map, kind, style, {
      read: (corners, cursor) => figuresAt(kind, corners, cursor, this),
      onChange: () => {},
      onDone: () => {},
      ...calls,
      onEnd: () => {
        this.drawing = null;
        calls.onEnd?.();
      },
    });
    this.say(help);
  }

  /** Close the open tool and what it was drawing. */
  close() {
    this.asked = null;
    this.drawing?.cancel();
    this.open?.close?.();
    this.open = null;
    this.panel.replaceChildren();
    this.panel.hidden = true;
    this.say();
    for (const button of this.buttons.values()) button.setAttribute("aria-expanded", "false");
  }

  #drawButtons() {
    if (this.control) {
      this.close();
      this.control.remove();
    }
    this.buttons = new Map(TOOLS.map((name) => [name, this.#button(name)]));
    this.panel = element("div", { className: "tool-panel", id: "tool-panel", hidden: true });
    this.status = element("p", { className: "tool-status", role: "status" });
    const row = element("div", { className: "tool-row" }, ...this.buttons.values());
    const box = element(
      "div",
      { className: "tools", role: "group", "aria-label": this.words("tools.label") },
      row,
      element("div", { className: "tool-side" }, this.panel, this.status),
    );
    box.addEventListener("keydown", (event) => this.#leave(event));
    this.control = corner(box, "topleft").addTo(this.map);
    window.L.DomEvent.disableScrollPropagation(box);
  }

  /** @param {ToolName} name */
  #button(name) {
    const button = element("button", {
      type: "button",
      "aria-expanded": "false",
      "aria-controls": "tool-panel",
    });
    dressWithIcon(button, name, this.words(`tools.${name}`));
    button.addEventListener("click", () => this.#toggle(name));
    return button;
  }

  /** @param {ToolName} name */
  #toggle(name) {
    const button = this.buttons.get(name);
    const wasOpen = button?.getAttribute("aria-expanded") === "true";
    this.close();
    if (wasOpen) return;
    button?.setAttribute("aria-expanded", "true");
    this.open = OPENERS[name](this);
    this.panel.replaceChildren(...this.open.content);
    this.panel.hidden = false;
  }

  /** @param {KeyboardEvent} event */
  #leave(event) {
    if (event.key !== "Escape") return;
    const buttons = [...this.buttons.values()];
    const opener = buttons.find((button) => button.getAttribute("aria-expanded") === "true");
    this.close();
    opener?.focus();
  }
}
