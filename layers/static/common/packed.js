// Bytes that came as text.

/**
 * Return the bytes that a base64 text holds.
 * @param {string} text
 */
export function bytesOf(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/**
 * Return the bytes that a deflated, base64 text holds.
 * @param {string} text
 */
export async function unpack(text) {
  const stream = new Blob([bytesOf(text)]).stream();
  const inflated = stream.pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(inflated).arrayBuffer());
}

/**
 * Return the document that a deflated, base64 text holds.
 * @param {string} text
 */
export async function unpackJson(text) {
  return JSON.parse(new TextDecoder().decode(await unpack(text)));
}
