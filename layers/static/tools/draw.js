// Drawing on the map with Geoman: by mouse or finger, or by keyboard, with the map's centre as pen.
import { element } from "../common/dom.js";
import { untilItComes } from "../common/trying.js";
import { loadStyle } from "../common/vendor.js";
import { CursorLine } from "./cursor.js";

/** @import { LatLng, Layer, LeafletMap, PathOptions } from "../types.d.ts" */

const DRAWING = "drawing";
const PRESSES = new Set(["Enter", " "]);

/**
 * Fetch what drawing on a map needs.
 * @param {LeafletMap} map
 */
export async function prepareDrawing(map) {
  if (map.pm) return;
  const geoman = untilItComes(() => import("@geoman-io/leaflet-geoman-free"));
  await Promise.all([geoman, loadStyle("geoman.css")]);
  const { L } = window;
  L.PM.setOptIn(true); // the hundreds of other layers shall not become editable
  map.options.pmIgnore = false;
  L.PM.reInitLayer(/** @type {Layer} */ (/** @type {unknown} */ (map))); // a map will do too
}

/**
 * `onChange` gets the corners so far, `onDone` the Leaflet layer, `onEnd` nothing; `read` says what
 * they measure with the point that the cursor is at.
 * @typedef {object} Calls
 * @property {(corners: LatLng[], cursor: LatLng) => string} read
 * @property {(corners: LatLng[]) => void} onChange
 * @property {(layer: Layer) => void} onDone
 * @property {() => void} onEnd
 */

/** @typedef {"Line" | "Polygon" | "Rectangle" | "Circle"} Kind */

/** One drawing of a `Line`, `Polygon`, `Rectangle` or `Circle`, until it is done or cancelled. */
export class Drawing {
  /**
   * Start, on a prepared map.
   * @param {LeafletMap} map
   * @param {Kind} kind
   * @param {PathOptions} style
   * @param {Calls} calls
   */
  constructor(map, kind, style, { read, onChange, onDone, onEnd }) {
    this.map = map;
    this.kind = kind;
    this.onEnd = onEnd;
    /** @type {LatLng[]} */
    this.corners = [];
    this.line = new CursorLine(map, (cursor) => read(this.corners, cursor));
    this.pen = element("div", { className: "pen", "aria-hidden": "true" });
    this.container = map.getContainer();
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.#press(event);
    this.onMove = () => this.#hint();
    map.once("pm:drawstart", ({ workingLayer }) => {
      const take = (/** @type {LatLng[]} */ corners) => {
        this.corners = corners;
        onChange(corners);
      };
      if (kind === "Circle") workingLayer.on("pm:centerplaced", ({ latlng }) => take([latlng]));
      else workingLayer.on("pm:change", ({ latlngs }) => take([latlngs].flat()));
    });
    map.once("pm:create", ({ layer }) => {
      layer.remove();
      onDone(layer);
    });
    map.once("pm:drawend", () => this.#end());
    this.#enable(style);
  }

  /** Stop without a shape. */
  cancel() {
    this.map.off("pm:create");
    this.map.pm.disableDraw();
  }

  /** @param {PathOptions} style */
  #enable(style) {
    const { map } = this;
    map.pm.enableDraw(this.kind, {
      snappable: false,
      tooltips: false,
      allowSelfIntersection: this.kind !== "Polygon",
      finishOn: "dblclick",
      templineStyle: style,
      hintlineStyle: { ...style, dashArray: "4 4" },
      pathOptions: style,
    });
    document.body.classList.add(DRAWING);
    this.container.append(this.pen);
    this.container.addEventListener("keydown", this.onKey);
    map.on("move", this.onMove);
    this.container.focus({ preventScroll: true });
  }

  #end() {
    document.body.classList.remove(DRAWING);
    this.line.remove();
    this.pen.remove();
    this.container.removeEventListener("keydown", this.onKey);
    this.map.off("move", this.onMove);
    this.onEnd();
  }

  /**
   * Enter sets a corner at the pen, and ends the shape where the pen has not moved since.
   * @param {KeyboardEvent} event
   */
  #press(event) {
    if (event.key === "Escape") this.cancel();
    else if (PRESSES.has(event.key) && event.target === this.container) {
      event.preventDefault();
      this.#hint();
      this.map.fire("click", { latlng: this.map.getCenter(), originalEvent: event });
    }
  }

  #hint() {
    if (this.container.matches(":focus-visible"))
      this.map.fire("mousemove", { latlng: this.map.getCenter() });
  }
}
