// What projects are called and what lists say of them, fetched a page of rows at a time.
import { fetchJson } from "../common/fetching.js";

/** @import { DetailAddress, DetailPage, Rows } from "../types.d.ts" */

/** The details of the project layer's rows; every page that has come is fetched once. */
export class Details {
  /**
   * `prefix` is the pages' address without their number, `rows` how many rows a page has.
   * @param {DetailAddress} address
   * @param {(url: string) => Promise<DetailPage>} fetchPage
   */
  constructor({ prefix, rows }, fetchPage = fetchJson) {
    this.prefix = prefix;
    this.rows = rows;
    this.fetchPage = fetchPage;
    /** @type {Map<number, Promise<DetailPage>>} */
    this.pages = new Map();
  }

  /**
   * Return the details of rows, in their order.
   * @param {Rows} rows
   * @returns {Promise<Record<string, unknown>[]>}
   */
  of(rows) {
    return Promise.all(
      Array.from(rows, async (row) => {
        const page = await this.#page(Math.floor(row / this.rows));
        const at = row % this.rows;
        return Object.fromEntries(Object.entries(page).map(([name, column]) => [name, column[at]]));
      }),
    );
  }

  /**
   * @param {number} number
   * @returns {Promise<DetailPage>}
   */
  #page(number) {
    const known = this.pages.get(number);
    if (known) return known;
    const page = this.fetchPage(`${this.prefix}${number}.json`);
    this.pages.set(number, page);
    page.catch(() => this.pages.delete(number));
    return page;
  }
}
