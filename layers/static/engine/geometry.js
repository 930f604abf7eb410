// Parts of GeoJSON's geometries.

/** @import { Geometry } from "geojson" */

/**
 * Return the rings of a polygon or of several, outer ones and holes; of other geometries none.
 * @param {Geometry} geometry
 */
export function ringsOf(geometry) {
  if (geometry.type === "Polygon") return geometry.coordinates;
  return geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : [];
}
