// Third-party style sheets that only a tool needs: fetched when it is first used.
import { untilItComes } from "./trying.js";

/** @type {Map<string, Promise<unknown>>} */
const fetched = new Map();

/**
 * Fetch a style sheet of our own server once.
 * @param {string} name
 */
export function loadStyle(name) {
  const known = fetched.get(name);
  if (known) return known;
  const loading = untilItComes(() => link(name));
  loading.catch(() => fetched.delete(name));
  fetched.set(name, loading);
  return loading;
}

/**
 * Link the document to a style sheet, until it turns out that it does not come.
 * @param {string} name
 * @returns {Promise<unknown>}
 */
function link(name) {
  const sheet = document.createElement("link");
  Object.assign(sheet, { rel: "stylesheet", href: new URL(name, import.meta.url).href });
  return new Promise((resolve, reject) => {
    sheet.addEventListener("load", resolve);
    sheet.addEventListener("error", () => {
      sheet.remove();
      reject(new Error(name));
    });
    document.head.append(sheet);
  });
}
