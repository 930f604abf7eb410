// The rows of the table twin: the projects of the map, by the same filter, from the same engine.
import { cellOf, voiceIn } from "../common/facts.js";
import { addressOf, fetchJson } from "../common/fetching.js";
import { element } from "../common/dom.js";
import { PROJECT } from "../contract.js";
import { digestOf } from "../engine/filters.js";
import { MOST_BY_NAME } from "../engine/listing.js";
import { openProjects } from "../map/projects.js";

/** @import { Engine } from "../engine/engine.js" */
/** @import { Filter, Mask, ProjectRecord, Voice } from "../types.d.ts" */
/** @import { Column, Data, Page, Request, Row } from "./table.js" */

/** @typedef {Data & {filter: Filter, rest: Mask, within: string}} Listed what is listed */

const FORMS = ["xlsx", "csv"];

export class ProjectRows {
  /** @type {Listed} */
  data;
  /** @type {Voice} */
  voice;

  /**
   * Open the layer that an index names.
   * @param {string} index
   */
  static async open(index) {
    const addresses = await fetchJson(index);
    const { engine, opened } = openProjects(addresses);
    const [catalogue] = await Promise.all([fetchJson(addresses.words), opened]);
    return new ProjectRows(engine, catalogue, addresses.export);
  }

  /**
   * @param {ReturnType<typeof openProjects>["engine"]} engine
   * @param {import("../types.d.ts").Catalogue} catalogue
   * @param {string} files
   */
  constructor(engine, catalogue, files) {
    this.engine = engine;
    this.catalogue = catalogue;
    this.files = files;
  }

  /**
   * Take what is to be listed, and tell whether it is something else than before.
   * @param {Listed} data
   */
  take(data) {
    const changed = this.data && digestOf(this.data.filter) !== digestOf(data.filter);
    this.data = data;
    this.voice = voiceIn(this.catalogue, data.lang);
    return changed;
  }

  /** The words of the language in which the rows are. */
  get words() {
    return this.voice.words;
  }

  /** What stands above the rows. */
  get caption() {
    return this.words("table.caption");
  }

  /** The word that says how many rows there are. */
  get count() {
    return "table.page";
  }

  /** @returns {Column[]} */
  get columns() {
    return this.voice.shown.table;
  }

  /**
   * Why a column cannot be sorted by, or nothing.
   * @param {Column} column
   * @param {number} total
   */
  unsortable({ name }, total) {
    const tooMany = name === "name" && total > MOST_BY_NAME;
    return tooMany ? this.words("table.too_many", { most: MOST_BY_NAME }) : "";
  }

  /**
   * @param {Request} request
   * @returns {Promise<Page>}
   */
  async page(request) {
    const { filter, rest, within, lang } = this.data;
    const order = { ...request.order, lang };
    /** @type {Awaited<ReturnType<Engine["list"]>>} */
    const found = await this.engine.ask("list", { ...request, filter, rest, within, order });
    return { ...found, rows: found.records.map((record) => this.#row(record)) };
  }

  /**
   * @param {ProjectRecord} record
   * @returns {Row}
   */
  #row(record) {
    const cells = this.voice.shown.table.map((field) =>
      field.name === "name" ? record[`name_${this.data.lang}`] : cellOf(field, record, this.voice),
    );
    return { key: `${PROJECT}${record.id}`, cells };
  }

  /**
   * Links to what is listed as a file: the page's own link holds the view but for the language.
   * @param {number} total
   */
  links(total) {
    const query = new URLSearchParams(window.location.search);
    query.set("lang", this.data.lang);
    const files = addressOf(this.files);
    return (total ? FORMS : []).map((form) =>
      element("a", {
        href: `${files}.${form}?${query}`,
        download: "",
        className: "file",
        "data-control": `file ${form}`,
        textContent: this.words(`table.${form}`),
      }),
    );
  }
}
