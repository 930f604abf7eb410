// The names of the ground: along straight lines, upright, and never over what is taken.
import assert from "node:assert/strict";
import test from "node:test";

import { ROADS } from "../../layers/static/contract.js";
import { decodeGround } from "../../layers/static/ground/decode.js";
import { featuresIn, widthAt } from "../../layers/static/ground/lines.js";
import { placeGroundNames, straightSpots } from "../../layers/static/ground/names.js";

const ZOOM = 13;
const SCALE = 256 * 2 ** ZOOM;
const [LNG, LAT] = [11640000, 3990000];

/** A road through points that lie so many hundred-thousandths of a degree from a corner. */
function road(points, facts = {}) {
  const deltas = points.flatMap(([x, y], at) => {
    const [beforeX, beforeY] = at ? points[at - 1] : [-LNG, -LAT];
    return [x - beforeX, y - beforeY];
  });
  const [feature] = decodeGround([
    { kind: "road", class: 0, zh: "长安街", en: "Chang'an Ave", error: 30, deltas, ...facts },
  ]);
  return feature;
}

/** The view that has a feature's box in its middle, 800 by 600 pixels. */
function viewAround({ box }) {
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const [width, height] = [800, 600];
  const [left, top] = [x * SCALE - width / 2, y * SCALE - height / 2];
  return { zoom: ZOOM, scale: SCALE, left, top, width, height, metresPerPixel: 14.6 };
}

const measure = (text, px) => text.length * px;

test("a straight road is named along itself", () => {
  const feature = road([
    [0, 0],
    [9000, 0],
  ]);
  const [name] = placeGroundNames([feature], viewAround(feature), "zh", [], measure);
  assert.equal(name.text, "长安街");
  assert.ok(Math.abs(name.angle) < 1e-9);
  assert.ok(Math.abs(name.y - 300) < 1);
});

test("a name never stands on its head, whichever way its road is drawn", () => {
  for (let turn = 0; turn < 360; turn += 15) {
    const angle = (turn * Math.PI) / 180;
    const far = [Math.round(9000 * Math.cos(angle)), Math.round(9000 * Math.sin(angle))];
    const feature = road([[0, 0], far]);
    const names = placeGroundNames([feature], viewAround(feature), "en", [], measure);
    assert.ok(names.length, String(turn));
    for (const name of names) assert.ok(Math.abs(name.angle) <= Math.PI / 2 + 1e-9);
  }
});

test("what is taken is not covered, and names keep off each other", () => {
  const roads = Array.from({ length: 12 }, (_, row) =>
    road(
      [
        [0, 250 * row],
        [9000, 250 * row],
      ],
      { zh: `第${row}街` },
    ),
  );
  const taken = [{ left: 300, top: 200, right: 500, bottom: 400 }];
  const names = placeGroundNames(roads, viewAround(roads[6]), "zh", taken, measure);
  assert.ok(names.length > 5);
  const boxes = [...taken, ...names.map(({ box }) => box)];
  for (const [at, one] of boxes.entries()) {
    for (const other of boxes.slice(at + 1)) {
      const apart =
        one.right <= other.left ||
        other.right <= one.left ||
        one.bottom <= other.top ||
        other.bottom <= one.top;
      assert.ok(apart);
    }
  }
});

test("a road that bends everywhere has no spot for a name", () => {
  const zigzag = road(Array.from({ length: 60 }, (_, at) => [100 * at, at % 2 ? 300 : 0]));
  assert.deepEqual([...straightSpots(zigzag.points, viewAround(zigzag), 80)], []);
});

test("wider classes are drawn sooner, and none without end", () => {
  assert.equal(widthAt(ROADS[4], 11), 0);
  assert.ok(widthAt(ROADS[0], 10) > widthAt(ROADS[1], 10));
  assert.equal(widthAt(ROADS[0], 30), 11);
});

test("a feature less sure than the scale asks is left out", () => {
  const sure = road([
    [0, 0],
    [9000, 0],
  ]);
  const vague = { ...sure, error: 30 + 41 * 14.6 };
  assert.deepEqual(featuresIn([sure, vague], viewAround(sure)), [sure]);
});
