// The numbers of records and policies, as a file without a server counts them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Policies, countBy, disclosed, perDistrict } from "../../layers/static/engine/numbers.js";

const RECORDS = [
  { district: "1", sector: "finance", aggregate: false, investment_yi_cny: 0.1 },
  { district: "1", sector: "finance", aggregate: false, investment_yi_cny: 0.2 },
  { district: "2", sector: "health", aggregate: true, investment_yi_cny: 99 },
  { district: null, sector: "health", aggregate: false, investment_yi_cny: null },
];

test("every option that occurs is counted", () => {
  assert.deepEqual(countBy(RECORDS, "sector"), { finance: 2, health: 2 });
});

test("sums are of decimals and leave aggregates out", () => {
  assert.equal(disclosed(RECORDS), 0.3);
  assert.equal(disclosed(RECORDS.slice(2)), null);
  assert.deepEqual(perDistrict(RECORDS, "investment"), { 1: 0.3, 2: 0 });
  assert.deepEqual(perDistrict(RECORDS, "projects"), { 1: 2, 2: 1 });
});

test("a policy without a sector is for every sector; a part is not the whole", () => {
  const policies = new Policies({
    policies: [
      { sectors: [], landed: true, reach: "city" },
      { sectors: ["finance", "digital"], landed: false, reach: "here" },
      { sectors: ["health"], landed: true, reach: "city" },
    ],
    reaches: ["city", "here"],
    scopes: {
      "district:1": { whole: [0, 1], part: [2] },
      "cluster:x": { whole: [0], part: [] },
    },
  });
  const all = policies.holding("district:1", []);
  assert.deepEqual(all, { landed: 1, inProgress: 1, reaches: [1, 1], part: 1 });
  const health = policies.holding("district:1", ["health"]);
  assert.deepEqual(health, { landed: 1, inProgress: 0, reaches: [1, 0], part: 1 });
  assert.deepEqual(policies.perDistrict(["finance"]), { 1: 2 });
});
