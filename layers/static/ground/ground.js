// The ground below the zones: streets and their names on two canvases, drawn after the map's own.
import { GROUND_PARTS } from "../contract.js";
import { CONTROL, POPUP } from "../map/leaflet_parts.js";
import { canvasIn, clear } from "../map/canvas.js";
import { escaped } from "../map/controls.js";
import { decodeGround } from "./decode.js";
import { drawAreas } from "./areas.js";
import { drawLines, featuresIn } from "./lines.js";
import { drawNames, fontOf, placeGroundNames } from "./names.js";
import { drawOutside, worldRingsOf } from "./outside.js";
import { viewOf } from "../map/view.js";

/** @import { Feature, SentFeature } from "./decode.js" */
/** @import { Districts, Lang, LeafletMap, State, Theme, Words } from "../types.d.ts" */

const STREETS_ZOOM = 11.5;
const MARGIN = 0.15; // of the view on every side, so that a drag finds the ground drawn
const COVERING = [".marker", CONTROL, POPUP].join();

export class Ground {
  /** @type {Lang} */
  lang;
  /** @type {Theme} */
  palette;
  /** @type {string | undefined} */
  attribution;
  /** @type {object | undefined} */
  asked;
  coming = 0;
  started = false; // nothing is fetched or drawn before the map's own layers are

  /**
   * Draw the ground on a Leaflet map, below its districts; `parts` read those that there are.
   * @param {LeafletMap} map
   * @param {Districts} districts
   * @param {Record<string, () => Promise<SentFeature[]>>} parts
   */
  constructor(map, districts, parts) {
    this.map = map;
    this.parts = parts;
    this.rings = worldRingsOf(districts);
    /** @type {Feature[]} */
    this.features = [];
    /** @type {Map<string, Promise<boolean>>} */
    this.readings = new Map();
    this.lines = canvasIn(map, "streets");
    this.names = canvasIn(map, "names");
    document.body.dataset.ground = "none";
    map.on("moveend zoomend resize", () => this.started && this.#draw());
  }

  /**
   * Take the language and the colours of a state, and say whose data it is.
   * @param {State} state
   * @param {Words} words
   * @param {Theme} palette
   */
  show({ lang }, words, palette) {
    this.lang = lang;
    this.stale = this.palette !== palette;
    this.palette = palette;
    const { attributionControl } = this.map;
    const attribution = escaped(words("map.ground_attribution"));
    if (this.attribution) attributionControl.removeAttribution(this.attribution);
    attributionControl.addAttribution(attribution);
    this.attribution = attribution;
  }

  /**
   * The map has painted its own layers: names keep off what these cover. They wait until that is on
   * the screen, as a filter is felt by its bubbles.
   */
  painted() {
    this.started = true;
    cancelAnimationFrame(this.coming);
    this.coming = requestAnimationFrame(() => {
      setTimeout(() => (this.stale ? this.#draw() : this.#drawNames()));
    });
  }

  /** Draw the view as far as its parts can be had; the frame's body says the last of them. */
  async #draw() {
    const asked = (this.asked = {});
    this.stale = false;
    const wanted = this.map.getZoom() > STREETS_ZOOM ? GROUND_PARTS : GROUND_PARTS.slice(0, 1);
    const parts = wanted.filter((part) => part in this.parts);
    const had = await Promise.all(parts.map((part) => this.#read(part)));
    if (asked !== this.asked) return; // a later view is drawn
    requestAnimationFrame(() => {
      this.#drawLines();
      this.#drawNames();
      document.body.dataset.ground = parts.findLast((_, at) => had[at]) ?? "none";
    });
  }

  /**
   * Read a part once and tell whether it is there; where it is not, the next view tries again.
   * @param {string} part
   * @returns {Promise<boolean>}
   */
  #read(part) {
    const before = this.readings.get(part);
    if (before) return before;
    const reading = this.parts[part]().then(
      (sent) => {
        this.features.push(...decodeGround(sent));
        return true;
      },
      () => !this.readings.delete(part),
    );
    this.readings.set(part, reading);
    return reading;
  }

  #drawLines() {
    const view = viewOf(this.map, MARGIN);
    const context = clear(this.lines, this.map, view);
    drawOutside(context, this.rings, view, this.palette);
    const features = featuresIn(this.features, view);
    drawAreas(context, features, view, this.palette.streets);
    drawLines(context, features, view, this.palette.streets);
  }

  #drawNames() {
    const view = viewOf(this.map);
    const context = clear(this.names, this.map, view);
    const family = getComputedStyle(this.map.getContainer()).fontFamily;
    const measure = (/** @type {string} */ text, /** @type {number} */ px) => {
      context.font = fontOf(px, family);
      return context.measureText(text).width;
    };
    const features = featuresIn(this.features, view);
    const names = placeGroundNames(features, view, this.lang, covered(this.map), measure);
    drawNames(context, names, this.palette.streets, family);
  }
}

/**
 * The boxes of what stands above the ground, in pixels of the map.
 * @param {LeafletMap} map
 */
function covered(map) {
  const within = map.getContainer();
  const origin = within.getBoundingClientRect();
  return Array.from(within.querySelectorAll(COVERING), (above) => {
    const { left, right, top, bottom } = above.getBoundingClientRect();
    return {
      left: left - origin.left,
      right: right - origin.left,
      top: top - origin.top,
      bottom: bottom - origin.top,
    };
  });
}
