// What the map asks of the projects: which pass a filter, and how they lie in the map's view.
import { FUNCTIONAL } from "../contract.js";
import { choosing } from "../engine/filters.js";
import { viewOf } from "./view.js";

/** @import { Answer, Answering, Bubble, LeafletMap, Request, State, View } from "../types.d.ts" */

const VIEW_MARGIN = 0.1;

/** @typedef {{asked: string, answer: Answer | null, answered: Promise<Answer>}} Expected */

export class Asking {
  /** @type {Expected | null} */
  #expected = null;
  /** @type {[name: string, options: number[]] | null} */
  #likely = null;
  #expecting = false;
  #asked = "";

  /**
   * Take a Leaflet map, and what answers as an `Engine` does.
   * @param {LeafletMap} map
   * @param {Answering} projects
   */
  constructor(map, projects) {
    this.map = map;
    this.projects = projects;
    /** The clusters, and what lies outside them, whose projects are not drawn. */
    this.hidden = new Set([FUNCTIONAL]);
  }

  /**
   * Answer for the filter of a state: at once where it was expected, with null where it is shown
   * already or something else was asked meanwhile.
   * @param {State} state
   * @returns {Promise<Answer | null>}
   */
  async show(state) {
    const request = this.#request(state);
    const asked = JSON.stringify(request);
    const { lang, theme, focus, fit } = state;
    const shown = [asked, lang, theme, focus, JSON.stringify(fit)].join();
    if (shown === this.#asked) return null;
    this.#asked = shown;
    const answered = this.projects.ask("show", request);
    const expected = this.#expected?.asked === asked ? this.#expected : null;
    const answer = expected ? (expected.answer ?? (await expected.answered)) : await answered;
    return this.#asked === shown ? answer : null;
  }

  /**
   * Return the bubbles of the same rows as they lie in a new view, or null where there is none yet.
   * @param {State} state
   * @returns {Promise<Bubble[] | null>}
   */
  async look({ colour }) {
    const asked = this.#asked;
    if (!asked) return null;
    const bubbles = await this.projects.ask("look", this.#view(colour));
    return this.#asked === asked ? bubbles : null;
  }

  /**
   * Mark rows, and no others; what was expected has the marks of before.
   * @param {number[]} rows
   */
  mark(rows) {
    this.#expected = null;
    return this.projects.ask("mark", rows);
  }

  /**
   * Work out ahead what the options of a filter may lead to; `stateNow` gives the state then.
   * @param {string} name
   * @param {number[]} options
   * @param {() => State} stateNow
   */
  expect(name, options, stateNow) {
    this.#likely = [name, options];
    if (!this.#expecting) this.#expectLikely(stateNow);
  }

  /**
   * Ask for what is likely, one at a time, so that a press never waits behind several.
   * @param {() => State} stateNow
   */
  async #expectLikely(stateNow) {
    this.#expecting = true;
    while (this.#likely) {
      const state = stateNow();
      const request = this.#request({ ...state, filter: choosing(state.filter, ...this.#likely) });
      this.#likely = null;
      const asked = JSON.stringify(request);
      if (this.#expected?.asked === asked) continue;
      const answered = this.projects.ask("expect", request);
      /** @type {Expected} */
      const expected = { asked, answer: null, answered };
      this.#expected = expected;
      expected.answer = await answered;
    }
    this.#expecting = false;
  }

  /**
   * @param {State} state
   * @returns {Request}
   */
  #request({ filter, rest, colour }) {
    return { filter, rest, hidden: [...this.hidden], view: this.#view(colour) };
  }

  /**
   * What the projects are shown in, with a margin.
   * @param {string} colour
   * @returns {View}
   */
  #view(colour) {
    const { scale, left, top, width, height } = viewOf(this.map, VIEW_MARGIN);
    return { scale, left, top, width, height, colour };
  }
}
