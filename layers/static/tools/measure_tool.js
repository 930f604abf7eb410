// Measure a distance or an area on the map.
import { element } from "../common/dom.js";
import { figuresOf } from "./figures.js";
import { quietRenderer } from "./shape.js";

/** @import { LatLng, LayerGroup, Polyline, Renderer } from "../types.d.ts" */
/** @import { Tools } from "./tools.js" */
/** @typedef {keyof typeof KINDS} Kind */

const KINDS = /** @type {const} */ ({ distance: "Line", area: "Polygon" });
const NAMES = /** @type {Kind[]} */ (Object.keys(KINDS));

/**
 * Open the tool: distance or area; what was measured stays drawn until the tool is closed.
 * @param {Tools} tools
 */
export function open(tools) {
  const measured = window.L.layerGroup().addTo(tools.map);
  const renderer = quietRenderer(tools.map);
  const buttons = NAMES.map((kind) => {
    const button = element("button", { type: "button", textContent: tools.words(`tools.${kind}`) });
    button.addEventListener("click", () => measure(tools, kind, measured, renderer));
    return button;
  });
  return { content: buttons, close: () => measured.remove() };
}

/**
 * @param {Tools} tools
 * @param {Kind} kind
 * @param {LayerGroup} measured
 * @param {Renderer} renderer
 */
function measure(tools, kind, measured, renderer) {
  measured.clearLayers();
  const style = { color: tools.palette.chosen, weight: 2.5, fillOpacity: 0.08 };
  const say = (/** @type {LatLng[]} */ latLngs) =>
    tools.say(figuresOf(KINDS[kind], latLngs, tools));
  tools.draw(KINDS[kind], style, tools.words(`tools.draw_${kind}`), {
    onChange: say,
    onDone: (drawn) => {
      const layer = /** @type {Polyline} */ (drawn);
      Object.assign(layer.options, { renderer, interactive: false });
      layer.addTo(measured);
      say(/** @type {LatLng[]} */ (layer.getLatLngs().flat()));
    },
  });
}
