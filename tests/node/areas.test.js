// Water, parks and railways of a ground of one's own, as they are drawn.
import assert from "node:assert/strict";
import test from "node:test";

import { RAILWAY } from "../../layers/static/contract.js";
import { drawAreas, railwayWidth } from "../../layers/static/ground/areas.js";

const VIEW = { zoom: 13, scale: 1, left: 0, top: 0, width: 10, height: 10, metresPerPixel: 1 };
const INKS = { lake: "blue", park: "green", railway: "violet" };

/** What a canvas is told, in order. */
class Canvas {
  told = [];
  beginPath() {
    this.rings = 0;
  }
  moveTo() {
    this.rings += 1;
  }
  lineTo() {}
  fill(rule) {
    this.told.push([this.fillStyle, rule, this.rings]);
  }
  stroke() {
    this.told.push([this.strokeStyle, this.rings]);
  }
}

function ringOf(kind) {
  return { kind, points: new Float64Array([0, 0, 1, 0, 1, 1, 0, 0]) };
}

test("parks lie below water, both below railways, and a ring within another is an island", () => {
  const canvas = new Canvas();
  const features = ["lake", "railway", "lake", "park", "road"].map(ringOf);
  drawAreas(canvas, features, VIEW, INKS);
  assert.deepEqual(canvas.told, [
    ["green", "evenodd", 1],
    ["blue", "evenodd", 2],
    ["violet", 1],
  ]);
});

test("a railway is drawn from its zoom on, and wider when one is near", () => {
  assert.equal(railwayWidth(RAILWAY.shown - 0.01), 0);
  assert.equal(railwayWidth(RAILWAY.shown), RAILWAY.width);
  assert.ok(railwayWidth(14) > railwayWidth(12));
});
