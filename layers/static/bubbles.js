// Bubbles: one a place with its count, merged where they would overlap.
import { element } from "./dom.js";

const MERGE_RADIUS_PX = 28;
const MAX_ZOOM = 17;
const SMALLEST_PX = 11;
const LARGEST_PX = 26;

/** Radius in pixels of a bubble that stands for `count` projects. */
export function bubbleRadius(count) {
  return Math.min(LARGEST_PX, Math.max(SMALLEST_PX, 8 + 2.7 * Math.sqrt(count)));
}

/** Group rows by their point: a list of `{lng, lat, rows}`. */
export function groupByPoint(projects, rows) {
  const groups = new Map();
  for (const row of rows) {
    if (!projects.hasPoint(row)) continue;
    const [lat, lng] = projects.latLng(row);
    const key = `${lng},${lat}`;
    if (!groups.has(key)) groups.set(key, { lng, lat, rows: [] });
    groups.get(key).rows.push(row);
  }
  return [...groups.values()];
}

/** The visible bubbles of a set of rows at any view of the map. */
export class Bubbles {
  constructor(projects) {
    this.projects = projects;
    this.setRows([]);
  }

  /** Take the rows to show and index their points. */
  setRows(rows) {
    this.groups = groupByPoint(this.projects, rows);
    this.index = new window.Supercluster({
      radius: MERGE_RADIUS_PX,
      extent: 256,
      maxZoom: MAX_ZOOM,
      map: ({ count }) => ({ count }),
      reduce: (total, { count }) => {
        total.count += count;
      },
    }).load(
      this.groups.map(({ lng, lat, rows: members }, group) => ({
        type: "Feature",
        geometry: { type: "Point", coordinates: [lng, lat] },
        properties: { group, count: members.length },
      })),
    );
  }

  /** Return the bubbles within the map's view: `{lng, lat, count, groups, x, y, radius}`. */
  within(map) {
    const bounds = map.getBounds().pad(0.1);
    const zoom = Math.floor(map.getZoom());
    const found = this.index
      .getClusters([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()], zoom)
      .map((feature) => this.#bubble(feature, map));
    return absorbOverlaps(found, map);
  }

  #bubble({ geometry, properties, id }, map) {
    const [lng, lat] = geometry.coordinates;
    const groups = properties.cluster
      ? this.index.getLeaves(id, Infinity).map((leaf) => this.groups[leaf.properties.group])
      : [this.groups[properties.group]];
    return {
      lng,
      lat,
      count: properties.count,
      groups,
      ...placed(map, lng, lat, properties.count),
    };
  }
}

function placed(map, lng, lat, count) {
  const { x, y } = map.latLngToContainerPoint([lat, lng]);
  return { x, y, radius: bubbleRadius(count) };
}

/** Merge bubbles that would still overlap into the larger one. */
function absorbOverlaps(bubbles, map) {
  const kept = [];
  for (const bubble of bubbles.sort((a, b) => b.count - a.count)) {
    const host = kept.find(
      ({ x, y, radius }) => Math.hypot(x - bubble.x, y - bubble.y) < radius + bubble.radius,
    );
    if (host) {
      host.groups = host.groups.concat(bubble.groups);
      host.count += bubble.count;
      Object.assign(host, placed(map, host.lng, host.lat, host.count));
    } else kept.push(bubble);
  }
  return kept;
}

/** The area that all rows of a bubble share, else null. */
export function areaOf(projects, bubble) {
  const areas = new Set(
    bubble.groups.flatMap(({ rows }) => rows.map((row) => projects.option("area", row))),
  );
  return areas.size === 1 ? [...areas][0] : null;
}

/** Make the Leaflet marker of a bubble: a real button, so that it takes the keyboard. */
export function bubbleMarker(bubble, area, label) {
  const size = 2 * bubble.radius;
  const icon = window.L.divIcon({
    className: `bubble ${area ? `area-${area}` : "area-none"}`,
    html: element("span", { textContent: String(bubble.count) }),
    iconSize: [size, size],
  });
  return window.L.marker([bubble.lat, bubble.lng], {
    icon,
    keyboard: true,
    title: label,
    alt: label,
  });
}
