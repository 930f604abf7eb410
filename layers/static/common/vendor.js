// Third-party files that only a tool needs: fetched when it is first used.

const fetched = new Map();

/** Fetch a classic script of our own server once; what it defines is global then. */
export function loadScript(name) {
  return once(name, () => {
    const script = document.createElement("script");
    script.src = new URL(name, import.meta.url).href;
    return script;
  });
}

/** Fetch a style sheet of our own server once. */
export function loadStyle(name) {
  return once(name, () => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL(name, import.meta.url).href;
    return link;
  });
}

function once(name, make) {
  if (!fetched.has(name)) {
    const loading = new Promise((resolve, reject) => {
      const made = make();
      made.addEventListener("load", resolve);
      made.addEventListener("error", () => reject(new Error(name)));
      document.head.append(made);
    });
    loading.catch(() => fetched.delete(name));
    fetched.set(name, loading);
  }
  return fetched.get(name);
}
