// A table: the projects of the map, open to the keyboard, or the rows that it is given.
import { element } from "../common/dom.js";
import { showMap } from "./sheet.js";
import { GivenRows } from "./given_rows.js";
import { ProjectRows } from "./project_rows.js";

/** @import { Component, Lang } from "../types.d.ts" */
/** @import { Given } from "./given_rows.js" */
/** @import { Listed } from "./project_rows.js" */

const PAGE_ROWS = 15;
/** @type {WeakMap<Element, Table>} */
const tables = new WeakMap();

/** @typedef {{title: string, url: string}} Link an address may be empty */
/** @typedef {string | number | null | Link[]} Cell */
/** @typedef {{key: string, cells: Cell[]}} Row a key is what a press opens, or empty */
/** @typedef {{name: string, head: string}} Column */
/** @typedef {{column: string | null, descending: boolean}} Order */
/** @typedef {{order: Order, page: number, rows: number}} Request */
/** @typedef {{total: number, page: number, rows: Row[]}} Page */
/** @typedef {{index: string, lang: Lang, selected: string}} Data the key of the selected row */

/**
 * Called by Streamlit whenever the table's data changes.
 * @param {Component<Given | Listed>} component
 */
export default function render({ data, parentElement, setTriggerValue }) {
  const host = /** @type {HTMLElement} */ (parentElement.querySelector(".listing"));
  const table = tables.get(host) ?? new Table(host);
  tables.set(host, table);
  table.choose = (key) => setTriggerValue("chosen", key);
  table.show(data);
}

class Table {
  /** @type {string | undefined} */
  index;
  /** @type {Promise<GivenRows | ProjectRows>} */
  opened;
  /** @type {GivenRows | ProjectRows} */
  listed;
  /** @type {(key: string) => void} */
  choose;

  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    /** @type {Order} */
    this.order = { column: null, descending: false };
    this.page = 0;
  }

  /** @param {Given | Listed} data */
  async show(data) {
    this.latest = data;
    if (this.index !== data.index) {
      this.index = data.index;
      this.opened = "rows" in data ? GivenRows.open(data.index) : ProjectRows.open(data.index);
    }
    this.listed = await this.opened;
    if (this.latest !== data) return;
    if (this.listed.take(/** @type {any} */ (data))) this.page = 0;
    await this.draw();
  }

  /** Get the page of rows in the chosen order and draw it. */
  async draw() {
    const { listed } = this;
    const request = { order: this.order, page: this.page, rows: PAGE_ROWS };
    this.request = request;
    const { total, page, rows } = await listed.page(request);
    if (request !== this.request) return;
    this.page = page;
    const caption = element("caption", { textContent: listed.caption });
    const heads = listed.columns.map((column) => this.#header(column, total));
    const head = element("thead", {}, element("tr", {}, ...heads));
    const body = element("tbody", {}, ...rows.map((row) => this.#row(row)));
    const table = element("table", {}, listed.caption ? caption : null, head, body);
    const foot = element("div", { className: "foot" }, this.#pager(total), ...listed.links(total));
    this.#replace(element("div", { className: "scroll" }, table), foot);
    this.host.dataset.rows = String(total);
  }

  /**
   * Put other content in place; the control that has the keyboard's focus keeps it.
   * @param {...HTMLElement} content
   */
  #replace(...content) {
    const root = /** @type {Document | ShadowRoot} */ (this.host.getRootNode());
    const control = this.#controls().find((one) => one === root.activeElement)?.dataset.control;
    this.host.replaceChildren(...content);
    const again = this.#controls().find(({ dataset }) => control && dataset.control === control);
    again?.focus({ preventScroll: true });
  }

  /** @returns {HTMLElement[]} */
  #controls() {
    return [...this.host.querySelectorAll("[data-control]")].filter(
      (one) => one instanceof HTMLElement,
    );
  }

  /**
   * @param {Column} column
   * @param {number} total
   */
  #header(column, total) {
    const { name, head: label } = column;
    const { descending } = this.order;
    const sorted = this.order.column === name;
    const arrow = sorted ? (descending ? " ↓" : " ↑") : "";
    const button = this.#button(label + arrow, `sort ${name}`, () => {
      const { order } = this; // as it is when pressed: a second press may come before the drawing
      this.order = { column: name, descending: order.column === name && !order.descending };
      this.draw();
    });
    const why = this.listed.unsortable(column, total);
    button.disabled = Boolean(why);
    button.title = why || this.listed.words("table.sort", { name: label });
    const direction = descending ? "descending" : "ascending";
    return element("th", { scope: "col", "aria-sort": sorted ? direction : "none" }, button);
  }

  /** @param {Row} row */
  #row({ key, cells: [name, ...cells] }) {
    const [, ...columns] = this.listed.columns;
    const heading = element("th", { scope: "row" }, ...this.#name(key, name));
    const others = cells.map((cell, at) =>
      element("td", { className: columns[at].name }, ...contentOf(cell)),
    );
    if (!key) return element("tr", {}, heading, ...others);
    const selected = String(key === this.latest?.selected);
    const row = element(
      "tr",
      { "aria-selected": selected, className: "pressed" },
      heading,
      ...others,
    );
    row.addEventListener("click", ({ target }) => {
      if (!(target instanceof Element && target.closest("a"))) this.#show(key);
    });
    return row;
  }

  /**
   * The heading of a row: a button where it opens something.
   * @param {string} key
   * @param {Cell} name
   */
  #name(key, name) {
    return key ? [this.#button(String(name), key, () => {})] : contentOf(name);
  }

  /**
   * Open what a row is of, and leave the map in sight.
   * @param {string} key
   */
  #show(key) {
    showMap();
    this.choose(key);
  }

  /** @param {number} total */
  #pager(total) {
    const { words } = this.listed;
    const pages = Math.max(1, Math.ceil(total / PAGE_ROWS));
    const turn = (/** @type {number} */ by, /** @type {string} */ word) => {
      const button = this.#button(words(word), word, () => {
        this.page += by;
        this.draw();
      });
      button.disabled = this.page + by < 0 || this.page + by >= pages;
      return button;
    };
    const where = words(this.listed.count, { total, page: this.page + 1, pages });
    return element(
      "nav",
      { className: "pager" },
      turn(-1, "table.previous"),
      element("span", { textContent: where }),
      turn(1, "table.next"),
    );
  }

  /**
   * A button that keeps the keyboard's focus when the table is drawn anew.
   * @param {string} textContent
   * @param {string} control
   * @param {() => void} act
   */
  #button(textContent, control, act) {
    const button = element("button", { type: "button", textContent, "data-control": control });
    button.addEventListener("click", act);
    return button;
  }
}

/**
 * What stands in a cell: text, or links that open beside the page.
 * @param {Cell} cell
 * @returns {(Node | string)[]}
 */
function contentOf(cell) {
  if (!Array.isArray(cell)) return [String(cell ?? "")];
  return cell.map(({ title, url }) => {
    if (!url) return element("span", { textContent: title });
    const away = { target: "_blank", rel: "noopener noreferrer", textContent: `↗ ${title}`, title };
    return element("a", { href: url, ...away });
  });
}
