// Districts and zones: polygons, their colours, and clicks on them.
import { FUNCTIONAL, PLACE_PREFIXES } from "../contract.js";

/** The pane of the zones: above the streets, which are drawn above the districts. */
export const ZONES_PANE = "zones";
const BORDER_DASHES = "7 3 2 3"; // a plain line would read as a road
const FULL_ZOOM = 10;
const FADED_A_LEVEL = 0.2;
const [MOST_OPACITY, LEAST_OPACITY] = [0.9, 0.42];

/** How much of a district's colour is left at a zoom, so that the streets lead when one is near. */
function opacityAt(zoom) {
  const faded = MOST_OPACITY - FADED_A_LEVEL * Math.max(0, zoom - FULL_ZOOM);
  return Math.max(LEAST_OPACITY, faded);
}

/** The district polygons, coloured by the classes of a state. */
export class Districts {
  constructor(map, collection, onClick) {
    this.map = map;
    map.on("zoomend", () => this.#fade());
    this.layer = window.L.geoJSON(collection, {
      style: { className: "district", dashArray: BORDER_DASHES, weight: 1 },
      onEachFeature: (feature, layer) => {
        layer.on("click", () => onClick(`${PLACE_PREFIXES.district}${feature.properties.id}`));
      },
    });
  }

  /** Colour every district by its class; the focused one gets a strong line. */
  paint({ classes, focus }, palette) {
    this.layer.eachLayer((layer) => {
      const { id } = layer.feature.properties;
      const focused = focus === `${PLACE_PREFIXES.district}${id}`;
      const step = classes[id];
      layer.setStyle({
        fillColor: step === undefined ? palette.unclassed : palette.classes[step],
        color: focused ? palette.chosen : palette.line,
        dashArray: focused ? null : BORDER_DASHES,
        weight: focused ? 2.5 : 1,
      });
      if (focused) layer.bringToFront();
    });
    this.#fade();
  }

  /** The legend's ramp fades with the districts: it reads the same property. */
  #fade() {
    const fillOpacity = opacityAt(this.map.getZoom());
    this.layer.setStyle({ fillOpacity });
    this.map.getContainer().style.setProperty("--district-opacity", String(fillOpacity));
  }

  /** Return the bounds of a district by its adcode. */
  boundsOf(id) {
    return this.layer
      .getLayers()
      .find((layer) => layer.feature.properties.id === id)
      .getBounds();
  }
}

/** One group a cluster (its outline and its sites), and one for the functional areas. */
export class Zones {
  /** Take the zones' features, and the areas in the order of their hues. */
  constructor(map, collection, areas, onClick) {
    map.createPane(ZONES_PANE);
    const renderer = window.L.svg({ pane: ZONES_PANE });
    this.groups = new Map();
    this.layers = [];
    const parents = new Map(collection.features.map(({ properties: p }) => [p.id, p.parent]));
    for (const feature of collection.features) {
      const { id, kind, parent } = feature.properties;
      const group = kind === "cluster" ? id : kind === "site" ? parent : FUNCTIONAL;
      const key = `${PLACE_PREFIXES[kind === "cluster" ? kind : "place"]}${id}`;
      const layer = window.L.geoJSON(feature, { pane: ZONES_PANE, renderer });
      layer.on("click", () => onClick(key));
      layer.zone = { ...feature.properties, key, area: areas.indexOf(parents.get(group)) };
      this.layers.push(layer);
      if (!this.groups.has(group)) this.groups.set(group, window.L.layerGroup());
      this.groups.get(group).addLayer(layer);
    }
  }

  /** Style every zone by its area's hue; schematic ones are dashed. */
  paint({ focus, fit }, palette) {
    for (const layer of this.layers) {
      const { id, kind, key, area, geometry_basis: basis } = layer.zone;
      const hue = palette.areas[area] ?? palette.other;
      const focused = focus === key;
      const main = kind === "cluster";
      layer.setStyle({
        color: focused ? palette.chosen : hue,
        weight: focused ? 2.5 : main ? 1.6 : 0.8,
        dashArray: basis === "schematic" ? "5 4" : null,
        opacity: main || focused ? 1 : 0.55,
        fillColor: hue,
        fillOpacity: main ? 0.16 + 0.006 * (fit[id]?.score ?? 0) : 0.04,
      });
    }
  }

  /** Return the bounds of a zone by its key, or null. */
  boundsOf(key) {
    return this.layers.find(({ zone }) => zone.key === key)?.getBounds() ?? null;
  }

  /** Return the bounds of all clusters. */
  clusterBounds() {
    const clusters = this.layers.filter(({ zone }) => zone.kind === "cluster");
    return clusters.reduce(
      (bounds, layer) => bounds.extend(layer.getBounds()),
      window.L.latLngBounds([]),
    );
  }
}
