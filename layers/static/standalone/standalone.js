// The standalone file: the map with its data inside, opened without a server or a network.
import { classify } from "../engine/classes.js";
import { element } from "../common/dom.js";
import { CITY, LANGUAGE_NAMES, LANGUAGE_TAGS, NO_AMOUNT, PROJECT } from "../contract.js";
import { Ground } from "../ground/ground.js";
import { HeldProjects } from "./held.js";
import { Bounds } from "../map/bounds.js";
import { Layers } from "../map/map.js";
import { Policies, countBy, disclosed, perDistrict } from "../engine/numbers.js";
import { Panel } from "./panel.js";
import { unpackJson } from "../common/packed.js";
import { moneyIn } from "../common/words.js";
import { voiceIn } from "../common/facts.js";

/** @import { Filter, Held, Lang, ProjectRecord, State, Tell, ToldState, Words } from "../types.d.ts" */

const ZOOM = 10;

/** @typedef {{lang: Lang, focus: string, sector: string[], q: string}} Chosen */

class Standalone {
  /**
   * Take what the file holds.
   * @param {Held} held
   */
  constructor(held) {
    this.dark = window.matchMedia("(prefers-color-scheme: dark)");
    this.held = held;
    this.projects = new HeldProjects(held);
    this.policies = new Policies(held);
    this.sectors = this.projects.engine.options.sector;
    this.names = this.projects.engine.places;
    /** @type {Chosen} */
    this.chosen = { ...held.opens, sector: [], q: "" };
    this.panel = new Panel(partOf("#panel"), {
      search: (q) => this.#change({ q }),
      toggle: (sector) => this.#toggle(sector),
      choose: (focus) => this.#change({ focus }),
    });
    this.map = window.L.map("map", {
      center: held.opens.centre,
      zoom: ZOOM,
      zoomControl: false,
      zoomSnap: 0.25,
      preferCanvas: true,
      fadeAnimation: false,
    });
    const { outlines, words } = held;
    /** @type {Tell} */
    const tell = ({ id }) => id && this.#change({ focus: id });
    this.layers = new Layers(this.map, { projects: this.projects, outlines, words, tell });
    this.layers.add(new Bounds(this.map, outlines.bounds));
    const { ground } = held;
    if (ground === null) return;
    this.layers.add(new Ground(this.map, outlines.districts, { main: () => unpackJson(ground) }));
  }

  async open() {
    this.dark.addEventListener("change", () => this.#draw());
    await this.#draw();
    const { extent } = this.held.opens;
    if (!extent) return;
    const [west, south, east, north] = extent;
    this.map.fitBounds([
      [south, west],
      [north, east],
    ]);
  }

  /** @param {Partial<Chosen>} changes */
  #change(changes) {
    /** @type {Chosen} */
    this.chosen = { ...this.chosen, ...changes };
    this.#draw();
  }

  /** @param {string} sector */
  #toggle(sector) {
    const { sector: chosen } = this.chosen;
    const others = chosen.filter((other) => other !== sector);
    this.#change({ sector: others.length < chosen.length ? others : [...chosen, sector] });
  }

  /**
   * @param {string[]} sectors
   * @returns {Filter}
   */
  #filter(sectors) {
    const { q } = this.chosen;
    if (!sectors.length) return { q };
    const codes = sectors.map((sector) => this.sectors.indexOf(sector));
    return { sector: codes.sort((a, b) => a - b), q };
  }

  /** Draw the map and the panel as chosen; of several drawings under way the last one counts. */
  async #draw() {
    const { chosen } = this;
    const voice = voiceIn(this.held.words, chosen.lang);
    const { words } = voice;
    const inPlace = chosen.focus.startsWith(PROJECT) ? CITY : chosen.focus;
    const [found, shown, here] = await Promise.all([
      this.projects.recordsOf(this.#filter([])),
      this.projects.recordsOf(this.#filter(chosen.sector)),
      this.projects.recordsOf(this.#filter(chosen.sector), inPlace),
    ]);
    if (chosen !== this.chosen) return;
    this.#drawHead(words);
    this.layers.show(this.#state(shown, here, words));
    this.panel.draw({
      voice,
      chosen,
      sectors: this.sectors.map((sector) => [sector, countBy(found, "sector")[sector] ?? 0]),
      records: here,
      place: this.names[inPlace][chosen.lang],
      project: await this.#project(chosen.focus),
      lines: this.held.about[chosen.lang].lines,
      policies: this.held.about[chosen.lang].policies,
      sources: Object.values(this.held.sources),
    });
  }

  /** @param {string} focus */
  async #project(focus) {
    if (!focus.startsWith(PROJECT)) return null;
    const record = await this.projects.recordOf(focus.slice(PROJECT.length));
    return {
      ...record,
      cited: /** @type {string[]} */ (record.sources).map((id) => this.held.sources[id]),
    };
  }

  /** @param {Words} words */
  #drawHead(words) {
    const { lang } = this.chosen;
    const { title, subtitle } = this.held.about[lang];
    document.title = title;
    document.documentElement.lang = LANGUAGE_TAGS[lang];
    const languages = Object.entries(LANGUAGE_NAMES).map(([other, name]) => {
      const button = element("button", {
        type: "button",
        lang: LANGUAGE_TAGS[other],
        textContent: name,
        "aria-pressed": String(other === lang),
      });
      button.addEventListener("click", () => this.#change({ lang: /** @type {Lang} */ (other) }));
      return button;
    });
    partOf("#head").replaceChildren(
      element("h1", { textContent: title }),
      element("p", { textContent: subtitle }),
      element("nav", { "aria-label": words("standalone.language") }, ...languages),
    );
  }

  /**
   * The state that the layers show, as the server would word it.
   * @param {ProjectRecord[]} shown
   * @param {ProjectRecord[]} here
   * @param {Words} words
   * @returns {ToldState}
   */
  #state(shown, here, words) {
    const { lang, focus, sector } = this.chosen;
    const { metric, bounds, colour, approval } = this.held.opens;
    const row = focus.startsWith(PROJECT)
      ? (this.projects.rows.get(focus.slice(PROJECT.length)) ?? null)
      : null;
    return {
      ...classify(this.#values(shown), bounds),
      filter: this.#filter(sector),
      focus,
      row,
      spot: row === null ? (this.held.spots[focus] ?? null) : this.projects.spotOf(row),
      lang,
      theme: this.dark.matches ? "dark" : "light",
      metric,
      colour,
      popup: row === null ? this.#popup(here, words) : {},
      approval,
    };
  }

  /**
   * Return the number of each district that its colour stands for.
   * @param {ProjectRecord[]} shown
   */
  #values(shown) {
    const { metric } = this.held.opens;
    if (metric === "none") return {};
    return metric === "policies"
      ? this.policies.perDistrict(this.chosen.sector)
      : perDistrict(shown, metric);
  }

  /**
   * @param {ProjectRecord[]} here
   * @param {Words} words
   * @returns {State["popup"]}
   */
  #popup(here, words) {
    const { lang, focus, sector } = this.chosen;
    const name = this.names[focus][lang];
    if (!(focus in this.held.scopes)) return { name };
    const { landed, inProgress, reaches, part } = this.policies.holding(focus, sector);
    const sum = disclosed(here);
    const amount =
      sum === null ? NO_AMOUNT : words("panel.investment_value", { amount: moneyIn(lang, sum) });
    const counts = Object.entries(countBy(here, "sector")).sort(([, a], [, b]) => b - a);
    return {
      title: name,
      note: this.held.schematic.includes(focus) ? words("map.schematic") : "",
      lines: [
        [words("popup.projects"), String(here.length)],
        [words("popup.investment"), amount],
        [words("popup.policies_landed"), String(landed)],
        [words("popup.policies_in_progress"), String(inProgress)],
        [words("popup.policies_reaches"), reaches.join(" / ")],
        [words("popup.policies_part"), String(part)],
      ],
      bars: counts.map(([option, count]) => [words(`sector.${option}`), count]),
    };
  }
}

/**
 * Return a part of the page.
 * @param {string} selector
 */
function partOf(selector) {
  return /** @type {HTMLElement} */ (document.querySelector(selector));
}

const held = JSON.parse(partOf("#held").textContent);
new Standalone(held).open();
