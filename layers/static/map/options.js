// The filters' options stand on the page around the map: the map follows them before the server
// answers, and writes their counts beside their words, which so stay the same from run to run.
import { element } from "../common/dom.js";
import { keyed, isPressed, optionAt, optionsOf, wordsOf } from "../common/streamlit_dom.js";

/** @import { Filter, State } from "../types.d.ts" */

const FOLLOWED = { subtree: true, childList: true, attributeFilter: ["aria-pressed"] };

/** @typedef {(filter: string, options: number[]) => void} Chosen */

export class Options {
  /**
   * Follow the options of the `filters`. `press(filter, options)` is called with the positions of
   * those chosen whenever they change, `expect(filter, options)` with those that a press would lead
   * to: the pointer or the keyboard's focus is on it.
   * @param {string[]} filters
   * @param {{press: Chosen, expect: Chosen}} calls
   */
  constructor(filters, { press, expect }) {
    this.page = window.parent.document;
    this.filters = filters;
    /** @type {State["counts"]} */
    this.counts = {};
    this.press = press;
    this.expect = expect;
    if (window.parent !== window) this.#follow();
  }

  /**
   * Show the counts of a state of the server.
   * @param {State} state
   */
  show({ counts }) {
    this.counts = counts;
    this.#writeCounts();
  }

  /**
   * Tell whether other options are pressed in than a filter has: its answer is on its way.
   * @param {Filter} filter
   */
  disagrees(filter) {
    const drawn = this.filters.filter((name) => optionsOf(this.page, name).length);
    return drawn.some((name) => String(this.#chosen(name)) !== String(filter[name] ?? []));
  }

  #follow() {
    const changes = new MutationObserver((records) => {
      this.#writeCounts();
      this.#showPressed(records.filter(({ type }) => type === "attributes"));
    });
    changes.observe(this.page.body, FOLLOWED);
    const point = (/** @type {Event} */ { target }) => this.#expectAt(optionAt(target));
    const kinds = ["pointerover", "focusin"];
    for (const kind of kinds) this.page.addEventListener(kind, point);
    window.addEventListener("pagehide", () => {
      changes.disconnect();
      for (const kind of kinds) this.page.removeEventListener(kind, point);
    });
  }

  /** @param {MutationRecord[]} changes */
  #showPressed(changes) {
    for (const { target } of changes) {
      const option = /** @type {Element} */ (target);
      const name = this.#filterOf(option);
      if (!name) continue;
      this.press(name, this.#chosen(name));
      this.#expectAt(option); // pressed again, it lifts what it set
    }
  }

  /** @param {Element} option */
  #filterOf(option) {
    return this.filters.find((name) => option.closest(keyed(name)));
  }

  /**
   * The positions of a filter's chosen options, were one of them `pressed`; all are none.
   * @param {string} name
   * @param {Element | null} pressed
   */
  #chosen(name, pressed = null) {
    const options = optionsOf(this.page, name);
    const chosen = options.filter((option) => isPressed(option) !== (option === pressed));
    return chosen.length < options.length ? chosen.map((option) => options.indexOf(option)) : [];
  }

  /** @param {Element | null} option */
  #expectAt(option) {
    const name = option && this.#filterOf(option);
    if (name) this.expect(name, this.#chosen(name, option));
  }

  #writeCounts() {
    for (const [name, counts] of Object.entries(this.counts)) {
      const most = Math.max(1, ...counts);
      optionsOf(this.page, name).forEach((option, at) => {
        writeCount(wordsOf(option), counts[at]);
        writeShare(option, counts[at] / most);
      });
    }
  }
}

/**
 * @param {Element | null} words
 * @param {number} count
 */
function writeCount(words, count) {
  if (!words) return;
  const shown =
    words.querySelector(".option-count") ?? element("span", { className: "option-count" });
  const text = ` ${count}`;
  if (shown.textContent !== text) shown.textContent = text;
  if (!shown.isConnected) words.append(shown);
}

/**
 * Tell the style sheet how long the bar of an option is.
 * @param {Element} option
 * @param {number} share
 */
function writeShare(option, share) {
  if (!("style" in option)) return;
  const style = /** @type {CSSStyleDeclaration} */ (option.style);
  const text = share.toFixed(3);
  if (style.getPropertyValue("--share") !== text) style.setProperty("--share", text);
}
