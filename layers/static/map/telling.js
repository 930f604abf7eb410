// Telling the page around the map what was pressed on it, and the server that it has painted.
import { addressOf } from "../common/fetching.js";

/** @import { Told } from "../types.d.ts" */

let clicks = 0;

/**
 * Tell the page properties such as the `id` that was chosen; telling the same again counts too.
 * @param {Told} properties
 */
export function tellPage(properties) {
  clicks = Math.max(Date.now(), clicks + 1);
  const feature = { type: "Feature", geometry: null, properties: { ...properties, click: clicks } };
  const shared = window.__GLOBAL_DATA__;
  shared.last_active_drawing = feature;
  shared.previous_data = { last_active_drawing: feature };
  window.Streamlit.setComponentValue(shared.previous_data);
}

const FRAMES_MS = 50;
const painted = new Set();

/**
 * Tell the server at a path, once, that the map has painted: the rest of the page waits.
 * @param {string} address
 */
export function tellPainted(address) {
  if (!address || painted.has(address)) return;
  painted.add(address);
  setTimeout(() => fetch(addressOf(address), { method: "POST" }), FRAMES_MS);
}
