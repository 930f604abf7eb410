// The part of the world that a map shows, and where a point of the unit square lies in it.

const TILE_PX = 256;
const EQUATOR_M = 40075016.686;

/** @import { LeafletMap } from "../types.d.ts" */

/**
 * @typedef {object} View
 * @property {number} zoom
 * @property {number} scale pixels of the world's width
 * @property {number} left pixels from the world's left edge to the view's
 * @property {number} top
 * @property {number} width pixels
 * @property {number} height
 * @property {number} metresPerPixel at the middle of the view
 */

/**
 * Return the view of a Leaflet map, larger by a share of its size on every side.
 *
 * @param {LeafletMap} map
 * @param {number} margin
 * @returns {View}
 */
export function viewOf(map, margin = 0) {
  const { x, y } = map.getSize();
  const min = /** @type {{x: number, y: number}} */ (map.getPixelBounds().min);
  const zoom = map.getZoom();
  const scale = TILE_PX * 2 ** zoom;
  const cosine = Math.cos((map.getCenter().lat * Math.PI) / 180);
  return {
    zoom,
    scale,
    left: min.x - margin * x,
    top: min.y - margin * y,
    width: x * (1 + 2 * margin),
    height: y * (1 + 2 * margin),
    metresPerPixel: (EQUATOR_M * cosine) / scale,
  };
}

/**
 * Tell whether a box of the unit square meets a view.
 *
 * @param {import("../ground/decode.js").Box} box
 * @param {View} view
 */
export function meets(box, { scale, left, top, width, height }) {
  return (
    box.right * scale > left &&
    box.left * scale < left + width &&
    box.bottom * scale > top &&
    box.top * scale < top + height
  );
}
