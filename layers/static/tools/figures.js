// What a drawing measures, in words: while it is drawn, and when it is done.
import { toWgs84 } from "../common/datums.js";
import { areaOf, lengthOf, writtenArea, writtenLength } from "./measure.js";

/** @import { Datum, LngLat, Words } from "../types.d.ts" */
/** @import { Kind } from "./draw.js" */

/** Fewest corners of an area. */
const AREA = 3;
/** Corners of a rectangle, as Leaflet has them: it is there once two of them were set. */
const RECTANGLE = 4;

/**
 * Say what a drawing measures with the point that the cursor is at; nothing before it has begun.
 * @param {Kind} kind
 * @param {LngLat[]} corners those that are set
 * @param {LngLat} cursor
 * @param {{words: Words, datum: Datum}} voice a prepared datum
 */
export function figuresAt(kind, corners, cursor, { words, datum }) {
  if (!corners.length) return "";
  if (kind === "Rectangle") return rectangle(corners, words, datum);
  if (kind === "Circle") return circle(corners[0], cursor, words, datum);
  return figuresOf(kind, [...corners, cursor], { words, datum });
}

/**
 * Say how long a line is, or how large the area within its points.
 * @param {Kind} kind
 * @param {LngLat[]} latLngs
 * @param {{words: Words, datum: Datum}} voice a prepared datum
 */
export function figuresOf(kind, latLngs, { words, datum }) {
  const points = inWgs84(latLngs, datum);
  if (kind === "Line" || points.length < AREA)
    return words("tools.is_distance", { length: writtenLength(lengthOf(points), words) });
  const around = writtenLength(lengthOf([...points, points[0]]), words);
  return words("tools.is_area", { area: writtenArea(areaOf(points), words), around });
}

/**
 * Say the radius and area of a circle; at such sizes the ground is flat but for some millionths.
 * @param {number} metres
 * @param {Words} words
 */
export function circleFigures(metres, words) {
  const area = writtenArea(Math.PI * metres ** 2, words);
  return words("tools.is_circle", { radius: writtenLength(metres, words), area });
}

/**
 * @param {LngLat} centre
 * @param {LngLat} rim
 * @param {Words} words
 * @param {Datum} datum
 */
function circle(centre, rim, words, datum) {
  return circleFigures(lengthOf(inWgs84([centre, rim], datum)), words);
}

/**
 * @param {LngLat[]} corners
 * @param {Words} words
 * @param {Datum} datum
 */
function rectangle(corners, words, datum) {
  if (corners.length < RECTANGLE) return "";
  const points = inWgs84(corners, datum);
  const sides = [points.slice(0, 2), points.slice(1, 3)].map(lengthOf);
  const [width, height] = sides.map((metres) => writtenLength(metres, words));
  return words("tools.is_rectangle", { width, height, area: writtenArea(areaOf(points), words) });
}

/**
 * @param {LngLat[]} latLngs
 * @param {Datum} datum
 */
function inWgs84(latLngs, datum) {
  return latLngs.map(({ lng, lat }) => toWgs84(datum, [lng, lat]));
}
