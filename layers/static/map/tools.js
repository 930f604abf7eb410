// The tools at the map's corner: select by shape, measure, coordinates. Each loads when first used.
import { element } from "../common/dom.js";
import { corner } from "./legend.js";
import { Outline } from "./shape.js";

const OPENERS = {
  select: () => import("./select_tool.js"),
  measure: () => import("./measure_tool.js"),
  coordinates: () => import("./coordinates_tool.js"),
};

/** The row of tools; one is open at a time, its panel below its button. */
export class Tools {
  /**
   * `datums` are those to choose from, `datum` the code of the one that the map's tiles are in,
   * `example` a spot of the region, `[lng, lat]`; `tell` sends properties to the page.
   */
  constructor(map, { datums, datum, example }, tell) {
    Object.assign(this, { map, datums, example, tell });
    this.datum = datums.find(({ code }) => code === datum);
    this.outline = new Outline(map);
    this.open = null;
    this.drawing = null;
  }

  /** Whether a press on the map belongs to a drawing. */
  get busy() {
    return this.drawing !== null;
  }

  /** Follow a state: the language of the buttons, the outline of its shape. */
  show(state, words, palette) {
    const translated = this.state?.lang !== state.lang;
    Object.assign(this, { state, words, palette });
    this.outline.show(state, palette);
    if (translated) this.#drawButtons();
    else this.open?.show?.();
  }

  /** Say something beside the tools, aloud too; with nothing, be silent. */
  say(text = "") {
    this.status.textContent = text;
  }

  /** Close the open tool and what it was drawing. */
  close() {
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
    this.buttons = new Map(Object.keys(OPENERS).map((name) => [name, this.#button(name)]));
    this.panel = element("div", { className: "tool-panel", id: "tool-panel", hidden: true });
    this.status = element("p", { className: "tool-status", role: "status" });
    const row = element("div", { className: "tool-row" }, ...this.buttons.values());
    const box = element(
      "div",
      { className: "tools", role: "group", "aria-label": this.words("tools.label") },
      row,
      this.panel,
      this.status,
    );
    box.addEventListener("keydown", (event) => this.#leave(event));
    this.control = corner(box, "topright").addTo(this.map);
    window.L.DomEvent.disableScrollPropagation(box);
  }

  #button(name) {
    const button = element("button", {
      type: "button",
      textContent: this.words(`tools.${name}`),
      "aria-expanded": "false",
      "aria-controls": "tool-panel",
    });
    button.addEventListener("click", () => this.#toggle(name));
    return button;
  }

  async #toggle(name) {
    const button = this.buttons.get(name);
    const wasOpen = button.getAttribute("aria-expanded") === "true";
    this.close();
    if (wasOpen) return;
    button.setAttribute("aria-expanded", "true");
    const { open } = await OPENERS[name]();
    if (button.getAttribute("aria-expanded") !== "true") return;
    this.open = open(this);
    this.panel.replaceChildren(...this.open.content);
    this.panel.hidden = false;
  }

  #leave(event) {
    if (event.key !== "Escape") return;
    const [name] = [...this.buttons].find(
      ([, button]) => button.getAttribute("aria-expanded") === "true",
    ) ?? [null];
    this.close();
    this.buttons.get(name)?.focus();
  }
}
