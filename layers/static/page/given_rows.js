// The rows of a table that came with its data: policies, figures, sources.
import { openCatalogue, wordsIn } from "../common/words.js";

/** @import { Catalogue } from "../types.d.ts" */
/** @import { Cell, Column, Data, Page, Request, Row } from "./table.js" */

/** @typedef {Data & {caption: string, columns: Column[], rows: Row[]}} Given */

/**
 * Sort rows by a column, those last that say nothing there.
 * @param {Row[]} rows
 * @param {number} at the column's position
 * @param {boolean} descending
 * @param {string} lang
 */
export function sorted(rows, at, descending, lang) {
  const { compare } = new Intl.Collator(lang, { numeric: true });
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [one, other] = [a, b].map(({ cells }) => textOf(cells[at]));
    if (!one || !other) return Number(!one) - Number(!other);
    return sign * compare(one, other);
  });
}

/** @param {Cell} cell */
function textOf(cell) {
  return Array.isArray(cell) ? cell.map(({ title }) => title).join() : String(cell ?? "");
}

export class GivenRows {
  /** @type {Given} */
  data;

  /**
   * Open the words that an index names.
   * @param {string} index
   */
  static async open(index) {
    return new GivenRows(await openCatalogue(index));
  }

  /** @param {Catalogue} catalogue */
  constructor(catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Take the rows, and tell whether they are others than before.
   * @param {Given} data
   */
  take(data) {
    const changed = this.data && this.data.rows.length !== data.rows.length;
    this.data = data;
    return changed;
  }

  /** The words of the language in which the rows are. */
  get words() {
    return wordsIn(this.catalogue, this.data.lang);
  }

  /** What stands above the rows. */
  get caption() {
    return this.data.caption;
  }

  /** The word that says how many rows there are. */
  get count() {
    return "table.page_of_rows";
  }

  /** The columns, the first of which names a row. */
  get columns() {
    return this.data.columns;
  }

  /** Why a column cannot be sorted by: all can. */
  unsortable() {
    return "";
  }

  /**
   * @param {Request} request
   * @returns {Page}
   */
  page({ order, page, rows }) {
    const { data } = this;
    const at = data.columns.findIndex(({ name }) => name === order.column);
    const all = at < 0 ? data.rows : sorted(data.rows, at, order.descending, data.lang);
    const last = Math.max(0, Math.ceil(all.length / rows) - 1);
    const shown = Math.min(page, last);
    return { total: all.length, page: shown, rows: all.slice(shown * rows, (shown + 1) * rows) };
  }

  /** @returns {HTMLElement[]} */
  links() {
    return [];
  }
}
