// A filter with other options of one name.
import assert from "node:assert/strict";
import test from "node:test";
import { choosing, digestOf } from "../../layers/static/engine/filters.js";

test("chosen options take the place of those chosen before", () => {
  const filter = { sector: [1], q: "BDA" };
  assert.deepEqual(choosing(filter, "sector", [0, 3]), { sector: [0, 3], q: "BDA" });
  assert.deepEqual(filter, { sector: [1], q: "BDA" });
});

test("no options lift the filter", () => {
  assert.deepEqual(choosing({ sector: [1], q: "BDA" }, "sector", []), { q: "BDA" });
  assert.equal(digestOf(choosing({ sector: [1] }, "sector", [])), digestOf({}));
});
