// Third-party style sheets that only a tool needs: fetched when it is first used.

/** @type {Map<string, Promise<unknown>>} */
const fetched = new Map();

/**
 * Fetch a style sheet of our own server once.
 * @param {string} name
 */
export function loadStyle(name) {
  const known = fetched.get(name);
  if (known) return known;
  const link = document.createElement("link");
  const loading = new Promise((resolve, reject) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => reject(new Error(name)));
  });
  loading.catch(() => fetched.delete(name));
  fetched.set(name, loading);
  Object.assign(link, { rel: "stylesheet", href: new URL(name, import.meta.url).href });
  document.head.append(link);
  return loading;
}
