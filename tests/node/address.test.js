// The page's address: what is a step of the history, and what only changes the step one is at.
import assert from "node:assert/strict";
import test from "node:test";

import { cornersOf } from "../../layers/static/map/extent.js";
import { isStep, withExtent } from "../../layers/static/page/address.js";

test("a place, a filter and a tab are steps", () => {
  for (const after of ["focus=cluster%3Aetown", "sector=finance", "tab=fit"])
    assert.ok(isStep("", after));
  assert.ok(isStep("sector=finance", "sector=finance%2Chealth"));
  assert.ok(isStep("sector=finance&q=a", "q=a"));
});

test("text, sliders and where the map stands are none", () => {
  assert.ok(!isStep("q=a", "q=ab"));
  assert.ok(!isStep("", "to=2023-05-31&weights=1%2C2%2C3%2C4"));
  assert.ok(!isStep("focus=city&extent=1,2,3,4", "focus=city"));
  assert.ok(!isStep("a=1&b=2", "b=2&a=1"));
});

test("an extent is put into a query and taken out of it", () => {
  assert.equal(withExtent("?sector=finance", "1,2,3,4"), "sector=finance&extent=1%2C2%2C3%2C4");
  assert.equal(withExtent("sector=finance&extent=1%2C2%2C3%2C4", ""), "sector=finance");
});

test("an extent names two corners, or none", () => {
  assert.deepEqual(cornersOf("116,39,117,40"), [
    [39, 116],
    [40, 117],
  ]);
  for (const wrong of ["", "1,2,3", "117,39,116,40", "a,b,c,d"])
    assert.equal(cornersOf(wrong), null);
});
