// The timeline: two handles span months, and a play button draws the span out month by month. The
// map previews every move; the server hears of it as soon as it is idle, so that all else follows.
import { element } from "../common/dom.js";
import { isServerIdle, PLACES } from "../common/streamlit_dom.js";
import { dateIn, openCatalogue, wordsIn } from "../common/words.js";
import { countBetween, firstDayOf, lastDayOf, monthAfter, spanAfter } from "./months.js";

/** @import { Catalogue, Component, Lang, Words } from "../types.d.ts" */
/** @import { Counts, Span } from "./months.js" */

const STEP_MS = 300;
const REST_MS = 500;
/** An answer of the server that comes later than this is taken as it is. */
const LATE_MS = 5_000;
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
  timeline.tell = (period) => setTriggerValue("period", period);
  timeline.show(data);
}

/** @typedef {keyof Span} End */
/**
 * The index's address, the language, the first month, the counts of the months from there on, how
 * many projects have no date, and where the handles stand.
 * @typedef {Counts & Span & {index: string, lang: Lang, first: string, undated: number}} Data
 */

const ENDS = /** @type {const} */ (["from", "to"]);

class Timeline {
  /** @type {Data} */
  data;
  /** @type {Words} */
  words;
  /** @type {Promise<Catalogue> | undefined} */
  catalogue;
  /** @type {(told: Partial<Record<End, string | null>>) => void} */
  tell;
  /** @type {Span} */
  at = { from: null, to: null };
  /**
   * The ends that the server has not heard of.
   * @type {Set<End>}
   */
  moved = new Set();
  /** @type {number | undefined} */
  playing;
  /** @type {number | undefined} */
  unsettled;
  toldAt = 0;
  /**
   * What the server was told last, until it says the same: an answer on its way is an older one.
   * @type {Span | undefined}
   */
  told;

  /** @param {HTMLElement} host */
  constructor(host) {
    this.play = element("button", { type: "button", className: "play" });
    this.play.addEventListener("click", () => (this.playing ? this.#rest() : this.#start()));
    this.bars = element("div", { className: "months", ariaHidden: "true" });
    this.sliders = { from: this.#slider("from"), to: this.#slider("to") };
    this.said = element("output", {});
    this.all = element("button", { type: "button", className: "all" });
    this.all.addEventListener("click", () => this.#open());
    const { from, to } = this.sliders;
    this.track = element("div", { className: "track" }, this.bars, from, to);
    this.track.addEventListener("pointerdown", (event) => this.#press(event));
    this.parts = [this.play, this.track, this.said, this.all];
    this.host = host;
    host.setAttribute("role", "group");
  }

  /** @param {End} end */
  #slider(end) {
    const slider = element("input", { type: "range", min: "0", step: "1", className: end });
    slider.addEventListener("input", () => this.#move({ [end]: Number(slider.value) }));
    return slider;
  }

  /** @param {Data} data */
  async show(data) {
    const before = this.data;
    this.data = data;
    this.catalogue ??= openCatalogue(data.index);
    this.words = wordsIn(await this.catalogue, this.data.lang);
    if (!this.play.isConnected) this.host.replaceChildren(...this.parts); // now it has words
    if (String(before?.added) !== String(data.added) || before.lang !== data.lang) this.#drawBars();
    for (const end of ENDS) {
      this.sliders[end].max = String(this.#last);
      this.sliders[end].setAttribute("aria-label", this.words(`timeline.${end}`));
    }
    this.all.textContent = this.words("timeline.all");
    if (!this.playing && !this.unsettled && this.#isAnswered()) this.#stand(this.data);
    this.#label();
  }

  /** Whether the data is what the server makes of all that it was told. */
  #isAnswered() {
    const { told, data } = this;
    const isSame = told?.from === data.from && told?.to === data.to;
    if (isSame || performance.now() - this.toldAt > LATE_MS) this.told = undefined;
    return !this.told;
  }

  #drawBars() {
    const { added } = this.data;
    const most = Math.max(1, ...added);
    const bars = added.map((count, at) => {
      const word = at ? "in_month" : "by";
      const title = this.words(`timeline.${word}`, { to: this.#named(at), count });
      const bar = element("i", { title });
      bar.style.setProperty("--share", `${(100 * count) / most}%`);
      return bar;
    });
    this.bars.replaceChildren(...bars);
  }

  /**
   * Stand at the ends of a span.
   * @param {Span} span
   */
  #stand({ from, to }) {
    this.at = { from, to };
    const last = this.#last;
    const [first, end] = [from ?? 0, to ?? last];
    this.sliders.from.value = String(first);
    this.sliders.to.value = String(end);
    this.sliders.from.style.zIndex = first > last / 2 ? "2" : "1"; // what lies below can be moved
    this.track.style.setProperty("--from", String(first / last));
    this.track.style.setProperty("--to", String(end / last));
    [...this.bars.children].forEach((bar, at) =>
      bar.classList.toggle("outside", at < first || at > end),
    );
    this.all.disabled = from === null && to === null;
    this.said.textContent = this.#sentence();
    for (const slider of Object.values(this.sliders)) {
      slider.setAttribute("aria-valuetext", this.said.textContent);
    }
  }

  #sentence() {
    const { from, to } = this.at;
    if (from === null && to === null) {
      return this.words("timeline.whole", { undated: this.data.undated });
    }
    const count = countBetween(this.data, from ?? 0, to ?? this.#last);
    const word = from === null ? "by" : to === null ? "since" : "between";
    const [first, last] = [this.#named(from ?? 0), this.#named(to ?? this.#last)];
    return this.words(`timeline.${word}`, { from: first, to: last, count });
  }

  /** The position of the last month. */
  get #last() {
    return this.data.added.length - 1;
  }

  /** @param {number} at */
  #month(at) {
    return monthAfter(this.data.first, at);
  }

  /** @param {number} at */
  #named(at) {
    return dateIn(this.words, this.#month(at));
  }

  /**
   * Move handles as far as they may go, and let the map show it.
   * @param {Partial<Span>} span
   */
  #move(span) {
    this.#stand(spanAfter(this.at, span, this.#last));
    for (const name of ENDS) if (name in span) this.moved.add(name);
    this.#preview();
    this.#settle();
  }

  /** A press between the handles moves the nearer one there. */
  #press(/** @type {PointerEvent} */ { target, clientX }) {
    if (target instanceof HTMLInputElement) return;
    const { left, width } = this.bars.getBoundingClientRect();
    const at = Math.round(((clientX - left) / width) * this.#last);
    const { from, to } = this.at;
    const nearer = Math.abs(at - (from ?? 0)) < Math.abs(at - (to ?? this.#last)) ? "from" : "to";
    this.#move({ [nearer]: Math.min(this.#last, Math.max(0, at)) });
    requestAnimationFrame(() => this.sliders[nearer].focus());
  }

  #preview() {
    const { from, to } = this.at;
    const days = {
      from: from === null ? null : firstDayOf(this.#month(from)),
      to: to === null ? null : lastDayOf(this.#month(to)),
    };
    const moved = [...this.moved].map((end) => [end, days[end]]);
    /** @type {HTMLIFrameElement | null} */
    const frame = document.querySelector(PLACES.mapFrame);
    frame?.contentWindow?.twoZones?.preview(Object.fromEntries(moved));
  }

  #start() {
    const last = this.#last;
    const first = this.at.from ?? 0;
    const from = this.at.to === null ? first : this.at.to;
    this.playing = setInterval(() => {
      const at = (this.at.to ?? last) + 1;
      if (at >= last) this.#rest();
      this.#move({ to: at });
    }, STEP_MS);
    this.#move({ to: from });
    this.#label();
  }

  #rest() {
    clearInterval(this.playing);
    this.playing = undefined;
    this.#label();
    this.#settle();
  }

  /** Lift both ends. */
  #open() {
    if (this.playing) this.#rest();
    this.#move({ from: null, to: null });
    this.#tell();
  }

  /** Tell the server where the handles stand: at once where it is idle, else once they rest. */
  #settle() {
    clearTimeout(this.unsettled);
    this.unsettled = setTimeout(() => this.#tell(), REST_MS);
    if (isServerIdle(document) && performance.now() - this.toldAt > STEP_MS) this.#tell();
  }

  #tell() {
    clearTimeout(this.unsettled);
    this.unsettled = undefined;
    if (!this.moved.size) return;
    const ends = [...this.moved].map((end) => {
      const at = this.at[end];
      return [end, at === null ? null : this.#month(at)];
    });
    this.moved.clear();
    this.toldAt = performance.now();
    this.told = { ...this.at };
    this.tell(Object.fromEntries(ends));
  }

  #label() {
    this.play.textContent = this.playing ? "❚❚" : "▶";
    this.play.ariaLabel = this.words(this.playing ? "timeline.pause" : "timeline.play");
    this.play.title = this.play.ariaLabel;
  }
}
