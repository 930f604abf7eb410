// Maps side by side: one scale, and a move of one is a move of all, each about its own place.
/** @import { LeafletMap } from "../types.d.ts" */

const MOVED = "twozones-linked-move";

/**
 * How far a map stands from its own place at zoom 0, in pixels.
 * @typedef {{from: string, zoom: number, x: number, y: number, settling: boolean}} Move
 */

/** Ties a Leaflet map to the others that stand on the same page. */
export class Link {
  /**
   * @param {LeafletMap} map
   * @param {Window} page
   */
  constructor(map, page = window.parent) {
    this.map = map;
    this.page = page;
    this.name = crypto.randomUUID();
    const follow = (/** @type {Event} */ event) => {
      const { detail } = /** @type {CustomEvent<Move>} */ (event);
      if (detail.from !== this.name) this.#follow(detail);
    };
    page.addEventListener(MOVED, follow);
    window.addEventListener("pagehide", () => page.removeEventListener(MOVED, follow));
    map.on("move", () => {
      if (this.home && !this.following) this.#tell(false);
    });
  }

  /** Take where the map stands as its own place; the map that needs most room sets the scale. */
  settle() {
    this.home = this.map.project(this.map.getCenter(), 0);
    this.#tell(true);
  }

  /**
   * Tell the others the zoom, and how far from its own place this map stands, at zoom 0.
   * @param {boolean} settling
   */
  #tell(settling) {
    if (!this.home) return;
    const { x, y } = this.map.project(this.map.getCenter(), 0).subtract(this.home);
    const detail = { from: this.name, zoom: this.map.getZoom(), x, y, settling };
    this.page.dispatchEvent(new CustomEvent(MOVED, { detail }));
  }

  /** @param {Move} move */
  #follow({ zoom, x, y, settling }) {
    if (!this.home) return;
    if (settling && this.map.getZoom() < zoom) {
      this.settle();
      return;
    }
    this.following = true;
    const centre = this.map.unproject(this.home.add(window.L.point(x, y)), 0);
    this.map.setView(centre, zoom, { animate: false });
    this.following = false;
  }
}
