// The names of clusters and districts: at their place, on it, or tied to it.
import assert from "node:assert/strict";
import test from "node:test";

import { placeNames } from "../../layers/static/map/labels.js";

/** A map on which a degree is a pixel. */
const MAP = {
  getSize: () => ({ x: 800, y: 600 }),
  latLngToContainerPoint: ([lat, lng]) => ({ x: lng, y: lat }),
  containerPointToLatLng: ([x, y]) => ({ lng: x, lat: y }),
};

/** A box around a spot in the middle. */
function around(half) {
  return { left: 400 - half, right: 400 + half, top: 300 - half, bottom: 300 + half };
}

/** A name in the middle of the map. */
function named(holds, hollow = 3) {
  return {
    key: "district:1",
    text: "东城区",
    lng: 400,
    lat: 300,
    hollow,
    holds: holds ?? (() => false),
  };
}

test("a name with room lies at its place and is tied to nothing", () => {
  const [{ at, tie }] = placeNames([named()], [], MAP, "zh");
  assert.deepEqual([at, tie], [{ x: 400, y: 300 }, null]);
});

test("a name that must leave stays on its place as long as there is room", () => {
  const east = ({ lng }) => lng > 400;
  const [{ at, tie }] = placeNames([named(east)], [around(40)], MAP, "zh");
  assert.ok(at.x > 400);
  assert.equal(tie, null);
});

test("a name off its place is tied to it by a line that ends there", () => {
  const [{ at, tie }] = placeNames([named()], [around(40)], MAP, "zh");
  assert.ok(tie.length > 40);
  assert.ok(Math.abs(at.x + tie.length * Math.cos(tie.turn) - 400) < 1e-9);
  assert.ok(Math.abs(at.y + tie.length * Math.sin(tie.turn) - 300) < 1e-9);
});

test("without any room a name with a count collides at its place, one without is left out", () => {
  const everywhere = [{ left: 0, right: 800, top: 0, bottom: 600 }];
  assert.deepEqual(placeNames([named(undefined, 0)], everywhere, MAP, "zh"), []);
  assert.deepEqual(placeNames([named()], everywhere, MAP, "zh")[0].at, { x: 400, y: 300 });
});
