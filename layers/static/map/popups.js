// What opens on the map: the projects of a bubble or a place, one project, a place's numbers.
import { PLACE_PREFIXES, PROJECT } from "../contract.js";
import { listPopup, numbersPopup, projectPopup } from "./popup.js";

/** @import { Answering, Bubble, LatLngExpression, Outlines } from "../types.d.ts" */
/** @import { LeafletMap, LngLat, Numbers, PopupOptions, ProjectRecord, State, Voice } from "../types.d.ts" */

export const CLOSEST_ZOOM = 14;

/**
 * Pixels that a popup keeps from the map's edges: at the top stand the tools.
 * @type {Pick<PopupOptions, "autoPanPaddingTopLeft" | "autoPanPaddingBottomRight">}
 */
const CLEAR_OF_CONTROLS = { autoPanPaddingTopLeft: [24, 72], autoPanPaddingBottomRight: [24, 24] };

export class Popups {
  /** @type {State} */
  state;
  /** @type {Voice} */
  voice;

  /**
   * Take a Leaflet map, what answers as an `Engine` does, the outlines, and what to call with the
   * focus of a project or place that was pressed.
   * @param {LeafletMap} map
   * @param {{projects: Answering, outlines: Outlines, choose: (focus: string) => void}} parts
   */
  constructor(map, { projects, outlines, choose }) {
    this.map = map;
    this.projects = projects;
    this.outlines = outlines;
    this.choose = choose;
  }

  /**
   * Speak the language of a state.
   * @param {State} state
   * @param {Voice} voice
   */
  show(state, voice) {
    this.state = state;
    this.voice = voice;
  }

  /**
   * Open what belongs to the focus: numbers, a place's projects, or one project.
   */
  async openFocus() {
    const { focus, row, spot, popup } = this.state;
    this.map.closePopup();
    if (row !== null && spot) {
      const [record] = await this.projects.ask("describe", [row]);
      this.#openAt(spot, projectPopup(record, this.voice));
    } else if ("title" in popup) {
      this.#openAt(this.#labelOf(focus), numbersPopup(/** @type {Numbers} */ (popup)));
    } else if (spot) {
      this.listRows(spot, popup.name ?? "", "inPlace", focus);
    }
  }

  /**
   * A bubble of several points is zoomed into; one of a point opens its place or its project.
   * @param {Bubble} bubble
   */
  async openBubble({ lat, lng, first, count, spread }) {
    const members = await this.projects.ask("members", { first, count });
    if (!members) return;
    if (spread && this.map.getZoom() < CLOSEST_ZOOM) {
      const bounds = window.L.latLngBounds(members.bounds);
      this.map.fitBounds(bounds.pad(0.3), { maxZoom: CLOSEST_ZOOM });
      return;
    }
    /** @type {ProjectRecord[]} */
    const records = await this.projects.ask("describe", members.rows);
    const [{ id, place, where }] = records;
    if (!spread && place !== null) this.choose(`${PLACE_PREFIXES.place}${place}`);
    else if (count === 1) this.choose(`${PROJECT}${id}`);
    const { words, lang } = this.voice;
    const title = spread ? words("map.several_places") : where.place[lang];
    this.#listAt({ lat, lng }, title, count, records);
  }

  /**
   * List the rows that the engine's `method` finds for a place, at a point.
   * @param {LngLat} at
   * @param {string} title
   * @param {"inPlace" | "onlyIn"} method
   * @param {string} key
   */
  async listRows(at, title, method, key) {
    const { count, rows } = await this.projects.ask(method, key);
    if (count) this.#listAt(at, title, count, await this.projects.ask("describe", rows));
  }

  /**
   * @param {LngLat} at
   * @param {string} title
   * @param {number} count
   * @param {ProjectRecord[]} records
   */
  #listAt(at, title, count, records) {
    const { voice, choose } = this;
    this.#openAt(at, listPopup({ title, count, records, voice, choose }));
  }

  /** Bring an open popup into view again: it moved with the ground. */
  update() {
    this.popup?.update();
  }

  /**
   * @param {LatLngExpression} at
   * @param {HTMLElement} content
   */
  #openAt(at, content) {
    this.map.closePopup();
    this.popup = window.L.popup({ maxWidth: 280, ...CLEAR_OF_CONTROLS })
      .setLatLng(at)
      .setContent(content)
      .openOn(this.map);
  }

  /**
   * Where the name of a district or zone stands on its ground.
   * @param {string} key
   * @returns {LngLat}
   */
  #labelOf(key) {
    const { districts, zones } = this.outlines;
    const kind = key.startsWith(PLACE_PREFIXES.district) ? districts : zones;
    const id = key.split(":")[1];
    const [{ properties }] = kind.features.filter((feature) => feature.properties.id === id);
    return { lat: properties.label_lat, lng: properties.label_lon };
  }
}
