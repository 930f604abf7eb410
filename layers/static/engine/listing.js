// The order of the table's rows.
/** @import { Codes, Lang, PlaceNames } from "../types.d.ts" */

/** @import { Details } from "./details.js" */
/** @import { Whereabouts } from "./whereabouts.js" */
/** @typedef {(number | null)[]} Values */
/** @typedef {Record<string, Codes | Float32Array>} Columns */
/** @typedef {(engine: Listed, rows: number[], lang: Lang) => Values | Promise<Values>} ValuesOf */
/** @typedef {{column: string | null, descending: boolean, lang: Lang}} Order */

/**
 * What the rows are listed by: an `Engine`.
 * @typedef {object} Listed
 * @property {Details} details
 * @property {Record<string, PlaceNames>} places
 * @property {Columns} columns
 * @property {number} undated
 * @property {Pick<Whereabouts, "keyOf">} whereabouts
 */

/** Above this many rows the names, which are fetched, are too many to sort by. */
export const MOST_BY_NAME = 5000;

/** More days than any date lies after 1970, so that a stage outweighs its day. */
const MOST_DAYS = 1e7;

/** @type {WeakMap<Columns, {rows: Uint32Array, placeOf: Uint32Array}>} */
const listings = new WeakMap();

/**
 * Return rows as files list them (`geo.ask.order`): the newest status first, of one day the
 * largest amount; what has neither comes last.
 * @param {Listed} engine
 * @param {Iterable<number>} rows
 */
export function whatMattersFirst({ columns, undated }, rows) {
  const listing = listings.get(columns) ?? listingOf(columns, undated);
  listings.set(columns, listing);
  const places = Uint32Array.from(rows, (row) => listing.placeOf[row]).sort();
  return Array.from(places, (place) => listing.rows[place]);
}

/**
 * List all rows once, and tell of each where it stands.
 * @param {Columns} columns
 * @param {number} undated
 */
function listingOf({ start, investment }, undated) {
  const day = Float64Array.from(start, (one) => (one === undated ? -Infinity : one));
  const amount = Float64Array.from(investment, (one) => (Number.isNaN(one) ? -Infinity : one));
  const rows = Uint32Array.from(day.keys()).sort(
    (a, b) => below(day[a], day[b]) || below(amount[a], amount[b]) || a - b,
  );
  const placeOf = new Uint32Array(rows.length);
  rows.forEach((row, place) => (placeOf[row] = place));
  return { rows, placeOf };
}

/**
 * Compare two numbers, the larger first.
 * @param {number} a
 * @param {number} b
 */
function below(a, b) {
  return Number(a < b) - Number(a > b);
}

/**
 * Return rows in the order of a column: `{column, descending, lang}`, column null for what matters
 * first. Rows without a value come last either way; equal ones keep the order of the register.
 * @param {Listed} engine
 * @param {number[]} rows
 * @param {Order} order
 */
export async function orderRows(engine, rows, { column, descending, lang }) {
  if (column === null) return whatMattersFirst(engine, rows);
  if (column === "name" && rows.length > MOST_BY_NAME) return rows;
  const valuesOf = VALUES[column] ?? (column in engine.columns ? coded : worded)(column);
  const values = await valuesOf(engine, rows, lang);
  const sign = descending ? -1 : 1;
  const places = rows.map((_, at) => at);
  places.sort((a, b) => {
    const [x, y] = [values[a], values[b]];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * (x - y);
  });
  return places.map((at) => rows[at]);
}

/** @type {Readonly<Record<string, ValuesOf>>} */
const VALUES = {
  place: (engine, rows, lang) =>
    ranksOf(
      rows.map((row) => engine.places[engine.whereabouts.keyOf(row) ?? ""]?.[lang]),
      lang,
    ),
  status: ({ columns, undated }, rows) =>
    rows.map((row) => {
      const [stage, day] = [columns.status[row], columns.start[row]];
      return stage < 0 ? null : stage * MOST_DAYS + (day === undated ? 0 : day);
    }),
  investment: ({ columns }, rows) =>
    rows.map((row) => (Number.isNaN(columns.investment[row]) ? null : columns.investment[row])),
};

/**
 * Ranks of a column of words, in the order of the language.
 * @param {string} name
 * @returns {ValuesOf}
 */
function worded(name) {
  return async (engine, rows, lang) => {
    const details = await engine.details.of(rows);
    const words = details.map((detail) => detail[`${name}_${lang}`] ?? detail[name]);
    return ranksOf(/** @type {string[]} */ (words), lang);
  };
}

/**
 * Values of a coded column: options stand in the order in which they are shown.
 * @param {string} name
 * @returns {ValuesOf}
 */
function coded(name) {
  return ({ columns }, rows) =>
    rows.map((row) => (columns[name][row] < 0 ? null : columns[name][row]));
}

/**
 * Return the rank of each text in the order of a language, null for none.
 * @param {(string | undefined)[]} texts
 * @param {Lang} lang
 * @returns {Values}
 */
function ranksOf(texts, lang) {
  const collator = new Intl.Collator(lang === "zh" ? "zh" : "en", { numeric: true });
  const known = texts.filter((text) => text !== undefined);
  const sorted = [...new Set(known)].sort(collator.compare);
  const ranks = new Map(sorted.map((text, rank) => [text, rank]));
  return texts.map((text) => ranks.get(text ?? "") ?? null);
}
