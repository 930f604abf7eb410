// The cursor's coordinates in a chosen datum, and the way to typed ones.
import { fromWgs84, isProjected, prepareDatum, readPoint, toWgs84 } from "../common/datums.js";
import { element, labelled } from "../common/dom.js";
import { SPOT_DECIMALS } from "../contract.js";

/** @import { Datum, LatLng, LeafletMouseEvent, Point } from "../types.d.ts" */

/** @import { Tools } from "./tools.js" */

const REMEMBERED = "twozones-datum";
const CLOSE_ZOOM = 13;

/**
 * Open the tool: a choice of datums, the coordinates under the cursor, a field to jump from.
 * @param {Tools} tools
 */
export function open(tools) {
  const tool = new Coordinates(tools);
  return { content: tool.content, close: () => tool.close() };
}

class Coordinates {
  /** @type {HTMLOutputElement} */
  readout;
  /** @type {HTMLInputElement} */
  field;
  /** @type {Datum | undefined} */
  datum; // none while what converts the chosen one is on its way
  /** @type {Promise<void>} */
  prepared;

  /** @param {Tools} tools */
  constructor(tools) {
    this.tools = tools;
    this.marks = window.L.layerGroup().addTo(tools.map);
    this.at = tools.map.getCenter();
    this.chosen = remembered(tools.datums);
    /** @param {LeafletMouseEvent} event */
    this.onPoint = ({ latlng }) => this.#show(latlng);
    this.onMove = () => this.#show(tools.map.getCenter());
    tools.map.on({ mousemove: this.onPoint, click: this.onPoint, moveend: this.onMove });
    this.content = this.#draw();
    this.#choose(this.chosen);
  }

  close() {
    this.marks.remove();
    const { onPoint, onMove } = this;
    this.tools.map.off({ mousemove: onPoint, click: onPoint, moveend: onMove });
  }

  #draw() {
    const { words, datums, state } = this.tools;
    const options = datums.map(({ code, name }) =>
      element("option", { value: code, textContent: name[state.lang] }),
    );
    const choice = element("select", {}, ...options);
    choice.value = this.chosen.code;
    choice.addEventListener("change", () => this.#choose(datums[choice.selectedIndex]));
    this.readout = element("output", { className: "readout" });
    this.field = element("input", { type: "text", inputMode: "decimal" });
    const go = element("button", { type: "submit", textContent: words("tools.jump") });
    const form = element("form", {}, labelled(words("tools.jump_to"), this.field), go);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#jump();
    });
    return [labelled(words("tools.datum"), choice), this.readout, form];
  }

  /** @param {Datum} datum */
  #choose(datum) {
    this.chosen = datum;
    this.datum = undefined;
    this.readout.textContent = this.tools.words("tools.loading");
    this.prepared = this.#prepare(datum);
  }

  /** @param {Datum} datum */
  async #prepare(datum) {
    await Promise.all([prepareDatum(datum), prepareDatum(this.tools.datum)]);
    if (this.chosen !== datum) return; // another has been chosen meanwhile
    this.datum = datum;
    remember(datum.code);
    this.#show(this.at);
    this.field.placeholder = written(datum, fromWgs84(datum, this.tools.example));
  }

  /** @param {LatLng} latLng */
  #show(latLng) {
    this.at = latLng;
    if (!this.datum) return;
    const wgs84 = toWgs84(this.tools.datum, [latLng.lng, latLng.lat]);
    const point = fromWgs84(this.datum, wgs84);
    const form = isProjected(this.datum) ? "tools.metres_at" : "tools.degrees_at";
    const [x, y] = figures(this.datum, point);
    this.readout.textContent = this.tools.words(form, { x, y });
  }

  async #jump() {
    const { tools } = this;
    await this.prepared;
    const point = this.datum && readPoint(this.datum, this.field.value);
    if (!point) {
      tools.say(tools.words("tools.no_point"));
      return;
    }
    tools.say();
    const [lng, lat] = fromWgs84(tools.datum, point);
    const color = tools.palette.chosen;
    this.marks.clearLayers();
    window.L.circleMarker([lat, lng], { radius: 7, color, weight: 3, interactive: false }).addTo(
      this.marks,
    );
    tools.map.setView([lat, lng], Math.max(tools.map.getZoom(), CLOSE_ZOOM), { animate: false });
    this.#show(window.L.latLng(lat, lng));
  }
}

/**
 * @param {Datum} datum
 * @param {Point} point
 */
function figures(datum, point) {
  return point.map((value) => value.toFixed(isProjected(datum) ? 1 : SPOT_DECIMALS));
}

/**
 * @param {Datum} datum
 * @param {Point} point
 */
function written(datum, point) {
  return figures(datum, point).join(", ");
}

/** @param {Datum[]} datums */
function remembered(datums) {
  const chosen = localStorage.getItem(REMEMBERED);
  return datums.find(({ code }) => code === chosen) ?? datums[0];
}

/** @param {string} code */
function remember(code) {
  localStorage.setItem(REMEMBERED, code);
}
