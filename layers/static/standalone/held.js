// The project layer held in the page itself, for a file that has no server to ask.
import { bytesOf, unpackJson } from "../common/packed.js";
import { CITY } from "../contract.js";
import { Details } from "../engine/details.js";
import { Engine } from "../engine/engine.js";
import { SearchedText } from "../engine/search.js";

/** @import { Filter, Spot } from "../types.d.ts" */

/** @import { Held } from "../types.d.ts" */

/** @type {import("../engine/listing.js").Order} */
const EVERY_ROW = { column: null, descending: false, lang: "zh" };

export class HeldProjects {
  /**
   * Take the layer's Arrow stream in base64, its rows' details, and what a search reads.
   * @param {Pick<Held, "projects" | "details" | "search">} held
   */
  constructor({ projects, details, search }) {
    const page = new Details({ prefix: "", rows: Infinity }, async () => details);
    this.engine = new Engine(bytesOf(projects), page);
    /** @type {Promise<unknown>} */
    this.last = Promise.resolve();
    this.details = details;
    this.searched = unpackJson(search).then((document) => new SearchedText(document));
    this.rows = new Map(details.id.map((id, row) => [id, row]));
  }

  /**
   * Answer a method of the engine, one after another: a filter must not be overtaken.
   * @param {string} method
   * @param {...any} request
   * @returns {Promise<any>}
   */
  ask(method, ...request) {
    const answered = this.last.then(() => this.#answer(method, request));
    this.last = answered;
    return answered;
  }

  /**
   * What a server would search, the text of a filter, is searched here.
   * @param {string} method
   * @param {any[]} request
   */
  async #answer(method, request) {
    if (method !== "show") return this.engine.ask(method, ...request);
    const [{ filter, ...asked }] = request;
    return this.engine.show({ ...asked, filter, rest: await this.#found(filter.q) });
  }

  /**
   * Return the records that pass a filter within a place, what matters first.
   * @param {Filter} filter
   * @param {string} within
   */
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

  /**
   * Return one record by its id.
   * @param {string} id
   */
  async recordOf(id) {
    const [record] = await this.engine.describe([this.rows.get(id) ?? -1]);
    return record;
  }

  /**
   * Return where a project lies with its error in metres, or null where no point is known.
   * @param {number} row
   * @returns {Spot | null}
   */
  spotOf(row) {
    const point = this.engine.pointOf(row);
    return point && { ...point, radius: this.details.radius_m[row] ?? 0 };
  }

  /**
   * Return a byte a row: 1 where the words of a text are found.
   * @param {string | undefined} text
   */
  async #found(text) {
    return (await this.searched).found(text ?? "");
  }
}
