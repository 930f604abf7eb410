// When a reader was here last: what is new stays new for a visit, and no longer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Visit } from "../../layers/static/page/visit.js";

/** What keeps texts by name, as the browser's storage does. */
function shelf() {
  const kept = new Map();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, value),
  };
}

test("a first visit knows of nothing, and what comes while it lasts is new", () => {
  const visit = new Visit(shelf(), shelf());
  assert.equal(visit.since, "");
  visit.tell("t1");
  assert.equal(visit.since, "t1");
  visit.tell("t2");
  assert.equal(visit.since, "t1");
});

test("a reload tells the same, the next tab what came after", () => {
  const [lasting, tab] = [shelf(), shelf()];
  new Visit(lasting, tab).tell("t1");
  const second = shelf();
  new Visit(lasting, second).tell("t2");
  assert.equal(new Visit(lasting, second).since, "t1");
  assert.equal(new Visit(lasting, shelf()).since, "t2");
});

test("what was seen is new no more, in this tab either", () => {
  const [lasting, tab] = [shelf(), shelf()];
  new Visit(lasting, tab).tell("t1");
  const visit = new Visit(lasting, tab);
  visit.tell("t2");
  visit.see("t2");
  assert.equal(visit.since, "t2");
});
