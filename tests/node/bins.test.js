// Bubbles count every row once, overlap nowhere, and are of the world, not of the window.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bubblesOf } from "../../layers/static/engine/bins.js";
import { BUBBLE } from "../../layers/static/contract.js";

const VIEW = { scale: 2 ** 15, left: 0, top: 0, width: 1200, height: 800 };
const OPTIONS = 3;

/** Rows at made-up places of a view, the same every time: a third of them share a place. */
function pointsIn(count) {
  let seed = 7;
  const next = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const places = Array.from({ length: count }, () => [next() * VIEW.width, next() * VIEW.height]);
  const at = (row) => places[row % 3 ? row : 0];
  return {
    rows: Array.from({ length: count }, (_, row) => row),
    x: Float64Array.from({ length: count }, (_, row) => at(row)[0] / VIEW.scale),
    y: Float64Array.from({ length: count }, (_, row) => at(row)[1] / VIEW.scale),
    codes: Int8Array.from({ length: count }, (_, row) => (row % (OPTIONS + 1)) - 1),
    options: OPTIONS,
    news: Int8Array.from({ length: count }, (_, row) => row % 2),
    silent: 1,
    marked: Uint8Array.from({ length: count }, (_, row) => Number(row % 4 === 0)),
  };
}

const sum = (numbers) => numbers.reduce((whole, one) => whole + one, 0);

for (const count of [0, 1, 40, 2000]) {
  test(`of ${count} rows each is counted once, by its option too`, () => {
    const { bubbles } = bubblesOf(pointsIn(count), VIEW);
    assert.equal(sum(bubbles.map((bubble) => bubble.count)), count);
    for (const { mix, count: counted } of bubbles) assert.equal(sum([...mix]), counted);
  });

  test(`of ${count} rows no two bubbles overlap`, () => {
    const { bubbles } = bubblesOf(pointsIn(count), VIEW);
    bubbles.forEach((one, at) => {
      for (const other of bubbles.slice(at + 1)) {
        const apart = Math.hypot(one.left - other.left, one.top - other.top);
        assert.ok(apart >= one.radius + other.radius + 2 * BUBBLE.ring);
      }
    });
  });
}

test("a bubble tells the first of its rows, and whether they lie apart", () => {
  const points = { ...pointsIn(4), x: Float64Array.of(0.01, 0.01, 0.01, 0.02) };
  points.y = Float64Array.of(0.01, 0.01, 0.01, 0.02);
  const { bubbles } = bubblesOf(points, VIEW);
  const told = bubbles.map(({ first, count, spread }) => ({ first, count, spread }));
  assert.deepEqual(told, [
    { first: 0, count: 3, spread: false },
    { first: 3, count: 1, spread: false },
  ]);
});

test("a bubble tells how many of its rows were not heard of for long, merged ones too", () => {
  const { bubbles } = bubblesOf(pointsIn(2000), VIEW);
  assert.equal(sum(bubbles.map((bubble) => bubble.silent)), 1000);
  const pixels = [100, 100, 110, 400].map((px) => px / VIEW.scale);
  const points = { ...pointsIn(4), x: Float64Array.from(pixels), y: Float64Array.from(pixels) };
  const told = bubblesOf(points, VIEW).bubbles.map(({ count, silent }) => [count, silent]);
  assert.deepEqual(told, [
    [3, 1],
    [1, 1],
  ]);
});

test("a bubble tells how many of its rows are marked, merged ones too", () => {
  const { bubbles } = bubblesOf(pointsIn(2000), VIEW);
  assert.equal(sum(bubbles.map((bubble) => bubble.marked)), 500);
  assert.ok(bubbles.some(({ marked, count }) => marked && count > 1));
});

test("rows beyond the view are in no bubble", () => {
  const points = { ...pointsIn(2), x: Float64Array.of(0.01, 0.9), y: Float64Array.of(0.01, 0.9) };
  const { bubbles, cellOf } = bubblesOf(points, VIEW);
  assert.equal(bubbles.length, 1);
  assert.equal(cellOf(1), -1);
});

test("the bubbles stay where they are when the window moves by less than a cell", () => {
  const points = pointsIn(300);
  const [one, other] = [VIEW, { ...VIEW, left: -9, top: -5 }].map((view) =>
    bubblesOf(points, { ...view, width: 2000, height: 2000 }).bubbles.map(({ x, y }) => [x, y]),
  );
  assert.deepEqual(one, other);
});
