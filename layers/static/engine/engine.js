// The project layer at work: filters its columns, counts bubbles, lists rows. Knows no page.
import { tableFromIPC } from "@uwdata/flechette";
import { bubblesOf } from "./bins.js";
import { Details } from "./details.js";
import { fetchBytes } from "../common/fetching.js";
import { CITY, METADATA, NO_CLUSTER, UNDATED } from "../contract.js";
import { passing } from "./filters.js";
import { orderRows, whatMattersFirst } from "./listing.js";
import { boundsOf, latAt, lngAt, worldX, worldY } from "./mercator.js";
import { Whereabouts } from "./whereabouts.js";

/** @import { Answer, Codes, DetailAddress, Filter, Hollow, LngLat, Mask, PlaceNames, ProjectRecord, Request, Rows, View } from "../types.d.ts" */

const LISTED = 8;

/**
 * The rows that pass, those drawn and those counted beside a name, and the bubbles of the view.
 * @typedef {object} Shown
 * @property {Uint8Array} passes
 * @property {Uint32Array} drawn
 * @property {number[]} pointless
 * @property {ReturnType<typeof bubblesOf>} bins
 */

/** @typedef {import("./listing.js").Order} Order */
/** @typedef {{filter: Filter, rest: Mask, within: string, order: Order}} Listed */
/** @typedef {Listed & {page: number, rows: number}} Listing */

export class Engine {
  /**
   * Take the layer's Arrow stream and the details of its rows.
   * @param {Uint8Array} bytes
   * @param {Details} details
   */
  constructor(bytes, details) {
    const table = tableFromIPC(bytes);
    const { options, places } = JSON.parse(table.schema.metadata?.get(METADATA) ?? "{}");
    const { lon, lat, ...columns } = Object.fromEntries(
      table.names.map((name) => [name, /** @type {Codes} */ (table.getChild(name).toArray())]),
    );
    this.details = details;
    this.size = table.numRows;
    this.undated = UNDATED;
    /** @type {Record<string, string[]>} */
    this.options = options;
    /** @type {Record<string, PlaceNames>} */
    this.places = places;
    /** @type {Record<string, Codes>} */
    this.columns = columns;
    this.whereabouts = new Whereabouts(this.places, this.columns, this.options);
    this.x = Float64Array.from(lon, worldX);
    this.y = Float64Array.from(lat, worldY);
    /** @type {Shown} */
    this.shown = {
      passes: new Uint8Array(this.size),
      drawn: new Uint32Array(0),
      pointless: [],
      bins: { bubbles: [], cellOf: () => -1 },
    };
    /** @type {{asked: string, shown: Shown, answer: Answer} | null} */
    this.expected = null;
    this.marked = new Uint8Array(this.size);
  }

  /**
   * Fetch the layer that `addresses` name; whoever has asked for it already gives what comes.
   * @param {{projects: string, details: DetailAddress}} addresses
   * @param {Promise<Uint8Array>} [coming]
   */
  static async open({ projects, details }, coming = fetchBytes(projects)) {
    return new Engine(await coming, new Details(details));
  }

  /**
   * Call a method by its name, as a worker is asked.
   * @param {string} method
   * @param {...unknown} request
   */
  ask(method, ...request) {
    const methods = /** @type {Record<string, (...request: unknown[]) => unknown>} */ (
      /** @type {unknown} */ (this)
    );
    return methods[method](...request);
  }

  /**
   * Filter, and return the bubbles of a view, the hollow counts and how many rows have a point.
   * @param {Request} request
   * @returns {Promise<Answer>}
   */
  async show(request) {
    const known = this.expected?.asked === JSON.stringify(request) ? this.expected : null;
    const { shown, answer } = known ?? (await this.#workOut(request));
    this.shown = shown;
    return answer;
  }

  /**
   * Answer what may be shown next as `show` would, without showing it.
   * @param {Request} request
   * @returns {Promise<Answer>}
   */
  async expect(request) {
    this.expected = { asked: JSON.stringify(request), ...(await this.#workOut(request)) };
    return this.expected.answer;
  }

  /**
   * Return the bubbles of another view of the same rows.
   * @param {View} view
   */
  look(view) {
    const { bins, bubbles } = this.#bubblesOf(this.shown.drawn, view);
    this.shown = { ...this.shown, bins }; // what was expected keeps the bins of its own view
    return bubbles;
  }

  /**
   * Return what is shown for a filter in a view, and what to answer of it.
   * @param {Request} request
   * @returns {Promise<{shown: Shown, answer: Answer}>}
   */
  async #workOut({ filter, rest, hidden, view }) {
    const passes = await passing(this, filter, rest);
    const { visible, hollow, ...rows } = this.#sortOut(passes, new Set(hidden));
    const { bins, bubbles } = this.#bubblesOf(rows.drawn, view);
    return { shown: { passes, bins, ...rows }, answer: { visible, hollow, bubbles } };
  }

  /**
   * @param {Rows} rows
   * @param {View} view
   */
  #bubblesOf(rows, view) {
    const points = {
      rows,
      x: this.x,
      y: this.y,
      codes: this.columns[view.colour],
      options: this.options[view.colour].length,
      news: this.columns.news,
      silent: this.options.news.indexOf("silent"),
      marked: this.marked,
    };
    const bins = bubblesOf(points, view);
    const bubbles = bins.bubbles.map(
      ({ x, y, count, first, spread, mix, silent, marked, radius }) => ({
        lng: lngAt(x),
        lat: latAt(y),
        count,
        first,
        spread,
        mix,
        silent,
        marked,
        radius,
      }),
    );
    return { bins, bubbles };
  }

  /**
   * Return the bounds and the first rows of a bubble, or null where it is no longer drawn.
   * @param {{first: number, count: number}} bubble
   */
  members({ first, count }) {
    const { bins, drawn } = this.shown;
    const bubble = bins.bubbles.find((one) => one.first === first && one.count === count);
    if (!bubble) return null;
    const cells = new Set(bubble.cells);
    const rows = drawn.filter((row) => cells.has(bins.cellOf(row)));
    return { bounds: boundsOf(rows, this.x, this.y), rows: this.#first(rows) };
  }

  /**
   * Return those of some rows that are shown within a place.
   * @param {number[]} rows
   * @param {string} [within]
   */
  passing(rows, within = CITY) {
    const inside = this.whereabouts.within(within);
    return rows.filter((row) => this.shown.passes[row] && inside(row));
  }

  /**
   * Mark rows, and no others: bubbles tell how many of theirs are marked.
   * @param {number[]} rows
   */
  mark(rows) {
    this.marked.fill(0);
    for (const row of rows) this.marked[row] = 1;
    this.expected = null;
  }

  /**
   * Return the first rows shown in a place, and how many there are.
   * @param {string} key
   */
  inPlace(key) {
    const rows = this.#rowsWithin(this.shown.passes, key);
    return { count: rows.length, rows: this.#first(rows) };
  }

  /**
   * Return the names of a place, and how many of the rows shown lie in it; a row stands for the
   * finest place that it is known to lie in.
   * @param {string | number} what
   */
  tally(what) {
    const key = typeof what === "number" ? this.whereabouts.keyOf(what) : what;
    const names = this.whereabouts.places[key ?? ""];
    return { names, count: names ? this.#rowsWithin(this.shown.passes, key ?? "").length : 0 };
  }

  /**
   * Return the first rows counted beside a name: those known only by that place.
   * @param {string} key
   */
  onlyIn(key) {
    const [kind, id] = key.split(":");
    const code = this.options[kind].indexOf(id);
    const rows = this.shown.pointless.filter(
      (row) => this.#hollowOf(row) === kind && this.columns[kind][row] === code,
    );
    return { count: rows.length, rows: this.#first(rows) };
  }

  /**
   * Return a page of the rows that pass a filter within a place, in an order (see `orderRows`).
   * @param {Listing} listing
   */
  async list({ filter, rest, within, order, page, rows: pageRows }) {
    const passes = await passing(this, filter, rest);
    const found = this.#rowsWithin(passes, within);
    const ordered = await orderRows(this, found, order);
    const at = Math.min(page, Math.max(0, Math.ceil(found.length / pageRows) - 1));
    const shown = ordered.slice(at * pageRows, (at + 1) * pageRows);
    return { total: found.length, page: at, records: await this.describe(shown) };
  }

  /**
   * Return all that is known of rows: their options, their details, and `where` they lie.
   * @param {Rows} rows
   * @returns {Promise<ProjectRecord[]>}
   */
  async describe(rows) {
    const details = await this.details.of(rows);
    return Array.from(rows, (row, at) => {
      const where = this.whereabouts.namesOf(row);
      return /** @type {ProjectRecord} */ ({ ...this.#optionsOf(row), ...details[at], where });
    });
  }

  /**
   * Return where a row lies, or null where no point is known.
   * @param {number} row
   * @returns {LngLat | null}
   */
  pointOf(row) {
    return this.#hasPoint(row) ? { lng: lngAt(this.x[row]), lat: latAt(this.y[row]) } : null;
  }

  /** @param {number} row */
  #optionsOf(row) {
    return Object.fromEntries(
      Object.entries(this.options).map(([name, options]) => [
        name,
        options[this.columns[name][row]] ?? null,
      ]),
    );
  }

  /**
   * Return the first of some rows, those that matter most.
   * @param {Rows} rows
   */
  #first(rows) {
    return whatMattersFirst(this, rows).slice(0, LISTED);
  }

  /** @param {number} row */
  #hasPoint(row) {
    return !Number.isNaN(this.x[row]);
  }

  /**
   * Return the kind of place beside whose name a row without a point is counted, or null.
   * @param {number} row
   */
  #hollowOf(row) {
    if (this.options.cluster[this.columns.cluster[row]] !== NO_CLUSTER) return "cluster";
    return this.columns.district[row] < 0 ? null : "district";
  }

  /**
   * Part the rows that pass into those drawn, and those counted beside a name.
   * @param {Uint8Array} passes
   * @param {Set<string>} hidden
   */
  #sortOut(passes, hidden) {
    const { cluster } = this.columns;
    const off = this.options.cluster.map((id) => hidden.has(id));
    const drawn = new Uint32Array(this.size);
    /** @type {Hollow} */
    const hollow = { cluster: {}, district: {} };
    const pointless = [];
    let count = 0;
    let visible = 0;
    for (let row = 0; row < this.size; row += 1) {
      if (!passes[row]) continue;
      const pointed = this.#hasPoint(row);
      if (pointed) visible += 1;
      if (off[cluster[row]]) continue;
      if (pointed) drawn[count++] = row;
      else if (this.#countHollow(row, hollow)) pointless.push(row);
    }
    return { visible, hollow, drawn: drawn.subarray(0, count), pointless };
  }

  /**
   * Count a row beside the name of the place that it is known by; return whether there is one.
   * @param {number} row
   * @param {Hollow} hollow
   */
  #countHollow(row, hollow) {
    const kind = this.#hollowOf(row);
    if (kind === null) return false;
    const id = this.options[kind][this.columns[kind][row]];
    hollow[kind][id] = (hollow[kind][id] ?? 0) + 1;
    return true;
  }

  /**
   * @param {Uint8Array} passes
   * @param {string} key
   */
  #rowsWithin(passes, key) {
    const inside = this.whereabouts.within(key);
    const rows = [];
    for (let row = 0; row < this.size; row += 1) if (passes[row] && inside(row)) rows.push(row);
    return rows;
  }
}
