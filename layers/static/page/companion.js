// What stands around the page: the count read aloud, suggestions, the phone's drawers, the tour.
import { Drawers } from "./drawers.js";
import { element } from "../common/dom.js";
import { PLACES } from "../common/streamlit_dom.js";
import { Suggestions } from "./suggestions.js";
import { Tour } from "./tour.js";
import { openCatalogue, wordsIn } from "../common/words.js";

const COLOURS = ["background", "text", "border", "primary", "secondary-background"];
const companions = new WeakMap();
let opened = 0; // outlives the companion, which is made again when the map page is come back to

/** Called by Streamlit whenever the page has drawn a view. */
export default function render({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".companion");
  if (!companions.has(host)) companions.set(host, new Companion(host));
  companions.get(host).show(data, host, (key) => setTriggerValue("chosen", key));
}

class Companion {
  constructor(host) {
    this.count = element("p", { className: "live-count", role: "status" });
    this.drawers = new Drawers(this.count);
    this.tour = new Tour();
    this.suggestions = new Suggestions();
    const parts = [this.tour, this.drawers, this.suggestions];
    host.replaceChildren(...parts.map(({ content }) => content));
  }

  /** Show what the page shows; `choose` is called with the key of a suggestion that was taken. */
  async show(data, host, choose) {
    this.data = data;
    shareColours(host);
    this.suggestions.show(data, choose);
    this.catalogue ??= openCatalogue(data.index);
    const words = wordsIn(await this.catalogue, this.data.lang);
    if (this.count.textContent !== this.data.count) this.count.textContent = this.data.count;
    this.#reveal(data.opened);
    if (this.lang === this.data.lang) return;
    this.lang = this.data.lang;
    this.drawers.show(words);
    this.tour.show(words);
  }

  /** Bring the tabs below the map into view when a button elsewhere opened one; `times` counts that. */
  #reveal(times) {
    if (times <= opened) return;
    opened = times;
    document.querySelector(PLACES.tabs)?.scrollIntoView({ block: "start" });
  }
}

/** Streamlit tells components the colours of its theme; what stands outside one needs them too. */
function shareColours(host) {
  const theme = getComputedStyle(host);
  for (const name of COLOURS) {
    const colour = theme.getPropertyValue(`--st-${name}-color`);
    document.documentElement.style.setProperty(`--page-${name}`, colour);
  }
}
