// The standalone file's panel: search, sectors, the projects found, and one project in full.
import { element, termList } from "../common/dom.js";
import { captionOf, factsOf } from "../common/facts.js";
import { CITY, LEVELS, PROJECT, TEXT_LIMIT } from "../contract.js";
import { countBy } from "../engine/numbers.js";

/** @import { Lang, ProjectRecord, Source, Voice, Words } from "../types.d.ts" */

const LISTED = 50;
const SEARCH_MS = 150;

/**
 * @typedef {object} Calls
 * @property {(text: string) => void} search
 * @property {(sector: string) => void} toggle
 * @property {(focus: string) => void} choose
 */

/** @typedef {ProjectRecord & {cited: Source[]}} Cited */

/**
 * What the panel shows: the sectors with their counts, the projects found in a place or one in
 * full, and what is said of the file.
 * @typedef {object} Shown
 * @property {Voice} voice
 * @property {{focus: string, sector: string[]}} chosen
 * @property {[sector: string, count: number][]} sectors
 * @property {ProjectRecord[]} records
 * @property {string} place
 * @property {Cited | null} project
 * @property {string[]} lines
 * @property {Source[]} policies
 * @property {Source[]} sources
 */

export class Panel {
  /** @type {number | undefined} */
  typing;

  /**
   * Take the element to draw in, and what to call: `search`, `toggle` and `choose`.
   * @param {Element} host
   * @param {Calls} calls
   */
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

  /**
   * Draw all but the search box, which keeps what is being typed.
   * @param {Shown} shown
   */
  draw(shown) {
    const { chosen, sectors, project } = shown;
    const { words } = shown.voice;
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

  /**
   * @param {string} sector
   * @param {number} count
   * @param {Shown} shown
   */
  #sector(sector, count, { voice: { words }, chosen }) {
    const button = element(
      "button",
      { type: "button", "aria-pressed": String(chosen.sector.includes(sector)) },
      `${words(`sector.${sector}`)} `,
      element("b", { textContent: String(count) }),
    );
    button.addEventListener("click", () => this.toggle(sector));
    return button;
  }

  /** @param {Shown} shown */
  #list({ voice, records, place, chosen }) {
    const { words, lang } = voice;
    const items = records.slice(0, LISTED).map((record) => {
      const name = element("button", { type: "button", textContent: record[`name_${lang}`] });
      name.addEventListener("click", () => this.choose(`${PROJECT}${record.id}`));
      const about = `${record.where.place[lang]} · ${captionOf(record, voice)}`;
      return element("li", {}, name, element("small", { textContent: about }));
    });
    const rest = records.length - LISTED;
    const levels = countBy(records, "level");
    const counted = Object.fromEntries(LEVELS.map((level) => [level, levels[level] ?? 0]));
    const silent = countBy(records, "news").silent ?? 0;
    return [
      chosen.focus === CITY ? null : this.#wayBack(words),
      element("h2", {}, place, element("b", { textContent: String(records.length) })),
      element("p", { className: "quiet", textContent: words("figure.levels", counted) }),
      element("p", { className: "quiet", textContent: words("figure.silent", { count: silent }) }),
      records.length ? null : element("p", { textContent: words("empty.title") }),
      element("ol", {}, ...items),
      rest > 0
        ? element("p", {
            className: "quiet",
            textContent: words("standalone.more", { count: rest }),
          })
        : null,
    ].filter((part) => part !== null);
  }

  /** @param {Words} words */
  #wayBack(words) {
    const back = element("button", {
      type: "button",
      className: "back",
      textContent: words("standalone.back"),
    });
    back.addEventListener("click", () => this.choose(CITY));
    return back;
  }

  /**
   * @param {Cited} project
   * @param {Shown} shown
   */
  #card(project, { voice }) {
    return [
      this.#wayBack(voice.words),
      element("h2", { textContent: project[`name_${voice.lang}`] }),
      termList(factsOf(project, "card", voice)),
      element("h3", { textContent: voice.words("field.sources") }),
      sourceList(project.cited, voice.lang),
    ];
  }
}

/**
 * List sources; only addresses of the web become links.
 * @param {Source[]} sources
 * @param {Lang} lang
 */
function sourceList(sources, lang) {
  const items = sources.map(({ title: titles, publisher, date, url }) => {
    const title = titles[lang];
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

/** @param {Shown} shown */
function aboutLines({ lines, policies, sources, voice: { lang, words } }) {
  /** @param {string} name @param {Source[]} listed */
  const folded = (name, listed) =>
    element(
      "details",
      {},
      element("summary", { textContent: words(name, { count: listed.length }) }),
      sourceList(listed, lang),
    );
  return [
    ...lines.map((line) => element("p", { textContent: line })),
    folded("standalone.policies", policies),
    folded("standalone.sources", sources),
  ];
}
