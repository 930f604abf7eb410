// What is in focus on the map: moved into sight, and the error of its position drawn as a circle.
import { CITY, PLACE_PREFIXES } from "../contract.js";
import { ZONES_PANE } from "./outlines.js";
import { CLOSEST_ZOOM } from "./popups.js";

/** @import { Districts, Zones } from "./outlines.js" */
/** @import { Room } from "./room.js" */
/** @import { LatLngBounds, Spot, State, Theme } from "../types.d.ts" */

const ROUNDING_PX = 2;

/** Fits bounds as if the map had just been opened, so that it stands the same however it came there. */
const FITTED = { reset: true, maxZoom: CLOSEST_ZOOM };

export class Focus {
  /**
   * Take the map's room and its outlines.
   * @param {Room} room
   * @param {Districts} districts
   * @param {Zones} zones
   */
  constructor(room, districts, zones) {
    this.room = room;
    this.map = room.map;
    this.districts = districts;
    this.zones = zones;
    this.error = window.L.featureGroup().addTo(this.map);
  }

  /**
   * Move to the focus of a state, or to an extent where one is given.
   * @param {State} state
   * @param {Theme} palette
   * @param {string} extent
   */
  show({ focus, spot }, palette, extent) {
    this.error.clearLayers();
    const bounds = this.#boundsOf(focus, spot, palette);
    if (bounds) this.room.fit(bounds, FITTED);
    this.room.show(extent);
    this.fitted = this.#standing();
  }

  /** Whether the map stands where it was moved to, and nobody has moved it since. */
  get isFitted() {
    const { centre, zoom } = this.#standing();
    const { fitted } = this;
    return fitted?.zoom === zoom && centre.distanceTo(fitted.centre) <= ROUNDING_PX;
  }

  /** Where the map stands: its centre in pixels of the world, and its zoom. */
  #standing() {
    return { centre: this.map.project(this.map.getCenter()), zoom: this.map.getZoom() };
  }

  /** Draw the circle above the ground. */
  bringToFront() {
    this.error.bringToFront();
  }

  /**
   * @param {string} focus
   * @param {Spot | null} spot
   * @param {Theme} palette
   * @returns {LatLngBounds | null}
   */
  #boundsOf(focus, spot, palette) {
    if (focus === CITY) return this.zones.clusterBounds().pad(0.03);
    if (focus.startsWith(PLACE_PREFIXES.district)) return this.districts.boundsOf(focus);
    const zone = this.zones.boundsOf(focus)?.pad(0.25) ?? null;
    const isCluster = focus.startsWith(PLACE_PREFIXES.cluster);
    return isCluster || !spot ? zone : this.#circleAt(spot, palette).getBounds().pad(0.4);
  }

  /**
   * @param {Spot} spot
   * @param {Theme} palette
   */
  #circleAt(spot, palette) {
    return window.L.circle(spot, {
      radius: spot.radius,
      className: "precision",
      color: palette.chosen,
      weight: 1.5,
      dashArray: "2 4",
      fillOpacity: 0.06,
      interactive: false,
      pane: ZONES_PANE,
    }).addTo(this.error);
  }
}
