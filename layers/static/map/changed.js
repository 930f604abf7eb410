// The projects that changed since the reader was here: the page names their rows, the map marks
// them, and tells the page which of them it shows.
import { CITY, PROJECT } from "../contract.js";

/** @import { Layers } from "./map.js" */
/** @import { Answering, State } from "../types.d.ts" */

export class Changed {
  /** @type {number[]} */
  rows = [];
  within = CITY;
  linked = false;

  /**
   * Follow what the page says changed; `projects` answers as an `Engine` does.
   * @param {Layers} layers
   * @param {Answering} projects
   */
  constructor(layers, projects) {
    this.layers = layers;
    this.projects = projects;
    this.page = window.parent.document.body;
    const named = new MutationObserver(() => this.#take());
    named.observe(this.page, { attributeFilter: ["data-changes"] });
    window.addEventListener("pagehide", () => named.disconnect());
    this.#take();
  }

  /**
   * With a project in focus all stay listed.
   * @param {State} state
   */
  show({ focus, linked }) {
    this.within = focus.startsWith(PROJECT) ? CITY : focus;
    this.linked = linked;
  }

  async #take() {
    this.rows = JSON.parse(this.page.dataset.changes ?? "[]");
    await this.layers.mark(this.rows);
    await this.painted();
  }

  /** Tell the page which of the rows are shown. */
  async painted() {
    if (!this.rows.length || this.linked) return;
    const shown = await this.projects.ask("passing", this.rows, this.within);
    this.page.dataset.changed = JSON.stringify(shown);
  }
}
