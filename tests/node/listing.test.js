// The order of the table's rows: the newest first, or by value, the unknown last.
import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_BY_NAME, orderRows, whatMattersFirst } from "../../layers/static/engine/listing.js";

const NAMES = ["京东 10", "阿里", "京东 9", "百度"];
const ENGINE = {
  undated: -1,
  columns: {
    sector: Int8Array.of(2, 0, -1, 0),
    status: Int8Array.of(1, 0, 1, -1),
    start: Int32Array.of(30, -1, 10, 20),
    investment: Float32Array.of(NaN, 5, 5, 0.5),
  },
  places: { "place:a": { zh: "乙", en: "A" }, "place:b": { zh: "甲", en: "B" } },
  whereabouts: { keyOf: (row) => ["place:b", "place:a", null, "place:a"][row] },
  details: { of: async (rows) => rows.map((row) => ({ name_zh: NAMES[row], name_en: "Same" })) },
};

const ordered = (column, descending = false, lang = "zh") =>
  orderRows(ENGINE, [0, 1, 2, 3], { column, descending, lang });

for (const [column, ascending, descending] of [
  [null, [0, 3, 2, 1], [0, 3, 2, 1]], // the newest first, the undated last
  ["sector", [1, 3, 0, 2], [0, 1, 3, 2]],
  ["status", [1, 2, 0, 3], [0, 2, 1, 3]], // by stage, then by its day
  ["investment", [3, 1, 2, 0], [1, 2, 3, 0]],
]) {
  test(`by ${column} both ways`, async () => {
    assert.deepEqual(await ordered(column), ascending);
    assert.deepEqual(await ordered(column, true), descending);
  });
}

test("of one day the largest amount comes first, then what states none", () => {
  const start = Int32Array.of(7, 7, 7, 9, 7);
  const investment = Float32Array.of(NaN, 2, 30, NaN, 2);
  const listed = whatMattersFirst({ undated: -1, columns: { start, investment } }, [0, 1, 2, 4]);
  assert.deepEqual(listed, [2, 1, 4, 0]);
});

test("names are in the order of the language, numbers in them by their size", async () => {
  assert.deepEqual(await ordered("name"), [1, 3, 2, 0]);
  assert.deepEqual(await ordered("name", false, "en"), [0, 1, 2, 3]);
});

test("places are ordered by their names, rows without one last", async () => {
  assert.deepEqual(await ordered("place", false, "en"), [1, 3, 0, 2]);
  assert.deepEqual(await ordered("place", true, "en"), [0, 1, 3, 2]);
});

test("too many rows are not sorted by name", async () => {
  const rows = Array.from({ length: MOST_BY_NAME + 1 }, (_, row) => row);
  const order = { column: "name", descending: false, lang: "zh" };
  assert.equal(await orderRows(ENGINE, rows, order), rows);
});
