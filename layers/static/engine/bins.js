// Bubbles by binning: rows are counted in cells of the screen, then cells that overlap are merged.
// A pass costs the same whatever changed, so that a new filter needs no new index.
import { BUBBLE } from "../contract.js";
import { bubbleRadius } from "./radius.js";

/** @import { Codes, Rows, View } from "../types.d.ts" */

/**
 * The rows to draw, all rows' places in the world's unit square, the column that colours them, and
 * the one that says what was last heard, with its option for those not heard of for long; and a byte
 * a row, 1 for those that are marked.
 * @typedef {object} Points
 * @property {Rows} rows
 * @property {Float64Array} x
 * @property {Float64Array} y
 * @property {Codes} codes
 * @property {number} options
 * @property {Codes} news
 * @property {number} silent
 * @property {Uint8Array} marked
 */

/** @typedef {Omit<View, "colour">} Frame */
/** @typedef {ReturnType<typeof countCells>} Cells */

/**
 * A bubble with its place in the world's unit square and in pixels, and the cells it counts.
 * @typedef {object} Bin
 * @property {number} x
 * @property {number} y
 * @property {number} count
 * @property {number} first
 * @property {boolean} spread
 * @property {Uint32Array} mix
 * @property {number} silent
 * @property {number} marked
 * @property {number[]} cells
 * @property {number} left
 * @property {number} top
 * @property {number} radius
 * @property {number} rank
 */

const { cell: CELL_PX, largest: LARGEST_PX, ring: RING_PX } = BUBBLE;
const SQUARE_PX = 2 * (LARGEST_PX + RING_PX);
const SQUARES_DOWN = 2 ** 24; // more than the world has at any zoom

/**
 * Count rows in the cells of a view.
 *
 * `points` has the rows to draw and all rows' `x` and `y` in the world's unit square, `codes` the
 * column that colours them. `view` is `{scale, left, top, width, height}` in pixels, the world
 * being `scale` wide. Cells are anchored to the world, so that panning does not change them.
 * @param {Points} points
 * @param {Frame} view
 */
function countCells(points, { scale, left, top, width, height }) {
  const { rows, x, y, codes, options, news, silent, marked } = points;
  const west = Math.floor(left / CELL_PX);
  const north = Math.floor(top / CELL_PX);
  const across = Math.ceil(width / CELL_PX) + 1;
  const down = Math.ceil(height / CELL_PX) + 1;
  const size = across * down;
  const cells = {
    count: new Uint32Array(size),
    first: new Int32Array(size),
    spread: new Uint8Array(size),
    sumX: new Float64Array(size),
    sumY: new Float64Array(size),
    mix: new Uint32Array(size * (options + 1)),
    silent: new Uint32Array(size),
    marked: new Uint32Array(size),
    /** @param {number} row */
    cellOf: (row) => {
      const column = Math.floor((x[row] * scale) / CELL_PX) - west;
      const line = Math.floor((y[row] * scale) / CELL_PX) - north;
      return column < 0 || line < 0 || column >= across || line >= down
        ? -1
        : line * across + column;
    },
  };
  for (const row of rows) {
    const cell = cells.cellOf(row);
    if (cell < 0) continue;
    if (cells.count[cell] === 0) cells.first[cell] = row;
    const first = cells.first[cell];
    if (x[first] !== x[row] || y[first] !== y[row]) cells.spread[cell] = 1;
    cells.count[cell] += 1;
    cells.sumX[cell] += x[row];
    cells.sumY[cell] += y[row];
    cells.mix[cell * (options + 1) + codes[row] + 1] += 1;
    if (news[row] === silent) cells.silent[cell] += 1;
    cells.marked[cell] += marked[row];
  }
  return cells;
}

/**
 * @param {Cells} cells
 * @param {number} cell
 * @param {Points} points
 * @param {number} scale
 */
function bubbleOf(cells, cell, { x, y, options }, scale) {
  const count = cells.count[cell];
  const first = cells.first[cell];
  const spread = cells.spread[cell] === 1;
  return placed(
    {
      x: spread ? cells.sumX[cell] / count : x[first],
      y: spread ? cells.sumY[cell] / count : y[first],
      count,
      first,
      spread,
      mix: cells.mix.slice(cell * (options + 1), (cell + 1) * (options + 1)),
      silent: cells.silent[cell],
      marked: cells.marked[cell],
      cells: [cell],
      rank: 0,
    },
    scale,
  );
}

/**
 * @param {Omit<Bin, "left" | "top" | "radius">} bubble
 * @param {number} scale
 * @returns {Bin}
 */
function placed(bubble, scale) {
  const at = { left: bubble.x * scale, top: bubble.y * scale };
  return Object.assign(bubble, at, { radius: bubbleRadius(bubble.count) });
}

/**
 * @param {Bin} host
 * @param {Bin} bubble
 * @param {number} scale
 */
function absorb(host, bubble, scale) {
  host.count += bubble.count;
  host.silent += bubble.silent;
  host.marked += bubble.marked;
  host.spread = true;
  host.cells = host.cells.concat(bubble.cells);
  host.first = Math.min(host.first, bubble.first);
  bubble.mix.forEach((count, code) => (host.mix[code] += count));
  placed(host, scale);
}

/** Bubbles by the square that they lie in; those that may overlap one lie in its or the next. */
class Squares {
  constructor() {
    /** @type {Map<number, Bin[]>} */
    this.squares = new Map();
  }

  /** @param {Bin} bubble */
  add(bubble) {
    const key = squareKey(squareAt(bubble.left), squareAt(bubble.top));
    const square = this.squares.get(key);
    if (square) square.push(bubble);
    else this.squares.set(key, [bubble]);
  }

  /**
   * Return the largest bubble that overlaps another, as they were added the largest first.
   * @param {Bin} bubble
   * @returns {Bin | null}
   */
  overlapping(bubble) {
    let host = null;
    for (const other of this.#near(bubble)) {
      if ((host === null || other.rank < host.rank) && overlap(other, bubble)) host = other;
    }
    return host;
  }

  /** @param {Bin} bubble */
  *#near({ left, top }) {
    const [column, line] = [squareAt(left), squareAt(top)];
    for (let across = column - 1; across <= column + 1; across += 1) {
      for (let down = line - 1; down <= line + 1; down += 1) {
        yield* this.squares.get(squareKey(across, down)) ?? [];
      }
    }
  }
}

/** @param {number} px */
function squareAt(px) {
  return Math.floor(px / SQUARE_PX);
}

/**
 * @param {number} column
 * @param {number} line
 */
function squareKey(column, line) {
  return column * SQUARES_DOWN + line;
}

/**
 * @param {Bin} one
 * @param {Bin} other
 */
function overlap(one, other) {
  const [x, y] = [one.left - other.left, one.top - other.top];
  const reach = one.radius + other.radius + 2 * RING_PX;
  return x * x + y * y < reach * reach;
}

/**
 * Merge bubbles that overlap into the larger one, until none does.
 * @param {Bin[]} bubbles
 * @param {number} scale
 * @returns {Bin[]}
 */
function mergeOverlaps(bubbles, scale) {
  /** @type {Bin[]} */
  const kept = [];
  const squares = new Squares();
  for (const bubble of bubbles.sort((a, b) => b.count - a.count || a.first - b.first)) {
    const host = squares.overlapping(bubble);
    if (host) absorb(host, bubble, scale);
    else {
      bubble.rank = kept.length;
      kept.push(bubble);
      squares.add(bubble);
    }
  }
  return kept.length < bubbles.length ? mergeOverlaps(kept, scale) : kept;
}

/**
 * Return the bubbles of a view, the largest first, and what tells the cell of a row.
 * @param {Points} points
 * @param {Frame} view
 */
export function bubblesOf(points, view) {
  const cells = countCells(points, view);
  const filled = [];
  for (let cell = 0; cell < cells.count.length; cell += 1) {
    if (cells.count[cell]) filled.push(bubbleOf(cells, cell, points, view.scale));
  }
  return { bubbles: mergeOverlaps(filled, view.scale), cellOf: cells.cellOf };
}
