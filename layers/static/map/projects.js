// The project layer as the page asks it: in the page itself where it is small, else in a worker.
import { fetchBytes } from "../common/fetching.js";

/** @import { Engine } from "../engine/engine.js" */
/** @import { DetailAddress, Index } from "../types.d.ts" */

/** Rows up to which an answer takes so small a part of a frame that the page can give it. */
const MOST_IN_PAGE = 5000;

/**
 * Return what answers for the layer that `addresses` name; what is asked while it opens waits.
 * @param {Index} addresses
 */
export function openProjects({ rows, projects, details }) {
  const engine = rows <= MOST_IN_PAGE ? new PageEngine() : new WorkerEngine();
  return { engine, opened: engine.open({ projects, details }) };
}

/** @typedef {{projects: string, details: DetailAddress}} Addresses */

/** Asks an `Engine` in the page; every method of it is answered by a promise, in turn. */
export class PageEngine {
  /** @type {Promise<Engine>} */
  engine;
  /** @type {Promise<unknown>} */
  last;

  /**
   * Fetch the layer and the details that `addresses` name.
   * @param {Addresses} addresses
   */
  open(addresses) {
    /** @type {Promise<typeof import("../engine/engine.js")>} */
    const module = import(new URL("engine.js", import.meta.url).href);
    const coming = fetchBytes(addresses.projects); // with the engine's script, not after it
    this.engine = Promise.all([module, coming]).then(([{ Engine }]) =>
      Engine.open(addresses, coming),
    );
    this.last = this.engine;
    return this.engine;
  }

  /**
   * Call a method of the engine.
   * @param {string} method
   * @param {...unknown} request
   */
  ask(method, ...request) {
    const answered = this.last.then(async () => (await this.engine).ask(method, ...request));
    this.last = answered.catch(() => null);
    return answered;
  }
}

/** Asks an `Engine` in a worker; every method of it is answered by a promise, in turn. */
export class WorkerEngine {
  constructor() {
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    this.worker = worker;
    /** @type {Map<number, {resolve: (result: unknown) => void, reject: (error: Error) => void}>} */
    this.waiting = new Map();
    this.asked = 0;
    worker.addEventListener("message", ({ data: { id, result, error } }) => {
      const waits = this.waiting.get(id);
      this.waiting.delete(id);
      if (error) waits?.reject(new Error(error));
      else waits?.resolve(result);
    });
    worker.addEventListener("error", ({ message }) => {
      for (const { reject } of this.waiting.values()) reject(new Error(message));
      this.waiting.clear();
    });
  }

  /**
   * Fetch the layer and the details that `addresses` name.
   * @param {Addresses} addresses
   */
  open(addresses) {
    return this.ask("open", addresses);
  }

  /**
   * Call a method of the engine.
   * @param {string} method
   * @param {...unknown} request
   */
  ask(method, ...request) {
    this.asked += 1;
    const id = this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, method, request });
    });
  }
}
