// Districts and zones: polygons, their colours, and clicks on them.
import { FADES, FUNCTIONAL, PLACE_PREFIXES } from "../contract.js";

/** @import { LayerGroup, LeafletMap, State, Theme } from "../types.d.ts" */
/** @import * as Drawn from "../types.d.ts" */

/** The pane of the zones: above the streets, which are drawn above the districts. */
export const ZONES_PANE = "zones";
const BORDER_DASHES = "7 3 2 3"; // a plain line would read as a road

/**
 * How much of a district's colour is left at a zoom, so that the streets lead when one is near.
 * @param {number} zoom
 */
function opacityAt(zoom) {
  const faded = FADES.most - FADES.a_level * Math.max(0, zoom - FADES.from);
  return Math.max(FADES.least, faded);
}

/** The district polygons, coloured by the classes of a state. */
export class Districts {
  /**
   * Take the districts' features; `onClick` is called with the key of one that is pressed.
   * @param {LeafletMap} map
   * @param {Drawn.Districts} collection
   * @param {(key: string) => void} onClick
   */
  constructor(map, { features }, onClick) {
    this.map = map;
    this.filled = true;
    map.on("zoomend", () => this.#fade());
    this.layer = window.L.featureGroup();
    this.drawn = features.map((feature) => {
      const { id } = feature.properties;
      const key = `${PLACE_PREFIXES.district}${id}`;
      const style = { className: "district", dashArray: BORDER_DASHES, weight: 1 };
      const layer = window.L.geoJSON(feature, { style }).on("click", () => onClick(key));
      this.layer.addLayer(layer);
      return { id, key, layer };
    });
  }

  /**
   * Colour every district by its class, or not at all above cells; the focused one gets a strong
   * line.
   * @param {State} state
   * @param {Theme} palette
   */
  paint({ cells, classes, focus }, palette) {
    this.filled = !cells;
    for (const { id, key, layer } of this.drawn) {
      const focused = focus === key;
      layer.setStyle({
        fillColor: id in classes ? palette.classes[classes[id]] : palette.unclassed,
        color: focused ? palette.chosen : palette.line,
        dashArray: focused ? undefined : BORDER_DASHES,
        weight: focused ? 2.5 : 1,
      });
      if (focused) layer.bringToFront();
    }
    this.#fade();
  }

  /** The legend's ramp fades with the districts: it reads the same property. */
  #fade() {
    const fillOpacity = opacityAt(this.map.getZoom());
    this.layer.setStyle({ fillOpacity: this.filled ? fillOpacity : 0 });
    this.map.getContainer().style.setProperty("--district-opacity", String(fillOpacity));
  }

  /**
   * Return the bounds of a district by its key, or null.
   * @param {string} key
   */
  boundsOf(key) {
    return this.drawn.find((one) => one.key === key)?.layer.getBounds() ?? null;
  }
}

const SITE_LOOK = { weight: 0.8, opacity: 0.55, fillOpacity: 0.04 };

/** @param {number} score */
function clusterLook(score) {
  return { weight: 1.6, opacity: 1, fillOpacity: 0.16 + 0.006 * score };
}

/** One group a cluster (its outline and its sites), and one for the functional areas. */
export class Zones {
  /**
   * Take the zones' features, and the areas in the order of their hues; `onClick` is called with
   * the key of a zone that is pressed.
   * @param {LeafletMap} map
   * @param {Drawn.Zones} collection
   * @param {string[]} areas
   * @param {(key: string) => void} onClick
   */
  constructor(map, { features }, areas, onClick) {
    map.createPane(ZONES_PANE);
    const look = { pane: ZONES_PANE, renderer: window.L.svg({ pane: ZONES_PANE }) };
    /** @type {Map<string, LayerGroup>} */
    this.groups = new Map();
    const parents = new Map(features.map(({ properties: p }) => [p.id, p.parent]));
    this.zones = features.map((feature) => {
      const { id, kind, parent } = feature.properties;
      const group = kind === "cluster" ? id : kind === "site" ? parent : FUNCTIONAL;
      const key = `${PLACE_PREFIXES[kind === "cluster" ? kind : "place"]}${id}`;
      const options = /** @type {Drawn.GeoJSONOptions} */ (look);
      const layer = window.L.geoJSON(feature, options).on("click", () => onClick(key));
      this.#groupOf(group).addLayer(layer);
      const area = areas.indexOf(parents.get(group) ?? "");
      return { ...feature.properties, key, area, layer };
    });
    this.clusters = this.zones.filter(({ kind }) => kind === "cluster");
  }

  /** @param {string} name */
  #groupOf(name) {
    const group = this.groups.get(name) ?? window.L.layerGroup();
    this.groups.set(name, group);
    return group;
  }

  /**
   * Style every zone by its area's hue; schematic ones are dashed.
   * @param {State} state
   * @param {Theme} palette
   */
  paint({ focus, fit }, palette) {
    for (const { id, kind, key, area, layer, geometry_basis: basis } of this.zones) {
      const hue = palette.areas[area] ?? palette.other;
      const dashArray = basis === "schematic" ? "5 4" : undefined;
      const score = fit[id]?.score ?? 0;
      const look = kind === "cluster" ? clusterLook(score) : SITE_LOOK;
      layer.setStyle({ color: hue, fillColor: hue, dashArray, ...look });
      if (focus === key) layer.setStyle({ color: palette.chosen, weight: 2.5, opacity: 1 });
    }
  }

  /**
   * Return the bounds of a zone by its key, or null.
   * @param {string} key
   */
  boundsOf(key) {
    return this.zones.find((zone) => zone.key === key)?.layer.getBounds() ?? null;
  }

  /** Return the bounds of all clusters. */
  clusterBounds() {
    return this.clusters.reduce(
      (bounds, { layer }) => bounds.extend(layer.getBounds()),
      window.L.latLngBounds([]),
    );
  }
}
