// The land outside the city: hatched but for the districts, wherever the map was dragged.
import assert from "node:assert/strict";
import test from "node:test";

import { drawOutside, worldRingsOf } from "../../layers/static/ground/outside.js";
import { worldX, worldY } from "../../layers/static/engine/mercator.js";

const SQUARE = [
  [116, 39],
  [117, 39],
  [117, 40],
  [116, 39],
];
const VIEW = { zoom: 8, scale: 65536, left: 53900, top: 24800, width: 400, height: 300 };

/** A context that keeps what is called, by its composite operation. */
function recorder() {
  const calls = [];
  const context = { globalCompositeOperation: "source-over" };
  for (const name of ["beginPath", "moveTo", "lineTo", "closePath", "fill", "stroke"]) {
    context[name] = (...at) => calls.push([context.globalCompositeOperation, name, ...at]);
  }
  return { context, calls };
}

test("rings of polygons and of several are read alike", () => {
  const shapes = [
    { type: "Polygon", coordinates: [SQUARE, SQUARE] },
    { type: "MultiPolygon", coordinates: [[SQUARE], [SQUARE, SQUARE]] },
  ];
  const rings = worldRingsOf({ features: shapes.map((geometry) => ({ geometry })) });
  assert.equal(rings.length, 5);
  assert.deepEqual([...rings[0].slice(0, 2)], [worldX(116), worldY(39)]);
});

test("the districts are cut out of the hatching, in one go", () => {
  const { context, calls } = recorder();
  const rings = worldRingsOf({
    features: [{ geometry: { type: "Polygon", coordinates: [SQUARE] } }],
  });
  drawOutside(context, rings, VIEW, { edge: "grey" });
  const cut = calls.filter(([operation]) => operation === "destination-out");
  assert.equal(cut.filter(([, name]) => name === "fill").length, 1);
  assert.equal(cut.filter(([, name]) => name === "lineTo").length, 3);
  assert.equal(context.globalCompositeOperation, "source-over");
  assert.ok(calls.some(([operation, name]) => operation === "source-over" && name === "stroke"));
});

test("a dragged map keeps its hatching where it was on the ground", () => {
  const starts = [0, 3].map((dragged) => {
    const { context, calls } = recorder();
    drawOutside(context, [], { ...VIEW, left: VIEW.left + dragged }, { edge: "grey" });
    const [, , x] = calls.find(([, name]) => name === "moveTo");
    return x + dragged;
  });
  assert.ok(Math.abs((starts[1] - starts[0]) % 7) < 1e-9);
});
