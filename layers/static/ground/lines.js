// Streets and runways on a canvas: wider classes above narrower ones, each with a casing.
import {
  ALL_TRUNKS,
  LAST_WIDE_CLASS,
  LONG_TRUNK_M,
  MOST_ERROR_PX,
  RING_GROWTH,
  ROADS,
  THINNEST_RUNWAY_PX,
  WIDEST_PX,
} from "../contract.js";
import { meets } from "../map/view.js";

/** @import { Box, Feature } from "./decode.js" */
/** @import { View } from "../map/view.js" */

/**
 * Return the width of lines at a zoom, in pixels; 0 where they are not drawn.
 *
 * @param {{shown: number, width: number, growth: number}} look
 * @param {number} zoom
 */
export function widthAt({ shown, width, growth }, zoom) {
  return zoom < shown ? 0 : Math.min(width * growth ** (zoom - shown), WIDEST_PX);
}

/**
 * Return the features in a view that are as sure as its scale asks.
 *
 * @param {Feature[]} features
 * @param {View} view
 */
export function featuresIn(features, view) {
  return features.filter(({ kind, error, box }) => {
    const most = kind === "road" ? MOST_ERROR_PX.road : MOST_ERROR_PX.other;
    return error / view.metresPerPixel < most && meets(box, view);
  });
}

/**
 * Draw runways and roads.
 *
 * @param {CanvasRenderingContext2D} context its origin is the view's
 * @param {Feature[]} features
 * @param {View} view
 * @param {Record<string, string>} inks
 */
export function drawLines(context, features, view, inks) {
  context.lineJoin = "round";
  drawRunways(context, features, view, inks);
  context.lineCap = "round";
  for (let roadClass = ROADS.length - 1; roadClass >= 0; roadClass -= 1) {
    const width = widthAt(ROADS[roadClass], view.zoom);
    if (width) drawRoads(context, roadsOf(features, roadClass, view), width, view, inks);
  }
}

/**
 * The roads of a class; of trunk roads seen from afar only the rings and the long ones.
 * @param {Feature[]} features
 * @param {number} roadClass
 * @param {View} view
 */
function roadsOf(features, roadClass, { zoom, scale, metresPerPixel }) {
  const all = roadClass !== LAST_WIDE_CLASS || zoom > ALL_TRUNKS;
  const world = scale * metresPerPixel;
  return features.filter(
    (feature) =>
      feature.kind === "road" &&
      feature.class === roadClass &&
      (all || feature.ring || lengthAcross(feature.box) * world > LONG_TRUNK_M),
  );
}

/** @param {Box} box */
function lengthAcross({ left, top, right, bottom }) {
  return Math.hypot(right - left, bottom - top);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Feature[]} roads
 * @param {number} width
 * @param {View} view
 * @param {Record<string, string>} inks
 */
function drawRoads(context, roads, width, view, inks) {
  if (!roads.length) return;
  const roadClass = roads[0].class ?? 0;
  const rings = roadClass === LAST_WIDE_CLASS ? roads.filter(({ ring }) => ring) : [];
  const fill = [inks.expressway, inks.road, inks.minor, inks.minor, inks.minor][roadClass];
  const casing = roadClass === 0 ? inks.edge : inks.casing;
  const edge = ROADS[roadClass].casing;
  stroke(context, roads, view, casing, width + edge);
  stroke(context, rings, view, casing, RING_GROWTH * width + edge);
  stroke(context, rings, view, fill, RING_GROWTH * width);
  stroke(context, roads, view, fill, width);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Feature[]} features
 * @param {View} view
 * @param {Record<string, string>} inks
 */
function drawRunways(context, features, view, inks) {
  context.lineCap = "butt";
  for (const runway of features.filter(({ kind }) => kind === "runway")) {
    const width = Math.max(THINNEST_RUNWAY_PX, (runway.width ?? 0) / view.metresPerPixel);
    stroke(context, [runway], view, inks.runway, width);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Feature[]} features
 * @param {View} view
 * @param {string} style
 * @param {number} width
 */
function stroke(context, features, view, style, width) {
  context.strokeStyle = style;
  context.lineWidth = width;
  trace(context, features, view);
  context.stroke();
}

/**
 * Make the lines of features the path that is drawn next.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Feature[]} features
 * @param {View} view
 */
export function trace(context, features, { scale, left, top }) {
  context.beginPath();
  for (const { points } of features) {
    context.moveTo(points[0] * scale - left, points[1] * scale - top);
    for (let at = 2; at < points.length; at += 2) {
      context.lineTo(points[at] * scale - left, points[at + 1] * scale - top);
    }
  }
}
