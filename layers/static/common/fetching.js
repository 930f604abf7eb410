// Fetching what our own server holds for the browser.
import { ROOT } from "../contract.js";
import { untilItComes } from "./trying.js";

/**
 * Return where the server answers a path: its root may lie below a prefix that only a proxy knows,
 * but this module was fetched from there.
 * @param {string} path
 */
export function addressOf(path) {
  const root = new URL(ROOT, import.meta.url);
  const { pathname, search } = new URL(path.replace(/^\//, ""), root);
  return pathname + search;
}

/**
 * Fetch what the server answers at a path, again where no answer comes, or throw an error that
 * names it.
 * @param {string} path
 */
async function answerOf(path) {
  const response = await untilItComes(() => fetch(addressOf(path)));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

/**
 * Fetch a JSON document.
 * @param {string} path
 */
export async function fetchJson(path) {
  return (await answerOf(path)).json();
}

/**
 * Fetch bytes.
 * @param {string} path
 */
export async function fetchBytes(path) {
  return new Uint8Array(await (await answerOf(path)).arrayBuffer());
}
