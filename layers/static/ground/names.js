// Names of the ground: along streets, beside points, the most important first, none over another.
import {
  LAST_WIDE_CLASS,
  LEVEL_RINGS,
  MOST_NAMES,
  NAME_PX,
  NAMED,
  ROADS,
  SPACE_PX,
  STRAIGHT,
} from "../contract.js";

/** @import { Feature } from "./decode.js" */
/** @import { View } from "../map/view.js" */

const ORDER = Object.keys(NAMED);
const POINT_OFFSETS_PX = [11, -11, 23, -23];
const FIRST_PX = 12; // no name at the very end of a street
const STEP_PX = 24;
const END_PX = 8;
const EDGE_PX = 2;
const GAP_PX = 4;
const HALO_PX = 3;

/**
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box pixels of the view
 * @typedef {{text: string, kind: string, wide: boolean, width: number, px: number}} Name before it is placed
 * @typedef {{x: number, y: number, angle: number}} At
 * @typedef {object} PlacedName
 * @property {string} text
 * @property {string} kind
 * @property {boolean} wide whether it is drawn in the larger size
 * @property {number} x
 * @property {number} y
 * @property {number} angle radians, never head down
 * @property {Box} box
 */

/**
 * Place the names of features.
 *
 * @param {Feature[]} features those in the view
 * @param {View} view
 * @param {"zh" | "en"} lang
 * @param {Box[]} taken what no name may cover
 * @param {(text: string, px: number) => number} measure returns the width of a text in pixels
 * @returns {PlacedName[]}
 */
export function placeGroundNames(features, view, lang, taken, measure) {
  const page = new Page(view, taken);
  for (const feature of named(features, view.zoom)) {
    const text = feature[lang] ?? "";
    const px = sizeOf(feature);
    const width = measure(text, px);
    const name = { text, kind: feature.kind, wide: px === NAME_PX.wide };
    if (feature.kind === "road") placeAlong(page, feature, { ...name, width, px }, view);
    else placeBeside(page, feature, { ...name, width, px }, view);
  }
  return page.placed;
}

/**
 * The size of a name in pixels.
 * @param {Feature} feature
 */
function sizeOf({ kind, class: roadClass = 0 }) {
  return kind !== "road" || roadClass <= LAST_WIDE_CLASS ? NAME_PX.wide : NAME_PX.street;
}

/**
 * The features that have a name at a zoom, the most important first.
 * @param {Feature[]} features
 * @param {number} zoom
 */
function named(features, zoom) {
  const rank = (/** @type {Feature} */ { kind, class: roadClass = 0, ring }) =>
    kind === "road" && !ring ? ORDER.length + roadClass : ORDER.indexOf(ring ? "ring" : kind);
  return features
    .filter((feature) => feature.zh && zoom >= zoomOf(feature))
    .sort((one, other) => rank(one) - rank(other) || other.points.length - one.points.length);
}

/** @param {Feature} feature */
function zoomOf({ kind, class: roadClass = 0, ring }) {
  if (kind !== "road") return NAMED[kind];
  return ring ? NAMED.ring : ROADS[roadClass].named;
}

/** What is taken of a view, and what was placed in it. */
class Page {
  /**
   * @param {View} view
   * @param {Box[]} taken
   */
  constructor({ width, height }, taken) {
    this.width = width;
    this.height = height;
    this.taken = [...taken];
    /** @type {PlacedName[]} */
    this.placed = [];
    /** @type {Map<string, number>} */
    this.counts = new Map();
  }

  /**
   * Place a name if its box is free; return whether it was.
   * @param {Name & At} name
   */
  place(name) {
    const box = boxOf(name);
    if (!this.#isFree(box)) return false;
    this.taken.push(box);
    this.counts.set(name.text, this.countOf(name.text) + 1);
    const { text, kind, wide, x, y, angle } = name;
    this.placed.push({ text, kind, wide, x, y, angle, box });
    return true;
  }

  /** @param {string} text */
  countOf(text) {
    return this.counts.get(text) ?? 0;
  }

  /** @param {Box} box */
  #isFree({ left, top, right, bottom }) {
    return (
      left > EDGE_PX &&
      top > EDGE_PX &&
      right < this.width - EDGE_PX &&
      bottom < this.height - EDGE_PX &&
      !this.taken.some(
        (other) =>
          other.left < right + GAP_PX &&
          left < other.right + GAP_PX &&
          other.top < bottom + GAP_PX &&
          top < other.bottom + GAP_PX,
      )
    );
  }
}

/**
 * The upright box around a turned text.
 * @param {Name & At} name
 */
function boxOf({ x, y, width, px, angle }) {
  const [cosine, sine] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const across = (width * cosine + px * sine) / 2;
  const down = (width * sine + px * cosine) / 2;
  return { left: x - across, right: x + across, top: y - down, bottom: y + down };
}

/**
 * @param {Page} page
 * @param {Feature} feature
 * @param {Name} name
 * @param {View} view
 */
function placeBeside(page, { points }, name, { scale, left, top }) {
  const [x, y] = [points[0] * scale - left, points[1] * scale - top];
  for (const offset of POINT_OFFSETS_PX) {
    if (page.place({ ...name, x, y: y + offset, angle: 0 })) return;
  }
}

/**
 * @param {Page} page
 * @param {Feature} feature
 * @param {Name} name
 * @param {View} view
 */
function placeAlong(page, feature, name, view) {
  const kind = feature.ring ? "ring" : "road";
  const level = feature.ring && view.zoom < LEVEL_RINGS;
  let next = 0;
  for (const { at, x, y, angle } of straightSpots(feature.points, view, name.width + END_PX)) {
    if (page.countOf(name.text) >= MOST_NAMES[kind]) return;
    if (at < next) continue;
    if (page.place({ ...name, x, y, angle: level ? 0 : angle })) next = at + SPACE_PX[kind];
  }
}

/**
 * Yield where a text of a length lies nearly straight on a line: `at` pixels from its start.
 *
 * @param {Float64Array} points
 * @param {View} view
 * @param {number} length pixels
 */
export function* straightSpots(points, view, length) {
  const pointAt = walk(points, view);
  for (let from = FIRST_PX; ; from += STEP_PX) {
    const [start, end] = [pointAt(from, 0), pointAt(from + length, 1)];
    if (!start || !end) return;
    const [across, down] = [end.x - start.x, end.y - start.y];
    if (Math.hypot(across, down) < STRAIGHT * length) continue;
    const angle = upright(Math.atan2(down, across));
    yield { at: from + length / 2, x: start.x + across / 2, y: start.y + down / 2, angle };
  }
}

/**
 * Return a function that gives the point so far along a line; each of its two walkers goes on.
 * @param {Float64Array} points
 * @param {View} view
 * @returns {(distance: number, number: 0 | 1) => {x: number, y: number} | null}
 */
function walk(points, { scale, left, top }) {
  const x = (/** @type {number} */ at) => points[2 * at] * scale - left;
  const y = (/** @type {number} */ at) => points[2 * at + 1] * scale - top;
  const last = points.length / 2 - 1;
  const walkers = [
    { at: 0, gone: 0 },
    { at: 0, gone: 0 },
  ];
  return (distance, number) => {
    const walker = walkers[number];
    while (walker.at < last) {
      const { at } = walker;
      const [across, down] = [x(at + 1) - x(at), y(at + 1) - y(at)];
      const length = Math.hypot(across, down);
      if (walker.gone + length >= distance) {
        const share = length ? (distance - walker.gone) / length : 0;
        return { x: x(at) + share * across, y: y(at) + share * down };
      }
      walker.gone += length;
      walker.at += 1;
    }
    return null;
  };
}

/**
 * Turn an angle by half a turn where its text would stand on its head.
 * @param {number} angle
 */
function upright(angle) {
  if (angle > Math.PI / 2) return angle - Math.PI;
  return angle < -Math.PI / 2 ? angle + Math.PI : angle;
}

/**
 * Return the font of a text in pixels.
 *
 * @param {number} px
 * @param {string} family
 */
export function fontOf(px, family) {
  return `${px}px ${family}`;
}

/**
 * Draw placed names, each with a halo.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {PlacedName[]} names
 * @param {Record<string, string>} inks
 * @param {string} family
 */
export function drawNames(context, names, inks, family) {
  Object.assign(context, {
    textAlign: "center",
    textBaseline: "middle",
    lineJoin: "round",
    lineWidth: HALO_PX,
    strokeStyle: inks.halo,
    fillStyle: inks.name,
  });
  for (const { text, wide, x, y, angle } of names) {
    context.save();
    context.font = fontOf(wide ? NAME_PX.wide : NAME_PX.street, family);
    context.translate(x, y);
    context.rotate(angle);
    context.strokeText(text, 0, 0);
    context.fillText(text, 0, 0);
    context.restore();
  }
}
