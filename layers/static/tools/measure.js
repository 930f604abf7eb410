// Lengths and areas along the ellipsoid, by GeographicLib (Karney 2013).
import { number } from "../common/numerals.js";
import { untilItComes } from "../common/trying.js";

/** @import { Point, Words } from "../types.d.ts" */

const METRES_PER_KM = 1e3;
const SQUARE_METRES = { hectare: 1e4, km: 1e6 };

/** @type {typeof import("geographiclib-geodesic")} */
let geodesic;

/** Fetch what measuring needs. */
export async function prepareMeasure() {
  /** @type {() => Promise<typeof import("./geodesic.js")>} */
  const fetchIt = () => import(new URL("geodesic.js", import.meta.url).href);
  ({ default: geodesic } = await untilItComes(fetchIt));
}

/**
 * Length in metres of a line through WGS-84 `[lon, lat]` points.
 * @param {Point[]} points
 */
export function lengthOf(points) {
  const ellipsoid = geodesic.Geodesic.WGS84;
  return points.slice(1).reduce((sum, [lon, lat], at) => {
    const [fromLon, fromLat] = points[at];
    return sum + (ellipsoid.Inverse(fromLat, fromLon, lat, lon).s12 ?? NaN);
  }, 0);
}

/**
 * Area in square metres within WGS-84 `[lon, lat]` corners.
 * @param {Point[]} points
 */
export function areaOf(points) {
  const polygon = geodesic.Geodesic.WGS84.Polygon(false);
  for (const [lon, lat] of points) polygon.AddPoint(lat, lon);
  return Math.abs(polygon.Compute(false, true).area ?? NaN);
}

/**
 * Write a length with its unit.
 * @param {number} metres
 * @param {Words} words
 */
export function writtenLength(metres, words) {
  return metres < METRES_PER_KM
    ? words("tools.metres", { value: number(metres, 0) })
    : words("tools.kilometres", { value: number(metres / METRES_PER_KM, 2) });
}

/**
 * Write an area with its unit.
 * @param {number} squareMetres
 * @param {Words} words
 */
export function writtenArea(squareMetres, words) {
  const { hectare, km } = SQUARE_METRES;
  if (squareMetres < hectare)
    return words("tools.square_metres", { value: number(squareMetres, 0) });
  if (squareMetres < km)
    return words("tools.hectares", { value: number(squareMetres / hectare, 2) });
  return words("tools.square_kilometres", { value: number(squareMetres / km, 2) });
}
