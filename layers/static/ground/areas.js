// Water and parks of a ground of one's own, and its railways, on a canvas below the streets.
import { AREAS, RAILWAYS } from "../contract.js";
import { trace, widthAt } from "./lines.js";

/** @import { Feature } from "./decode.js" */
/** @import { View } from "../map/view.js" */

/**
 * Fill areas and draw railways. Areas of a kind lie apart, so that all their rings make one path:
 * what lies within two of them is an island.
 *
 * @param {CanvasRenderingContext2D} context its origin is the view's
 * @param {Feature[]} features
 * @param {View} view
 * @param {Record<string, string>} inks
 */
export function drawAreas(context, features, view, inks) {
  for (const area of AREAS) {
    context.fillStyle = inks[area];
    trace(
      context,
      features.filter(({ kind }) => kind === area),
      view,
    );
    context.fill("evenodd");
  }
  const width = widthAt(RAILWAYS, view.zoom);
  if (!width) return;
  context.strokeStyle = inks.railway;
  context.lineWidth = width;
  trace(
    context,
    features.filter(({ kind }) => kind === "railway"),
    view,
  );
  context.stroke();
}
