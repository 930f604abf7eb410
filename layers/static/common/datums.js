// Coordinates in the datums of Chinese maps. CGCS2000 is within centimetres of WGS-84, so that its
// figures are equal.
import { CHINA } from "../contract.js";
import { untilItComes } from "./trying.js";

/** @import { Datum, Point } from "../types.d.ts" */

/** @type {Readonly<Record<string, "GCJ02" | "BD09">>} */
const SHIFTED = { gcj02: "GCJ02", bd09: "BD09" }; // as gcoord names them
const NORTHING = [1e6, 1e7]; // metres; no easting of China's belts lies between these

/**
 * Whether a datum's coordinates are metres east and north.
 * @param {Datum} datum
 */
export function isProjected(datum) {
  return datum.projection !== "";
}

/** @type {typeof import("gcoord").default} */
let gcoord;
/** @type {typeof import("proj4")} */
let proj4;

/**
 * Fetch what converts a datum.
 * @param {Datum} datum
 */
export async function prepareDatum(datum) {
  if (isProjected(datum)) ({ default: proj4 } = await untilItComes(() => import("proj4")));
  if (datum.code in SHIFTED) ({ default: gcoord } = await untilItComes(() => import("gcoord")));
}

/**
 * Convert WGS-84 `[lon, lat]` to a prepared datum.
 * @param {Datum} datum
 * @param {Point} point
 * @returns {Point}
 */
export function fromWgs84(datum, point) {
  if (isProjected(datum)) return proj4(datum.projection).forward(point);
  const shifted = SHIFTED[datum.code];
  return shifted ? gcoord.transform([...point], gcoord.WGS84, gcoord[shifted]) : point;
}

/**
 * Convert a prepared datum's `[lon, lat]`, or metres `[east, north]`, to WGS-84.
 * @param {Datum} datum
 * @param {Point} point
 * @returns {Point}
 */
export function toWgs84(datum, point) {
  if (isProjected(datum)) return proj4(datum.projection).inverse(point);
  const shifted = SHIFTED[datum.code];
  return shifted ? gcoord.transform([...point], gcoord[shifted], gcoord.WGS84) : point;
}

/**
 * Read typed coordinates of a prepared datum as WGS-84 `[lon, lat]`, or null where they are none.
 *
 * Either order will do: no latitude of China is as large as its least longitude, and no easting
 * of its belts as large as a northing, or with its zone as small.
 * @param {Datum} datum
 * @param {string} text
 * @returns {Point | null}
 */
export function readPoint(datum, text) {
  const numbers = text.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
  if (numbers.length !== 2) return null;
  const isNorth = (/** @type {number} */ value) =>
    isProjected(datum) ? value > NORTHING[0] && value < NORTHING[1] : value < CHINA.west;
  if (isNorth(numbers[0])) numbers.reverse();
  const [lon, lat] = toWgs84(datum, /** @type {Point} */ (numbers));
  const inChina = lon > CHINA.west && lon < CHINA.east && lat > CHINA.south && lat < CHINA.north;
  return inChina ? [lon, lat] : null;
}
