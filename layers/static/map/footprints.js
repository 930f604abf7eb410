// The shapes that projects have of their own, such as parcels and lines, under the bubbles.
import { PROJECT } from "../contract.js";
import { ZONES_PANE } from "./outlines.js";

/** @import { Answering, LeafletMap, State, Theme, Words } from "../types.d.ts" */
/** @import * as Drawn from "../types.d.ts" */

const LOOK = { weight: 2, opacity: 0.9, fillOpacity: 0.25 };
const FOCUSED_WEIGHT = 4;

export class Footprints {
  /** @type {[State, Theme] | undefined} */
  #told;

  /**
   * Take the shapes' features, and what answers as an `Engine` does; `onClick` is called with the
   * key of a project that is pressed.
   * @param {LeafletMap} map
   * @param {Drawn.Footprints} collection
   * @param {Answering} projects
   * @param {(key: string) => void} onClick
   */
  constructor(map, { features }, projects, onClick) {
    this.projects = projects;
    this.layer = window.L.featureGroup().addTo(map);
    this.drawn = features.map((feature) => {
      const { id, row } = feature.properties;
      const key = `${PROJECT}${id}`;
      const options = /** @type {Drawn.GeoJSONOptions} */ ({
        pane: ZONES_PANE,
        renderer: window.L.svg({ pane: ZONES_PANE }),
        style: { className: "footprint" },
      });
      return {
        row,
        key,
        layer: window.L.geoJSON(feature, options).on("click", () => onClick(key)),
      };
    });
  }

  /**
   * Take a state of the map, and its colours.
   * @param {State} state
   * @param {Words} _words
   * @param {Theme} palette
   */
  show(state, _words, palette) {
    this.#told = [state, palette];
  }

  /** Draw the shapes of the projects that pass the filter that is shown. */
  async painted() {
    if (!this.drawn.length || !this.#told) return;
    const [{ focus }, palette] = this.#told;
    const rows = this.drawn.map(({ row }) => row);
    const passing = new Set(await this.projects.ask("passing", rows));
    for (const { row, key, layer } of this.drawn) {
      if (passing.has(row)) this.layer.addLayer(layer);
      else this.layer.removeLayer(layer);
      const weight = focus === key ? FOCUSED_WEIGHT : LOOK.weight;
      layer.setStyle({ ...LOOK, weight, color: palette.chosen, fillColor: palette.chosen });
    }
  }
}
