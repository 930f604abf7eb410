// The page's address: each place, filter and tab is a step of the browser's history; what is typed
// or slid, and where the map stands, only changes the step one is at. Going back shows the step.
import { PLACES } from "../common/streamlit_dom.js";
import { MOVED } from "../map/extent.js";

/** Parameters that change as one types, slides or moves the map. */
const PASSING = new Set(["q", "from", "to", "weights", "extent"]);
const EXTENT = "extent";

/**
 * Tell whether one query leads a step away from another.
 * @param {string} before
 * @param {string} after
 */
export function isStep(before, after) {
  const [a, b] = [before, after].map((query) => new URLSearchParams(query));
  const names = new Set([...a.keys(), ...b.keys()]);
  return [...names].some((name) => !PASSING.has(name) && a.get(name) !== b.get(name));
}

/**
 * Return a query with the extent of a map, or without one where the map stands at its focus.
 * @param {string} query
 * @param {string} extent
 */
export function withExtent(query, extent) {
  const parameters = new URLSearchParams(query);
  if (extent) parameters.set(EXTENT, extent);
  else parameters.delete(EXTENT);
  return String(parameters);
}

export class Address {
  extent = new URLSearchParams(window.location.search).get(EXTENT) ?? "";

  /**
   * Called with the query of a step that was come back to.
   * @type {(query: string) => void}
   */
  goTo;

  /** How often one came back, and how often the server has shown what was come back to. */
  asked = 0;
  answered = 0;

  constructor() {
    this.path = window.location.pathname;
    const { history } = window;
    this.replace = history.replaceState.bind(history);
    this.push = history.pushState.bind(history);
    history.pushState = (state, unused, url) => this.#take(this.push, state, unused, url);
    history.replaceState = (state, unused, url) => this.#take(this.replace, state, unused, url);
    window.twoZonesReturn = () => this.#return();
    window.addEventListener(MOVED, (event) => {
      this.extent = /** @type {CustomEvent<string>} */ (event).detail;
      this.#note();
    });
  }

  /** Whether the map's page is shown. */
  get #isHere() {
    return window.location.pathname === this.path && document.querySelector(PLACES.map) !== null;
  }

  /**
   * Streamlit writes each address: a step is taken, anything else replaces the address. While the
   * server does not show yet what was come back to, what it writes belongs to the step before.
   * @param {History["pushState"]} write
   * @param {unknown} state
   * @param {string} unused
   * @param {string | URL | null | undefined} url
   */
  #take(write, state, unused, url) {
    const next = new URL(url ?? "", window.location.href);
    if (next.pathname !== window.location.pathname || !this.#isHere) {
      write(state, unused, url);
      return;
    }
    if (this.asked > this.answered) return;
    const step = isStep(window.location.search, next.search);
    const address = this.#addressOf(next.search);
    if (step) write(state, unused, address);
    else this.replace(state, unused, address);
  }

  /** Note in the address where the map stands now. */
  #note() {
    if (this.#isHere)
      this.replace(window.history.state, "", this.#addressOf(window.location.search));
  }

  /** @param {string} query */
  #addressOf(query) {
    const written = withExtent(query, this.extent);
    return this.path + (written ? `?${written}` : "");
  }

  /** Show the step that was come back to, if it is one of the map's page; tell whether it is. */
  #return() {
    if (!this.#isHere) return false;
    const query = window.location.search;
    this.asked += 1;
    this.extent = new URLSearchParams(query).get(EXTENT) ?? "";
    /** @type {HTMLIFrameElement | null} */
    const frame = document.querySelector(PLACES.mapFrame);
    frame?.contentWindow?.twoZones?.goTo(this.extent);
    this.goTo(query || "?"); // nothing would not be told
    return true;
  }
}
