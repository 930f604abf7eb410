// Cells on a canvas, coloured by the class of what lies on a km² of them.
import { CELL_OPACITY } from "../contract.js";
import { latAt, lngAt, worldX, worldY } from "../engine/mercator.js";

/** @import { Level, Grid } from "./cube.js" */
/** @import { Point } from "../types.d.ts" */
/** @import { View } from "../map/view.js" */

const MOST_SHIFT = 0.02; // degrees; no datum of a Chinese map moves a point by more

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
export function slotAt({ factor, east, firstOf }, { west, south, width, height }, [lon, lat]) {
  const column = Math.floor((lon - west) / (width * factor));
  const row = Math.floor((lat - south) / (height * factor));
  if (!(row in firstOf)) return undefined;
  const slot = east.subarray(firstOf[row], firstOf[row + 1]).indexOf(column);
  return slot < 0 ? undefined : firstOf[row] + slot;
}

/**
 * Draw the cells of a level in a view.
 * @param {CanvasRenderingContext2D} context its origin is the view's
 * @param {View} view
 * @param {{level: Level, grid: Grid, values: Float64Array, bounds: number[], colours: string[], move: Move}} cells
 */
export function drawCells(context, view, { level, grid, values, bounds, colours, move }) {
  context.globalAlpha = CELL_OPACITY;
  const isNear = nearnessTo(view, grid, level);
  for (let slot = 0; slot < values.length; slot += 1) {
    if (!isNear(slot)) continue;
    const step = classOf(values[slot], bounds);
    if (step < 0) continue;
    const { left, top, right, bottom } = boxOf(level, grid, slot, view, move);
    if (right <= 0 || bottom <= 0 || left >= view.width || top >= view.height) continue;
    context.fillStyle = colours[step];
    context.fillRect(left, top, right - left, bottom - top);
  }
}

/**
 * Return what tells whether a cell may lie in a view: of many cells few do, and only of these a box is
 * worked out.
 * @param {View} view
 * @param {Grid} grid
 * @param {Level} level
 * @returns {(slot: number) => boolean}
 */
function nearnessTo({ scale, left, top, width, height }, grid, { factor, east, north }) {
  const column = (/** @type {number} */ lon) => (lon - grid.west) / (grid.width * factor);
  const row = (/** @type {number} */ lat) => (lat - grid.south) / (grid.height * factor);
  const first = Math.floor(column(lngAt(left / scale) - MOST_SHIFT));
  const last = column(lngAt((left + width) / scale) + MOST_SHIFT);
  const lowest = Math.floor(row(latAt((top + height) / scale) - MOST_SHIFT));
  const highest = row(latAt(top / scale) + MOST_SHIFT);
  return (slot) =>
    east[slot] >= first && east[slot] <= last && north[slot] >= lowest && north[slot] <= highest;
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
