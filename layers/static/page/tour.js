// A tour of four steps, offered on the first visit and never in the way.
import { element } from "../common/dom.js";
import { PLACES } from "../common/streamlit_dom.js";
import { untilItComes } from "../common/trying.js";
import { loadStyle } from "../common/vendor.js";

/** @import { Words } from "../types.d.ts" */

const SEEN = "twozones-tour";
const STEPS = {
  filters: [PLACES.filters, ".drawer-row button:nth-child(1)"],
  map: [PLACES.map],
  here: [PLACES.panel, ".drawer-row button:nth-child(2)"],
  lists: [PLACES.tabs, ".drawer-row button:nth-child(4)"],
};

/** The offer, in the page's top bar; once answered, a button that starts the tour again. */
export class Tour {
  /** @type {Words} */
  words;
  isBeginning = false;

  constructor() {
    this.question = element("span");
    this.start = element("button", { type: "button" });
    this.decline = element("button", { type: "button", textContent: "×" });
    this.start.addEventListener("click", () => this.#run());
    this.decline.addEventListener("click", () => this.#remember());
    this.content = element("aside", { className: "tour" }, this.question, this.start, this.decline);
  }

  /**
   * Word the offer in a language.
   * @param {Words} words
   */
  show(words) {
    this.words = words;
    this.content.setAttribute("aria-label", words("tour.label"));
    this.decline.setAttribute("aria-label", words("tour.decline"));
    this.question.textContent = words("tour.question");
    this.#settle();
  }

  /** Shrink to the button once the offer is answered. */
  #settle() {
    const seen = localStorage.getItem(SEEN) !== null;
    this.question.hidden = seen;
    this.decline.hidden = seen;
    this.start.textContent = this.words(seen ? "tour.label" : "tour.start");
  }

  #remember() {
    localStorage.setItem(SEEN, "1");
    this.#settle();
    this.start.focus();
  }

  async #run() {
    if (this.isBeginning) return;
    this.isBeginning = true;
    try {
      const coming = untilItComes(() => import("driver.js"));
      const [{ driver }] = await Promise.all([coming, loadStyle("driver.css")]);
      this.#drive(driver);
    } finally {
      this.isBeginning = false;
    }
  }

  /** @param {typeof import("driver.js").driver} driver */
  #drive(driver) {
    const { words } = this;
    driver({
      animate: false,
      showProgress: true,
      progressText: words("tour.progress", { at: "{{current}}", of: "{{total}}" }),
      nextBtnText: words("tour.next"),
      prevBtnText: words("tour.previous"),
      doneBtnText: words("tour.done"),
      popoverClass: "tour-step",
      steps: Object.entries(STEPS).map(([name, places]) => this.#step(name, places)),
      onPopoverRender: ({ closeButton }) => {
        closeButton.setAttribute("aria-label", words("tour.close"));
      },
      onDestroyed: () => this.#remember(),
    }).drive();
  }

  /**
   * @param {string} name
   * @param {string[]} places
   */
  #step(name, places) {
    /** @type {import("driver.js").Popover} */
    const popover = {
      title: this.words(`tour.${name}_title`),
      description: this.words(`tour.${name}`),
      side: name === "filters" ? "right" : "top",
      align: "start",
    };
    const find = () => places.map(visible).find((found) => found !== null) ?? document.body;
    return { element: find, popover };
  }
}

/** @param {string} selector */
function visible(selector) {
  const found = document.querySelector(selector);
  return found?.checkVisibility() ? found : null;
}
