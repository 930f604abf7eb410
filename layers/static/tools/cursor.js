// A line of words beside the cursor, or beside the pen of the keyboard.
import { element } from "../common/dom.js";

/** @import { LatLng, LeafletMap, LeafletMouseEvent } from "../types.d.ts" */

export class CursorLine {
  /**
   * `read` gives what to say where the cursor is; nothing is no line.
   * @param {LeafletMap} map
   * @param {(at: LatLng) => string} read
   */
  constructor(map, read) {
    this.map = map;
    this.line = element("p", { className: "cursor-line", "aria-hidden": "true" });
    map.getContainer().append(this.line);
    this.onMove = (/** @type {LeafletMouseEvent} */ { latlng }) => {
      const { x, y } = map.latLngToContainerPoint(latlng);
      this.line.textContent = read(latlng);
      this.line.style.translate = `${x}px ${y}px`;
    };
    map.on("mousemove", this.onMove);
  }

  /** Follow the cursor no longer. */
  remove() {
    this.map.off("mousemove", this.onMove);
    this.line.remove();
  }
}
