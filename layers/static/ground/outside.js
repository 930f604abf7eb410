// The land outside the city: hatched below the streets, whatever the scale.
import { ringsOf } from "../engine/geometry.js";
import { worldX, worldY } from "../engine/mercator.js";

/** @import { Districts, Theme } from "../types.d.ts" */
/** @import { View } from "../map/view.js" */

const STEP_PX = 7;
const LINE_PX = 1;

/**
 * Read the rings of the districts, each as x and y by turns in the unit square of Web Mercator.
 *
 * @param {Districts} districts
 * @returns {Float64Array[]}
 */
export function worldRingsOf({ features }) {
  return features.flatMap(({ geometry }) => ringsOf(geometry).map(ringOf));
}

/** @param {number[][]} ring */
function ringOf(ring) {
  return Float64Array.from(ring.flatMap(([lng, lat]) => [worldX(lng), worldY(lat)]));
}

/**
 * Hatch a view but for what lies within rings.
 *
 * @param {CanvasRenderingContext2D} context its origin is the view's
 * @param {Float64Array[]} rings
 * @param {View} view
 * @param {Theme} palette
 */
export function drawOutside(context, rings, view, palette) {
  context.strokeStyle = palette.edge;
  context.lineWidth = LINE_PX;
  hatch(context, view);
  context.globalCompositeOperation = "destination-out";
  fill(context, rings, view);
  context.globalCompositeOperation = "source-over";
}

/**
 * Draw lines across a view that stay where they are on the ground when it is dragged.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {View} view
 */
function hatch(context, { left, top, width, height }) {
  context.beginPath();
  for (let x = -((left + top) % STEP_PX); x < width + height; x += STEP_PX) {
    context.moveTo(x, 0);
    context.lineTo(x - height, height);
  }
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Float64Array[]} rings
 * @param {View} view
 */
function fill(context, rings, { scale, left, top }) {
  context.beginPath();
  for (const ring of rings) {
    context.moveTo(ring[0] * scale - left, ring[1] * scale - top);
    for (let at = 2; at < ring.length; at += 2) {
      context.lineTo(ring[at] * scale - left, ring[at + 1] * scale - top);
    }
    context.closePath();
  }
  context.fill();
}
