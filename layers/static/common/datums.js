// Coordinates in the datums of Chinese maps. CGCS2000 is within centimetres of WGS-84, so that its
// figures are equal.
import { CHINA } from "../contract.js";
import { loadScript } from "./vendor.js";

const SHIFTED = { gcj02: "GCJ02", bd09: "BD09" }; // as gcoord names them
const NORTHING = [1e6, 1e7]; // metres; no easting of China's belts lies between these

/**
 * A datum as the index lists it: what it is called in each language, and how PROJ writes it where
 * its coordinates are metres.
 * @typedef {{code: string, name: Record<string, string>, projection: string}} Datum
 */

/** Whether a datum's coordinates are metres east and north. */
export function isProjected(datum) {
  return datum.projection !== "";
}

let gcoord;

/** Fetch what converts a datum. */
export async function prepareDatum(datum) {
  if (isProjected(datum)) await loadScript("proj4.js");
  if (datum.code in SHIFTED) ({ default: gcoord } = await import("./gcoord.js"));
}

/** Convert WGS-84 `[lon, lat]` to a prepared datum. */
export function fromWgs84(datum, point) {
  if (isProjected(datum)) return window.proj4(datum.projection).forward(point);
  return datum.code in SHIFTED ? shifted(point, gcoord.WGS84, gcoord[SHIFTED[datum.code]]) : point;
}

/** Convert a prepared datum's `[lon, lat]`, or metres `[east, north]`, to WGS-84. */
export function toWgs84(datum, point) {
  if (isProjected(datum)) return window.proj4(datum.projection).inverse(point);
  return datum.code in SHIFTED ? shifted(point, gcoord[SHIFTED[datum.code]], gcoord.WGS84) : point;
}

function shifted(point, from, to) {
  return gcoord.transform([...point], from, to);
}

/**
 * Read typed coordinates of a prepared datum as WGS-84 `[lon, lat]`, or null where they are none.
 *
 * Either order will do: no latitude of China is as large as its least longitude, and no easting
 * of its belts as large as a northing, or with its zone as small.
 */
export function readPoint(datum, text) {
  const numbers = text.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
  if (numbers.length !== 2) return null;
  const isNorth = (value) =>
    isProjected(datum) ? value > NORTHING[0] && value < NORTHING[1] : value < CHINA.west;
  if (isNorth(numbers[0])) numbers.reverse();
  const [lon, lat] = toWgs84(datum, numbers);
  const inChina = lon > CHINA.west && lon < CHINA.east && lat > CHINA.south && lat < CHINA.north;
  return inChina ? [lon, lat] : null;
}
