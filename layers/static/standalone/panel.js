// The standalone file's panel: search, sectors, the projects found, and one project in full.
import { element } from "../common/dom.js";
import { CITY, LEVELS, PROJECT, TEXT_LIMIT } from "../contract.js";
import { countBy } from "../engine/numbers.js";
import { dateIn, moneyIn } from "../common/words.js";

const LISTED = 50;
const SEARCH_MS = 150;

export class Panel {
  /** Take the element to draw in, and what to call: `search`, `toggle` and `choose`. */
  constructor(host, { search, toggle, choose }) {
    this.toggle = toggle;
    this.choose = choose;
    this.search = element("input", { type: "search", maxLength: TEXT_LIMIT });
    this.search.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => search(this.search.value), SEARCH_MS);
    });
    this.sectors = element("div", { className: "sectors", role: "group" });
    this.found = element("section", { "aria-live": "polite" });
    this.about = element("footer");
    host.replaceChildren(this.search, this.sectors, this.found, this.about);
  }

  /** Draw all but the search box, which keeps what is being typed. */
  draw(shown) {
    const { words, chosen, sectors, project } = shown;
    this.search.placeholder = words("filter.q");
    this.search.setAttribute("aria-label", words("filter.q"));
    this.sectors.setAttribute("aria-label", words("field.sector"));
    const options = sectors.filter(([sector, count]) => count || chosen.sector.includes(sector));
    this.sectors.replaceChildren(
      ...options.map(([sector, count]) => this.#sector(sector, count, shown)),
    );
    this.found.replaceChildren(...(project ? this.#card(project, shown) : this.#list(shown)));
    this.about.replaceChildren(...aboutLines(shown));
  }

  #sector(sector, count, { words, chosen }) {
    const button = element(
      "button",
      { type: "button", "aria-pressed": String(chosen.sector.includes(sector)) },
      `${words(`sector.${sector}`)} `,
      element("b", { textContent: String(count) }),
    );
    button.addEventListener("click", () => this.toggle(sector));
    return button;
  }

  #list({ words, lang, records, place, chosen }) {
    const items = records.slice(0, LISTED).map((record) => {
      const name = element("button", { type: "button", textContent: record[`name_${lang}`] });
      name.addEventListener("click", () => this.choose(`${PROJECT}${record.id}`));
      const where = record.where?.[lang] ?? words("level.city");
      return element(
        "li",
        {},
        name,
        element("small", { textContent: `${where} · ${caption(record, words)}` }),
      );
    });
    const rest = records.length - LISTED;
    const levels = countBy(records, "level");
    const counted = Object.fromEntries(LEVELS.map((level) => [level, levels[level] ?? 0]));
    return [
      chosen.focus === CITY ? null : this.#wayBack(words),
      element("h2", {}, place, element("b", { textContent: String(records.length) })),
      element("p", { className: "quiet", textContent: words("figure.levels", counted) }),
      records.length ? null : element("p", { textContent: words("empty.title") }),
      element("ol", {}, ...items),
      rest > 0
        ? element("p", {
            className: "quiet",
            textContent: words("standalone.more", { count: rest }),
          })
        : null,
    ].filter(Boolean);
  }

  #wayBack(words) {
    const back = element("button", {
      type: "button",
      className: "back",
      textContent: words("standalone.back"),
    });
    back.addEventListener("click", () => this.choose(CITY));
    return back;
  }

  #card(project, { words, lang }) {
    const facts = factsOf(project, words, lang).filter(([, value]) => value);
    return [
      this.#wayBack(words),
      element("h2", { textContent: project[`name_${lang}`] }),
      element(
        "dl",
        {},
        ...facts.flatMap(([label, value]) => [
          element("dt", { textContent: label }),
          element("dd", { textContent: value }),
        ]),
      ),
      element("h3", { textContent: words("panel.sources") }),
      sourceList(project.cited),
    ];
  }
}

function caption({ sector, status, date }, words) {
  return `${words(`sector.${sector}`)} · ${words(`status.${status}`)} · ${dateIn(words, date)}`;
}

/** Return the facts of a project as `[label, value]`; an empty value is not known. */
function factsOf(project, words, lang) {
  const { investment_yi_cny: money, radius_m: metres, level } = project;
  const amount =
    money === null ? "" : words("panel.investment_value", { amount: moneyIn(lang, money) });
  const error = level === "point" && metres !== null ? words("map.precision", { metres }) : "";
  return [
    [words("table.sector"), words(`sector.${project.sector}`)],
    [words("table.status"), words(`status.${project.status}`)],
    [words("table.date"), dateIn(words, project.date)],
    [words("table.place"), project.where?.[lang] ?? ""],
    [words("panel.location"), project[`location_${lang}`]],
    [words("table.level"), [words(`level.${level}`), error].filter(Boolean).join(" · ")],
    [words("panel.industry"), project[`industry_${lang}`]],
    [
      words("panel.investment"),
      project.aggregate ? `${amount} (${words("table.aggregate")})` : amount,
    ],
    [words("panel.origin"), words(`origin.${project.origin}`)],
    [words("panel.note"), project[`note_${lang}`]],
  ];
}

/** List sources; only addresses of the web become links. */
function sourceList(sources) {
  const items = sources.map(({ title, publisher, date, url }) => {
    const named = /^https?:\/\//.test(url ?? "")
      ? element("a", {
          href: url,
          target: "_blank",
          rel: "noopener noreferrer",
          textContent: title,
        })
      : title;
    return element(
      "li",
      {},
      named,
      element("small", { textContent: [publisher, date].filter(Boolean).join(" · ") }),
    );
  });
  return element("ul", { className: "sources" }, ...items);
}

function aboutLines({ lines, sources, words }) {
  const summary = element("summary", {
    textContent: words("standalone.sources", { count: sources.length }),
  });
  return [
    ...lines.map((line) => element("p", { textContent: line })),
    element("details", {}, summary, sourceList(sources)),
  ];
}
