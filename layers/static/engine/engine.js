// The project layer at work: filters its columns, counts bubbles, lists rows. Knows no page.
import { bubblesOf } from "./bins.js";
import { Details } from "./details.js";
import { fetchBytes } from "../common/fetching.js";
import { CITY, METADATA, NO_CLUSTER, PLACE_PREFIXES, UNDATED } from "../contract.js";
import { passing } from "./filters.js";
import "./flechette.js"; // Arrow; sets the global `fl`
import { orderRows } from "./listing.js";
import { latAt, lngAt, worldX, worldY } from "./mercator.js";

const LISTED = 8;
const FINEST_FIRST = ["place", "cluster", "district"];

export class Engine {
  /** Take the layer's Arrow stream and the details of its rows. */
  constructor(bytes, details) {
    const table = globalThis.fl.tableFromIPC(bytes);
    const { options, places } = JSON.parse(table.schema.metadata.get(METADATA));
    const { lon, lat, ...columns } = Object.fromEntries(
      table.names.map((name) => [name, table.getChild(name).toArray()]),
    );
    this.details = details;
    this.size = table.numRows;
    this.undated = UNDATED;
    this.options = options;
    this.places = places;
    this.columns = columns;
    this.x = Float64Array.from(lon, worldX);
    this.y = Float64Array.from(lat, worldY);
    this.shown = { passes: null, drawn: new Uint32Array(0), pointless: [], bins: null };
    this.expected = null;
  }

  /** Fetch the layer that `addresses` name. */
  static async open({ projects, details }) {
    return new Engine(await fetchBytes(projects), new Details(details));
  }

  /** Filter, and return the bubbles of a view, the hollow counts and how many rows have a point. */
  async show(request) {
    const known = this.expected !== null && this.expected.asked === JSON.stringify(request);
    const { shown, answer } = known ? this.expected : await this.#workOut(request);
    this.shown = shown;
    return answer;
  }

  /** Answer what may be shown next as `show` would, without showing it. */
  async expect(request) {
    this.expected = { asked: JSON.stringify(request), ...(await this.#workOut(request)) };
    return this.expected.answer;
  }

  /** Return the bubbles of another view of the same rows. */
  look(view) {
    const { bins, bubbles } = this.#bubblesOf(this.shown.drawn, view);
    this.shown = { ...this.shown, bins }; // what was expected keeps the bins of its own view
    return bubbles;
  }

  /** Return what is shown for a filter in a view, and what to answer of it. */
  async #workOut({ filter, rest, hidden, view }) {
    const passes = await passing(this, filter, rest);
    const { visible, hollow, ...rows } = this.#sortOut(passes, new Set(hidden));
    const { bins, bubbles } = this.#bubblesOf(rows.drawn, view);
    return { shown: { passes, bins, ...rows }, answer: { visible, hollow, bubbles } };
  }

  #bubblesOf(rows, view) {
    const points = {
      rows,
      x: this.x,
      y: this.y,
      codes: this.columns[view.colour],
      options: this.options[view.colour].length,
    };
    const bins = bubblesOf(points, view);
    const bubbles = bins.bubbles.map(({ x, y, count, first, spread, mix, radius }) => ({
      lng: lngAt(x),
      lat: latAt(y),
      count,
      first,
      spread,
      mix,
      radius,
    }));
    return { bins, bubbles };
  }

  /** Return the bounds and the first rows of a bubble, or null where it is no longer drawn. */
  members({ first, count }) {
    const { bins, drawn } = this.shown;
    const bubble = bins.bubbles.find((one) => one.first === first && one.count === count);
    if (!bubble) return null;
    const cells = new Set(bubble.cells);
    const rows = drawn.filter((row) => cells.has(bins.cellOf(row)));
    const [south, north] = extremes(rows, this.y)
      .map(latAt)
      .sort((a, b) => a - b);
    const [west, east] = extremes(rows, this.x).map(lngAt);
    return {
      bounds: [
        [south, west],
        [north, east],
      ],
      rows: rows.slice(0, LISTED),
    };
  }

  /** Return the first rows shown in a place, and how many there are. */
  inPlace(key) {
    const rows = this.#rowsWithin(this.shown.passes, key);
    return { count: rows.length, rows: rows.slice(0, LISTED) };
  }

  /** Return the first rows counted beside a name: those known only by that place. */
  onlyIn(key) {
    const [kind, id] = key.split(":");
    const code = this.options[kind].indexOf(id);
    const rows = this.shown.pointless.filter(
      (row) => this.#hollowOf(row) === kind && this.columns[kind][row] === code,
    );
    return { count: rows.length, rows: rows.slice(0, LISTED) };
  }

  /** Return a page of the rows that pass a filter within a place, in an order (see `orderRows`). */
  async list({ filter, rest, within, order, page, rows: pageRows }) {
    const passes = await passing(this, filter, rest);
    const found = this.#rowsWithin(passes, within);
    const ordered = await orderRows(this, found, order);
    const at = Math.min(page, Math.max(0, Math.ceil(found.length / pageRows) - 1));
    const shown = ordered.slice(at * pageRows, (at + 1) * pageRows);
    return { total: found.length, page: at, records: await this.describe(shown) };
  }

  /** Return all that is known of rows: their options, their details, and `where` they lie. */
  async describe(rows) {
    const details = await this.details.of(rows);
    return Array.from(rows, (row, at) => ({
      ...this.#optionsOf(row),
      ...details[at],
      where: this.#whereOf(row),
    }));
  }

  /** Return the key of the finest place that a row is known to lie in, or null. */
  placeOf(row) {
    const keys = FINEST_FIRST.map((kind) => this.#keyOf(kind, row));
    return keys.find((key) => key in this.places) ?? null;
  }

  /** Return where a row lies, or null where no point is known. */
  pointOf(row) {
    return this.#hasPoint(row) ? { lng: lngAt(this.x[row]), lat: latAt(this.y[row]) } : null;
  }

  /** Return the names of the places that a row lies in; `place` is the finest one known. */
  #whereOf(row) {
    const named = ["cluster", "district"].map((kind) => [
      kind,
      this.places[this.#keyOf(kind, row)],
    ]);
    return { ...Object.fromEntries(named), place: this.places[this.placeOf(row) ?? CITY] };
  }

  #keyOf(kind, row) {
    return `${PLACE_PREFIXES[kind]}${this.options[kind][this.columns[kind][row]]}`;
  }

  #optionsOf(row) {
    return Object.fromEntries(
      Object.entries(this.options).map(([name, options]) => [
        name,
        options[this.columns[name][row]] ?? null,
      ]),
    );
  }

  #hasPoint(row) {
    return !Number.isNaN(this.x[row]);
  }

  /** Return the kind of place beside whose name a row without a point is counted, or null. */
  #hollowOf(row) {
    if (this.options.cluster[this.columns.cluster[row]] !== NO_CLUSTER) return "cluster";
    return this.columns.district[row] < 0 ? null : "district";
  }

  /** Part the rows that pass into those drawn, and those counted beside a name. */
  #sortOut(passes, hidden) {
    const { cluster } = this.columns;
    const off = this.options.cluster.map((id) => hidden.has(id));
    const drawn = new Uint32Array(this.size);
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

  /** Count a row beside the name of the place that it is known by; return whether there is one. */
  #countHollow(row, hollow) {
    const kind = this.#hollowOf(row);
    if (kind === null) return false;
    const id = this.options[kind][this.columns[kind][row]];
    hollow[kind][id] = (hollow[kind][id] ?? 0) + 1;
    return true;
  }

  #rowsWithin(passes, key) {
    const inside = this.#within(key);
    const rows = [];
    for (let row = 0; row < this.size; row += 1) if (passes[row] && inside(row)) rows.push(row);
    return rows;
  }

  /** Return a test of whether a row lies in a place, going up both trees. */
  #within(key) {
    if (key === CITY) return () => true;
    const tests = Object.entries(PLACE_PREFIXES).map(([column, prefix]) => {
      const codes = this.columns[column];
      const inside = this.options[column].map(
        (id) => this.places[`${prefix}${id}`]?.up.includes(key) ?? false,
      );
      return (row) => codes[row] >= 0 && inside[codes[row]];
    });
    return (row) => tests.some((test) => test(row));
  }
}

function extremes(rows, values) {
  let least = Infinity;
  let most = -Infinity;
  for (const row of rows) {
    if (values[row] < least) least = values[row];
    if (values[row] > most) most = values[row];
  }
  return [least, most];
}
