// The legend, the approval number and the control that switches layers.
import { element } from "../common/dom.js";
import { CELL_METRICS, CELL_OPACITY, OPTION_HUES } from "../contract.js";
import { number } from "../common/numerals.js";
import { moneyIn, smallMoneyIn } from "../common/words.js";

/** @import { ControlPosition, Lang, LegendState, Theme, Words } from "../types.d.ts" */

/**
 * Make the legend of a state.
 * @param {LegendState} state
 * @param {Theme} palette
 * @param {Words} words
 */
export function legend(state, palette, words) {
  return element(
    "div",
    { className: "legend", role: "group", "aria-label": words("map.legend") },
    ...ramp(state, palette, words),
    ...bubbleColours(state, palette, words),
    line("swatch-dashed", words("map.schematic")),
    line("swatch-plain", words("map.bounds")),
    line("swatch-bubble", words("map.legend_bubble")),
    line("swatch-bubble swatch-pale", words("map.legend_pale")),
    line("swatch-bubble swatch-changed", words("map.legend_changed")),
    line("swatch-hollow", words("map.legend_hollow")),
    approval(state, words),
  );
}

/**
 * What the colours of bubbles stand for: options, or areas where the state names them.
 * @param {LegendState} state
 * @param {Theme} palette
 * @param {Words} words
 */
function bubbleColours({ colour, areas = [] }, palette, words) {
  const named =
    colour in OPTION_HUES
      ? Object.entries(OPTION_HUES[colour]).map(([name, hue]) => [words(`${colour}.${name}`), hue])
      : areas.map((name, at) => [name, palette.areas[at]]);
  const items = named.map(([name, hue]) => {
    const swatch = element("i");
    swatch.style.background = hue;
    return element("span", {}, swatch, name);
  });
  return items.length ? [element("div", { className: "rings" }, ...items)] : [];
}

/**
 * @param {LegendState} state
 * @param {Words} words
 */
function approval({ approval: given }, words) {
  const text = given ? words("map.approval", { number: given }) : words("map.approval_missing");
  return element("div", { className: "approval", textContent: text });
}

/** The metrics that are whole numbers: a class ends one below the next. */
const COUNTED = ["projects", "policies"];

/**
 * How amounts of money are written.
 * @type {Record<string, (lang: Lang, bound: number) => string>}
 */
const WRITTEN = { investment: moneyIn, capital: smallMoneyIn };

/**
 * @param {LegendState} state
 * @param {Theme} palette
 * @param {Words} words
 */
function ramp({ metric, bounds, lang }, palette, words) {
  if (metric === "none") return [];
  const title = element("div", { textContent: words(`map.legend_${metric}`) });
  if (metric === "fit") return [title];
  if (!bounds.length) {
    return [title, line("swatch-empty", words("map.legend_no_data"))];
  }
  const ofCells = CELL_METRICS.includes(metric);
  const written = (/** @type {number} */ bound) =>
    (WRITTEN[metric] ?? ((_, value) => number(value)))(lang, bound);
  const steps = bounds.map((bound, step) => {
    const swatch = element("i");
    swatch.style.background = (ofCells ? palette.cells : palette.classes)[step];
    if (ofCells) swatch.style.opacity = String(CELL_OPACITY);
    const text = rangeFrom(bound, bounds[step + 1], metric, written);
    return element("span", { className: "step" }, swatch, text);
  });
  return [title, element("div", { className: "ramp" }, ...steps)];
}

/**
 * Write the range of a class: numbers that are counted begin at one and end before the next class.
 * @param {number} from
 * @param {number | undefined} next
 * @param {string} metric
 * @param {(bound: number) => string} written
 */
function rangeFrom(from, next, metric, written) {
  if (!COUNTED.includes(metric)) {
    if (next === undefined) return from ? `${written(from)}+` : `>${written(from)}`;
    return from ? `${written(from)}–${written(next)}` : `<${written(next)}`;
  }
  const first = Math.max(from, 1);
  if (next === undefined) return `${written(first)}+`;
  return first === next - 1 ? written(first) : `${written(first)}–${written(next - 1)}`;
}

/**
 * @param {string} swatch
 * @param {string} text
 */
function line(swatch, text) {
  return element(
    "div",
    { className: "line" },
    element("i", { className: swatch }),
    element("span", { textContent: text }),
  );
}

/**
 * Put an element into a corner of the map as a Leaflet control.
 * @param {HTMLElement} content
 * @param {ControlPosition} position
 */
export function corner(content, position) {
  const control = new window.L.Control({ position });
  control.onAdd = () => {
    window.L.DomEvent.disableClickPropagation(content);
    return content;
  };
  return control;
}
