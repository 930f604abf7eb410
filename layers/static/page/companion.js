// What stands around the page: the count read aloud, suggestions, the phone's drawers, the tour, what
// changed since the reader was here.
import { Address } from "./address.js";
import { Changes } from "./changes.js";
import { Drawers } from "./drawers.js";
import { element } from "../common/dom.js";
import { Folds } from "./folds.js";
import { Share } from "./share.js";
import { Suggestions } from "./suggestions.js";
import { Tour } from "./tour.js";
import { openCatalogue, wordsIn } from "../common/words.js";

/** @import { QrCode } from "./share.js" */
/** @import { Catalogue, Component, Lang } from "../types.d.ts" */

const COLOURS = ["background", "text", "border", "primary", "secondary-background"];
/** @type {WeakMap<Element, Companion>} */
const companions = new WeakMap();
/** @type {Address | undefined} */
let address; // outlives the companion, as does the page's history
let opened = 0; // outlives the companion, which is made again when the map page is come back to

/**
 * Called by Streamlit whenever the page has drawn a view.
 * @param {Component<Data>} component
 */
export default function render({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".companion");
  if (!host) return;
  const companion = companions.get(host) ?? new Companion(host);
  companions.set(host, companion);
  companion.show(data, host, (key) => setTriggerValue("chosen", key));
  companion.share.ask = (link) => setTriggerValue("shared", link);
  if (data.code) companion.share.take(data.code);
  address ??= new Address();
  address.answered = data.returned;
  address.goTo = (query) => setTriggerValue("returned", query);
}

/**
 * The index's address, the language, the text searched for, the count said aloud, how often a button
 * elsewhere has opened a tab, and how often the page has followed the browser's history.
 * @typedef {{index: string, lang: Lang, q: string, count: string, opened: number, returned: number, code: QrCode | null}} Data
 */

class Companion {
  /** @type {Data} */
  data;
  /** @type {Promise<Catalogue> | undefined} */
  catalogue;
  /** @type {Lang | undefined} */
  lang;

  /** @param {Element} host */
  constructor(host) {
    this.count = element("p", { className: "live-count", role: "status" });
    this.folds = new Folds();
    this.drawers = new Drawers(this.count);
    this.share = new Share();
    this.tour = new Tour();
    this.changes = new Changes();
    this.suggestions = new Suggestions();
    const { share, tour, folds, drawers, suggestions, changes } = this;
    const parts = [share, tour, folds, drawers, suggestions, changes];
    host.replaceChildren(...parts.map(({ content }) => content));
  }

  /**
   * Show what the page shows; `choose` is called with the key of a suggestion that was taken.
   * @param {Data} data
   * @param {Element} host
   * @param {(key: string) => void} choose
   */
  async show(data, host, choose) {
    this.data = data;
    shareColours(host);
    this.suggestions.show(data, choose);
    this.catalogue ??= openCatalogue(data.index);
    const words = wordsIn(await this.catalogue, this.data.lang);
    if (this.count.textContent !== this.data.count) this.count.textContent = this.data.count;
    this.#reveal(data.opened);
    this.changes.show(data, words, choose);
    if (this.lang === this.data.lang) return;
    this.lang = this.data.lang;
    this.share.show(words);
    this.folds.show(words);
    this.drawers.show(words);
    this.tour.show(words);
  }

  /**
   * Raise the sheet of lists when a button elsewhere opened one; `times` counts that.
   * @param {number} times
   */
  #reveal(times) {
    if (times <= opened) return;
    opened = times;
    this.folds.reveal();
    this.drawers.revealLists();
  }
}

/**
 * Streamlit tells components the colours of its theme; what stands outside one needs them too.
 * @param {Element} host
 */
function shareColours(host) {
  const theme = getComputedStyle(host);
  for (const name of COLOURS) {
    const colour = theme.getPropertyValue(`--st-${name}-color`);
    document.documentElement.style.setProperty(`--page-${name}`, colour);
  }
}
