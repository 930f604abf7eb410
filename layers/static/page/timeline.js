// The timeline below the map: plays the period's end month by month, in the browser alone.
// The map previews every month; the server hears of the one where it rests.
import { element } from "../common/dom.js";
import { PLACES } from "../common/streamlit_dom.js";
import { dateIn, openCatalogue, wordsIn } from "../common/words.js";

/** @import { Catalogue, Component, Lang, Words } from "../types.d.ts" */

const STEP_MS = 300;
const REST_MS = 500;
const DAY_MS = 86_400_000;
/** @type {WeakMap<Element, Timeline>} */
const timelines = new WeakMap();

/**
 * Called by Streamlit whenever the timeline's data changes.
 * @param {Component<Data>} component
 */
export default function render({ data, parentElement, setTriggerValue }) {
  const host = /** @type {HTMLElement} */ (parentElement.querySelector(".timeline"));
  const timeline = timelines.get(host) ?? new Timeline(host);
  timelines.set(host, timeline);
  timeline.tell = (month) => setTriggerValue("month", month);
  timeline.show(data);
}

/**
 * Return the month, such as `2021-02`, a number of months after another.
 * @param {string} first
 * @param {number} months
 */
function monthAfter(first, months) {
  const [year, number] = first.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months)).toISOString().slice(0, "2021-02".length);
}

/**
 * Return the last day of a month such as `2021-02`, in days since 1970.
 * @param {string} month
 */
function lastDayOf(month) {
  const [year, number] = month.split("-").map(Number);
  return Date.UTC(year, number, 0) / DAY_MS;
}

/**
 * The index's address, the language, the first month, how many months from there on add no project,
 * how many each of those after them adds, how many have no date, and where the slider stands.
 * @typedef {object} Data
 * @property {string} index
 * @property {Lang} lang
 * @property {string} first
 * @property {number} quiet
 * @property {number[]} added
 * @property {number} undated
 * @property {number | null} at
 */

class Timeline {
  /** @type {Data} */
  data;
  /** @type {Words} */
  words;
  /** @type {Promise<Catalogue> | undefined} */
  catalogue;
  /** @type {(told: {month: string | null}) => void} */
  tell;
  /** @type {number | null} */
  at = null;
  /** @type {number | undefined} */
  playing;
  /** @type {number | undefined} */
  unsettled;

  /** @param {HTMLElement} host */
  constructor(host) {
    this.play = element("button", { type: "button", className: "play" });
    this.play.addEventListener("click", () => (this.playing ? this.#rest() : this.#start()));
    this.bars = element("div", { className: "months", ariaHidden: "true" });
    this.slider = element("input", { type: "range", min: "0", step: "1" });
    this.slider.addEventListener("input", () => this.#move(Number(this.slider.value)));
    this.slider.addEventListener("change", () => this.#settle());
    this.said = element("output", {});
    this.all = element("button", { type: "button", className: "all" });
    this.all.addEventListener("click", () => this.#tell(null));
    const track = element("div", { className: "track" }, this.bars, this.slider);
    this.parts = [this.play, track, this.said, this.all];
    this.host = host;
    host.setAttribute("role", "group");
  }

  /** @param {Data} data */
  async show(data) {
    this.data = data;
    this.catalogue ??= openCatalogue(data.index);
    this.words = wordsIn(await this.catalogue, this.data.lang);
    if (!this.play.isConnected) this.host.replaceChildren(...this.parts); // now it has words
    const { added, quiet } = this.data;
    const most = Math.max(1, ...added);
    this.bars.replaceChildren(
      ...[...new Array(quiet).fill(0), ...added].map((count) => {
        const bar = element("i", {});
        bar.style.height = `${(100 * count) / most}%`;
        return bar;
      }),
    );
    this.slider.max = String(this.#last());
    this.slider.setAttribute("aria-label", this.words("timeline.slider"));
    this.all.textContent = this.words("timeline.all");
    if (!this.playing && !this.unsettled) this.#stand(this.data.at);
    this.#label();
  }

  /**
   * Stand at a month, or at no month where the period has no end.
   * @param {number | null} at
   */
  #stand(at) {
    this.at = at;
    const last = this.#last();
    this.slider.value = String(at ?? last);
    [...this.bars.children].forEach((bar, month) =>
      bar.classList.toggle("later", at !== null && month > at),
    );
    this.all.disabled = at === null;
    this.said.textContent = this.#sentence(at);
    this.slider.setAttribute("aria-valuetext", this.said.textContent);
  }

  /** @param {number | null} at */
  #sentence(at) {
    const { added, quiet, undated } = this.data;
    if (at === null) return this.words("timeline.whole", { undated });
    const until = added.slice(0, Math.max(0, at + 1 - quiet));
    const count = until.reduce((sum, one) => sum + one, 0);
    return this.words("timeline.by", { month: dateIn(this.words, this.#month(at)), count });
  }

  /** The last month. */
  #last() {
    return this.data.quiet + this.data.added.length - 1;
  }

  /** @param {number} at */
  #month(at) {
    return monthAfter(this.data.first, at);
  }

  /**
   * Stand at a month and let the map show it.
   * @param {number} at
   */
  #move(at) {
    this.#stand(at);
    /** @type {HTMLIFrameElement | null} */
    const frame = document.querySelector(PLACES.mapFrame);
    frame?.contentWindow?.twoZones?.preview({ to: lastDayOf(this.#month(at)) });
  }

  #start() {
    const last = this.#last();
    const first = this.at === null || this.at >= last ? 0 : this.at;
    this.#move(first);
    this.playing = setInterval(() => {
      const at = (this.at ?? 0) + 1;
      this.#move(at);
      if (at >= last) this.#rest();
    }, STEP_MS);
    this.#label();
  }

  #rest() {
    clearInterval(this.playing);
    this.playing = undefined;
    this.#label();
    this.#tell(this.#month(this.at ?? 0));
  }

  /** Tell the server where the slider rests, once it does. */
  #settle() {
    if (this.playing) return;
    clearTimeout(this.unsettled);
    this.unsettled = setTimeout(() => this.#tell(this.#month(this.at ?? 0)), REST_MS);
  }

  /** @param {string | null} month */
  #tell(month) {
    clearTimeout(this.unsettled);
    this.unsettled = undefined;
    if (this.playing) clearInterval(this.playing);
    this.playing = undefined;
    this.tell({ month });
    this.#label();
  }

  #label() {
    this.play.textContent = this.playing ? "❚❚" : "▶";
    this.play.ariaLabel = this.words(this.playing ? "timeline.pause" : "timeline.play");
    this.play.title = this.play.ariaLabel;
  }
}
