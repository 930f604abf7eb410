// The spot asked about: a cross on the ground, and beside it what opens the answer.
import { element } from "../common/dom.js";

/** @import { LeafletMap, State, Words } from "../types.d.ts" */

/** Shows the spot of a state; pressing it calls `onAsk`. */
export class AskedSpot {
  /**
   * @param {LeafletMap} map
   * @param {() => void} onAsk
   */
  constructor(map, onAsk) {
    this.layer = window.L.layerGroup().addTo(map);
    this.onAsk = onAsk;
  }

  /**
   * Draw the state's spot, `[lng, lat]` in the datum of the map, or none.
   * @param {State} state
   * @param {Words} words
   */
  show({ point }, words) {
    this.layer.clearLayers();
    if (!point) return;
    const [lng, lat] = point;
    const label = words("map.ask");
    const cross = element("i", { "aria-hidden": "true" });
    const html = element("span", {}, cross, element("b", { textContent: label }));
    const icon = window.L.divIcon({ className: "asked", html, iconSize: undefined });
    window.L.marker([lat, lng], { icon, alt: label, zIndexOffset: 1000 })
      .on("click", this.onAsk)
      .addTo(this.layer);
  }
}
