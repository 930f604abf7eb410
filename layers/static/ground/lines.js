// Streets and runways on a canvas: wider classes above narrower ones, each with a casing.
import { LAST_WIDE_CLASS } from "../contract.js";
import { meets } from "../map/view.js";

/** @import { Box, Feature } from "./decode.js" */
/** @import { View } from "../map/view.js" */

/** By class of road: the zoom from which it is drawn, its width there, and its growth a level. */
const WIDTHS = [
  { from: 8, width: 1.2, growth: 1.34 },
  { from: 9.25, width: 0.9, growth: 1.38 },
  { from: 10.75, width: 0.8, growth: 1.46 },
  { from: 11.75, width: 0.9, growth: 1.5 },
  { from: 12.5, width: 0.9, growth: 1.5 },
];
const WIDEST_PX = 11;
const CASING_PX = [1.3, 1.3, 1.3, 0.8, 0.8];
const RING_GROWTH = 1.7;
const ALL_TRUNKS_ZOOM = 11;
const LONG_TRUNK = 1.6e-4; // of the world's width: some 6 km
const MOST_ERROR_PX = { road: 40, other: 14 };
const THINNEST_RUNWAY_PX = 1.6;

/**
 * Return the width of a class of road at a zoom, in pixels; 0 where it is not drawn.
 *
 * @param {number} roadClass
 * @param {number} zoom
 */
export function roadWidth(roadClass, zoom) {
  const { from, width, growth } = WIDTHS[roadClass];
  return zoom < from ? 0 : Math.min(width * growth ** (zoom - from), WIDEST_PX);
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
  for (let roadClass = WIDTHS.length - 1; roadClass >= 0; roadClass -= 1) {
    const width = roadWidth(roadClass, view.zoom);
    if (width) drawRoads(context, roadsOf(features, roadClass, view.zoom), width, view, inks);
  }
}

/**
 * The roads of a class; of trunk roads seen from afar only the rings and the long ones.
 * @param {Feature[]} features
 * @param {number} roadClass
 * @param {number} zoom
 */
function roadsOf(features, roadClass, zoom) {
  const all = roadClass !== LAST_WIDE_CLASS || zoom > ALL_TRUNKS_ZOOM;
  return features.filter(
    (feature) =>
      feature.kind === "road" &&
      feature.class === roadClass &&
      (all || feature.ring || lengthAcross(feature.box) > LONG_TRUNK),
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
  const casing = roadClass === 0 ? inks.expresswayCasing : inks.casing;
  const edge = CASING_PX[roadClass];
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
function stroke(context, features, { scale, left, top }, style, width) {
  context.strokeStyle = style;
  context.lineWidth = width;
  context.beginPath();
  for (const { points } of features) {
    context.moveTo(points[0] * scale - left, points[1] * scale - top);
    for (let at = 2; at < points.length; at += 2) {
      context.lineTo(points[at] * scale - left, points[at + 1] * scale - top);
    }
  }
  context.stroke();
}
