// The order of the table's rows.
/** @import { Codes, Lang, PlaceNames } from "../types.d.ts" */

/** @import { Details } from "./details.js" */
/** @import { Whereabouts } from "./whereabouts.js" */
/** @typedef {(number | null)[]} Values */
/** @typedef {(engine: Listed, rows: number[], lang: Lang) => Values | Promise<Values>} ValuesOf */
/** @typedef {{column: string | null, descending: boolean, lang: Lang}} Order */

/**
 * What the rows are listed by: an `Engine`.
 * @typedef {object} Listed
 * @property {Details} details
 * @property {Record<string, PlaceNames>} places
 * @property {Record<string, Codes | Float32Array>} columns
 * @property {number} undated
 * @property {Pick<Whereabouts, "keyOf">} whereabouts
 */

/** Above this many rows the names, which are fetched, are too many to sort by. */
export const MOST_BY_NAME = 5000;

/** More days than any date lies after 1970, so that a stage outweighs its day. */
const MOST_DAYS = 1e7;

/**
 * Return rows in the order of a column: `{column, descending, lang}`, column null for the
 * register's own. Rows without a value come last either way; equal ones keep their order.
 * @param {Listed} engine
 * @param {number[]} rows
 * @param {Order} order
 */
export async function orderRows(engine, rows, { column, descending, lang }) {
  if (column === null || (column === "name" && rows.length > MOST_BY_NAME)) return rows;
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
