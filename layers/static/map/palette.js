// What the map's bubbles are coloured by.
import { OPTION_HUES } from "../contract.js";

/** @import { Theme } from "../types.d.ts" */

/**
 * Return the hue of each area, sector or status, in their order.
 * @param {Theme} palette
 * @param {string} colour
 */
export function huesOf(palette, colour) {
  return colour in OPTION_HUES ? Object.values(OPTION_HUES[colour]) : palette.areas;
}
