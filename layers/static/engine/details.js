// What projects are called and what lists say of them, fetched a page of rows at a time.
import { fetchJson } from "../common/fetching.js";

/** The details of the project layer's rows; every page is fetched once. */
export class Details {
  /** `prefix` is the pages' address without their number, `rows` how many rows a page has. */
  constructor({ prefix, rows }, fetchPage = fetchJson) {
    this.prefix = prefix;
    this.rows = rows;
    this.fetchPage = fetchPage;
    this.pages = new Map();
  }

  /** Return the details of rows, in their order. */
  of(rows) {
    return Promise.all(
      Array.from(rows, async (row) => {
        const page = await this.#page(Math.floor(row / this.rows));
        const at = row % this.rows;
        return Object.fromEntries(Object.entries(page).map(([name, column]) => [name, column[at]]));
      }),
    );
  }

  #page(number) {
    if (!this.pages.has(number)) {
      this.pages.set(number, this.fetchPage(`${this.prefix}${number}.json`));
    }
    return this.pages.get(number);
  }
}
