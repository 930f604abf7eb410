// Our own words in the browser, from the same catalogue as the page.
import { WAN_PER_UNIT, YI_PER_UNIT } from "../contract.js";
import { fetchJson } from "./fetching.js";
import { number, quotient } from "./numerals.js";

/** @import { Catalogue, Lang, Words } from "../types.d.ts" */

/**
 * Fetch the words that the index at an address names.
 * @param {string} index
 * @returns {Promise<Catalogue>}
 */
export async function openCatalogue(index) {
  const { words } = await fetchJson(index);
  return fetchJson(words);
}

/**
 * Return a function that gives a sentence such as `map.legend`, with its facts filled in.
 * @param {Catalogue} catalogue
 * @param {Lang} lang
 * @returns {Words}
 */
export function wordsIn(catalogue, lang) {
  const { words } = catalogue[lang];
  return (name, facts = {}) => {
    const [section, word] = name.split(".");
    return words[section][word].replace(/\{(\w+)\}/g, (_, fact) => String(facts[fact]));
  };
}

/**
 * Write a date as precisely as it is given: `2021`, `2021-02` or `2021-02-03`.
 * @param {Words} words
 * @param {string | null} date
 */
export function dateIn(words, date) {
  if (!date) return words("panel.undated");
  const [year, month, day] = date.split("-").map(Number);
  const form = ["year", "month", "day"][date.split("-").length - 1];
  const name = new Date(2000, (month || 1) - 1, 1).toLocaleString("en", { month: "short" });
  return words(`date.${form}`, { year, month, day, month_name: name });
}

/**
 * Write an amount given in 亿元 in the language's unit of money.
 * @param {Lang} lang
 * @param {number} amount
 */
export function moneyIn(lang, amount) {
  return number(quotient(amount, YI_PER_UNIT[lang]));
}

/**
 * Write an amount given in 万元 in the language's smaller unit of money.
 * @param {Lang} lang
 * @param {number} amount
 */
export function smallMoneyIn(lang, amount) {
  return number(quotient(amount, WAN_PER_UNIT[lang]));
}
