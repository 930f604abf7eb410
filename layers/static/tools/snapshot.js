// The snapshot button: what is on screen, its extent too, as a picture from the server.
import { element } from "../common/dom.js";
import { addressOf } from "../common/fetching.js";
import { extentOf } from "../map/extent.js";
import { dressWithIcon } from "../map/icons.js";
import { corner } from "../map/legend.js";

/** @import { LeafletMap, State, Words } from "../types.d.ts" */

/** The status of a server that draws for too many; it says so in the language of the view. */
const BUSY = 503;

/**
 * Save a file under the name that the server gives it.
 * @param {Response} response
 */
async function save(response) {
  const sent = response.headers.get("Content-Disposition") ?? "";
  const name = /filename="([^"]+)"/.exec(sent)?.[1] ?? "";
  const href = URL.createObjectURL(await response.blob());
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href));
}

export class Snapshot {
  /** @type {Words} */
  words;
  /** @type {string} */
  lang;
  /** @type {HTMLButtonElement} */
  button;
  /** @type {HTMLElement} */
  status;

  /**
   * `address` makes the picture of the view that its query names.
   * @param {LeafletMap} map
   * @param {string} address
   */
  constructor(map, address) {
    this.map = map;
    this.address = address;
  }

  /**
   * Show the button in the language of a state.
   * @param {State} state
   * @param {Words} words
   */
  show(state, words) {
    this.words = words;
    if (this.lang === state.lang) return;
    this.lang = state.lang;
    this.control?.remove();
    this.button = element("button", { type: "button", title: words("map.snapshot_help") });
    dressWithIcon(this.button, "snapshot", words("map.snapshot"));
    this.button.addEventListener("click", () => this.#take());
    this.status = element("p", { role: "status" });
    const box = element("div", { className: "snapshot" }, this.button, this.status);
    this.control = corner(box, "topleft").addTo(this.map);
  }

  async #take() {
    this.button.disabled = true;
    this.status.textContent = this.words("map.snapshot_busy");
    try {
      const response = await fetch(this.#addressNow());
      const isBusy = response.status === BUSY;
      if (!response.ok && !isBusy) throw new Error(String(response.status));
      if (!isBusy) await save(response);
      this.status.textContent = isBusy ? await response.text() : "";
    } catch {
      this.status.textContent = this.words("map.snapshot_failed");
    }
    this.button.disabled = false;
  }

  /** The page's own link holds the view: only what the link leaves out is added. */
  #addressNow() {
    const query = new URLSearchParams(window.parent.location.search);
    query.set("lang", this.lang);
    query.set("extent", extentOf(this.map.getBounds()));
    query.set("zoom", String(this.map.getZoom()));
    return `${addressOf(this.address)}?${query}`;
  }
}
