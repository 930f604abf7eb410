// A worker that holds the project layer, so that filtering and counting never hold up the page.
import { Engine } from "./engine.js";

let engine;
let last = Promise.resolve();

async function answer({ id, method, request }) {
  try {
    if (method === "open") engine = await Engine.open(...request);
    const result = method === "open" ? null : await engine[method](...request);
    self.postMessage({ id, result });
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
}

// One after another: a filter must not overtake the one before it.
self.addEventListener("message", ({ data }) => {
  last = last.then(() => answer(data));
});
