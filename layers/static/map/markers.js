// The markers on the map: buttons on the ground, one layer of them. A filter changes a hundred at
// once, so that a button whose place stays is reworded, and none is composited on its own as
// Leaflet's markers are.
import { element } from "../common/dom.js";
import { ZOOM_ANIMATED } from "./leaflet_parts.js";

/** @import { LeafletMap, Marker, ZoomAnimEvent } from "../types.d.ts" */

/** @typedef {Marker & {button: HTMLButtonElement}} Drawn */

export class Markers {
  /**
   * Put the layer on a Leaflet map.
   * @param {LeafletMap} map
   */
  constructor(map) {
    this.map = map;
    /** @type {Map<string, Drawn>} */
    this.drawn = new Map();
    this.content = element("div");
    this.content.addEventListener("click", (event) => this.#press(event));
    map.getPanes().markerPane.append(this.content);
    map.on("zoom viewreset", () => this.#place([...this.drawn.values()]));
    map.on("zoomanim", (coming) => this.#placeIn(coming));
  }

  /**
   * Draw markers, and no others.
   *
   * A marker has a `key` of its own, `lat` and `lng`, a `look` that tells when it must be dressed
   * again, `dress(button)` that does so, and `press(event)`.
   * @param {Marker[]} markers
   */
  draw(markers) {
    const before = this.drawn;
    this.drawn = new Map(markers.map((marker) => [marker.key, this.#dressed(marker)]));
    for (const [key, { button }] of before) if (!this.drawn.has(key)) button.remove();
    this.#place([...this.drawn.values()].filter((marker) => moved(marker, before.get(marker.key))));
    const added = [...this.drawn.values()].filter(({ key }) => !before.has(key));
    this.content.append(...added.map(({ button }) => button));
  }

  /**
   * Return a marker with its button: the one that it had, if any.
   * @param {Marker} marker
   */
  #dressed(marker) {
    const known = this.drawn.get(marker.key);
    const button = known?.button ?? element("button", { type: "button" });
    if (known?.look !== marker.look) {
      marker.dress(button);
      button.classList.add("marker", ZOOM_ANIMATED);
      button.dataset.key = marker.key;
    }
    return { ...marker, button };
  }

  /** @param {Drawn[]} markers */
  #place(markers) {
    for (const { lat, lng, button } of markers) {
      moveTo(button, this.map.latLngToLayerPoint([lat, lng]));
    }
  }

  /**
   * Send the markers on their way to where they lie at the end of an animated zoom.
   * @param {ZoomAnimEvent} coming
   */
  #placeIn({ center, zoom }) {
    const { map } = this;
    const shift = map
      .getSize()
      .divideBy(2)
      .subtract(map.project(center, zoom))
      .subtract(window.L.DomUtil.getPosition(map.getPanes().mapPane));
    for (const { lat, lng, button } of this.drawn.values()) {
      moveTo(button, map.project([lat, lng], zoom).add(shift).round());
    }
  }

  /**
   * A press that ends a drag of the map is none; a press on a marker is none on the ground.
   * @param {MouseEvent} event
   */
  #press(event) {
    const { target } = event;
    const button = target instanceof Element ? target.closest("button") : null;
    const byPointer = event.detail > 0;
    if (!button || (byPointer && hasMoved(this.map))) return;
    event.stopPropagation();
    this.drawn.get(button.dataset.key ?? "")?.press(event);
  }
}

/**
 * Whether the press under way has dragged a map.
 * @param {LeafletMap} map
 */
function hasMoved({ dragging }) {
  return /** @type {{moved(): boolean}} */ (/** @type {unknown} */ (dragging)).moved();
}

/**
 * @param {Drawn} marker
 * @param {Drawn | undefined} before
 */
function moved({ lat, lng }, before) {
  return before?.lat !== lat || before?.lng !== lng;
}

/**
 * @param {HTMLElement} button
 * @param {{x: number, y: number}} at
 */
function moveTo(button, { x, y }) {
  button.style.transform = `translate(${x}px, ${y}px)`;
}
