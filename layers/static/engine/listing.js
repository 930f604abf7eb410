// The order of the table's rows.

/** Above this many rows the names, which are fetched, are too many to sort by. */
export const MOST_BY_NAME = 5000;

/**
 * Return rows in the order of a column: `{column, descending, lang}`, column null for the
 * register's own. Rows without a value come last either way; equal ones keep their order.
 */
export async function orderRows(engine, rows, { column, descending, lang }) {
  if (column === null || (column === "name" && rows.length > MOST_BY_NAME)) return rows;
  const valuesOf = VALUES[column] ?? (column in engine.columns ? coded : worded)(column);
  const values = await valuesOf(engine, rows, lang);
  const sign = descending ? -1 : 1;
  const places = rows.map((_, at) => at);
  places.sort((a, b) => {
    const [x, y] = [values[a], values[b]];
    if (x === null || y === null) return (x === null) - (y === null);
    return sign * (x - y);
  });
  return places.map((at) => rows[at]);
}

const VALUES = {
  place: (engine, rows, lang) =>
    ranksOf(
      rows.map((row) => engine.places[engine.placeOf(row)]?.[lang]),
      lang,
    ),
  date: ({ columns, undated }, rows) =>
    rows.map((row) => (columns.start[row] === undated ? null : columns.start[row])),
  investment: ({ columns }, rows) =>
    rows.map((row) => (Number.isNaN(columns.investment[row]) ? null : columns.investment[row])),
};

/** Ranks of a column of words, in the order of the language. */
function worded(name) {
  return async (engine, rows, lang) => {
    const details = await engine.details.of(rows);
    const words = details.map((detail) => detail[`${name}_${lang}`] ?? detail[name]);
    return ranksOf(words, lang);
  };
}

/** Values of a coded column: options stand in the order in which they are shown. */
function coded(name) {
  return ({ columns }, rows) =>
    rows.map((row) => (columns[name][row] < 0 ? null : columns[name][row]));
}

/** Return the rank of each text in the order of a language, null for none. */
function ranksOf(texts, lang) {
  const collator = new Intl.Collator(lang === "zh" ? "zh" : "en", { numeric: true });
  const sorted = [...new Set(texts)].sort(collator.compare);
  const ranks = new Map(sorted.map((text, rank) => [text, rank]));
  return texts.map((text) => (text ? ranks.get(text) : null));
}
