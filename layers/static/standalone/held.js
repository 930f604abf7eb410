// The project layer held in the page itself, for a file that has no server to ask.
import { CITY } from "../contract.js";
import { Details } from "../engine/details.js";
import { Engine } from "../engine/engine.js";

const SEARCHED = ["id", "name", "industry", "location"];
const LOCATED = ["place", "cluster", "district"];
const EVERY_ROW = { column: null };

/** Return the bytes that a base64 text holds. */
function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

export class HeldProjects {
  /** Take the layer's Arrow stream in base64, its rows' details, and the aliases of places. */
  constructor({ projects, details, aliases }) {
    const page = new Details({ prefix: "", rows: Infinity }, async () => details);
    this.engine = new Engine(bytesOf(projects), page);
    this.last = Promise.resolve();
    this.details = details;
    this.aliases = aliases;
    this.rows = new Map(details.id.map((id, row) => [id, row]));
  }

  /** Answer a method of the engine, one after another: a filter must not be overtaken. */
  ask(method, ...request) {
    this.last = this.last.then(() => this.#answer(method, request));
    return this.last;
  }

  /** What a server would search, the text of a filter, is searched here. */
  #answer(method, request) {
    if (method !== "show") return this.engine[method](...request);
    const [{ filter, ...asked }] = request;
    return this.engine.show({ ...asked, filter, rest: this.#found(filter.q) });
  }

  /** Return the records that pass a filter within a place, in the register's order. */
  async recordsOf(filter, within = CITY) {
    const { records } = await this.engine.list({
      filter,
      within,
      rest: this.#found(filter.q),
      order: EVERY_ROW,
      page: 0,
      rows: Math.max(1, this.engine.size),
    });
    return records;
  }

  /** Return one record by its id. */
  async recordOf(id) {
    const [record] = await this.engine.describe([this.rows.get(id)]);
    return record;
  }

  /** Return where a project lies with its error in metres, or null where no point is known. */
  spotOf(row) {
    const point = this.engine.pointOf(row);
    return point && { ...point, radius: this.details.radius_m[row] };
  }

  /** Return a byte a row: 1 where every word of a text occurs. */
  #found(text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    this.texts ??= this.details.id.map((_, row) => this.#textOf(row));
    return Uint8Array.from(this.texts, (searched) =>
      words.every((word) => searched.includes(word)),
    );
  }

  #textOf(row) {
    const own = SEARCHED.flatMap((name) =>
      [name, `${name}_zh`, `${name}_en`].map((column) => this.details[column]?.[row] ?? ""),
    );
    return [...own, ...this.#placesOf(row).flatMap((key) => this.#namesOf(key))]
      .join(" ")
      .toLowerCase();
  }

  /** Return the keys of all places below the city that a row lies in. */
  #placesOf(row) {
    const { columns, options, places } = this.engine;
    return LOCATED.flatMap((kind) => {
      const key = `${kind}:${options[kind][columns[kind][row]]}`;
      return (places[key]?.up ?? []).filter((up) => up !== CITY);
    });
  }

  #namesOf(key) {
    const { zh, en } = this.engine.places[key];
    return [zh, en, ...(this.aliases[key] ?? [])];
  }
}
