// A cube of cells: filtered, summed in all and by cells of any size. Knows no page.
import { tableFromIPC } from "@uwdata/flechette";
import { METADATA, OTHER_LIMITS, UNDATED } from "../contract.js";
import { passing } from "../engine/filters.js";

/** @import { Codes, Filter, Lang } from "../types.d.ts" */

/**
 * Cells of equal degrees from the south-west corner.
 * @typedef {object} Grid
 * @property {number} west
 * @property {number} south
 * @property {number} width degrees of a cell
 * @property {number} height
 * @property {number} columns
 * @property {number} rows
 */

/**
 * What is said of the columns; a period is its name, and its first and last day since 1970.
 * @typedef {object} About
 * @property {Grid} grid
 * @property {number} cell_m
 * @property {number[]} factors
 * @property {string[]} filters
 * @property {Record<string, string[]>} options
 * @property {[name: string, first: number, last: number][]} periods
 * @property {Record<string, number[]>} bounds
 * @property {Record<Lang, string>} about
 */

/** @typedef {{rows: number, stated: number, wan: number}} Sums */
/** @typedef {Sums & {offGrid: number}} Totals */

/**
 * The cells that hold rows, whose side is `factor` of the cube's, by their steps from the south-west
 * corner, row by row; `firstOf` is where each row of them begins, and the last ends, and `slotOf` tells
 * of each finest cell which it lies in.
 * @typedef {object} Level
 * @property {number} factor
 * @property {Int32Array} east
 * @property {Int32Array} north
 * @property {Int32Array} firstOf
 * @property {Int32Array} slotOf
 */

/** @typedef {{rows: Float64Array, wan: Float64Array}} CellSums */

export class Cube {
  /**
   * Take the Arrow stream of a cube in the order of its cells.
   * @param {Uint8Array} bytes
   */
  constructor(bytes) {
    const table = tableFromIPC(bytes);
    const { cell, rows, stated, wan, period, ...columns } = Object.fromEntries(
      table.names.map((name) => [name, /** @type {Codes} */ (table.getChild(name).toArray())]),
    );
    /** @type {About} */
    this.about = JSON.parse(table.schema.metadata?.get(METADATA) ?? "{}");
    this.size = table.numRows;
    /** @type {Record<string, Codes>} */
    this.columns = columns;
    this.measures = { rows, stated, wan };
    /** @type {Codes | undefined} */
    this.period = period;
    this.undated = UNDATED;
    if (period) Object.assign(columns, this.#days(period));
    const { cells, slotOf } = cellsOf(cell);
    this.cells = cells;
    this.slotOf = slotOf;
    /** @type {Map<number, Level>} */
    this.levels = new Map();
    this.passes = new Uint8Array(this.size).fill(1);
  }

  /**
   * The first and last day of each row; `undated` for none.
   * @param {Codes} period
   */
  #days(period) {
    const { undated, about } = this;
    const day = (/** @type {1 | 2} */ which) =>
      Int32Array.from(period, (at) => (at < 0 ? undated : about.periods[at][which]));
    return { start: day(1), end: day(2) };
  }

  /**
   * Name the filters that are set and that the cube cannot answer, as it is not summed by them.
   * @param {Filter} filter
   */
  leftOut(filter) {
    const chosen = this.about.filters.filter((name) => name in filter && !(name in this.columns));
    if (!this.period && ("from" in filter || "to" in filter)) chosen.push("period");
    return [...chosen, ...OTHER_LIMITS.filter((name) => filter[name])];
  }

  /**
   * Filter; what else is asked is of the rows that pass.
   * @param {Filter} filter
   */
  async filter(filter) {
    const asked = { ...filter };
    if (!this.period) {
      delete asked.from;
      delete asked.to;
    }
    this.passes = await passing(this, asked, undefined);
  }

  /**
   * Return the sums of what passes, and holds; `offGrid` are the rows that lie in no cell.
   * @param {(row: number) => boolean} holds
   * @returns {Totals}
   */
  totals(holds = () => true) {
    const [sums, offGrid] = [noSums(), noSums()];
    for (let row = 0; row < this.size; row += 1) {
      if (!this.passes[row] || !holds(row)) continue;
      this.#sumUp(sums, row);
      if (this.slotOf[row] < 0) this.#sumUp(offGrid, row);
    }
    return { ...sums, offGrid: offGrid.rows };
  }

  /**
   * Return the sums of what passes in a district or cluster in focus; null for any other focus, and
   * where the cube is not summed by such places.
   * @param {string} focus
   */
  totalsIn(focus) {
    const [kind, id] = focus.split(":");
    const code = this.about.options[kind]?.indexOf(id) ?? -1;
    return code < 0 ? null : this.totals((row) => this.columns[kind][row] === code);
  }

  /**
   * Return the least factor whose cells have a side of so many metres, or the largest.
   * @param {number} least
   */
  factorAt(least) {
    const { factors, cell_m: side } = this.about;
    return factors.find((factor) => factor * side >= least) ?? factors[factors.length - 1];
  }

  /**
   * Return the cells whose side is a factor of the cube's.
   * @param {number} factor
   */
  level(factor) {
    const level = this.levels.get(factor) ?? levelOf(this.cells, this.about.grid, factor);
    this.levels.set(factor, level);
    return level;
  }

  /**
   * Return the sums of what passes by the cells of a level.
   * @param {Level} level
   * @returns {CellSums}
   */
  sums({ east, slotOf: coarser }) {
    const { measures, passes, slotOf, size } = this;
    const sums = { rows: new Float64Array(east.length), wan: new Float64Array(east.length) };
    for (let row = 0; row < size; row += 1) {
      const slot = slotOf[row];
      if (!passes[row] || slot < 0) continue;
      sums.rows[coarser[slot]] += measures.rows[row];
      sums.wan[coarser[slot]] += measures.wan[row];
    }
    return sums;
  }

  /**
   * Return what passes in a cell of a level: its sums, and those by sector and by year, `null` for
   * what is not stated.
   * @param {Level} level
   * @param {number} slot
   */
  within({ slotOf: coarser }, slot) {
    const sums = noSums();
    /** @type {Map<string | null, number>} */
    const sectors = new Map();
    /** @type {Map<string | null, number>} */
    const years = new Map();
    for (let row = 0; row < this.size; row += 1) {
      if (!this.passes[row] || this.slotOf[row] < 0 || coarser[this.slotOf[row]] !== slot) continue;
      this.#sumUp(sums, row);
      count(sectors, this.#sectorOf(row), this.measures.rows[row]);
      count(years, this.#yearOf(row), this.measures.rows[row]);
    }
    return { sums, sectors, years };
  }

  /** @param {number} row */
  #sectorOf(row) {
    return this.about.options.sector?.[this.columns.sector[row]] ?? null;
  }

  /** @param {number} row */
  #yearOf(row) {
    const [name] = this.about.periods[this.period?.[row] ?? -1] ?? [null];
    return name && name.split("-")[0];
  }

  /**
   * @param {Sums} sums
   * @param {number} row
   */
  #sumUp(sums, row) {
    sums.rows += this.measures.rows[row];
    sums.stated += this.measures.stated[row];
    sums.wan += this.measures.wan[row];
  }
}

/** @returns {Sums} */
function noSums() {
  return { rows: 0, stated: 0, wan: 0 };
}

/**
 * @param {Map<string | null, number>} counts
 * @param {string | null} name
 * @param {number} more
 */
function count(counts, name, more) {
  counts.set(name, (counts.get(name) ?? 0) + more);
}

/**
 * Return the different cells of rows that stand in their order, and the position of each row's; -1
 * for none.
 * @param {Codes} cell
 */
function cellsOf(cell) {
  const cells = [];
  const slotOf = new Int32Array(cell.length);
  for (let row = 0; row < cell.length; row += 1) {
    if (cell[row] >= 0 && cell[row] !== cells[cells.length - 1]) cells.push(cell[row]);
    slotOf[row] = cell[row] < 0 ? -1 : cells.length - 1;
  }
  return { cells: Int32Array.from(cells), slotOf };
}

/**
 * Return the cells of a factor that hold some of the finest ones, which stand row by row.
 * @param {Int32Array} cells
 * @param {Grid} grid
 * @param {number} factor
 * @returns {Level}
 */
function levelOf(cells, { columns, rows }, factor) {
  const [east, north, slotOf] = [0, 0, 0].map(() => new Int32Array(cells.length));
  const firstOf = new Int32Array(Math.ceil(rows / factor) + 1);
  const lastIn = new Int32Array(Math.ceil(columns / factor)).fill(-1); // by column, the last slot
  let [size, row] = [0, 0];
  cells.forEach((cell, at) => {
    const column = Math.floor((cell % columns) / factor);
    const its = Math.floor(Math.floor(cell / columns) / factor);
    while (row < its) firstOf[(row += 1)] = size;
    if (lastIn[column] < firstOf[row]) {
      lastIn[column] = size;
      east[size] = column;
      north[size] = row;
      size += 1;
    }
    slotOf[at] = lastIn[column];
  });
  firstOf.fill(size, row + 1);
  return { factor, east: east.slice(0, size), north: north.slice(0, size), firstOf, slotOf };
}
