// The layers of the map that can be switched off: districts, clusters, and what lies in none.
import { FUNCTIONAL, NO_CLUSTER } from "../contract.js";

/** @import { Districts, Zones } from "./outlines.js" */
/** @import { Layer, LayerGroup, State, Words } from "../types.d.ts" */

/** @typedef {{districts: Districts, zones: Zones, other: LayerGroup, state: State, words: Words}} Switched */
/** @typedef {{text: string, layer: Layer}} Switch */

/**
 * Return a switch for each layer, in the language of the state; `switched` is called with the name
 * of what was switched, and whether it is shown.
 * @param {Switched} layers
 * @param {(name: string, shown: boolean) => void} switched
 */
export function switchesOf({ districts, zones, other, state, words }, switched) {
  const { groups, clusters } = zones;
  const on = (
    /** @type {string} */ name,
    /** @type {string} */ text,
    /** @type {Layer=} */ layer,
  ) => switchOf(layer, text, (shown) => switched(name, shown));
  return [
    { text: words("map.layer_districts"), layer: districts.layer },
    ...clusters.flatMap((one) => on(one.id, one[`name_${state.lang}`], groups.get(one.id))),
    ...on(NO_CLUSTER, words("map.layer_other"), other),
    ...on(FUNCTIONAL, words("map.layer_functional"), groups.get(FUNCTIONAL)),
  ];
}

/**
 * The switch of a layer; not every region has a place across its districts.
 * @param {Layer | undefined} layer
 * @param {string} text
 * @param {(shown: boolean) => void} switched
 * @returns {Switch[]}
 */
function switchOf(layer, text, switched) {
  if (!layer) return [];
  layer.off("add remove").on("add remove", ({ type }) => switched(type === "add"));
  return [{ text, layer }];
}
