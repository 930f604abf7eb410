// A worker that holds the project layer, so that filtering and counting never hold up the page.
import { Engine } from "./engine.js";

/** @type {Engine} */
let engine;
let last = Promise.resolve();

/** @param {{id: number, method: string, request: any[]}} asked */
async function answer({ id, method, request }) {
  try {
    self.postMessage({ id, result: await resultOf(method, request) });
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
}

/**
 * @param {string} method
 * @param {any[]} request
 */
async function resultOf(method, request) {
  if (method !== "open") return engine.ask(method, ...request);
  engine = await Engine.open(request[0]);
  return null;
}

// One after another: a filter must not overtake the one before it.
self.addEventListener("message", ({ data }) => {
  last = last.then(() => answer(data));
});
