// The legend as the page shows it, in one card with what chooses the colours; it folds to the ramp.
import { element } from "../common/dom.js";
import { openCatalogue, wordsIn } from "../common/words.js";
import { THEMES } from "../contract.js";
import { legend } from "../map/legend.js";

/** @import { Component, LegendState } from "../types.d.ts" */

/** Says the lines that the map tells of its cells. */
let follow = () => {};
new MutationObserver(() => follow()).observe(document.body, { attributeFilter: ["data-cells"] });

const FOLDED = "folded";
/** On a window smaller than this, in pixels, the card is folded at first: whole it meets the tools. */
const SMALL_PX = { width: 1100, height: 940 };

/**
 * Called by Streamlit whenever what the colours mean changes.
 * @param {Component<LegendState & {index: string, theme: "light" | "dark"}>} component
 */
export default async function render({ data, parentElement }) {
  const host = parentElement.querySelector(".legend-card");
  const words = wordsIn(await openCatalogue(data.index), data.lang);
  const { dataset } = document.body;
  const small = window.innerHeight < SMALL_PX.height || window.innerWidth < SMALL_PX.width;
  dataset.look ??= small ? FOLDED : "";
  const fold = element("button", { type: "button" });
  const dress = () => {
    const folded = dataset.look === FOLDED;
    fold.textContent = folded ? "▴" : "▾";
    fold.title = words(`shell.look_${folded ? "unfold" : "fold"}`);
    fold.setAttribute("aria-label", fold.title);
    fold.setAttribute("aria-expanded", String(!folded));
  };
  fold.addEventListener("click", () => {
    dataset.look = dataset.look === FOLDED ? "" : FOLDED;
    dress();
  });
  dress();
  const title = element("span", { textContent: words("shell.look") });
  const head = element("div", { className: "legend-head" }, title, fold);
  const said = element("div", { className: "legend-said", role: "status" });
  follow = () => {
    const lines = JSON.parse(dataset.cells ?? "[]").map((/** @type {string} */ line) =>
      element("p", { textContent: line }),
    );
    said.replaceChildren(...lines);
  };
  follow();
  host?.replaceChildren(head, legend(data, THEMES[data.theme], words), said);
}
