// The facts of a project in words, by the lists of fields that come with the words.
import { whole } from "./numerals.js";
import { dateIn, moneyIn, wordsIn } from "./words.js";

/** @import { Catalogue, FieldShown, Lang, ProjectRecord, Voice } from "../types.d.ts" */

/**
 * Return what is said of projects in a language: its words, and the fields shown by where.
 * @param {Catalogue} catalogue
 * @param {Lang} lang
 * @returns {Voice}
 */
export function voiceIn(catalogue, lang) {
  return { lang, words: wordsIn(catalogue, lang), shown: catalogue[lang].shown };
}

/**
 * Return what is known of a record among the fields shown somewhere, as `[label, value]`.
 * @param {ProjectRecord} record
 * @param {string} where
 * @param {Voice} voice
 * @returns {[label: string, value: string][]}
 */
export function factsOf(record, where, voice) {
  /** @type {(field: FieldShown) => [label: string, value: string]} */
  const pairOf = (field) => [field.label, valueOf(field, record, voice)];
  return voice.shown[where]
    .filter(({ name }) => name !== "name")
    .map(pairOf)
    .filter(([, value]) => value);
}

/**
 * Return what stands in small letters below a record's name.
 * @param {ProjectRecord} record
 * @param {Voice} voice
 */
export function captionOf(record, voice) {
  return voice.shown.caption.map((field) => valueOf(field, record, voice)).join(" · ");
}

/**
 * Return what a record's field says below a head that names the unit.
 * @param {FieldShown} field
 * @param {ProjectRecord} record
 * @param {Voice} voice
 */
export function cellOf(field, record, voice) {
  return field.kind === "money" ? moneyOf(field, record, voice, "") : valueOf(field, record, voice);
}

/**
 * Return what a record's field says; nothing where it is not known.
 * @param {FieldShown} field
 * @param {ProjectRecord} record
 * @param {Voice} voice
 * @returns {string}
 */
function valueOf(field, record, voice) {
  return SAY[field.kind](field, record, voice);
}

/** @type {Record<string, (field: FieldShown, record: ProjectRecord, voice: Voice) => string>} */
const SAY = {
  text: ({ column }, record) => record[column] ?? "",
  date: ({ column }, record, { words }) => dateIn(words, record[column]),
  flag: ({ column }, record, { words }) => (record[column] ? words("fact.yes") : ""),
  place: ({ name }, record, { lang }) => record.where[name]?.[lang] ?? "",
  word: ({ name, column }, record, { words }) =>
    record[column] === null ? "" : words(`${name}.${record[column]}`),
  status: ({ column }, record, { words }) => statusOf(record, column, words),
  metres: ({ column }, record, { words }) =>
    record[column] === null ? "" : words("fact.metres", { metres: whole(record[column]) }),
  money: (field, record, voice) => moneyOf(field, record, voice, "panel.investment_value"),
};

/**
 * Write a status with its day, and whether it was not heard of since.
 * @param {ProjectRecord} record
 * @param {string} column
 * @param {Voice["words"]} words
 */
function statusOf(record, column, words) {
  const date = dateIn(words, record.date);
  const word = record.date ? "fact.status_of" : "fact.status_undated";
  const said = words(word, { status: words(`status.${record[column]}`), date });
  return record.news === "silent" ? words("fact.silent", { status: said }) : said;
}

/**
 * Write an amount of money, in a sentence or alone, and whether it is a sum of projects.
 * @param {FieldShown} field
 * @param {ProjectRecord} record
 * @param {Voice} voice
 * @param {string} sentence
 */
function moneyOf({ column }, record, { lang, words }, sentence) {
  const amount = record[column] === null ? "" : moneyIn(lang, record[column]);
  const said = amount && sentence ? words(sentence, { amount }) : amount;
  return [said, record.aggregate ? words("fact.aggregate") : ""].filter(Boolean).join(" ");
}
