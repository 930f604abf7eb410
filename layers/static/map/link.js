// Maps side by side: one scale, and a move of one is a move of all, each about its own place.

const MOVED = "twozones-linked-move";

/** Ties a Leaflet map to the others that stand on the same page. */
export class Link {
  constructor(map, page = window.parent) {
    this.map = map;
    this.page = page;
    this.name = crypto.randomUUID();
    const follow = ({ detail }) => {
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

  /** Tell the others the zoom, and how far from its own place this map stands, at zoom 0. */
  #tell(settling) {
    const { x, y } = this.map.project(this.map.getCenter(), 0).subtract(this.home);
    const detail = { from: this.name, zoom: this.map.getZoom(), x, y, settling };
    this.page.dispatchEvent(new this.page.CustomEvent(MOVED, { detail }));
  }

  #follow({ zoom, x, y, settling }) {
    if (!this.home) return;
    if (settling && this.map.getZoom() < zoom) {
      this.settle();
      return;
    }
    this.following = true;
    const centre = this.map.unproject(this.home.add([x, y]), 0);
    this.map.setView(centre, zoom, { animate: false });
    this.following = false;
  }
}
