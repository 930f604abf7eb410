// Popups, built from data as text.
import { element } from "./dom.js";
import { dateIn } from "./words.js";

const LISTED = 8;

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

/** The popup of a list of projects; pressing one calls `choose` with its focus. */
export function listPopup({ title, rows, projects, lang, words, choose }) {
  const items = rows.slice(0, LISTED).map((row) => {
    const name = element("button", { type: "button", textContent: projects.name(row, lang) });
    name.addEventListener("click", () => choose(`project:${projects.columns.id[row]}`));
    return element(
      "li",
      {},
      name,
      element("small", { textContent: caption(projects, row, words) }),
    );
  });
  const rest = rows.length - LISTED;
  return element(
    "div",
    { className: "popup" },
    element("h3", { textContent: title }),
    element("p", { textContent: words("map.projects_here", { count: rows.length }) }),
    element("ol", {}, ...items),
    rest > 0 ? element("p", { textContent: words("map.more_projects", { count: rest }) }) : null,
  );
}

/** The popup of one project. */
export function projectPopup({ row, projects, lang, words }) {
  const radius = projects.columns.radius[row];
  const place = projects.placeName(row, lang);
  return element(
    "div",
    { className: "popup" },
    element("h3", { textContent: projects.name(row, lang) }),
    element("p", { textContent: caption(projects, row, words) }),
    place ? element("p", { textContent: place }) : null,
    radius ? element("p", { textContent: words("map.precision", { metres: radius }) }) : null,
  );
}

function caption(projects, row, words) {
  const sector = projects.option("sector", row) ?? "unstated";
  const status = words(`status.${projects.option("status", row)}`);
  return `${words(`sector.${sector}`)} · ${status} · ${dateIn(words, projects.columns.date[row])}`;
}
