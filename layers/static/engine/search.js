// Search by names, for a file that has no server to ask: by the same rule, in the same texts.
import { BLANKS, SHORTEST_SPELLING, SPELLING_START } from "../contract.js";

const BETWEEN_WORDS = new RegExp(`[${BLANKS}]+`, "u");
const NO_LETTER = /[^\p{L}\p{N}]+/gu;
const SPELLING = new RegExp(`^[a-z]{${SHORTEST_SPELLING},}$`);

/**
 * Return a text without case.
 * @param {string} text
 */
function fold(text) {
  return text.toUpperCase().toLowerCase();
}

/**
 * Return the words of what was typed, without case.
 * @param {string} text
 */
export function wordsOf(text) {
  return text.split(BETWEEN_WORDS).filter(Boolean).map(fold);
}

/**
 * The searched text of every row, its spelling in Latin letters, and the other names of places.
 * @typedef {object} SearchDocument
 * @property {string[]} texts
 * @property {string[]} spellings
 * @property {Record<string, string[]>} synonyms
 */

export class SearchedText {
  /** @param {SearchDocument} held */
  constructor({ texts, spellings, synonyms }) {
    this.texts = texts;
    this.spellings = spellings;
    this.synonyms = new Map(Object.entries(synonyms));
  }

  /**
   * Return a byte a row: 1 where every word of a text is found.
   * @param {string} text
   */
  found(text) {
    const tests = wordsOf(text).map((word) => this.#testOf(word));
    return Uint8Array.from(this.texts, (_, row) => Number(tests.every((test) => test(row))));
  }

  /**
   * Return a test of whether a row has a word, another name of the place it names, or its spelling.
   * @param {string} word
   * @returns {(row: number) => boolean}
   */
  #testOf(word) {
    const names = [word, ...(this.synonyms.get(word.replace(NO_LETTER, "")) ?? [])];
    const spelt = SPELLING.test(word) ? SPELLING_START + word : null;
    return (row) =>
      names.some((name) => this.texts[row].includes(name)) ||
      (spelt !== null && this.spellings[row].includes(spelt));
  }
}
