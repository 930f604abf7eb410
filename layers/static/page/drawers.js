// On a phone the map has the screen, and all else stands in drawers that a bar at its foot opens.
import { element } from "../common/dom.js";

/** @import { Words } from "../types.d.ts" */

const DRAWERS = ["filters", "here", "figures", "lists", "look"];

/** The bar; which drawer is open stands in the page's `data-drawer`, for the style sheet. */
export class Drawers {
  /** @param {HTMLElement} count */
  constructor(count) {
    this.buttons = new Map(DRAWERS.map((name) => [name, this.#button(name)]));
    const row = element("div", { className: "drawer-row" }, ...this.buttons.values());
    this.content = element("nav", { className: "drawers" }, count, row);
    document.body.dataset.drawer = "";
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && this.content.isConnected) this.#close();
    });
  }

  /**
   * Name the buttons in a language.
   * @param {Words} words
   */
  show(words) {
    this.content.setAttribute("aria-label", words("drawers.label"));
    for (const [name, button] of this.buttons) button.textContent = words(`drawers.${name}`);
  }

  /** @param {string} name */
  #button(name) {
    const button = element("button", { type: "button", "aria-expanded": "false" });
    button.addEventListener("click", () => this.#toggle(name));
    return button;
  }

  /** @param {string} name */
  #toggle(name) {
    this.#set(document.body.dataset.drawer === name ? "" : name);
  }

  #close() {
    const name = document.body.dataset.drawer;
    if (!name) return;
    this.#set("");
    this.buttons.get(name)?.focus();
  }

  /** @param {string} open */
  #set(open) {
    document.body.dataset.drawer = open;
    for (const [name, button] of this.buttons) {
      button.setAttribute("aria-expanded", String(name === open));
    }
  }
}
