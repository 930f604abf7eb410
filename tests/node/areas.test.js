// Water, parks and railways of a ground of one's own, as they are drawn.
import assert from "node:assert/strict";
import test from "node:test";

import { RAILWAYS } from "../../layers/static/contract.js";
import { drawAreas } from "../../layers/static/ground/areas.js";

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

test("no railway is drawn from afar", () => {
  const canvas = new Canvas();
  drawAreas(canvas, [ringOf("railway")], { ...VIEW, zoom: RAILWAYS.shown - 0.01 }, INKS);
  assert.deepEqual(
    canvas.told.map(([ink]) => ink),
    ["green", "blue"],
  );
});
