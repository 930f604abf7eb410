// The table twin of the map: the same projects by the same mask, open to the keyboard.
import { Projects, decodeMask, fetchAsset } from "./columns.js";
import { element } from "./dom.js";
import { dateIn, moneyIn, wordsIn } from "./words.js";

const PAGE_ROWS = 15;
const COLUMNS = ["name", "sector", "status", "date", "place", "investment", "level"];
const tables = new WeakMap();

/** Called by Streamlit whenever the table's data changes. */
export default function render({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".projects-table");
  if (!tables.has(host)) tables.set(host, new Table(host));
  const table = tables.get(host);
  table.choose = (focus) => setTriggerValue("chosen", focus);
  table.show(data);
}

class Table {
  constructor(host) {
    this.host = host;
    this.sorted = null;
    this.descending = false;
    this.page = 0;
  }

  async show(data) {
    this.latest = data;
    if (this.url !== data.projects) {
      const [document, catalogue] = await Promise.all([data.projects, data.words].map(fetchAsset));
      this.projects = new Projects(document);
      this.catalogue = catalogue;
      this.url = data.projects;
    }
    if (this.latest !== data) return;
    if (this.data?.mask !== data.mask) this.page = 0;
    this.data = data;
    this.rows = decodeMask(data.mask, this.projects.size);
    this.words = wordsIn(this.catalogue, data.lang);
    document.documentElement.lang = data.lang === "zh" ? "zh-CN" : "en";
    this.draw();
  }

  draw() {
    const rows = this.#ordered();
    const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS));
    this.page = Math.min(this.page, pages - 1);
    const shown = rows.slice(this.page * PAGE_ROWS, (this.page + 1) * PAGE_ROWS);
    const body = element("tbody", {}, ...shown.map((row) => this.#row(row)));
    const caption = element("caption", { textContent: this.words("table.caption") });
    const head = element(
      "thead",
      {},
      element("tr", {}, ...COLUMNS.map((name) => this.#header(name))),
    );
    this.host.replaceChildren(
      element("div", { className: "scroll" }, element("table", {}, caption, head, body)),
      this.#pager(pages),
    );
    this.host.dataset.rows = String(rows.length);
    this.host.dataset.mask = this.data.mask;
  }

  #header(name) {
    const label = this.words(`table.${name}`);
    const arrow = this.sorted === name ? (this.descending ? " ↓" : " ↑") : "";
    const button = element("button", { type: "button", textContent: label + arrow });
    button.title = this.words("table.sort", { name: label });
    button.addEventListener("click", () => {
      this.descending = this.sorted === name ? !this.descending : false;
      this.sorted = name;
      this.draw();
    });
    const order = this.descending ? "descending" : "ascending";
    return element(
      "th",
      { scope: "col", "aria-sort": this.sorted === name ? order : "none" },
      button,
    );
  }

  #row(row) {
    const focus = `project:${this.projects.columns.id[row]}`;
    const name = element("button", { type: "button", textContent: this.#cell("name", row) });
    name.addEventListener("click", () => this.choose(focus));
    const cells = COLUMNS.slice(1).map((column) =>
      element("td", { textContent: this.#cell(column, row), className: column }),
    );
    const chosen = focus === this.data.focus;
    const heading = element("th", { scope: "row" }, name);
    return element("tr", { "aria-selected": String(chosen) }, heading, ...cells);
  }

  #cell(column, row) {
    const { projects, words } = this;
    const { lang } = this.data;
    switch (column) {
      case "name":
        return projects.name(row, lang);
      case "date":
        return dateIn(words, projects.columns.date[row]);
      case "place":
        return this.#place(row);
      case "investment":
        return this.#money(row);
      default:
        return words(`${column}.${projects.option(column, row) ?? "unstated"}`);
    }
  }

  #place(row) {
    const { projects } = this;
    const { lang } = this.data;
    const coarse = ["cluster", "district"].map((kind) => `${kind}:${projects.option(kind, row)}`);
    const known = coarse.find((key) => key in projects.places);
    return projects.placeName(row, lang) || (known ? projects.places[known][lang] : "");
  }

  #money(row) {
    const { investment, aggregate } = this.projects.columns;
    if (investment[row] === null) return "";
    const amount = moneyIn(this.data.lang, investment[row]);
    return aggregate[row] ? `${amount} (${this.words("table.aggregate")})` : amount;
  }

  #ordered() {
    if (!this.sorted) return this.rows;
    const value = (row) =>
      this.sorted === "investment" || this.sorted === "date"
        ? (this.projects.columns[this.sorted][row] ?? "")
        : this.#cell(this.sorted, row);
    const sign = this.descending ? -1 : 1;
    const collator = new Intl.Collator(this.data.lang === "zh" ? "zh" : "en", { numeric: true });
    const compare = (a, b) => {
      const [x, y] = [value(a), value(b)];
      if (x === "" || y === "") return (x === "") - (y === "");
      if (typeof x === "number") return sign * (x - y);
      return sign * collator.compare(x, y);
    };
    return [...this.rows].sort(compare);
  }

  #pager(pages) {
    const turn = (by, word) => {
      const button = element("button", { type: "button", textContent: this.words(word) });
      button.disabled = this.page + by < 0 || this.page + by >= pages;
      button.addEventListener("click", () => {
        this.page += by;
        this.draw();
      });
      return button;
    };
    const where = this.words("table.page", { page: this.page + 1, pages });
    return element(
      "nav",
      { className: "pager" },
      turn(-1, "table.previous"),
      element("span", { textContent: where }),
      turn(1, "table.next"),
    );
  }
}
