// The map's controls: zoom, home, one switch a layer, scale and attribution.
import { element } from "../common/dom.js";
import { dressWithIcon } from "./icons.js";
import { corner } from "./legend.js";

/** @import { Layer, LeafletMap, Words } from "../types.d.ts" */

/**
 * Leaflet takes some labels as markup: give it text.
 * @param {string} text
 */
export function escaped(text) {
  return element("span", { textContent: text }).innerHTML;
}

/**
 * @param {Words} words
 * @param {() => void} goHome
 */
function homeButton(words, goHome) {
  const home = element("button", { type: "button" });
  dressWithIcon(home, "home", words("map.home"));
  home.addEventListener("click", goHome);
  return corner(home, "topleft");
}

/**
 * Put the controls on a map, in a language; return a function that takes them off again.
 *
 * `switched` are `{name, text, layer}`, one for each layer that can be switched.
 * @param {LeafletMap} map
 * @param {Words} words
 * @param {{text: string, layer: Layer}[]} switched
 * @param {() => void} goHome
 */
export function addControls(map, words, switched, goHome) {
  const { L } = window;
  const zoom = L.control.zoom({
    position: "topleft",
    zoomInTitle: words("map.zoom_in"),
    zoomOutTitle: words("map.zoom_out"),
  });
  const switches = L.control.layers(undefined, undefined, {
    position: "topleft",
    collapsed: true,
  });
  for (const { layer, text } of switched) switches.addOverlay(layer, escaped(text));
  const controls = [
    zoom,
    homeButton(words, goHome),
    switches,
    L.control.scale({ imperial: false }),
  ];
  for (const control of controls) control.addTo(map);
  const toggle = switches.getContainer()?.querySelector("a");
  if (toggle) dressWithIcon(toggle, "layers", words("map.layers"));
  const attribution = escaped(words("map.attribution"));
  map.attributionControl.addAttribution(attribution);
  return () => {
    for (const control of controls) control.remove();
    map.attributionControl.removeAttribution(attribution);
  };
}
