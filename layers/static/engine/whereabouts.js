// Where the rows of the project layer lie: in which places, and what those are called.
import { CITY, PLACE_PREFIXES } from "../contract.js";

/** @import { Codes, PlaceNames, ProjectRecord } from "../types.d.ts" */

const FINEST_FIRST = ["place", "cluster", "district"];

export class Whereabouts {
  /**
   * Take the names of places by key, and the columns of places with their options.
   * @param {Record<string, PlaceNames>} places
   * @param {Record<string, Codes>} columns
   * @param {Record<string, string[]>} options
   */
  constructor(places, columns, options) {
    this.places = places;
    this.columns = columns;
    this.options = options;
  }

  /**
   * Return the key of the finest place that a row is known to lie in, or null.
   * @param {number} row
   */
  keyOf(row) {
    const keys = FINEST_FIRST.map((kind) => this.#keyIn(kind, row));
    return keys.find((key) => key in this.places) ?? null;
  }

  /**
   * Return the names of the places that a row lies in; `place` is the finest one known.
   * @param {number} row
   * @returns {ProjectRecord["where"]}
   */
  namesOf(row) {
    const place = this.places[this.keyOf(row) ?? CITY];
    const [cluster, district] = ["cluster", "district"].map(
      (kind) => this.places[this.#keyIn(kind, row)],
    );
    return { place, cluster, district };
  }

  /**
   * Return a test of whether a row lies in a place, going up both trees.
   * @param {string} key
   * @returns {(row: number) => boolean}
   */
  within(key) {
    if (key === CITY) return () => true;
    const tests = Object.entries(PLACE_PREFIXES).map(([column, prefix]) => {
      const codes = this.columns[column];
      const inside = this.options[column].map(
        (id) => this.places[`${prefix}${id}`]?.up.includes(key) ?? false,
      );
      return (/** @type {number} */ row) => codes[row] >= 0 && inside[codes[row]];
    });
    return (row) => tests.some((test) => test(row));
  }

  /**
   * @param {string} kind
   * @param {number} row
   */
  #keyIn(kind, row) {
    return `${PLACE_PREFIXES[kind]}${this.options[kind][this.columns[kind][row]]}`;
  }
}
