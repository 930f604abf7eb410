// The project layer held in the page itself, for a file that has no server to ask.
import { bytesOf, unpack } from "../common/packed.js";
import { CITY } from "../contract.js";
import { Details } from "../engine/details.js";
import { Engine } from "../engine/engine.js";
import { SearchedText } from "../engine/search.js";

const EVERY_ROW = { column: null };

export class HeldProjects {
  /** Take the layer's Arrow stream in base64, its rows' details, and what a search reads. */
  constructor({ projects, details, search }) {
    const page = new Details({ prefix: "", rows: Infinity }, async () => details);
    this.engine = new Engine(bytesOf(projects), page);
    this.last = Promise.resolve();
    this.details = details;
    this.searched = unpack(search).then(
      (bytes) => new SearchedText(JSON.parse(new TextDecoder().decode(bytes))),
    );
    this.rows = new Map(details.id.map((id, row) => [id, row]));
  }

  /** Answer a method of the engine, one after another: a filter must not be overtaken. */
  ask(method, ...request) {
    this.last = this.last.then(() => this.#answer(method, request));
    return this.last;
  }

  /** What a server would search, the text of a filter, is searched here. */
  async #answer(method, request) {
    if (method !== "show") return this.engine[method](...request);
    const [{ filter, ...asked }] = request;
    return this.engine.show({ ...asked, filter, rest: await this.#found(filter.q) });
  }

  /** Return the records that pass a filter within a place, in the register's order. */
  async recordsOf(filter, within = CITY) {
    const { records } = await this.engine.list({
      filter,
      within,
      rest: await this.#found(filter.q),
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

  /** Return a byte a row: 1 where the words of a text are found. */
  async #found(text) {
    return (await this.searched).found(text);
  }
}
