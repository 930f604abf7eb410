// The map's controls: zoom, home, one switch a layer, scale and attribution.
import { element } from "../common/dom.js";
import { corner } from "./legend.js";

/** Leaflet takes some labels as markup: give it text. */
export function escaped(text) {
  return element("span", { textContent: text }).innerHTML;
}

function homeButton(words, goHome) {
  const home = element("button", { type: "button", className: "home", textContent: "⌂" });
  home.title = words("map.home");
  home.setAttribute("aria-label", words("map.home"));
  home.addEventListener("click", goHome);
  return corner(home, "topleft");
}

/**
 * Put the controls on a map, in a language; return a function that takes them off again.
 *
 * `switched` are `{name, text, layer}`, one for each layer that can be switched.
 */
export function addControls(map, words, switched, goHome) {
  const { L } = window;
  const zoom = L.control.zoom({
    position: "topleft",
    zoomInTitle: words("map.zoom_in"),
    zoomOutTitle: words("map.zoom_out"),
  });
  const switches = L.control.layers(null, null, { position: "topright", collapsed: true });
  for (const { layer, text } of switched) switches.addOverlay(layer, escaped(text));
  const controls = [
    zoom,
    homeButton(words, goHome),
    switches,
    L.control.scale({ imperial: false }),
  ];
  for (const control of controls) control.addTo(map);
  switches.getContainer().querySelector("a").title = words("map.layers");
  const attribution = escaped(words("map.attribution"));
  map.attributionControl.addAttribution(attribution);
  return () => {
    for (const control of controls) control.remove();
    map.attributionControl.removeAttribution(attribution);
  };
}
