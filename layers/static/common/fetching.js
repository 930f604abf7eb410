// Fetching what our own server holds for the browser.
import { ROOT } from "../contract.js";
import { untilItComes } from "./trying.js";

/** What a proxy says while the server behind it starts again (RFC 9110, 15.6.3 to 15.6.5). */
const UNREACHED = [502, 503, 504];

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
 * Fetch what the server answers at a path, again where no answer of it comes, or throw an error
 * that names the path.
 * @param {string} path
 */
async function answerOf(path) {
  const refuse = (/** @type {Response} */ { status }) => new Error(`${path}: ${status}`);
  const response = await untilItComes(async () => {
    const answer = await fetch(addressOf(path));
    if (UNREACHED.includes(answer.status)) throw refuse(answer);
    return answer;
  });
  if (!response.ok) throw refuse(response);
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
