// A point that can be dragged: where it is let go is told as a spot that was pressed.
import { element } from "../common/dom.js";

/** @import { LeafletMap, Point, State, Tell, Words } from "../types.d.ts" */

/** What a point keeps from the edge of the map, in pixels. */
const MARGIN_PX = 40;

export class DraggedPoint {
  /** @type {import("leaflet").Marker | undefined} */
  marker;

  /**
   * @param {LeafletMap} map
   * @param {Tell} tell
   */
  constructor(map, tell) {
    this.map = map;
    this.tell = tell;
  }

  /**
   * Put the state's point, `[lng, lat]` in the datum of the map, on the map and in sight, or none.
   * @param {State} state
   * @param {Words} words
   */
  show({ drag }, words) {
    this.marker?.remove();
    this.marker = drag?.length ? this.#made(drag, words("map.drag")) : undefined;
  }

  /**
   * @param {Point} point
   * @param {string} title
   */
  #made([lng, lat], title) {
    const html = element("i", { "aria-hidden": "true" });
    const icon = window.L.divIcon({ className: "dragged", html, iconSize: undefined });
    const options = { icon, title, alt: title, draggable: true, autoPan: true, zIndexOffset: 1000 };
    const marker = window.L.marker([lat, lng], options).addTo(this.map);
    this.map.panInside([lat, lng], { padding: [MARGIN_PX, MARGIN_PX], animate: false });
    return marker.on("dragend", () => {
      const at = marker.getLatLng();
      this.tell({ spot: [at.lng, at.lat] });
    });
  }
}
