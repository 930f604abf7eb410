// The ground as it is sent, read into the unit square of Web Mercator.
import { UNITS_A_DEGREE } from "../contract.js";
import { worldX, worldY } from "../engine/mercator.js";

/**
 * What is sent of a street, runway, airport, station, water or ring of an area: `deltas` are the longitude and
 * latitude of each vertex less those of the one before, in `UNITS_A_DEGREE`.
 *
 * @typedef {object} SentFeature
 * @property {"road" | "runway" | "airport" | "rail" | "water" | "lake" | "park" | "railway"} kind
 * @property {number} error how far it may be off, in metres
 * @property {number[]} deltas
 * @property {number} [class] of a road: 0 for an expressway to 4 for a tertiary road
 * @property {boolean} [ring]
 * @property {number} [width] of a runway, in metres
 * @property {string} [zh]
 * @property {string} [en]
 */

/**
 * A feature with its vertices (x and y by turns) and their box in the unit square.
 *
 * @typedef {Omit<SentFeature, "deltas"> & {points: Float64Array, box: Box}} Feature
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 */

/**
 * Read features as they are sent.
 *
 * @param {SentFeature[]} sent
 * @returns {Feature[]}
 */
export function decodeGround(sent) {
  return sent.map(({ deltas, ...feature }) => {
    const points = pointsOf(deltas);
    return { ...feature, points, box: boxOf(points) };
  });
}

/** @param {number[]} deltas */
function pointsOf(deltas) {
  const points = new Float64Array(deltas.length);
  let [lng, lat] = [0, 0];
  for (let at = 0; at < deltas.length; at += 2) {
    lng += deltas[at];
    lat += deltas[at + 1];
    points[at] = worldX(lng / UNITS_A_DEGREE);
    points[at + 1] = worldY(lat / UNITS_A_DEGREE);
  }
  return points;
}

/**
 * @param {Float64Array} points
 * @returns {Box}
 */
function boxOf(points) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let at = 0; at < points.length; at += 2) {
    box.left = Math.min(box.left, points[at]);
    box.right = Math.max(box.right, points[at]);
    box.top = Math.min(box.top, points[at + 1]);
    box.bottom = Math.max(box.bottom, points[at + 1]);
  }
  return box;
}
