// Editing the circle that filters: its centre and radius are typed, or dragged on the map.
import { fromWgs84, prepareDatum, readPoint } from "../common/datums.js";
import { element, labelled } from "../common/dom.js";
import { number } from "../common/numerals.js";
import { KM_LIMIT } from "../contract.js";
import { circleFigures } from "./figures.js";
import { circleOf, circleText, LEAST_KM, quietRenderer } from "./shape.js";

/** @import { Datum, LatLng } from "../types.d.ts" */
/** @import { Tools } from "./tools.js" */

const METRES_PER_KM = 1e3;

export class CircleEditor {
  /** @param {Tools} tools */
  constructor(tools) {
    this.tools = tools;
    const { words, map, datums } = tools;
    this.wgs84 = /** @type {Datum} */ (datums.find(({ code }) => code === "wgs84"));
    this.renderer = quietRenderer(map);
    this.marks = window.L.layerGroup().addTo(map);
    this.centre = element("input", { type: "text", inputMode: "decimal" });
    this.km = element("input", { type: "text", inputMode: "decimal" });
    this.content = element(
      "form",
      { "aria-label": words("tools.circle_edit") },
      labelled(words("tools.circle_centre"), this.centre),
      labelled(words("tools.circle_km"), this.km),
      element("button", { type: "submit", textContent: words("tools.circle_apply") }),
    );
    this.content.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#apply();
    });
  }

  /** Follow the shape of the tools' state: a circle can be edited, and no other. */
  async show() {
    const { state, datum } = this.tools;
    const circle = circleOf(state.filter.shape ?? "");
    this.content.hidden = circle === null;
    this.marks.clearLayers();
    if (!circle) return;
    const { lng, lat, km } = circle;
    this.centre.value = `${lng}, ${lat}`;
    this.km.value = number(km);
    await prepareDatum(datum);
    const [x, y] = fromWgs84(datum, [lng, lat]);
    if (state === this.tools.state) this.#drawHandles(window.L.latLng(y, x), km * METRES_PER_KM);
  }

  /** Take the handles off the map. */
  close() {
    this.marks.remove();
  }

  /**
   * @param {LatLng} centre
   * @param {number} radius metres
   */
  #drawHandles(centre, radius) {
    const { L } = window;
    const { map, palette } = this.tools;
    const style = { color: palette.chosen, weight: 1.5, dashArray: "4 4", fill: false };
    const { renderer } = this;
    const ring = L.circle(centre, { ...style, radius, renderer, interactive: false });
    ring.addTo(this.marks);
    const move = this.#handle(centre, "tools.circle_move", (at) => ring.setLatLng(at));
    const rim = L.latLng(centre.lat, centre.toBounds(2 * radius).getEast());
    this.#handle(rim, "tools.circle_resize", (at) =>
      ring.setRadius(map.distance(move.getLatLng(), at)),
    );
    const say = () => this.tools.say(circleFigures(ring.getRadius(), this.tools.words));
    const tell = () => this.#tell(ring.getLatLng(), ring.getRadius() / METRES_PER_KM);
    this.marks.eachLayer((mark) => mark.on({ drag: say, dragend: tell }));
  }

  /**
   * @param {LatLng} at
   * @param {string} word
   * @param {(at: LatLng) => void} drag
   */
  #handle(at, word, drag) {
    const title = this.tools.words(word);
    const icon = window.L.divIcon({ className: "shape-handle" });
    const options = { icon, title, draggable: true, keyboard: false, zIndexOffset: 2000 };
    const handle = window.L.marker(at, options).addTo(this.marks);
    return handle.on("drag", () => drag(handle.getLatLng()));
  }

  /** Take what was typed, or say what is wrong with it. */
  async #apply() {
    const { tools, wgs84 } = this;
    const point = readPoint(wgs84, this.centre.value);
    const km = Number(this.km.value);
    if (!point || !(km >= LEAST_KM && km <= KM_LIMIT)) {
      tools.say(tools.words("tools.circle_bad", { least: LEAST_KM, most: KM_LIMIT }));
      return;
    }
    await prepareDatum(tools.datum);
    const [lng, lat] = fromWgs84(tools.datum, point);
    this.#tell({ lng, lat }, km);
  }

  /**
   * @param {import("../types.d.ts").LngLat} centre
   * @param {number} km
   */
  #tell(centre, km) {
    this.tools.say();
    this.tools.tell({ shape: circleText(centre, Math.min(km, KM_LIMIT)) });
  }
}
