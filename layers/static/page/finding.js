// What the server makes of a text while one types: the browser holds neither streets nor conditions.
import { fetchJson } from "../common/fetching.js";

/** @import { Lang, Understood } from "../types.d.ts" */

/** How long one waits for the next letter, in milliseconds. */
const PAUSE_MS = 120;
/** @type {Understood} */
const NOTHING = { places: [], conditions: [], leads: false };

/** Asks the server what a text means; of answers that overtake each other only the last counts. */
export class Finding {
  asked = 0;

  /** @param {string} address */
  constructor(address) {
    this.address = address;
  }

  /**
   * Return what a text may mean, or null where another text was asked for meanwhile.
   * @param {string} typed
   * @param {Lang} lang
   * @returns {Promise<Understood | null>}
   */
  async find(typed, lang) {
    const asked = ++this.asked;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (asked !== this.asked) return null;
    const query = new URLSearchParams({ q: typed, lang });
    const found = await fetchJson(`${this.address}?${query}`).catch(() => NOTHING);
    return asked === this.asked ? found : null;
  }
}
