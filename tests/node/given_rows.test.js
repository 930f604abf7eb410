// Tables of rows that came with their data.
import assert from "node:assert/strict";
import { test } from "node:test";
import { GivenRows, sorted } from "../../layers/static/page/given_rows.js";

const rows = [["10 家"], ["9 家"], [""], [[{ title: "100 家", url: "" }]], [12]].map(
  (cells, at) => ({
    key: String(at),
    cells,
  }),
);
/** @type {(descending: boolean) => string[]} */
const order = (descending) => sorted(rows, 0, descending, "zh").map(({ key }) => key);

test("numbers in words sort as numbers, and what says nothing comes last", () => {
  assert.deepEqual(order(false), ["1", "0", "4", "3", "2"]);
  assert.deepEqual(order(true), ["3", "4", "0", "1", "2"]);
});

test("a page beyond the last one is the last one", () => {
  const listed = new GivenRows({});
  const columns = [{ name: "title", head: "" }];
  listed.take({ index: "", lang: "zh", selected: "", caption: "", columns, rows });
  const request = { order: { column: null, descending: false }, page: 9, rows: 2 };
  const { total, page, rows: shown } = listed.page(request);
  assert.deepEqual([total, page, shown.length], [5, 2, 1]);
});
