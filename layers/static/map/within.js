// Whether a spot lies on a shape, by the browser's own paths.
import { ringsOf } from "../engine/geometry.js";

/** @import { Geometry } from "geojson" */
/** @import { LngLat } from "../types.d.ts" */

/** @type {WeakMap<Geometry, Path2D>} */
const paths = new WeakMap();

/** @type {CanvasRenderingContext2D | null} */
let canvas;

/**
 * Return whether a spot lies within polygons of the same datum.
 * @param {Geometry} geometry
 * @param {LngLat} spot
 */
export function isWithin(geometry, { lng, lat }) {
  canvas ??= document.createElement("canvas").getContext("2d");
  const path = paths.get(geometry) ?? pathOf(geometry);
  paths.set(geometry, path);
  return canvas?.isPointInPath(path, lng, lat, "evenodd") ?? false;
}

/**
 * Return polygons as a path in degrees.
 * @param {Geometry} geometry
 */
function pathOf(geometry) {
  const path = new Path2D();
  for (const ring of ringsOf(geometry)) {
    for (const [lng, lat] of ring) path.lineTo(lng, lat);
    path.closePath();
  }
  return path;
}
