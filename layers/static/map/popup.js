// Popups, built from data as text.
import { element, termList } from "../common/dom.js";
import { captionOf, factsOf } from "../common/facts.js";
import { number } from "../common/numerals.js";
import { PROJECT } from "../contract.js";

/** @import { Numbers, ProjectRecord, Voice } from "../types.d.ts" */

/**
 * @typedef {object} Listed
 * @property {string} title
 * @property {number} count
 * @property {ProjectRecord[]} records
 * @property {Voice} voice
 * @property {(focus: string) => void} choose
 */

/**
 * The popup of a district or cluster: numbers that the server counted, `[label, value]` a line.
 * @param {Numbers} numbers
 */
export function numbersPopup({ title, note, lines, bars }) {
  return element(
    "div",
    { className: "popup" },
    element("h3", { textContent: title }),
    note ? element("p", { className: "schematic", textContent: note }) : null,
    termList(lines),
    barsOf(bars),
  );
}

/**
 * A list of counts with a bar each, or nothing.
 * @param {[label: string, count: number][]} bars
 */
export function barsOf(bars) {
  const most = Math.max(1, ...bars.map(([, count]) => count));
  const rows = bars.map(([label, count]) => {
    const bar = element("i", { className: "bar" });
    bar.style.width = `${(60 * count) / most}px`;
    return element("li", {}, element("span", { textContent: label }), bar, number(count));
  });
  return rows.length ? element("ul", { className: "bars" }, ...rows) : null;
}

/**
 * The popup of the first of `count` projects; pressing one calls `choose` with its focus.
 * @param {Listed} listed
 */
export function listPopup({ title, count, records, voice, choose }) {
  const { lang, words } = voice;
  const items = records.map((record) => {
    const name = element("button", { type: "button", textContent: record[`name_${lang}`] });
    name.addEventListener("click", () => choose(`${PROJECT}${record.id}`));
    return element("li", {}, name, element("small", { textContent: captionOf(record, voice) }));
  });
  const rest = count - records.length;
  return element(
    "div",
    { className: "popup" },
    element("h3", { textContent: title }),
    element("p", { textContent: words("map.projects_here", { count }) }),
    element("ol", {}, ...items),
    rest > 0 ? element("p", { textContent: words("map.more_projects", { count: rest }) }) : null,
  );
}

/**
 * The popup of one project.
 * @param {ProjectRecord} record
 * @param {Voice} voice
 */
export function projectPopup(record, voice) {
  return element(
    "div",
    { className: "popup" },
    element("h3", { textContent: record[`name_${voice.lang}`] }),
    termList(factsOf(record, "popup", voice)),
  );
}
