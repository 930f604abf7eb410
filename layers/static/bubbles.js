// Bubbles on the map: one a place with its count, coloured by what its projects share.
import { element } from "./dom.js";

/** Return the position of the only option that a mix holds (-1 for none), or null for several. */
function onlyOption(mix) {
  const held = [...mix.keys()].filter((code) => mix[code] > 0);
  return held.length === 1 ? held[0] - 1 : null;
}

/** Return the colours of a mix as the slices of a ring. */
function ringOf(mix, hues, other) {
  const total = mix.reduce((sum, count) => sum + count, 0);
  let at = 0;
  const slices = [...mix.keys()]
    .filter((code) => mix[code] > 0)
    .map((code) => {
      const from = at;
      at += (360 * mix[code]) / total;
      return `${hues[code - 1] ?? other} ${from}deg ${at}deg`;
    });
  return `conic-gradient(${slices.join(", ")})`;
}

/**
 * Make the Leaflet marker of a bubble: a real button, so that it takes the keyboard.
 *
 * `hues` are the colours of the options that `bubble.mix` counts (none first), `other` is for the
 * rest. With `ringed` a bubble shows the shares of its options, else their one hue or `other`.
 */
export function bubbleMarker(bubble, { hues, other, ringed }, label) {
  const size = 2 * bubble.radius;
  const only = onlyOption(bubble.mix);
  const icon = window.L.divIcon({
    className: `bubble${ringed ? " ringed" : ""}`,
    html: element("span", { textContent: bubble.count.toLocaleString("en") }),
    iconSize: [size, size],
  });
  const marker = window.L.marker([bubble.lat, bubble.lng], {
    icon,
    keyboard: true,
    title: label,
    alt: label,
  });
  return marker.on("add", () => {
    const { style } = marker.getElement();
    if (ringed) style.setProperty("--ring", ringOf(bubble.mix, hues, other));
    else style.setProperty("--hue", hues[only] ?? other);
  });
}

/** The box of a bubble on the map, in container pixels. */
export function bubbleBox({ lat, lng, radius }, map) {
  const { x, y } = map.latLngToContainerPoint([lat, lng]);
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}
