// The search box's suggestions: what matches while one types, chosen by mouse or keyboard.
import { element } from "../common/dom.js";
import { fetchJson } from "../common/fetching.js";
import { Finding } from "./finding.js";
import { PLACES } from "../common/streamlit_dom.js";
import { wordsOf } from "../engine/search.js";
import { wordsIn } from "../common/words.js";
import { SPELLING_START, SUGGESTION } from "../contract.js";

/** @import { Catalogue, FoundPlace, Lang, Words } from "../types.d.ts" */

const LISTED = 8;
const LIST_ID = "suggestions-list";
const NARROWEST_PX = 340;

/** @typedef {string[]} Suggestion what `SUGGESTION` names, in turn */
/** @typedef {{index: string, lang: Lang, q: string}} Data */

/**
 * The best rows for what was typed: names it equals, then begins, then is part of.
 * @param {Suggestion[]} rows
 * @param {string} typed
 * @param {number} limit
 */
function bestMatches(rows, typed, limit) {
  const words = wordsOf(typed);
  const ranked = rows
    .map((row) => ({
      row,
      rank: Math.max(...words.map((word) => rankOf(row[SUGGESTION.typed], word))),
    }))
    .filter(({ rank }) => rank < Infinity);
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ row }) => row);
}

/**
 * @param {string} names
 * @param {string} word
 */
function rankOf(names, word) {
  const start = SPELLING_START + word;
  if (`${names}${SPELLING_START}`.includes(start + SPELLING_START)) return 0;
  if (names.includes(start)) return 1;
  return word.length > 1 && names.includes(word) ? 2 : Infinity;
}

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
  /** @type {Finding | undefined} */
  finding;

  constructor() {
    this.list = element("ul", { id: LIST_ID, role: "listbox", hidden: true });
    this.status = element("p", { role: "status" });
    this.content = element("div", { className: "suggestions" }, this.list, this.status);
    /** @type {Suggestion[]} */
    this.rows = [];
    /** @type {FoundPlace[]} */
    this.places = [];
    this.active = -1;
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
    this.finding = new Finding(find);
    [this.index, this.catalogue] = await Promise.all([suggestions, words].map(fetchJson));
    const input = this.#input({ target: document.activeElement ?? document.body });
    if (input?.value) this.#suggest(input);
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
    this.rows = typed ? bestMatches(this.index, typed, LISTED) : [];
    this.places = [];
    this.#tell(input, typed);
    if (typed) this.#find(input, typed);
  }

  /**
   * Add the places that the server finds.
   * @param {HTMLInputElement} input
   * @param {string} typed
   */
  async #find(input, typed) {
    const places = await this.finding?.find(typed, this.data.lang);
    if (!places?.length || document.activeElement !== input) return;
    this.places = places;
    this.#tell(input, typed);
  }

  /**
   * Show what was found, and say how much.
   * @param {HTMLInputElement} input
   * @param {string} typed
   */
  #tell(input, typed) {
    this.active = -1;
    this.#draw(input);
    const words = this.#words();
    const found = this.rows.length + this.places.length;
    this.status.textContent = !typed
      ? ""
      : found
        ? words(this.places.length ? "search.found_places" : "search.found", { count: found })
        : words("search.none");
  }

  /** @param {HTMLInputElement} input */
  #draw(input) {
    this.list.setAttribute("aria-label", this.#words()("search.label"));
    const rows = this.rows.map((row, at) => this.#option(row, at));
    const places = this.places.map((place, at) => this.#place(place, rows.length + at));
    this.list.replaceChildren(...rows, ...places);
    const { left, bottom, width } = input.getBoundingClientRect();
    Object.assign(this.content.style, {
      left: `${left}px`,
      top: `${bottom + 4}px`,
      width: `${Math.min(Math.max(width, NARROWEST_PX), window.innerWidth - left - 8)}px`,
    });
    this.#open(input, rows.length + places.length > 0);
  }

  /**
   * @param {Suggestion} row
   * @param {number} at
   */
  #option(row, at) {
    const name = element("span", { textContent: row[SUGGESTION[this.data.lang]] });
    const kind = element("small", { textContent: this.#kind(row) });
    return this.#listed(at, row[SUGGESTION.key], name, kind);
  }

  /**
   * @param {FoundPlace} place
   * @param {number} at
   */
  #place(place, at) {
    const name = element("span", { textContent: place.name });
    const about = element("small", { textContent: place.about });
    const near = element("b", { textContent: place.within });
    near.addEventListener("mousedown", (event) => this.#choose(event, place.near));
    return this.#listed(at, place.key, name, about, near);
  }

  /**
   * @param {number} at
   * @param {string} key
   * @param {HTMLElement[]} parts
   */
  #listed(at, key, ...parts) {
    const option = element(
      "li",
      { role: "option", id: `suggestion-${at}`, "aria-selected": "false" },
      ...parts,
    );
    option.addEventListener("mousedown", (event) => this.#choose(event, key));
    return option;
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

  /** @param {Suggestion} row */
  #kind(row) {
    const words = this.#words();
    const [what, of] = row[SUGGESTION.kind].split(".");
    if (what === "project") return `${words("search.project")} · ${words(`sector.${of}`)}`;
    if (what === "policy") return `${words("search.policy")} · ${words(`status.${of}`)}`;
    return words(`search.${what}`);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const input = this.#input(event);
    if (!input || this.list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#move(input, step);
    else if (event.key === "Enter" && this.active >= 0) this.#take(this.#keyAt(event.shiftKey));
    else if (event.key === "Escape") this.#close(input);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * @param {HTMLInputElement} input
   * @param {number} step
   */
  #move(input, step) {
    const size = this.rows.length + this.places.length;
    this.active = this.active < 0 && step < 0 ? size - 1 : (this.active + step + size) % size;
    for (const [at, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(at === this.active));
      if (at === this.active) option.scrollIntoView({ block: "nearest" });
    }
    input.setAttribute("aria-activedescendant", `suggestion-${this.active}`);
  }

  /**
   * The key of the active option; of a place that was found, of what lies near it.
   * @param {boolean} near
   */
  #keyAt(near) {
    const row = this.rows[this.active];
    if (row) return row[SUGGESTION.key];
    const place = this.places[this.active - this.rows.length];
    return near ? place.near : place.key;
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
    this.#open(input, false);
  }

  /** @param {Event} event */
  #leave(event) {
    const input = this.#input(event);
    if (input) this.#close(input);
  }
}
