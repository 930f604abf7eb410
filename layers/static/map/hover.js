// What the pointer is on, in one line beside it: a place's name and how many projects it has.
import { element } from "../common/dom.js";

/** @import { Layers } from "./map.js" */
/** @import { Answering, LatLng, LngLat, PlaceNames, State, Tooltip, Words } from "../types.d.ts" */

/** @typedef {{names: PlaceNames | undefined, count: number}} Tally */

/** Pixels between the pointer and the line. */
const ABOVE = {
  direction: /** @type {const} */ ("top"),
  offset: /** @type {[number, number]} */ ([0, -12]),
};

export class Hover {
  /** @type {State} */
  state;
  /** @type {Words} */
  words;
  /** What the pointer is on, empty for nothing. */
  on = "";

  /**
   * Follow the pointer over the layers, where there is one; `projects` answers as an `Engine` does,
   * and what `cells` say of a point is said in place of its district or zone.
   * @param {Layers} layers
   * @param {Answering} projects
   * @param {{sayAt: (point: LngLat) => string}} cells
   */
  constructor(layers, projects, cells) {
    this.map = layers.map;
    this.projects = projects;
    this.cells = cells;
    /** What is said of the district or zone that the pointer is on. */
    this.said = "";
    /** @type {Tooltip} */
    this.line = window.L.tooltip({ ...ABOVE, className: "hover-line" });
    if (!window.matchMedia("(hover: hover)").matches) return;
    for (const { key, layer } of [...layers.districts.drawn, ...layers.zones.zones])
      layer.on({
        mouseover: ({ latlng }) => this.#enter(key, latlng),
        mousemove: ({ latlng }) => this.#say(this.said, latlng, this.on),
        mouseout: () => this.#leave(key),
      });
    const { content } = layers.markers;
    content.addEventListener("pointerover", ({ target }) => this.#enterMarker(target));
    content.addEventListener("pointerout", () => this.#leave(this.on));
  }

  /**
   * @param {State} state
   * @param {Words} words
   */
  show(state, words) {
    this.state = state;
    this.words = words;
    this.#leave(this.on);
  }

  /**
   * A marker's own title would say the same again; several places as one have no name.
   * @param {EventTarget | null} target
   */
  #enterMarker(target) {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!button) return;
    if (button.title) button.setAttribute("aria-label", button.title);
    button.removeAttribute("title");
    const { x, y, width } = button.getBoundingClientRect();
    const at = this.map.containerPointToLatLng([x + width / 2, y]);
    const { first, count, key = "" } = button.dataset;
    if (first) this.#enter(Number(first), at, Number(count));
    else if (key.includes(":")) this.#enter(key, at);
    else this.#say(button.ariaLabel ?? "", at, key);
  }

  /**
   * Say the name of a place by its key, or of the place in which a row lies, and a count.
   * @param {string | number} what
   * @param {LatLng} at
   * @param {number} [given] without it all that lie in the place are counted
   */
  async #enter(what, at, given) {
    if (!this.state) return;
    this.#say("", at, String(what));
    /** @type {Tally} */
    const { names, count } = await this.projects.ask("tally", what);
    if (this.on !== String(what) || !names) return;
    const facts = { name: names[this.state.lang], count: given ?? count };
    this.#say(this.words("map.hover", facts), this.line.getLatLng() ?? at, this.on);
  }

  /**
   * @param {string} text
   * @param {LatLng} at
   * @param {string} on
   */
  #say(text, at, on) {
    this.on = on;
    this.said = text;
    const shown = (on.includes(":") && this.cells.sayAt(at)) || text;
    this.line.setLatLng(at).setContent(element("span", { textContent: shown }));
    const drawing = document.body.classList.contains("drawing");
    if (shown && !drawing) this.line.addTo(this.map);
    else this.line.remove();
  }

  /** @param {string} what */
  #leave(what) {
    if (this.on !== what) return;
    this.on = "";
    this.line.remove();
  }
}
