// The shape that filters: its outline on the map, and the text that stands for what was drawn.
import { SHAPE_DECIMALS } from "../contract.js";

/** @import { Room } from "../map/room.js" */
/** @import { Circle, LeafletMap, LngLat, Polygon, Rectangle, State, Theme } from "../types.d.ts" */

const PANE = "shapes";
const METRES_PER_KM = 1e3;
export const LEAST_KM = 0.01;

/**
 * The text that stands in a link for a Leaflet layer in the map's datum.
 * @param {Circle | Rectangle | Polygon} layer
 */
export function shapeText(layer) {
  const { L } = window;
  if (layer instanceof L.Circle) {
    return circleText(layer.getLatLng(), layer.getRadius() / METRES_PER_KM);
  }
  if (layer instanceof L.Rectangle) {
    const bounds = layer.getBounds();
    return `rectangle:${written([bounds.getSouthWest(), bounds.getNorthEast()])}`;
  }
  return `polygon:${written(/** @type {LngLat[]} */ (layer.getLatLngs()[0]))}`;
}

/**
 * The circle that a text stands for, with its centre in WGS-84, or null where it is none.
 * @param {string} text
 */
export function circleOf(text) {
  const [kind, numbers] = text.split(":");
  if (kind !== "circle") return null;
  const [lng, lat, km] = numbers.split(",").map(Number);
  return { lng, lat, km };
}

/**
 * The text that stands for a circle whose centre is in the map's datum.
 * @param {LngLat} centre
 * @param {number} km
 */
export function circleText(centre, km) {
  return `circle:${written([centre])},${Number(Math.max(km, LEAST_KM).toFixed(2))}`;
}

/** @param {LngLat[]} points */
function written(points) {
  return points
    .map(({ lng, lat }) => `${lng.toFixed(SHAPE_DECIMALS)},${lat.toFixed(SHAPE_DECIMALS)}`)
    .join();
}

/**
 * A pane above the ground in which lines take no clicks.
 * @param {LeafletMap} map
 */
export function quietRenderer(map) {
  if (!map.getPane(PANE)) {
    Object.assign(map.createPane(PANE).style, { zIndex: 450, pointerEvents: "none" });
  }
  return window.L.svg({ pane: PANE });
}

/** The outline of the shape that filters. */
export class Outline {
  /** @param {Room} room */
  constructor(room) {
    this.room = room;
    this.map = room.map;
    this.renderer = quietRenderer(this.map);
    this.rings = "[]";
  }

  /**
   * Draw the rings of a state, and bring a new shape into view.
   * @param {State} state
   * @param {Theme} palette
   */
  show({ shape }, palette) {
    const rings = JSON.stringify(shape);
    this.layer?.remove();
    if (shape.length) {
      this.layer = window.L.polygon(shape, {
        renderer: this.renderer,
        pane: PANE,
        className: "selected-shape",
        interactive: false,
        smoothFactor: 0.2, // a small circle shall stay round
        color: palette.chosen,
        weight: 2,
        fillOpacity: 0.08,
      }).addTo(this.map);
      const bounds = this.layer.getBounds();
      if (rings !== this.rings && !this.room.bounds.contains(bounds)) this.room.fit(bounds);
    }
    this.rings = rings;
  }
}
