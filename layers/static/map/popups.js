// What opens on the map: the projects of a bubble or a place, one project, a place's numbers.
import { PLACE_PREFIXES, PROJECT } from "../contract.js";
import { listPopup, numbersPopup, projectPopup } from "./popup.js";

/** @import { Room } from "./room.js" */
/** @import { Answering, Bubble, LatLngExpression, Outlines } from "../types.d.ts" */
/** @import { LngLat, Numbers, PopupOptions, ProjectRecord, State, Voice } from "../types.d.ts" */

export const CLOSEST_ZOOM = 14;

/** Pixels that a popup keeps from what covers the map. */
const MARGIN_PX = 24;

export class Popups {
  /** @type {State} */
  state;
  /** @type {Voice} */
  voice;

  /**
   * Take the map's room, what answers as an `Engine` does, the outlines, and what to call with the
   * focus of a project or place that was pressed.
   * @param {Room} room
   * @param {{projects: Answering, outlines: Outlines, choose: (focus: string) => void}} parts
   */
  constructor(room, { projects, outlines, choose }) {
    /** How often something was pressed or opened: of what is asked for, only the last opens. */
    this.asked = 0;
    this.room = room;
    this.map = room.map;
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
   * Open what belongs to the focus, unless the page's panel says it beside the map, or a popup would
   * lie on the spot that is asked about or on a point that can be dragged.
   */
  followFocus() {
    this.forget();
    this.map.closePopup();
    if (!this.room.hasPanel && !this.state.point && !this.state.drag) this.#openFocus();
  }

  /** Something else was pressed: what is still asked for opens no more. */
  forget() {
    this.asked += 1;
  }

  /** Open what belongs to the focus: numbers, a place's projects, or one project. */
  async #openFocus() {
    const { focus, row, spot, popup } = this.state;
    if (row !== null && spot) {
      const { asked } = this;
      const [record] = await this.projects.ask("describe", [row]);
      if (asked === this.asked) this.openAt(spot, projectPopup(record, this.voice));
    } else if ("title" in popup) {
      this.openAt(this.#labelOf(focus), numbersPopup(/** @type {Numbers} */ (popup)));
    } else if (spot) {
      this.listRows(spot, popup.name ?? "", "inPlace", focus);
    }
  }

  /**
   * A bubble of several points is zoomed into; one of a point opens its place or its project.
   * @param {Bubble} bubble
   */
  async openBubble({ lat, lng, first, count, spread }) {
    const asked = ++this.asked;
    const members = await this.projects.ask("members", { first, count });
    if (!members || asked !== this.asked) return;
    if (spread && this.map.getZoom() < CLOSEST_ZOOM) {
      const bounds = window.L.latLngBounds(members.bounds);
      this.room.fit(bounds.pad(0.3), { maxZoom: CLOSEST_ZOOM, animate: true });
      return;
    }
    /** @type {ProjectRecord[]} */
    const records = await this.projects.ask("describe", members.rows);
    const [{ id, place, where }] = records;
    if (asked !== this.asked) return;
    const opened = focusOf({ spread, count }, place, id);
    const title = spread ? this.voice.words("map.several_places") : where.place[this.voice.lang];
    if (!opened || !this.room.hasPanel) this.#listAt({ lat, lng }, title, count, records);
    if (opened) this.choose(opened);
  }

  /**
   * List the rows that the engine's `method` finds for a place, at a point.
   * @param {LngLat} at
   * @param {string} title
   * @param {"inPlace" | "onlyIn"} method
   * @param {string} key
   */
  async listRows(at, title, method, key) {
    const asked = ++this.asked;
    const { count, rows } = await this.projects.ask(method, key);
    const records = count ? await this.projects.ask("describe", rows) : [];
    if (count && asked === this.asked) this.#listAt(at, title, count, records);
  }

  /**
   * @param {LngLat} at
   * @param {string} title
   * @param {number} count
   * @param {ProjectRecord[]} records
   */
  #listAt(at, title, count, records) {
    const { voice, choose } = this;
    this.openAt(at, listPopup({ title, count, records, voice, choose }));
  }

  /** Bring an open popup into view again: it moved with the ground. */
  update() {
    this.popup?.update();
  }

  /**
   * Open a popup at a point, in place of any other, and return it.
   * @param {LatLngExpression} at
   * @param {HTMLElement} content
   */
  openAt(at, content) {
    this.forget();
    this.map.closePopup();
    this.popup = window.L.popup({ maxWidth: 280, ...this.#clearOfPage() })
      .setLatLng(at)
      .setContent(content)
      .openOn(this.map);
    return this.popup;
  }

  /**
   * How far a popup keeps from the map's edges.
   * @returns {Pick<PopupOptions, "autoPanPaddingTopLeft" | "autoPanPaddingBottomRight">}
   */
  #clearOfPage() {
    const { top, right, bottom, left } = this.room.covered;
    return {
      autoPanPaddingTopLeft: [left + MARGIN_PX, top + MARGIN_PX],
      autoPanPaddingBottomRight: [right + MARGIN_PX, bottom + MARGIN_PX],
    };
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

/**
 * The focus that a bubble opens: its place, or the one project in it; several places have none.
 * @param {{spread: boolean, count: number}} bubble
 * @param {string | null} place
 * @param {string} id
 */
function focusOf({ spread, count }, place, id) {
  if (!spread && place !== null) return `${PLACE_PREFIXES.place}${place}`;
  return count === 1 ? `${PROJECT}${id}` : null;
}
