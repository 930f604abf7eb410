// What is listed below the search box for a text: in groups, and which of all a press of Enter takes.
import { NEAR, NEAR_KM, SPELLING_START, SUGGESTION } from "../contract.js";
import { wordsOf } from "../engine/search.js";

/** @import { Found, Lang, Understood, Words } from "../types.d.ts" */

/** @typedef {string[]} Suggestion what `SUGGESTION` names, in turn */
/** @typedef {"places" | "projects" | "policies" | "conditions"} GroupName */
/** @typedef {{name: GroupName, rows: Found[], rank: number}} Group */

/** The most that is listed of a group. */
const LISTED = { places: 4, projects: 4, policies: 3 };

/** How a name fits: it is what was typed, it or a word of it begins so, or has it within. */
const [EXACT, BEGINS, HOLDS] = [0, 1, 2];
/** Conditions that all words name go before any name, text that no word names after all. */
const [CONDITIONS, TEXT] = [-1, 3];

/**
 * Group what fits a text.
 * @param {Suggestion[]} index
 * @param {string} typed
 * @param {Understood | null} understood null while the server has not answered
 * @param {Lang} lang
 * @param {Words} words
 * @returns {Group[]}
 */
export function groupsOf(index, typed, understood, lang, words) {
  const fitting = fittingRows(index, typed);
  /** @type {(name: "places" | "projects" | "policies") => Group} */
  const named = (name) => {
    const rows = fitting.filter(({ row }) => groupOf(row) === name).slice(0, LISTED[name]);
    const found = rows.map(({ row }) => foundOf(row, lang, words));
    return { name, rows: found, rank: rows[0]?.rank ?? Infinity };
  };
  const places = withFound(named("places"), understood?.places ?? [], typed);
  const groups = [places, named("projects"), named("policies")];
  return [...groups, conditionsOf(understood)].filter(({ rows }) => rows.length);
}

/**
 * The row that Enter takes: the first of the group that fits best.
 * @param {Group[]} groups
 * @returns {Found | undefined}
 */
export function topOf(groups) {
  const best = Math.min(...groups.map(({ rank }) => rank));
  return groups.find(({ rank }) => rank === best)?.rows[0];
}

/**
 * Add the places that the server found: before ours, where they fit better.
 * @param {Group} places
 * @param {Found[]} found the best first
 * @param {string} typed
 * @returns {Group}
 */
function withFound(places, found, typed) {
  if (!found.length) return places;
  const [name, whole] = [found[0].name, typed].map((text) => wordsOf(text).join(" "));
  const rank = name.startsWith(whole) ? BEGINS : HOLDS;
  const [first, last] = places.rank <= rank ? [places.rows, found] : [found, places.rows];
  return { name: "places", rows: [...first, ...last], rank: Math.min(places.rank, rank) };
}

/**
 * @param {Understood | null} understood
 * @returns {Group}
 */
function conditionsOf(understood) {
  const rows = understood?.conditions ?? [];
  return { name: "conditions", rows, rank: understood?.leads ? CONDITIONS : TEXT };
}

/**
 * The rows that every word typed fits, the best first.
 * @param {Suggestion[]} index
 * @param {string} typed
 */
function fittingRows(index, typed) {
  const words = wordsOf(typed);
  const whole = words.join(" ");
  return index
    .map((row) => ({ row, rank: rankOf(row[SUGGESTION.typed], words, whole) }))
    .filter(({ rank }) => rank < Infinity)
    .sort((a, b) => a.rank - b.rank);
}

/**
 * @param {string} names
 * @param {string[]} words
 * @param {string} whole
 */
function rankOf(names, words, whole) {
  if (fit(names, whole) === EXACT) return EXACT;
  return Math.max(...words.map((word) => fit(names, word)));
}

/**
 * @param {string} names
 * @param {string} word
 */
function fit(names, word) {
  const start = SPELLING_START + word;
  if (`${names}${SPELLING_START}`.includes(start + SPELLING_START)) return EXACT;
  if (names.includes(start) || names.includes(` ${word}`)) return BEGINS;
  return word.length > 1 && names.includes(word) ? HOLDS : Infinity;
}

/**
 * @param {Suggestion} row
 * @returns {GroupName}
 */
function groupOf(row) {
  const [what] = row[SUGGESTION.kind].split(".");
  if (what === "project") return "projects";
  return what === "policy" ? "policies" : "places";
}

/**
 * @param {Suggestion} row
 * @param {Lang} lang
 * @param {Words} words
 * @returns {Found}
 */
function foundOf(row, lang, words) {
  const key = row[SUGGESTION.key];
  const [what, of] = row[SUGGESTION.kind].split(".");
  /** @type {Record<string, string>} */
  const told = { project: `sector.${of}`, policy: `status.${of}` };
  const found = { key, name: row[SUGGESTION[lang]], about: words(told[what] ?? `search.${what}`) };
  return of === NEAR ? { ...found, near: `near:${key},${NEAR_KM}` } : found;
}
