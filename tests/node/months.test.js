// The months of the timeline and what lies within a span of them; what the map shows ahead.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Ahead } from "../../layers/static/map/ahead.js";
import {
  countBetween,
  firstDayOf,
  lastDayOf,
  monthAfter,
  spanAfter,
} from "../../layers/static/page/months.js";

test("months follow each other over the years, and have first and last days", () => {
  assert.equal(monthAfter("2021-11", 3), "2022-02");
  const days = [firstDayOf("2024-02"), lastDayOf("2024-02")];
  const dates = days.map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
  assert.deepEqual(dates, ["2024-02-01", "2024-02-29"]);
});

test("what is dated within a span is what began by its end and was not over before it", () => {
  // two of the first month, one of the first to the third, one of the last
  const counts = { added: [3, 0, 0, 1], ended: [2, 0, 1, 1] };
  assert.equal(countBetween(counts, 0, 3), 4);
  assert.equal(countBetween(counts, 0, 0), 3);
  assert.equal(countBetween(counts, 1, 2), 1);
  assert.equal(countBetween(counts, 3, 3), 1);
});

test("no handle passes the other, and one at the edge leaves its end open", () => {
  const before = { from: 3, to: 7 };
  assert.deepEqual(spanAfter(before, { from: 9 }, 10), { from: 7, to: 7 });
  assert.deepEqual(spanAfter(before, { to: 1 }, 10), { from: 3, to: 3 });
  assert.deepEqual(spanAfter(before, { from: 0 }, 10), { from: null, to: 7 });
  assert.deepEqual(spanAfter(before, { to: 10 }, 10), { from: 3, to: null });
  assert.deepEqual(spanAfter(before, { from: null, to: null }, 10), { from: null, to: null });
});

const UNFILTERED = { filter: {} };

/** @param {import("node:test").TestContext} context */
function ahead(context) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {object[]} */
  const taken = [];
  const one = new Ahead({ take: ({ filter }) => taken.push(filter), isEarly: () => false });
  return { one, taken };
}

test("an answer to an earlier press waits for that to the last", (context) => {
  const { one, taken } = ahead(context);
  const pressed = one.press({}, "sector", [2]);
  assert.equal(one.press(pressed, "sector", [2]), null);
  one.answer(UNFILTERED);
  assert.deepEqual(taken, []);
  one.answer({ filter: pressed });
  context.mock.timers.tick(5000);
  assert.deepEqual(taken, [pressed]);
});

test("while a period slides, answers colour the map and leave the filter", (context) => {
  const { one, taken } = ahead(context);
  const slid = one.slide({ from: 5 }, { from: null, to: 100 });
  assert.deepEqual(slid, { to: 100 });
  one.answer({ filter: { to: 90 } });
  assert.deepEqual(taken, [slid]);
  one.slide(slid, { to: 110 });
  context.mock.timers.tick(5000);
  assert.deepEqual(taken, [slid]);
  one.answer({ filter: { to: 100 } });
  context.mock.timers.tick(5000);
  assert.deepEqual(taken.at(-1), { to: 100 }); // none other came
});
