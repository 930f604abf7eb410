// The search box's suggestions: what matches while one types, chosen by mouse or keyboard.
import { element } from "../common/dom.js";
import { fetchJson } from "../common/fetching.js";
import { Finding } from "./finding.js";
import { PLACES } from "../common/streamlit_dom.js";
import { groupsOf, topOf } from "./matches.js";
import { NEAR_KM } from "../contract.js";
import { wordsIn } from "../common/words.js";

/** @import { Catalogue, Found, Lang, Words } from "../types.d.ts" */
/** @import { Group, Suggestion } from "./matches.js" */

const LIST_ID = "suggestions-list";
const NARROWEST_PX = 340;

/** @typedef {{index: string, lang: Lang, q: string}} Data */

/** Makes the page's search box a combobox: the list below it, the arrows and Enter to choose. */
export class Suggestions {
  /** @type {Data} */
  data;
  /** @type {Suggestion[]} */
  index;
  /** @type {Catalogue | undefined} */
  catalogue;
  /** @type {(key: string) => void} */
  choose;
  /** @type {string | undefined} */
  url;
  /** @type {HTMLElement[]} */
  options = [];
  /** @type {Finding | undefined} */
  finder;

  constructor() {
    this.list = element("ul", { id: LIST_ID, role: "listbox", hidden: true });
    this.status = element("p", { role: "status" });
    this.content = element("div", { className: "suggestions" }, this.list, this.status);
    /** @type {Group[]} */
    this.groups = [];
    this.active = -1;
    /** @type {Promise<unknown> | null} settles once all that fits what is typed is listed */
    this.finding = null;
    /** What was searched for before the names had come: no list opens for it. */
    this.taken = "";
    const listen = { capture: true };
    document.addEventListener("focusin", (event) => this.#meet(event), listen);
    document.addEventListener("input", (event) => this.#follow(event), listen);
    document.addEventListener("keydown", (event) => this.#press(event), listen);
    document.addEventListener("focusout", (event) => this.#leave(event), listen);
  }

  /**
   * Take the language, the text searched for and where the names are; `choose` gets a key.
   * @param {Data} data
   * @param {(key: string) => void} choose
   */
  show(data, choose) {
    const first = !this.data;
    this.data = data;
    this.choose = choose;
    // who began to type before this was here is served too
    if (first) this.#meet({ target: document.activeElement ?? document.body });
  }

  /**
   * @param {Event | {target: EventTarget}} event
   * @returns {HTMLInputElement | null}
   */
  #input(event) {
    const { target } = event;
    const isInput = target instanceof HTMLInputElement && target.matches(PLACES.search);
    return this.list.isConnected && isInput ? target : null;
  }

  /** @param {Event | {target: EventTarget}} event */
  #meet(event) {
    const input = this.#input(event);
    if (!input) return;
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-controls", LIST_ID],
      ["aria-expanded", "false"],
      ["autocomplete", "off"],
    ])
      input.setAttribute(name, value);
    this.list.setAttribute("aria-label", this.#words()("search.label"));
    this.#fetch();
  }

  /** @returns {Words} */
  #words() {
    return this.catalogue ? wordsIn(this.catalogue, this.data.lang) : () => "";
  }

  async #fetch() {
    if (this.url === this.data.index) return;
    this.url = this.data.index;
    const { suggestions, words, find } = await fetchJson(this.url);
    this.finder = new Finding(find);
    [this.index, this.catalogue] = await Promise.all([suggestions, words].map(fetchJson));
    const input = this.#input({ target: document.activeElement ?? document.body });
    if (input && input.value.trim() !== this.taken) this.#suggest(input);
  }

  /** @param {Event} event */
  #follow(event) {
    const input = this.#input(event);
    if (input && !this.restoring) this.#suggest(input);
  }

  /** @param {HTMLInputElement} input */
  #suggest(input) {
    if (!this.index) return;
    const typed = input.value.trim();
    this.#tell(input, typed, null);
    this.finding = typed ? this.#find(input, typed) : null;
  }

  /**
   * Add what the server makes of a text, unless the list was closed while it was asked.
   * @param {HTMLInputElement} input
   * @param {string} typed
   */
  #find(input, typed) {
    const answer = this.finder?.find(typed, this.data.lang) ?? Promise.resolve(null);
    /** @type {Promise<void>} */
    const finding = answer.then((understood) => {
      if (understood && this.finding === finding) this.#tell(input, typed, understood);
    });
    return finding;
  }

  /**
   * Show what fits a text, and say how much.
   * @param {HTMLInputElement} input
   * @param {string} typed
   * @param {import("../types.d.ts").Understood | null} understood
   */
  #tell(input, typed, understood) {
    const words = this.#words();
    const { lang } = this.data;
    this.groups = typed ? groupsOf(this.index, typed, understood, lang, words) : [];
    this.active = -1;
    this.#draw(input);
    const named = this.groups.filter(({ name }) => name !== "conditions" || understood?.leads);
    const count = named.reduce((sum, { rows }) => sum + rows.length, 0);
    const said = this.#rows().some(({ near }) => near) ? "search.found_places" : "search.found";
    this.status.textContent = typed ? words(count ? said : "search.none", { count }) : "";
  }

  /** @returns {Found[]} */
  #rows() {
    return this.groups.flatMap(({ rows }) => rows);
  }

  /** @param {HTMLInputElement} input */
  #draw(input) {
    const top = topOf(this.groups);
    let at = 0;
    this.options = [];
    const groups = this.groups.map(({ name, rows }) => {
      const options = rows.map((row) => this.#option(row, at++, row === top));
      this.options.push(...options);
      return this.#group(this.#words()(`search.${name}`), options);
    });
    this.list.setAttribute("aria-label", this.#words()("search.label"));
    this.list.replaceChildren(...groups);
    const { left, bottom, width } = input.getBoundingClientRect();
    Object.assign(this.content.style, {
      left: `${left}px`,
      top: `${bottom + 4}px`,
      width: `${Math.min(Math.max(width, NARROWEST_PX), window.innerWidth - left - 8)}px`,
    });
    this.#open(input, groups.length > 0);
  }

  /**
   * @param {string} name
   * @param {HTMLElement[]} options
   */
  #group(name, options) {
    const head = element("li", { role: "presentation", className: "head", textContent: name });
    return element("ul", { role: "group", "aria-label": name }, head, ...options);
  }

  /**
   * @param {Found} found
   * @param {number} at
   * @param {boolean} top
   */
  #option({ key, name, about, near }, at, top) {
    const option = element(
      "li",
      {
        role: "option",
        id: `suggestion-${at}`,
        "aria-selected": "false",
        className: top ? "top" : "",
      },
      element("span", { textContent: name }),
      element("small", { textContent: about }),
    );
    option.addEventListener("mousedown", (event) => this.#choose(event, key));
    if (near) option.append(this.#near(near));
    return option;
  }

  /** @param {string} shape */
  #near(shape) {
    const textContent = this.#words()("search.within", { km: NEAR_KM });
    const near = element("b", { textContent });
    near.addEventListener("mousedown", (event) => this.#choose(event, shape));
    return near;
  }

  /**
   * @param {Event} event
   * @param {string} key
   */
  #choose(event, key) {
    event.preventDefault(); // the box keeps the focus, or Streamlit would search for the text
    event.stopPropagation();
    this.#take(key);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const input = this.#input(event);
    if (!input || event.isComposing) return;
    if (!this.finding) {
      if (event.key === "Enter") this.taken = input.value.trim(); // Streamlit searches for it
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#move(input, step);
    else if (event.key === "Enter") this.#enter(input, event.shiftKey);
    else if (event.key === "Escape") this.#close(input);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * Take the active option, or what fits best once all is listed; or what lies near it.
   * @param {HTMLInputElement} input
   * @param {boolean} near
   */
  async #enter(input, near) {
    const { finding, active } = this;
    if (active < 0) await finding;
    if (this.finding !== finding) return; // more was typed, or the list was closed
    const found = active < 0 ? topOf(this.groups) : this.#rows()[active];
    if (found) this.#take((near && found.near) || found.key);
    else input.blur(); // the server does not answer: Streamlit searches for the text
  }

  /**
   * @param {HTMLInputElement} input
   * @param {number} step
   */
  #move(input, step) {
    const size = this.options.length;
    if (!size) return;
    this.active = this.active < 0 && step < 0 ? size - 1 : (this.active + step + size) % size;
    for (const [at, option] of this.options.entries()) {
      option.setAttribute("aria-selected", String(at === this.active));
      if (at === this.active) option.scrollIntoView({ block: "nearest" });
    }
    input.setAttribute("aria-activedescendant", `suggestion-${this.active}`);
  }

  /** @param {string} key */
  #take(key) {
    /** @type {HTMLInputElement | null} */
    const input = document.querySelector(PLACES.search);
    if (input) {
      this.#restore(input);
      this.#close(input);
    }
    this.choose(key);
  }

  /**
   * Put back the text that is searched for, as React notices.
   * @param {HTMLInputElement} input
   */
  #restore(input) {
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    this.restoring = true;
    value?.set?.call(input, this.data.q);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    this.restoring = false;
  }

  /**
   * @param {HTMLInputElement} input
   * @param {boolean} open
   */
  #open(input, open) {
    this.list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    input.removeAttribute("aria-activedescendant");
  }

  /** @param {HTMLInputElement} input */
  #close(input) {
    this.status.textContent = "";
    this.finding = null;
    this.#open(input, false);
  }

  /** @param {Event} event */
  #leave(event) {
    const input = this.#input(event);
    if (input) this.#close(input);
  }
}
