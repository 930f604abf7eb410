// Popups, built from data as text.
import { element } from "../common/dom.js";
import { dateIn } from "../common/words.js";
import { PROJECT } from "../contract.js";

/** The popup of a district or cluster: numbers that the server counted, `[label, value]` a line. */
export function numbersPopup({ title, note, lines, bars }) {
  const list = lines.flatMap(([label, value]) => [
    element("dt", { textContent: label }),
    element("dd", { textContent: value }),
  ]);
  const most = Math.max(1, ...bars.map(([, count]) => count));
  const rows = bars.map(([label, count]) => {
    const bar = element("i", { className: "bar" });
    bar.style.width = `${(60 * count) / most}px`;
    return element("li", {}, element("span", { textContent: label }), bar, String(count));
  });
  return element(
    "div",
    { className: "popup" },
    element("h3", { textContent: title }),
    note ? element("p", { className: "schematic", textContent: note }) : null,
    element("dl", {}, ...list),
    rows.length ? element("ul", { className: "bars" }, ...rows) : null,
  );
}

/** The popup of the first of `count` projects; pressing one calls `choose` with its focus. */
export function listPopup({ title, count, records, lang, words, choose }) {
  const items = records.map((record) => {
    const name = element("button", { type: "button", textContent: record[`name_${lang}`] });
    name.addEventListener("click", () => choose(`${PROJECT}${record.id}`));
    const about = element("small", { textContent: caption(record, words) });
    return element("li", {}, name, about);
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

/** The popup of one project. */
export function projectPopup({ record, lang, words }) {
  const { place, where, radius_m: radius } = record;
  return element(
    "div",
    { className: "popup" },
    element("h3", { textContent: record[`name_${lang}`] }),
    element("p", { textContent: caption(record, words) }),
    place ? element("p", { textContent: where[lang] }) : null,
    radius ? element("p", { textContent: words("map.precision", { metres: radius }) }) : null,
  );
}

function caption({ sector, status, date }, words) {
  return `${words(`sector.${sector}`)} · ${words(`status.${status}`)} · ${dateIn(words, date)}`;
}
