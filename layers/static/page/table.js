// The table twin of the map: the same projects by the same filter, open to the keyboard.
import { element } from "../common/dom.js";
import { cellOf, voiceIn } from "../common/facts.js";
import { addressOf, fetchJson } from "../common/fetching.js";
import { PROJECT } from "../contract.js";
import { digestOf } from "../engine/filters.js";
import { MOST_BY_NAME } from "../engine/listing.js";
import { showMap } from "./folds.js";
import { openProjects } from "../map/projects.js";

/** @import { Engine } from "../engine/engine.js" */
/** @import { Component, FieldShown, Filter, Lang, Mask, ProjectRecord, Voice, Words } from "../types.d.ts" */

const PAGE_ROWS = 15;
const FORMS = ["xlsx", "csv"];
/** @type {WeakMap<Element, Table>} */
const tables = new WeakMap();

/**
 * Called by Streamlit whenever the table's data changes.
 * @param {Component<Data>} component
 */
export default function render({ data, parentElement, setTriggerValue }) {
  const host = /** @type {HTMLElement} */ (parentElement.querySelector(".projects-table"));
  const table = tables.get(host) ?? new Table(host);
  tables.set(host, table);
  table.choose = (focus) => setTriggerValue("chosen", focus);
  table.show(data);
}

/**
 * The index's address, the language, and what is listed.
 * @typedef {object} Data
 * @property {string} index
 * @property {Lang} lang
 * @property {Filter} filter
 * @property {Mask} rest
 * @property {string} within
 * @property {string} focus
 */

class Table {
  /** @type {Data} */
  data;
  /** @type {Voice} */
  voice;
  /** @type {Words} */
  words;
  /** @type {string | undefined} */
  index;
  /** @type {(focus: string) => void} */
  choose;
  /** @type {ReturnType<typeof openProjects>["engine"]} */
  projects;
  /** @type {string} */
  files;

  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    /** @type {{column: string | null, descending: boolean}} */
    this.order = { column: null, descending: false };
    this.page = 0;
  }

  /** @param {Data} data */
  async show(data) {
    this.latest = data;
    if (this.index !== data.index) {
      this.index = data.index;
      this.opened = this.#open(data.index);
    }
    this.catalogue = await this.opened;
    if (this.latest !== data) return;
    if (this.data && digestOf(this.data.filter) !== digestOf(data.filter)) this.page = 0;
    this.data = data;
    this.voice = voiceIn(this.catalogue, data.lang);
    this.words = this.voice.words;
    await this.draw();
  }

  /**
   * Open the layer that an index names, and return the words.
   * @param {string} index
   */
  async #open(index) {
    const addresses = await fetchJson(index);
    const { engine, opened } = openProjects(addresses);
    this.projects = engine;
    this.files = addresses.export;
    const [catalogue] = await Promise.all([fetchJson(addresses.words), opened]);
    return catalogue;
  }

  /** Fetch the page of rows in the chosen order and draw it. */
  async draw() {
    const { data } = this;
    const { filter, rest, within, lang } = data;
    const order = { ...this.order, lang };
    const request = { filter, rest, within, order, page: this.page, rows: PAGE_ROWS };
    this.request = request;
    /** @type {Awaited<ReturnType<Engine["list"]>>} */
    const { total, page, records } = await this.projects.ask("list", request);
    if (request !== this.request) return;
    this.page = page;
    const caption = element("caption", { textContent: this.words("table.caption") });
    const head = element(
      "tr",
      {},
      ...this.voice.shown.table.map((one) => this.#header(one, total)),
    );
    const body = element("tbody", {}, ...records.map((record) => this.#row(record)));
    const table = element("table", {}, caption, element("thead", {}, head), body);
    const foot = element("div", { className: "foot" }, this.#pager(total), ...this.#links(total));
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
   * @param {FieldShown} field
   * @param {number} total
   */
  #header({ name, head: label }, total) {
    const { column, descending } = this.order;
    const sorted = column === name;
    const arrow = sorted ? (descending ? " ↓" : " ↑") : "";
    const button = element("button", {
      type: "button",
      textContent: label + arrow,
      "data-control": `sort ${name}`,
    });
    button.disabled = name === "name" && total > MOST_BY_NAME;
    button.title = button.disabled
      ? this.words("table.too_many", { most: MOST_BY_NAME })
      : this.words("table.sort", { name: label });
    button.addEventListener("click", () => {
      const { order } = this; // as it is when pressed: a second press may come before the drawing
      this.order = { column: name, descending: order.column === name && !order.descending };
      this.draw();
    });
    const direction = descending ? "descending" : "ascending";
    return element("th", { scope: "col", "aria-sort": sorted ? direction : "none" }, button);
  }

  /** @param {ProjectRecord} record */
  #row(record) {
    const { lang, focus } = this.data;
    const key = `${PROJECT}${record.id}`;
    const name = element("button", {
      type: "button",
      textContent: record[`name_${lang}`],
      "data-control": key,
    });
    const cells = this.voice.shown.table
      .filter((field) => field.name !== "name")
      .map((field) =>
        element("td", { textContent: cellOf(field, record, this.voice), className: field.name }),
      );
    const heading = element("th", { scope: "row" }, name);
    const row = element("tr", { "aria-selected": String(key === focus) }, heading, ...cells);
    row.addEventListener("click", () => this.#show(key));
    return row;
  }

  /**
   * Open a project, and leave the map in sight.
   * @param {string} key
   */
  #show(key) {
    showMap();
    this.choose(key);
  }

  /**
   * Links to what is listed as a file: the page's own link holds the view but for the language.
   * @param {number} total
   */
  #links(total) {
    const query = new URLSearchParams(window.location.search);
    query.set("lang", this.data.lang);
    const files = addressOf(this.files);
    return (total ? FORMS : []).map((form) =>
      element("a", {
        href: `${files}.${form}?${query}`,
        download: "",
        "data-control": `file ${form}`,
        textContent: this.words(`table.${form}`),
      }),
    );
  }

  /** @param {number} total */
  #pager(total) {
    const pages = Math.max(1, Math.ceil(total / PAGE_ROWS));
    const turn = (/** @type {number} */ by, /** @type {string} */ word) => {
      const button = element("button", {
        type: "button",
        textContent: this.words(word),
        "data-control": word,
      });
      button.disabled = this.page + by < 0 || this.page + by >= pages;
      button.addEventListener("click", () => {
        this.page += by;
        this.draw();
      });
      return button;
    };
    const where = this.words("table.page", { total, page: this.page + 1, pages });
    return element(
      "nav",
      { className: "pager" },
      turn(-1, "table.previous"),
      element("span", { textContent: where }),
      turn(1, "table.next"),
    );
  }
}
