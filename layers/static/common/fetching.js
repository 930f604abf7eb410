// Fetching what our own server holds for the browser.

/**
 * Fetch an address, or throw an error that names it.
 * @param {string} url
 */
async function answerOf(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

/**
 * Fetch a JSON document.
 * @param {string} url
 */
export async function fetchJson(url) {
  return (await answerOf(url)).json();
}

/**
 * Fetch bytes.
 * @param {string} url
 */
export async function fetchBytes(url) {
  return new Uint8Array(await (await answerOf(url)).arrayBuffer());
}
