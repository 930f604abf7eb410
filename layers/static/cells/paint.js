// Cells on a canvas, coloured by the class of what lies on a km² of them.
import { CELL_OPACITY } from "../contract.js";
import { worldX, worldY } from "../engine/mercator.js";

/** @import { Level, Grid } from "./cube.js" */
/** @import { Point } from "../types.d.ts" */
/** @import { View } from "../map/view.js" */

/** @typedef {(point: Point) => Point} Move converts WGS-84 longitude and latitude to the map's datum */

/**
 * Return what lies on a km² of cells, from the sums of each.
 * @param {Float64Array} sums
 * @param {number} side of a cell in metres
 */
export function densities(sums, side) {
  const area = (side / 1000) ** 2;
  return sums.map((sum) => sum / area);
}

/**
 * Return the class of a density by the lower bounds of all; -1 for nothing.
 * @param {number} density
 * @param {number[]} bounds
 */
export function classOf(density, bounds) {
  return density > 0 ? bounds.findLastIndex((bound) => bound <= density) : -1;
}

/**
 * Return the cell of a level that a point lies in by its slot, or nothing.
 * @param {Level} level
 * @param {Grid} grid
 * @param {Point} point WGS-84
 */
export function slotAt({ factor, across, slots }, { west, south, width, height }, [lon, lat]) {
  const east = Math.floor((lon - west) / (width * factor));
  const north = Math.floor((lat - south) / (height * factor));
  return east < 0 || east >= across ? undefined : slots.get(north * across + east);
}

/**
 * Draw the cells of a level in a view.
 * @param {CanvasRenderingContext2D} context its origin is the view's
 * @param {View} view
 * @param {{level: Level, grid: Grid, values: Float64Array, bounds: number[], colours: string[], move: Move}} cells
 */
export function drawCells(context, view, { level, grid, values, bounds, colours, move }) {
  context.globalAlpha = CELL_OPACITY;
  for (let slot = 0; slot < values.length; slot += 1) {
    const step = classOf(values[slot], bounds);
    if (step < 0) continue;
    const { left, top, right, bottom } = boxOf(level, grid, slot, view, move);
    if (right <= 0 || bottom <= 0 || left >= view.width || top >= view.height) continue;
    context.fillStyle = colours[step];
    context.fillRect(left, top, right - left, bottom - top);
  }
}

/**
 * The box of a cell in whole pixels of a view, so that cells meet without a seam.
 * @param {Level} level
 * @param {Grid} grid
 * @param {number} slot
 * @param {View} view
 * @param {Move} move
 */
function boxOf({ factor, east, north }, { west, south, width, height }, slot, view, move) {
  const corner = (/** @type {number} */ more) =>
    move([
      west + (east[slot] + more) * factor * width,
      south + (north[slot] + more) * factor * height,
    ]);
  const [[left, bottom], [right, top]] = [corner(0), corner(1)];
  const { scale } = view;
  return {
    left: Math.round(worldX(left) * scale - view.left),
    right: Math.round(worldX(right) * scale - view.left),
    top: Math.round(worldY(top) * scale - view.top),
    bottom: Math.round(worldY(bottom) * scale - view.top),
  };
}
