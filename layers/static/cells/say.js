// What is said of a cube: its totals, what it leaves out, and what lies in a cell.
import { element } from "../common/dom.js";
import { number } from "../common/numerals.js";
import { smallMoneyIn } from "../common/words.js";
import { OTHER_LIMITS } from "../contract.js";
import { barsOf, numbersPopup } from "../map/popup.js";

/** @import { Cube, Sums, Totals } from "./cube.js" */
/** @import { Filter, Lang, Words } from "../types.d.ts" */

/** @typedef {{lang: Lang, words: Words}} Speech */

/**
 * The totals of a filter; those in the place in focus, with its name, or nothing; and the side of
 * the cells drawn in metres.
 * @typedef {object} Found
 * @property {Totals} totals
 * @property {{name: string, totals: Totals} | null} place
 * @property {number} side
 */

const YEARS = 8;

/**
 * Write an amount in 万元 with its unit.
 * @param {number} wan
 * @param {Speech} speech
 */
function amountOf(wan, { lang, words }) {
  return words("cells.amount", { amount: smallMoneyIn(lang, wan) });
}

/**
 * Write totals as facts of a sentence.
 * @param {Totals} totals
 * @param {Speech} speech
 */
function factsOf(totals, speech) {
  return { count: number(totals.rows), amounts: amountsOf(totals, speech) };
}

/**
 * Say how many rows state an amount and what these come to, or that none does.
 * @param {Totals} totals
 * @param {Speech} speech
 */
function amountsOf({ rows, stated, wan }, speech) {
  const { words } = speech;
  if (!stated) return rows ? words("cells.no_amounts") : "";
  return words("cells.amounts", { stated: number(stated), amount: amountOf(wan, speech) });
}

/**
 * Return the lines beside the legend: the totals of a filter, what they leave out, the size of cells,
 * and of what day and file they are.
 * @param {Cube} cube
 * @param {Filter} filter
 * @param {Found} found
 * @param {Speech} speech
 */
export function linesOf(cube, filter, { totals, place, side }, speech) {
  const { words, lang } = speech;
  const total = words("cells.total", factsOf(totals, speech));
  const lines = [total + leftOut(cube.leftOut(filter), words)];
  if (place) {
    lines.push(words("cells.place", { place: place.name, ...factsOf(place.totals, speech) }));
  }
  if (totals.offGrid) lines.push(words("cells.off_grid", { count: number(totals.offGrid) }));
  if (cube.period && ("from" in filter || "to" in filter)) lines.push(words("cells.whole_periods"));
  lines.push(words("cells.side", { metres: number(side) }), cube.about.about[lang]);
  return lines;
}

/**
 * Say which filters are set and do not count, if any.
 * @param {string[]} filters
 * @param {Words} words
 */
function leftOut(filters, words) {
  if (!filters.length) return "";
  const names = filters.map((name) =>
    words(OTHER_LIMITS.includes(name) ? `cells.${name}` : `field.${name}`),
  );
  return words("cells.left_out", { names: names.join(words("cells.comma")) });
}

/**
 * Say in one line what lies in a cell.
 * @param {number} rows
 * @param {number} wan
 * @param {Speech} speech
 */
export function lineOf(rows, wan, speech) {
  const count = speech.words("cells.count", { count: number(rows) });
  return wan ? `${count} · ${amountOf(wan, speech)}` : count;
}

/**
 * The popup of a cell with a side in metres: its sums, and how many rows each sector and year has.
 * @param {ReturnType<Cube["within"]>} found
 * @param {number} side
 * @param {Speech} speech
 */
export function cellPopup({ sums, sectors, years }, side, speech) {
  const { words } = speech;
  const popup = numbersPopup({
    title: words("cells.here", { metres: number(side) }),
    note: "",
    lines: sumLines(sums, speech),
    bars: sorted(sectors).map(([name, count]) => [
      name === null ? words("cells.no_sector") : words(`sector.${name}`),
      count,
    ]),
  });
  const byYear = barsOf(yearBars(years, words));
  if (byYear) popup.append(element("h4", { textContent: words("cells.by_year") }), byYear);
  return popup;
}

/**
 * @param {Sums} sums
 * @param {Speech} speech
 * @returns {[label: string, value: string][]}
 */
function sumLines({ rows, stated, wan }, speech) {
  const { words } = speech;
  return /** @type {[string, string][]} */ ([
    [words("cells.companies"), number(rows)],
    [words("cells.stated"), number(stated)],
    ...(stated ? [[words("cells.capital"), amountOf(wan, speech)]] : []),
  ]);
}

/**
 * The counts of what is stated, largest first, then of what is not; alone that says nothing.
 * @param {Map<string | null, number>} counts
 */
function sorted(counts) {
  if (counts.size === 1 && counts.has(null)) return [];
  return [...counts].sort(
    ([a, more], [b, less]) => Number(a === null) - Number(b === null) || less - more,
  );
}

/**
 * The counts of the last years, of all before them together, and of those without a year.
 * @param {Map<string | null, number>} counts
 * @param {Words} words
 * @returns {[label: string, count: number][]}
 */
function yearBars(counts, words) {
  const known = [...counts]
    .filter(([year]) => year !== null)
    .sort()
    .reverse();
  if (!known.length) return [];
  const earlier = known.slice(YEARS).reduce((sum, [, count]) => sum + count, 0);
  const undated = counts.get(null) ?? 0;
  return /** @type {[string, number][]} */ ([
    ...known.slice(0, YEARS),
    ...(earlier ? [[words("cells.earlier"), earlier]] : []),
    ...(undated ? [[words("cells.unstated"), undated]] : []),
  ]);
}
