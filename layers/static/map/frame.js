// What the map's document tells style sheets and screen readers.
import { LANGUAGE_TAGS } from "../contract.js";

/** @import { LeafletMap, State } from "../types.d.ts" */

/**
 * Tell the document of a map what it shows, and what the map is called.
 * @param {LeafletMap} map
 * @param {State} state
 * @param {string} label
 */
export function dressFrame(map, { lang, theme, linked }, label) {
  document.documentElement.lang = LANGUAGE_TAGS[lang];
  Object.assign(document.body.dataset, { theme, linked: String(linked) });
  const container = map.getContainer();
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", label);
  window.frameElement?.setAttribute("title", label);
}
