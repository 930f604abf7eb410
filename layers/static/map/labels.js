// Names on the ground, each with the hollow count of projects known only that far.
import { element } from "../common/dom.js";
import { PLACE_PREFIXES } from "../contract.js";
import { isWithin } from "./within.js";

/** @import { DistrictProperties, Hollow, Outlines, State, Theme, ZoneProperties } from "../types.d.ts" */
/** @import { Lang, LeafletMap, LngLat, Marker } from "../types.d.ts" */

/** @typedef {ReturnType<typeof import("../common/dom.js").boxWithin>} Box */

/**
 * A name on the ground, with how many shown projects are known only that far.
 * @typedef {object} Named
 * @property {string} key
 * @property {string} kind
 * @property {string} text
 * @property {number} hollow
 * @property {string} hue
 * @property {boolean} focused
 * @property {(spot: LngLat) => boolean} holds whether a spot lies on what is named
 */
/** @typedef {Named & LngLat} Name */
/** @typedef {{hollow: Hollow, palette: Theme, state: State}} Shown */
/** @typedef {{x: number, y: number}} Spot */
/** @typedef {{length: number, turn: number}} Tie */

const LINE_PX = 20;
/** @type {Readonly<Record<Lang, number>>} */
const CHARACTER_PX = { zh: 15, en: 7.5 };
const GAP_PX = 3;

const RINGS_PX = [26, 46, 68, 92, 120, 150];
const DIRECTIONS = 12;
/** A name farther off its place than this may be read as that of another place. */
const NEAR_PX = 30;

/** Offsets in pixels that are tried in turn, nearest first, until a name collides with nothing. */
const OFFSETS = [
  [0, 0],
  ...RINGS_PX.flatMap((ring) =>
    Array.from({ length: DIRECTIONS }, (_, step) => {
      const angle = (2 * Math.PI * step) / DIRECTIONS + Math.PI / 2;
      return [1.3 * ring * Math.cos(angle), ring * Math.sin(angle)];
    }),
  ),
];

/**
 * Return the names of clusters and districts, each with how many shown projects are known only
 * that far.
 * @param {(ZoneProperties & {area: number})[]} clusters
 * @param {Outlines} outlines
 * @param {Shown} shown
 * @returns {Name[]}
 */
export function namesOf(clusters, outlines, shown) {
  const { areas, other } = shown.palette;
  return [
    ...clusters.map((one) => ({
      ...nameOf("cluster", one, areas[one.area] ?? other, shown),
      holds: () => false, // at this scale a cluster is no larger than its name
    })),
    ...outlines.districts.features.map(({ geometry, properties }) => ({
      ...nameOf("district", properties, other, shown),
      holds: (/** @type {LngLat} */ spot) => isWithin(geometry, spot),
    })),
  ];
}

/**
 * @param {"cluster" | "district"} kind
 * @param {DistrictProperties} place
 * @param {string} hue
 * @param {Shown} shown
 */
function nameOf(kind, { id, label_lat: lat, label_lon: lng, ...names }, hue, { hollow, state }) {
  const key = `${PLACE_PREFIXES[kind]}${id}`;
  const name = names[`name_${state.lang}`];
  const text = id in state.fit ? `${state.fit[id].rank} · ${name}` : name;
  const focused = state.focus === key;
  return { kind, key, text, lat, lng, hollow: hollow[kind][id] ?? 0, hue, focused };
}

/**
 * Estimate the box of a name, in container pixels around its centre.
 * @param {Spot} at
 * @param {string} text
 * @param {number} hollow
 * @param {Lang} lang
 */
function boxAt({ x, y }, text, hollow, lang) {
  const width = text.length * CHARACTER_PX[lang] + (hollow ? 14 + 8 * String(hollow).length : 0);
  return {
    left: x - width / 2,
    right: x + width / 2,
    top: y - LINE_PX / 2,
    bottom: y + LINE_PX / 2,
  };
}

/**
 * @param {Box} a
 * @param {Box} b
 */
function overlap(a, b) {
  return (
    a.left < b.right + GAP_PX &&
    b.left < a.right + GAP_PX &&
    a.top < b.bottom + GAP_PX &&
    b.top < a.bottom + GAP_PX
  );
}

/**
 * Place names so that none covers another or a bubble: near their place or on it where there is
 * room, else farther off and tied to it by a line.
 *
 * `names` come the most important first; those with a hollow
 * count are placed even if they must collide, the others are left out.
 * @param {Name[]} names
 * @param {Box[]} taken
 * @param {LeafletMap} map
 * @param {Lang} lang
 */
export function placeNames(names, taken, map, lang) {
  const occupied = [...taken];
  const placed = [];
  const size = map.getSize();
  for (const name of [...names].sort((a, b) => Number(b.hollow > 0) - Number(a.hollow > 0))) {
    const centre = map.latLngToContainerPoint([name.lat, name.lng]);
    if (centre.x < 0 || centre.y < 0 || centre.x > size.x || centre.y > size.y) continue;
    const spot = spotOf({ ...name, centre }, occupied, map, lang);
    if (!spot) continue;
    occupied.push(boxAt(spot.at, name.text, name.hollow, lang));
    placed.push({ ...name, ...spot });
  }
  return placed;
}

/**
 * Return where a name goes, tied to its place if that is neither near nor on it.
 * @param {Name & {centre: Spot}} name
 * @param {Box[]} occupied
 * @param {LeafletMap} map
 * @param {Lang} lang
 * @returns {{at: Spot, tie: Tie | null} | null}
 */
function spotOf({ text, hollow, holds, centre }, occupied, map, lang) {
  const tried = OFFSETS.map(([dx, dy]) => ({ x: centre.x + dx, y: centre.y + dy }));
  const free = tried.filter((at) => {
    const box = boxAt(at, text, hollow, lang);
    return !occupied.some((other) => overlap(box, other));
  });
  const home = free.find((at) => {
    return isNear(at, centre) || holds(map.containerPointToLatLng([at.x, at.y]));
  });
  if (home) return { at: home, tie: null };
  if (free.length) return { at: free[0], tie: tieOf(free[0], centre) };
  return hollow ? { at: centre, tie: null } : null;
}

/**
 * @param {Spot} at
 * @param {Spot} place
 */
function isNear(at, place) {
  return Math.hypot(place.x - at.x, place.y - at.y) <= NEAR_PX;
}

/**
 * Return the line that ties a name to its place: its length in pixels, and its direction clockwise
 * from the east in radians.
 * @param {Spot} at
 * @param {Spot} place
 */
function tieOf(at, place) {
  const [across, down] = [place.x - at.x, place.y - at.y];
  return { length: Math.hypot(across, down), turn: Math.atan2(down, across) };
}

/**
 * Return the marker of a placed name; its count, if any, carries a title of its own.
 * @param {Name & {at: Spot, tie: Tie | null}} name
 * @param {LeafletMap} map
 * @param {string} countTitle
 * @param {Marker["press"]} press
 * @returns {Marker}
 */
export function nameMarker(name, map, countTitle, press) {
  const { key, at, tie, text, hollow, kind, hue, focused } = name;
  const { lat, lng } = map.containerPointToLatLng([at.x, at.y]);
  const dress = (/** @type {HTMLButtonElement} */ button) => {
    const label = element("span", { textContent: text });
    const count = hollow
      ? element("b", { textContent: String(hollow), title: countTitle, className: "hollow" })
      : null;
    button.className = `name name-${kind} ${focused ? "focused" : ""}`;
    button.style.setProperty("--hue", hue);
    button.title = text;
    const line = tie ? element("i", { className: "name-tie" }) : null;
    line?.style.setProperty("width", `${tie?.length}px`);
    line?.style.setProperty("rotate", `${tie?.turn}rad`);
    button.replaceChildren(element("span", { className: "name-inner" }, line, label, count));
  };
  const look = JSON.stringify([text, hollow, hue, focused, countTitle, tie]);
  return { key, lat, lng, look, dress, press };
}
