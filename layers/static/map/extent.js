// The extent of a map: what stands in links for where it was moved to.
import { SHAPE_DECIMALS } from "../contract.js";

/** @import { LatLngBounds } from "../types.d.ts" */

/** Told to the page when the map was moved: its extent, or nothing where it stands at its focus. */
export const MOVED = "twozones-moved";

/**
 * Return west, south, east and north of bounds, in degrees.
 * @param {LatLngBounds} bounds
 */
export function extentOf(bounds) {
  const sides = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  return sides.map((side) => side.toFixed(SHAPE_DECIMALS)).join(",");
}

/**
 * Return the corners that an extent names, or null where it names none.
 * @param {string} extent
 * @returns {[[number, number], [number, number]] | null}
 */
export function cornersOf(extent) {
  const [west, south, east, north] = extent.split(",").map(Number);
  const ordered = west < east && south < north;
  return ordered
    ? [
        [south, west],
        [north, east],
      ]
    : null;
}
