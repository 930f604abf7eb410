// What changed since the reader was here: a line with the count of the view, and the list behind it.
import { element, termList } from "../common/dom.js";
import { addressOf, fetchJson } from "../common/fetching.js";
import { PROJECT } from "../contract.js";
import { Visit } from "./visit.js";

/** @import { Lang, Words } from "../types.d.ts" */

/** @typedef {{id: string, row: number, name: string, day: string, kind: string, cells: [label: string, before: string, after: string][]}} Project */
/** @typedef {{since: string, until: string, rows: number[], projects: Project[]}} Answer */

export class Changes {
  /** @type {Answer | undefined} */
  answer;
  /** @type {Words} */
  words;
  /** @type {Visit | undefined} */
  visit;
  /** @type {(key: string) => void} */
  choose;
  asked = "";

  constructor() {
    this.line = element("button", { type: "button", "aria-expanded": "false" });
    this.line.addEventListener("click", () => this.#open(this.list.hidden === true));
    this.seen = element("button", { type: "button" });
    this.seen.addEventListener("click", () => this.#see());
    this.list = element("div", { className: "changes-list", hidden: true });
    const head = element("div", { className: "changes-head" }, this.line, this.seen);
    this.content = element("aside", { className: "changes", hidden: true }, head, this.list);
    this.content.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.#open(false);
    });
    const shown = new MutationObserver(() => this.#draw());
    shown.observe(document.body, { attributeFilter: ["data-changed"] });
  }

  /**
   * Ask, once for an index and a language, what changed; a first visit asks only until when it is
   * told. `choose` is called with the key of a project that is pressed.
   * @param {{index: string, lang: Lang}} of
   * @param {Words} words
   * @param {(key: string) => void} choose
   */
  async show({ index, lang }, words, choose) {
    this.choose = choose;
    const asked = [index, lang].join();
    if (this.asked === asked) return;
    this.asked = asked;
    this.visit ??= visitOfReader();
    if (!this.visit) return;
    const { changes } = await fetchJson(index);
    const since = encodeURIComponent(this.visit.since);
    const answered = await fetch(addressOf(`${changes}?since=${since}&lang=${lang}`));
    if (!answered.ok || this.asked !== asked) return;
    /** @type {Answer} */
    const answer = await answered.json();
    this.visit.tell(answer.until);
    this.#take(answer, words);
  }

  /**
   * Have the map mark what changed; it says which of it is in view.
   * @param {Answer} answer
   * @param {Words} words
   */
  #take(answer, words) {
    this.answer = answer;
    this.words = words;
    this.content.setAttribute("aria-label", words("changed.label"));
    this.seen.textContent = words("changed.seen");
    this.seen.title = words("changed.seen_help");
    if (answer.rows.length) document.body.dataset.changes = JSON.stringify(answer.rows);
    else delete document.body.dataset.changes;
    this.#draw();
  }

  #draw() {
    const { answer, words } = this;
    const { changes, changed } = document.body.dataset;
    this.content.hidden = !answer || !changes || !changed;
    if (!answer || !changed) return;
    const inView = new Set(JSON.parse(changed));
    const facts = { since: answer.since, count: inView.size, all: answer.rows.length };
    const word = facts.count === facts.all ? "changed.line" : "changed.line_of";
    this.line.textContent = words(word, facts);
    const listed = answer.projects.filter(({ row }) => inView.has(row));
    const rest = inView.size - listed.length;
    const more = rest ? element("p", { textContent: words("changed.more", { rest }) }) : null;
    this.list.replaceChildren(...listed.map((project) => this.#project(project)), more ?? "");
  }

  /** @param {Project} project */
  #project({ id, name, day, kind, cells }) {
    const opener = element("button", { type: "button", textContent: name });
    opener.addEventListener("click", () => {
      this.#open(false);
      this.choose(`${PROJECT}${id}`);
    });
    const about = element("small", { textContent: `${day} · ${kind}` });
    const said = cells.map(([label, before, after]) => {
      /** @type {[string, string]} */
      const pair = [label, this.words("changed.cell", { before, after })];
      return pair;
    });
    return element("section", {}, opener, about, termList(said));
  }

  /** @param {boolean} isOpen */
  #open(isOpen) {
    this.list.hidden = !isOpen;
    this.line.setAttribute("aria-expanded", String(isOpen));
  }

  /** Put it away until something else changes. */
  #see() {
    if (this.answer) this.visit?.see(this.answer.until);
    this.#open(false);
    delete document.body.dataset.changes;
    this.#draw();
  }
}

/** @returns {Visit | undefined} none where the browser keeps nothing */
function visitOfReader() {
  try {
    return new Visit(localStorage, sessionStorage);
  } catch {
    return undefined;
  }
}
