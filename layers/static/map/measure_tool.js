// Measure a distance or an area on the map.
import { prepareDatum, toWgs84 } from "../common/datums.js";
import { element } from "../common/dom.js";
import { Drawing } from "./draw.js";
import { areaOf, lengthOf, prepareMeasure, writtenArea, writtenLength } from "./measure.js";
import { quietRenderer } from "./shape.js";

const KINDS = { distance: "Line", area: "Polygon" };

/** Open the tool: distance or area; what was measured stays drawn until the tool is closed. */
export function open(tools) {
  const measured = window.L.layerGroup().addTo(tools.map);
  const renderer = quietRenderer(tools.map);
  const buttons = Object.keys(KINDS).map((kind) => {
    const button = element("button", { type: "button", textContent: tools.words(`tools.${kind}`) });
    button.addEventListener("click", () => measure(tools, kind, measured, renderer));
    return button;
  });
  return { content: buttons, close: () => measured.remove() };
}

async function measure(tools, kind, measured, renderer) {
  tools.drawing?.cancel();
  measured.clearLayers();
  await Promise.all([prepareMeasure(), prepareDatum(tools.datum)]);
  const style = { color: tools.palette.chosen, weight: 2.5, fillOpacity: 0.08 };
  const say = (latLngs) => tools.say(result(tools, kind, latLngs));
  tools.drawing = await Drawing.start(tools.map, KINDS[kind], style, {
    onChange: say,
    onDone: (layer) => {
      Object.assign(layer.options, { renderer, interactive: false });
      layer.addTo(measured);
      say(layer.getLatLngs().flat());
    },
    onEnd: () => {
      tools.drawing = null;
    },
  });
  tools.say(tools.words(`tools.draw_${kind}`));
}

function result(tools, kind, latLngs) {
  const { words, datum } = tools;
  const points = latLngs.map(({ lng, lat }) => toWgs84(datum, [lng, lat]));
  if (kind === "distance")
    return words("tools.is_distance", { length: writtenLength(lengthOf(points), words) });
  const around = writtenLength(lengthOf([...points, points[0]]), words);
  return words("tools.is_area", { area: writtenArea(areaOf(points), words), around });
}
