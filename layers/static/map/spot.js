// The spot asked about: a cross on the ground, and beside it what opens the answer.
import { element } from "../common/dom.js";
import { CLOSEST_ZOOM } from "./popups.js";

/** @import { Room } from "./room.js" */
/** @import { LngLat, Point, State, Words } from "../types.d.ts" */

/** How far a spot may be from where the map was pressed and still be what was pressed. */
const PRESSED_M = 5;

/** Shows the spot of a state and goes there if it was named elsewhere; pressing it calls `onAsk`. */
export class AskedSpot {
  /** @type {LngLat | undefined} */
  pressed;
  /** @type {Point | null | undefined} */
  shown;

  /**
   * @param {Room} room
   * @param {() => void} onAsk
   */
  constructor(room, onAsk) {
    this.room = room;
    this.map = room.map;
    this.layer = window.L.layerGroup().addTo(this.map);
    this.map.on("click", ({ latlng }) => {
      this.pressed = latlng;
    });
    this.onAsk = onAsk;
  }

  /**
   * Draw the state's spot, `[lng, lat]` in the datum of the map, or none.
   * @param {State} state
   * @param {Words} words
   */
  show({ point }, words) {
    this.layer.clearLayers();
    const before = this.shown;
    this.shown = point ?? null;
    if (!point) return;
    const [lng, lat] = point;
    if (before !== undefined && String(before) !== String(point)) this.#goTo({ lng, lat });
    const label = words("map.ask");
    const cross = element("i", { "aria-hidden": "true" });
    const html = element("span", {}, cross, element("b", { textContent: label }));
    const icon = window.L.divIcon({ className: "asked", html, iconSize: undefined });
    window.L.marker([lat, lng], { icon, alt: label, zIndexOffset: 1000 })
      .on("click", this.onAsk)
      .addTo(this.layer);
  }

  /** Stay in sight where the page covers another part of the map. */
  roomChanged() {
    if (!this.shown) return;
    const [lng, lat] = this.shown;
    const { bounds } = this.room;
    if (!bounds.contains([lat, lng])) this.map.panBy(this.#wayTo({ lng, lat }), { animate: false });
  }

  /**
   * Pixels from the middle of what is in sight to a spot.
   * @param {LngLat} spot
   */
  #wayTo(spot) {
    const [to, from] = [spot, this.room.bounds.getCenter()];
    return this.map.latLngToContainerPoint(to).subtract(this.map.latLngToContainerPoint(from));
  }

  /**
   * Go to a spot, unless it was pressed here: then it is in sight.
   * @param {LngLat} spot
   */
  #goTo(spot) {
    const { map, pressed } = this;
    if (pressed && map.distance(pressed, spot) < PRESSED_M) return;
    map.setView(spot, Math.max(map.getZoom(), CLOSEST_ZOOM), { animate: false });
  }
}
