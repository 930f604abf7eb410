// Canvases of the map that lie in panes of their own.
import { element } from "../common/dom.js";
import { ZOOM_HIDDEN } from "./leaflet_parts.js";

/** @import { LeafletMap } from "../types.d.ts" */
/** @import { View } from "./view.js" */

/**
 * Put a canvas on a map, in a pane of its own.
 * @param {LeafletMap} map
 * @param {string} name
 */
export function canvasIn(map, name) {
  const canvas = element("canvas", { className: ZOOM_HIDDEN });
  map.createPane(name).append(canvas);
  return canvas;
}

/**
 * Lay an empty canvas over a view, sharp on any screen, and return what draws on it.
 * @param {HTMLCanvasElement} canvas
 * @param {LeafletMap} map
 * @param {View} view
 */
export function clear(canvas, map, { left, top, width, height }) {
  const min = /** @type {{x: number, y: number}} */ (map.getPixelBounds().min);
  const corner = map.containerPointToLayerPoint([left - min.x, top - min.y]);
  const ratio = window.devicePixelRatio || 1;
  window.L.DomUtil.setPosition(canvas, corner);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.scale(ratio, ratio);
  return context;
}
