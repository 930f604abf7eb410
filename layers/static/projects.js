// The project layer as the page asks it: through a worker.

/** Asks an `Engine` in a worker; every method of it is answered by a promise, one after another. */
export class RemoteEngine {
  constructor() {
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    this.worker = worker;
    this.waiting = new Map();
    this.asked = 0;
    worker.addEventListener("message", ({ data: { id, result, error } }) => {
      const { resolve, reject } = this.waiting.get(id);
      this.waiting.delete(id);
      if (error) reject(new Error(error));
      else resolve(result);
    });
    worker.addEventListener("error", ({ message }) => {
      for (const { reject } of this.waiting.values()) reject(new Error(message));
      this.waiting.clear();
    });
  }

  /** Fetch the layer and the details that `addresses` name; what is asked meanwhile waits. */
  open({ projects, details }) {
    return this.ask("open", { projects, details });
  }

  /** Call a method of the engine. */
  ask(method, ...request) {
    this.asked += 1;
    const id = this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, method, request });
    });
  }
}
