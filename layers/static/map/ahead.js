// What the map shows before the server knows of it, and what becomes of the answers meanwhile.
import { choosing, digestOf, within } from "../engine/filters.js";

/** @import { Filter, Period, State } from "../types.d.ts" */

const SERVER_MS = 1000;

export class Ahead {
  /** @type {Filter | null} */
  filter = null;
  isSliding = false;

  /**
   * `take` shows an answer, `isEarly` tells whether a newer one must still come.
   * @param {{take: (state: State) => void, isEarly: (state: State) => boolean}} calls
   */
  constructor({ take, isEarly }) {
    this.take = take;
    this.isEarly = isEarly;
  }

  /**
   * Return the filter with other options of one name, or null where it has them.
   * @param {Filter} filter
   * @param {string} name
   * @param {number[]} options
   */
  press(filter, name, options) {
    const pressed = choosing(filter, name, options);
    if (digestOf(pressed) === digestOf(filter)) return null;
    this.isSliding = false;
    this.filter = pressed;
    return pressed;
  }

  /**
   * Return the filter with other ends of the period.
   * @param {Filter} filter
   * @param {Period} period
   */
  slide(filter, period) {
    clearTimeout(this.late);
    this.isSliding = true;
    this.filter = within(filter, period);
    return this.filter;
  }

  /**
   * Take an answer of the server. One to an earlier press waits for the one to the last, unless
   * that does not come; while a period slides, such an answer gives the colours at least.
   * @param {State} state
   */
  answer(state) {
    clearTimeout(this.late);
    if (!this.filter || digestOf(this.filter) === digestOf(state.filter)) {
      this.#take(state);
      return;
    }
    if (this.isSliding) this.take({ ...state, filter: this.filter });
    this.#takeLate(state);
  }

  /** @param {State} state */
  #take(state) {
    this.filter = null;
    this.take(state);
  }

  /** @param {State} state */
  #takeLate(state) {
    this.late = setTimeout(() => {
      if (this.isEarly(state)) this.#takeLate(state);
      else this.#take(state);
    }, SERVER_MS);
  }
}
