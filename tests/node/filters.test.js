// Filters: options taken in and out, the mask of the server, and a digest that tells them apart.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { choosing, digestOf, passing } from "../../layers/static/engine/filters.js";

const UNDATED = -1e9;
const LAYER = {
  size: 5,
  undated: UNDATED,
  columns: {
    sector: Int8Array.of(0, 1, 1, -1, 2),
    start: Int32Array.of(10, 20, UNDATED, 30, 40),
    end: Int32Array.of(15, 25, UNDATED, 30, 49),
  },
};

const passingRows = async (filter, rest) => [...(await passing(LAYER, filter, rest))];

test("no filter lets every row through", async () => {
  assert.deepEqual(await passingRows({}), [1, 1, 1, 1, 1]);
});

test("an option lets its own rows through, none of them those without one", async () => {
  assert.deepEqual(await passingRows({ sector: [1, 2] }), [0, 1, 1, 0, 1]);
});

test("a period lets through what has a day in it, never what has no date", async () => {
  assert.deepEqual(await passingRows({ from: 15, to: 30 }), [1, 1, 0, 1, 0]);
  assert.deepEqual(await passingRows({ to: 9 }), [0, 0, 0, 0, 0]);
});

test("the server's mask is read first row first, and with the options", async () => {
  const rest = deflateSync(Uint8Array.of(0b01101000)).toString("base64");
  assert.deepEqual(await passingRows({ q: "park" }, rest), [0, 1, 1, 0, 1]);
  assert.deepEqual(await passingRows({ sector: [2] }, rest), [0, 0, 0, 0, 1]);
});

test("a mask of bytes is taken as it is and stays so", async () => {
  const rest = Uint8Array.of(1, 1, 0, 0, 1);
  assert.deepEqual(await passingRows({ sector: [1] }, rest), [0, 1, 0, 0, 0]);
  assert.deepEqual([...rest], [1, 1, 0, 0, 1]);
});

test("choosing none of a filter lifts it and leaves the others", () => {
  const filter = { sector: [1], q: "park" };
  assert.deepEqual(choosing(filter, "sector", []), { q: "park" });
  assert.deepEqual(choosing(filter, "status", [2]), { ...filter, status: [2] });
  assert.deepEqual(filter, { sector: [1], q: "park" });
});

test("the digest tells filters apart, not the order in which they were set", () => {
  const one = digestOf({ sector: [1, 2], status: [0] });
  assert.equal(one, digestOf({ status: [0], sector: [1, 2] }));
  const digests = [{}, { sector: [1] }, { sector: [2] }, { status: [1] }, { q: "1" }].map(digestOf);
  assert.equal(new Set([one, ...digests]).size, 6);
  assert.equal(digestOf({}), "741638a5");
});
