// Places that the server finds while one types: the browser holds none of their names.
import { fetchJson } from "../common/fetching.js";

/** @import { FoundPlace, Lang } from "../types.d.ts" */

/** How long one waits for the next letter, in milliseconds. */
const PAUSE_MS = 120;

/** Asks the server for places; of answers that overtake each other only the last one counts. */
export class Finding {
  asked = 0;

  /** @param {string} address */
  constructor(address) {
    this.address = address;
  }

  /**
   * Return the places that a text may mean, or null where another text was asked for meanwhile.
   * @param {string} typed
   * @param {Lang} lang
   * @returns {Promise<FoundPlace[] | null>}
   */
  async find(typed, lang) {
    const asked = ++this.asked;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (asked !== this.asked) return null;
    const query = new URLSearchParams({ q: typed, lang });
    const found = await fetchJson(`${this.address}?${query}`).catch(() => []);
    return asked === this.asked ? found : null;
  }
}
