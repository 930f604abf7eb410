// Published bounds of sites: plain lines that take no press.
import { ZONES_PANE } from "./outlines.js";

/** @import { LeafletMap, PublishedBounds, State, Theme, Words } from "../types.d.ts" */

const LOOK = { fill: false, interactive: false, opacity: 0.9, weight: 1.3 };

export class Bounds {
  /**
   * Take the bounds; the pane of the zones must be there.
   * @param {LeafletMap} map
   * @param {PublishedBounds} collection
   */
  constructor(map, collection) {
    const renderer = window.L.svg({ pane: ZONES_PANE });
    this.layer = window.L.geoJSON(collection, {
      style: LOOK,
      interactive: false,
      ...{ pane: ZONES_PANE, renderer },
    });
    this.layer.addTo(map);
  }

  /**
   * Take the colours of a state.
   * @param {State} _state
   * @param {Words} _words
   * @param {Theme} palette
   */
  show(_state, _words, { quiet }) {
    this.layer.setStyle({ color: quiet });
  }
}
