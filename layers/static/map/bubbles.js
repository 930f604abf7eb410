// Bubbles on the map: one a place with its count, coloured by what its projects share.
import { element } from "../common/dom.js";
import { number } from "../common/numerals.js";
import { BUBBLE } from "../contract.js";
import { huesOf } from "./palette.js";

/** @import { Bubble, LeafletMap, Marker, Theme, Words } from "../types.d.ts" */

/**
 * Return the position of the only option that a mix holds (-1 for none), or null for several.
 * @param {Uint32Array} mix
 */
function onlyOption(mix) {
  const held = [...mix.keys()].filter((code) => mix[code] > 0);
  return held.length === 1 ? held[0] - 1 : null;
}

/**
 * Return the colours of a mix as the slices of a ring.
 * @param {Uint32Array} mix
 * @param {string[]} hues
 * @param {string} other
 */
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
 * Return what bubbles are coloured with.
 * @param {Theme} palette
 * @param {string} colour
 */
export function coloursOf(palette, colour) {
  return { hues: huesOf(palette, colour), other: palette.other, ringed: colour !== "area" };
}

/**
 * Return whether none of a bubble's projects was heard of for long.
 * @param {Bubble} bubble
 */
function isSilent({ count, silent }) {
  return silent === count;
}

/**
 * Say what a bubble holds: how many projects, and how many of them are marked as changed.
 * @param {Bubble} bubble
 * @param {Words} words
 */
export function labelOf(bubble, words) {
  const word = isSilent(bubble) ? "map.silent_here" : "map.projects_here";
  const label = words(word, { count: bubble.count });
  return bubble.marked ? words("changed.here", { label, count: bubble.marked }) : label;
}

/**
 * Return the marker of a bubble.
 *
 * `hues` are the colours of the options that `bubble.mix` counts (none first), `other` is for the
 * rest. With `ringed` a bubble shows the shares of its options, else their one hue or `other`. It is
 * pale where none of its projects was heard of for long, and circled where some are marked.
 * @param {Bubble} bubble
 * @param {{hues: string[], other: string, ringed: boolean}} colours
 * @param {string} label
 * @param {() => void} press
 * @returns {Marker}
 */
export function bubbleMarker(bubble, { hues, other, ringed }, label, press) {
  const { lat, lng, count, first, spread, radius, mix, marked } = bubble;
  const pale = isSilent(bubble);
  const size = `${2 * (radius + BUBBLE.ring)}px`;
  const dress = (/** @type {HTMLButtonElement} */ button) => {
    const looks = ["bubble", ringed && "ringed", pale && "pale", marked && "changed"];
    button.className = looks.filter(Boolean).join(" ");
    button.title = label;
    Object.assign(button.dataset, { count, first: spread ? "" : first });
    button.replaceChildren(element("span", { textContent: number(count) }));
    const { style } = button;
    Object.assign(style, { width: size, height: size });
    if (ringed) style.setProperty("--ring", ringOf(mix, hues, other));
    else style.setProperty("--hue", hues[onlyOption(mix) ?? -1] ?? other);
  };
  const look = JSON.stringify([count, first, spread, [...mix], hues, other, ringed, pale, label]);
  return { key: `${lat},${lng}`, lat, lng, look, dress, press };
}

/**
 * The box of a bubble on the map, in container pixels.
 * @param {Bubble} bubble
 * @param {LeafletMap} map
 */
export function bubbleBox({ lat, lng, radius }, map) {
  const { x, y } = map.latLngToContainerPoint([lat, lng]);
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}
