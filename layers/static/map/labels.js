// Names on the ground, each with the hollow count of projects known only that far.
import { element } from "../common/dom.js";

const LINE_PX = 20;
const CHARACTER_PX = { zh: 15, en: 7.5 };
const GAP_PX = 3;

const RINGS_PX = [26, 46, 68, 92];
const DIRECTIONS = 12;

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

/** Estimate the box of a name, in container pixels around its centre. */
function boxAt({ x, y }, text, hollow, lang) {
  const width = text.length * CHARACTER_PX[lang] + (hollow ? 14 + 8 * String(hollow).length : 0);
  return {
    left: x - width / 2,
    right: x + width / 2,
    top: y - LINE_PX / 2,
    bottom: y + LINE_PX / 2,
  };
}

function overlap(a, b) {
  return (
    a.left < b.right + GAP_PX &&
    b.left < a.right + GAP_PX &&
    a.top < b.bottom + GAP_PX &&
    b.top < a.bottom + GAP_PX
  );
}

/**
 * Place names so that none covers another or a bubble.
 *
 * `names` are `{key, lat, lng, text, hollow, kind}`, the most important first; those with a hollow
 * count are placed even if they must collide, the others are left out.
 */
export function placeNames(names, taken, map, lang) {
  const occupied = [...taken];
  const placed = [];
  const size = map.getSize();
  for (const name of [...names].sort((a, b) => (b.hollow > 0) - (a.hollow > 0))) {
    const centre = map.latLngToContainerPoint([name.lat, name.lng]);
    if (centre.x < 0 || centre.y < 0 || centre.x > size.x || centre.y > size.y) continue;
    const tried = OFFSETS.map(([dx, dy]) => ({ x: centre.x + dx, y: centre.y + dy }));
    const free = tried.find((at) => {
      const box = boxAt(at, name.text, name.hollow, lang);
      return !occupied.some((other) => overlap(box, other));
    });
    const at = free ?? (name.hollow ? centre : null);
    if (!at) continue;
    occupied.push(boxAt(at, name.text, name.hollow, lang));
    placed.push({ ...name, at });
  }
  return placed;
}

/** Return the marker of a placed name; its count, if any, carries a title of its own. */
export function nameMarker(name, map, countTitle, press) {
  const { key, at, text, hollow, kind, hue, focused } = name;
  const { lat, lng } = map.containerPointToLatLng([at.x, at.y]);
  const dress = (button) => {
    const label = element("span", { textContent: text });
    const count = hollow
      ? element("b", { textContent: String(hollow), title: countTitle, className: "hollow" })
      : null;
    button.className = `name name-${kind} ${focused ? "focused" : ""}`;
    button.style.setProperty("--hue", hue);
    button.title = text;
    button.replaceChildren(element("span", { className: "name-inner" }, label, count));
  };
  const look = JSON.stringify([text, hollow, hue, focused, countTitle]);
  return { key, lat, lng, look, dress, press };
}
