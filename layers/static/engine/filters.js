// A filter as the server words it, applied to the columns of the project layer.
import { unpack } from "../common/packed.js";

/** @import { Codes, Filter, Mask, Period } from "../types.d.ts" */

/**
 * Decode a deflated, base64 bitset, first row in the highest bit, into a byte a row.
 * @param {string} text
 * @param {number} size
 */
async function decodeMask(text, size) {
  const bits = await unpack(text);
  return Uint8Array.from({ length: size }, (_, row) => (bits[row >> 3] >> (7 - (row & 7))) & 1);
}

/**
 * Set to 0 the rows whose code is not among those wanted; -1 stands for none.
 * @param {Uint8Array} passes
 * @param {Codes} codes
 * @param {number[]} wanted
 */
function keepCodes(passes, codes, wanted) {
  const kept = new Uint8Array(Math.max(-1, ...wanted) + 2);
  for (const code of wanted) kept[code + 1] = 1;
  for (let row = 0; row < passes.length; row += 1) {
    if (!kept[codes[row] + 1]) passes[row] = 0;
  }
}

/**
 * Set to 0 the rows that have no day within the period.
 * @param {Uint8Array} passes
 * @param {Record<string, Codes>} columns
 * @param {number} undated
 * @param {number} from
 * @param {number} to
 */
function keepPeriod(passes, { start, end }, undated, from, to) {
  for (let row = 0; row < passes.length; row += 1) {
    if (start[row] === undated || end[row] < from || start[row] > to) passes[row] = 0;
  }
}

/**
 * Return the mask that `rest` stands for: a byte a row, encoded bits, or nothing for all rows.
 * @param {Mask} rest
 * @param {number} size
 */
async function maskOf(rest, size) {
  if (rest instanceof Uint8Array) return rest.slice();
  return rest ? decodeMask(rest, size) : new Uint8Array(size).fill(1);
}

/**
 * Return a byte a row: 1 where the row passes the filter and `rest`, the mask of the text.
 *
 * A filter has the positions of the options chosen by name, and the days `from` and `to`; what is
 * not set is absent.
 * @param {{columns: Record<string, Codes>, size: number, undated: number}} layer
 * @param {Filter} filter
 * @param {Mask} rest
 */
export async function passing({ columns, size, undated }, filter, rest) {
  const passes = await maskOf(rest, size);
  for (const [name, chosen] of Object.entries(filter)) {
    if (name in columns && Array.isArray(chosen)) keepCodes(passes, columns[name], chosen);
  }
  const { from = -Infinity, to = Infinity } = filter;
  if ("from" in filter || "to" in filter) keepPeriod(passes, columns, undated, from, to);
  return passes;
}

/**
 * Return the filter with other options of one name, by position in their order; none lift it.
 * @param {Filter} filter
 * @param {string} name
 * @param {number[]} options
 */
export function choosing(filter, name, options) {
  const changed = { ...filter, [name]: options };
  if (!options.length) delete changed[name];
  return changed;
}

/**
 * Return the filter with other ends of the period; null lifts one.
 * @param {Filter} filter
 * @param {Period} period
 * @returns {Filter}
 */
export function within(filter, period) {
  const changed = /** @type {Filter} */ ({ ...filter, ...period });
  for (const end of ["from", "to"]) if (changed[end] === null) delete changed[end];
  return changed;
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Return a short digest of a filter (FNV-1a, 32 bits, of its entries in the order of names).
 * @param {Filter} filter
 */
export function digestOf(filter) {
  let hash = FNV_OFFSET;
  for (const byte of new TextEncoder().encode(JSON.stringify(Object.entries(filter).sort()))) {
    hash = Math.imul(hash ^ byte, FNV_PRIME) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
}
