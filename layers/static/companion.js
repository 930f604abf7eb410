// What stands around the page: the count read aloud, the phone's drawers, the tour.
import { Drawers } from "./drawers.js";
import { element } from "./dom.js";
import { Tour } from "./tour.js";
import { openCatalogue, wordsIn } from "./words.js";

const COLOURS = ["background", "text", "border", "primary", "secondary-background"];
const companions = new WeakMap();
let opened = 0; // outlives the companion, which is made again when the map page is come back to

/** Called by Streamlit whenever the page has drawn a view. */
export default function render({ data, parentElement }) {
  const host = parentElement.querySelector(".companion");
  if (!companions.has(host)) companions.set(host, new Companion(host));
  companions.get(host).show(data, host);
}

class Companion {
  constructor(host) {
    this.count = element("p", { className: "live-count", role: "status" });
    this.drawers = new Drawers(this.count);
    this.tour = new Tour();
    host.replaceChildren(this.tour.content, this.drawers.content);
  }

  async show(data, host) {
    this.data = data;
    shareColours(host);
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
    document.querySelector(".st-key-tabs")?.scrollIntoView({ block: "start" });
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
