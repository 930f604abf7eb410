// The parts of the page that fold away, and the sheet of lists that is raised and lowered. What
// stands how is in the `data-…` of the page's body, for the style sheet.
import { element } from "../common/dom.js";
import { PLACES } from "../common/streamlit_dom.js";
import { HEIGHTS, height, heightAbove, reveal, setHeight } from "./sheet.js";

/** @import { Words } from "../types.d.ts" */

const FOLDED = "folded";
/** Up to this width, in pixels, the filters lie over the map, and are folded at first. */
const NARROW_PX = 1100;

/** @typedef {{name: string, glyphs: {open: string, folded: string}, button: HTMLButtonElement}} Fold */

/** Whether the link names a tab, whose content is then to be read at once. */
function namesTab() {
  return new URLSearchParams(window.location.search).has("tab");
}

export class Folds {
  /** @type {Words} */
  words = () => "";

  constructor() {
    const state = document.body.dataset;
    state.filters ??= window.innerWidth <= NARROW_PX ? FOLDED : "";
    state.panel ??= "";
    state.sheet ??= HEIGHTS[namesTab() ? 1 : 0];
    this.folds = [
      this.#fold("filters", { open: "‹", folded: "›" }),
      this.#fold("panel", { open: "›", folded: "‹" }),
    ];
    const narrow = window.matchMedia(`(max-width: ${NARROW_PX}px)`);
    narrow.addEventListener("change", ({ matches }) => this.#foldFilters(matches));
    this.more = this.#sheetButton("▴", 1);
    this.less = this.#sheetButton("▾", -1);
    const sheet = element("div", { className: "sheet-folds", role: "group" }, this.less, this.more);
    this.sheet = sheet;
    // heard on the way down: what is pressed may be drawn anew before it is heard on the way up
    document.addEventListener("click", ({ target }) => this.#follow(target), true);
    document.addEventListener("focusin", (event) => this.#followFocus(event));
    const buttons = this.folds.map(({ button }) => button);
    this.content = element("div", { className: "folds" }, ...buttons, sheet);
  }

  /**
   * Name the buttons in a language.
   * @param {Words} words
   */
  show(words) {
    this.words = words;
    this.sheet.setAttribute("aria-label", words("shell.sheet"));
    name(this.more, words("shell.sheet_more"));
    name(this.less, words("shell.sheet_less"));
    for (const fold of this.folds) this.#dress(fold);
    this.#raise(0);
  }

  /** Raise the sheet so far that what is in it can be read. */
  reveal() {
    reveal();
    this.#raise(0);
  }

  /**
   * Raise the sheet for what is pressed or reached in it.
   * @param {EventTarget | null} target
   */
  #follow(target) {
    const isOurs = this.content.isConnected && target instanceof Element;
    if (isOurs && target.closest(`${PLACES.tab}, ${PLACES.tabContent}`)) this.reveal();
  }

  /**
   * Raise the sheet for what the keyboard reaches: under a pointer that is still down it would take
   * away what is being pressed.
   * @param {FocusEvent} event
   */
  #followFocus(event) {
    const [inmost] = event.composedPath();
    const byKeyboard = inmost instanceof Element && inmost.matches(":focus-visible");
    if (byKeyboard && event.target instanceof Element && !event.target.closest(PLACES.tab))
      this.#follow(event.target);
  }

  /**
   * @param {string} part
   * @param {Fold["glyphs"]} glyphs
   */
  #fold(part, glyphs) {
    const button = element("button", { type: "button", className: `fold ${part}-fold` });
    const fold = { name: part, glyphs, button };
    button.addEventListener("click", () => {
      const { dataset } = document.body;
      dataset[part] = dataset[part] === FOLDED ? "" : FOLDED;
      this.#dress(fold);
    });
    return fold;
  }

  /**
   * Fold the filters of a window that has become narrow, and unfold them in one that has room.
   * @param {boolean} narrow
   */
  #foldFilters(narrow) {
    document.body.dataset.filters = narrow ? FOLDED : "";
    this.#dress(this.folds[0]);
  }

  /** @param {Fold} fold */
  #dress({ name: part, glyphs, button }) {
    const folded = document.body.dataset[part] === FOLDED;
    button.textContent = folded ? glyphs.folded : glyphs.open;
    button.setAttribute("aria-expanded", String(!folded));
    name(button, this.words(`shell.${part}_${folded ? "unfold" : "fold"}`));
  }

  /**
   * @param {string} glyph
   * @param {number} by
   */
  #sheetButton(glyph, by) {
    const button = element("button", { type: "button", className: "fold", textContent: glyph });
    button.addEventListener("click", () => this.#raise(by));
    return button;
  }

  /** @param {number} by */
  #raise(by) {
    setHeight(heightAbove(height(), by));
    const isReached = [this.more, this.less].some((button) => button === document.activeElement);
    this.more.disabled = height() === HEIGHTS.at(-1);
    this.less.disabled = height() === HEIGHTS[0];
    if (isReached) (by > 0 ? [this.more, this.less] : [this.less, this.more]).find(isOpen)?.focus();
  }
}

/** @param {HTMLButtonElement} button */
function isOpen(button) {
  return !button.disabled;
}

/**
 * @param {HTMLElement} button
 * @param {string} text
 */
function name(button, text) {
  button.title = text;
  button.setAttribute("aria-label", text);
}
