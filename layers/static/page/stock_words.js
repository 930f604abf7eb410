// Streamlit's own words, which it has in English alone, said in the page's language.
import { STOCK_TEXTS } from "../common/streamlit_dom.js";

/** Attributes that are read aloud, or stand in an empty field. */
const ATTRIBUTES = ["aria-label", "aria-roledescription", "placeholder"];
const NAMED = ATTRIBUTES.map((name) => `[${name}]`);
const PLACES = [...NAMED, STOCK_TEXTS].join();
const TEXT = "text";
const NAME = "{name}";

/**
 * Sentences of ours by Streamlit's own, both with `{name}` where they name something.
 * @typedef {Record<string, string>} Sentences
 */

/**
 * Say what Streamlit wrote in the words of the page; what it did not write itself stays.
 * @param {string} written
 * @param {Sentences} sentences
 */
export function said(written, sentences) {
  if (Object.hasOwn(sentences, written)) return sentences[written];
  for (const [stock, sentence] of Object.entries(sentences)) {
    const [before, after] = stock.split(NAME);
    if (after === undefined || written.length < before.length + after.length) continue;
    if (!written.startsWith(before) || !written.endsWith(after)) continue;
    const name = written.slice(before.length, written.length - after.length);
    return sentence.replace(NAME, () => name);
  }
  return written;
}

/** What Streamlit wrote in a place, and what stands there. @typedef {{written: string, said: string}} Spot */

export class StockWords {
  /** @type {Sentences} */
  sentences = {};
  lang = "";
  /** @type {WeakMap<Element, Record<string, Spot>>} what we said last, by the attribute's name */
  #spots = new WeakMap();

  /**
   * Follow a page whenever something is drawn on it.
   * @param {Element} page
   */
  constructor(page) {
    this.page = page;
    new MutationObserver((changes) => this.#follow(changes)).observe(page, {
      attributeFilter: ATTRIBUTES,
      characterData: true,
      childList: true,
      subtree: true,
    });
  }

  /**
   * Say everything in the words of a language, unless they are those of before.
   * @param {string} lang
   * @param {Sentences} sentences
   */
  show(lang, sentences) {
    if (lang === this.lang) return;
    this.lang = lang;
    this.sentences = sentences;
    this.#sayWithin(this.page);
  }

  /** @param {MutationRecord[]} changes */
  #follow(changes) {
    for (const { type, target, addedNodes } of changes) {
      const drawn = type === "childList" ? [...addedNodes] : [target];
      for (const node of drawn) {
        if (node instanceof Element && type === "childList") this.#sayWithin(node);
        else this.#say(node instanceof Element ? node : node.parentElement);
      }
    }
  }

  /** @param {Element} element */
  #sayWithin(element) {
    this.#say(element);
    for (const one of element.querySelectorAll(PLACES)) this.#say(one);
  }

  /** @param {Element | null} element */
  #say(element) {
    if (!element) return;
    for (const name of ATTRIBUTES) this.#sayAt(element, name, element.getAttributeNode(name));
    if (element.matches(STOCK_TEXTS)) this.#sayAt(element, TEXT, element.firstChild);
  }

  /**
   * @param {Element} element
   * @param {string} name
   * @param {Node | null} node an attribute of the element or its text
   */
  #sayAt(element, name, node) {
    const stands = node?.nodeValue;
    if (!node || !stands) return;
    const spots = this.#spots.get(element) ?? {};
    const written = spots[name]?.said === stands ? spots[name].written : stands;
    const now = said(written, this.sentences);
    if (now === written && !spots[name]) return;
    this.#spots.set(element, { ...spots, [name]: { written, said: now } });
    if (now !== stands) node.nodeValue = now;
  }
}
