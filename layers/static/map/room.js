// The part of the map that the page leaves in sight. The page's style sheet says it, as the scroll
// padding of the map; a map without a page around it is all in sight.
import { PLACES } from "../common/streamlit_dom.js";
import { MOVED, cornersOf } from "./extent.js";

/** @import { Box } from "./labels.js" */
/** @import { FitOptions, LatLngBounds, LeafletMap } from "../types.d.ts" */

const SIDES = /** @type {const} */ (["top", "right", "bottom", "left"]);
const MARGIN_PX = 24;
/** Up to this width of the page, in pixels, its parts are drawers (`phone.css`). */
const PHONE_PX = 640;
/** Levels of zoom below that at which the region fits: it fills a third of the frame or more. */
const SMALLER = 0.75;
/** The part of an extent by which it may have been rounded. */
const ROUNDING = 0.002;
/** What the page's body says of its parts, such as one that was folded away. */
const FOLDS = ["data-filters", "data-panel", "data-sheet", "data-drawer"];

export class Room {
  /**
   * `changed` is called when another part of the map is in sight.
   * @param {LeafletMap} map
   * @param {() => void} changed
   */
  constructor(map, changed) {
    this.map = map;
    this.place = window.frameElement?.closest(PLACES.map) ?? null;
    if (this.place) this.#watch(changed);
    this.#tellStyle();
    map.on("resize", () => this.#tellStyle()); // another size may have another style
  }

  /** Whether a page lies around the map. */
  get isInPage() {
    return this.place !== null;
  }

  /** Whether the page's panel stands beside what is in sight: not on a phone, nor where embedded. */
  get hasPanel() {
    if (!this.isInPage) return false;
    const { document: page, innerWidth } = window.parent;
    return innerWidth > PHONE_PX && !("embed" in page.body.dataset);
  }

  /**
   * Pixels at each side of the map that are covered.
   * @returns {Record<typeof SIDES[number], number>}
   */
  get covered() {
    const style = this.place && window.parent.getComputedStyle(this.place);
    const { x, y } = this.map.getSize();
    const size = { top: y, right: x, bottom: y, left: x };
    const pixels = SIDES.map((side) => {
      return [
        side,
        style ? inPixels(style.getPropertyValue(`scroll-padding-${side}`), size[side]) : 0,
      ];
    });
    return Object.fromEntries(pixels);
  }

  /**
   * Move the map so that bounds lie in sight.
   * @param {LatLngBounds} bounds
   * @param {FitOptions} [options]
   * @param {number} [margin] pixels that are kept around them
   */
  fit(bounds, options = {}, margin = MARGIN_PX) {
    const { top, right, bottom, left } = this.covered;
    this.map.fitBounds(bounds, {
      animate: false,
      paddingTopLeft: [left + margin, top + margin],
      paddingBottomRight: [right + margin, bottom + margin],
      ...options,
    });
  }

  /**
   * Let the wheel stop where bounds would be too small to read.
   * @param {LatLngBounds} bounds
   */
  keep(bounds) {
    this.map.setMinZoom(this.map.getBoundsZoom(bounds) - SMALLER);
  }

  /**
   * Show an extent, if it is one.
   * @param {string} extent
   */
  show(extent) {
    const corners = cornersOf(extent);
    if (corners) this.fit(window.L.latLngBounds(corners).pad(-ROUNDING), { reset: true }, 0);
  }

  /** The extent that the page's link names, if any. */
  get extentOfLink() {
    if (!this.isInPage) return "";
    return new URLSearchParams(window.parent.location.search).get("extent") ?? "";
  }

  /**
   * Tell the page which extent the map was moved to; nothing where it stands at its focus.
   * @param {string} detail
   */
  tell(detail) {
    if (!this.isInPage) return;
    window.parent.dispatchEvent(new CustomEvent(MOVED, { detail }));
  }

  /** The bounds of what is in sight. */
  get bounds() {
    const { top, right, bottom, left } = this.covered;
    const { x, y } = this.map.getSize();
    return window.L.latLngBounds(
      this.map.containerPointToLatLng([left, bottom ? y - bottom : y]),
      this.map.containerPointToLatLng([x - right, top]),
    );
  }

  /**
   * The boxes that are covered, in pixels of the map.
   * @returns {Box[]}
   */
  get boxes() {
    const { top, right, bottom, left } = this.covered;
    const { x, y } = this.map.getSize();
    return [
      { left: 0, right: x, top: 0, bottom: top },
      { left: 0, right: x, top: y - bottom, bottom: y },
      { left: 0, right: left, top: 0, bottom: y },
      { left: x - right, right: x, top: 0, bottom: y },
    ].filter((box) => box.right > box.left && box.bottom > box.top);
  }

  /** @param {() => void} changed */
  #watch(changed) {
    const observer = new MutationObserver(() => {
      this.#tellStyle();
      changed();
    });
    observer.observe(window.parent.document.body, { attributeFilter: FOLDS });
    window.addEventListener("pagehide", () => observer.disconnect());
  }

  /** Let the style sheet keep the map's own controls in sight. */
  #tellStyle() {
    for (const [side, pixels] of Object.entries(this.covered)) {
      document.documentElement.style.setProperty(`--covered-${side}`, `${pixels}px`);
    }
  }
}

/**
 * Return a padding of a style in pixels; a share is of the map's size.
 * @param {string} padding
 * @param {number} size
 */
function inPixels(padding, size) {
  const number = parseFloat(padding) || 0;
  return padding.endsWith("%") ? (number / 100) * size : number;
}
