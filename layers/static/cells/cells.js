// The cells of a cube on the map: they follow its filter before the server knows of it.
import { fetchBytes } from "../common/fetching.js";
import { fromWgs84, prepareDatum, toWgs84 } from "../common/datums.js";
import { LEAST_CELL_PX } from "../contract.js";
import { canvasIn, clear } from "../map/canvas.js";
import { viewOf } from "../map/view.js";
import { Cube } from "./cube.js";
import { densities, drawCells, slotAt } from "./paint.js";
import { cellPopup, lineOf, linesOf } from "./say.js";

/** @import { Layers } from "../map/map.js" */
/** @import { CellSums, Level, Totals } from "./cube.js" */
/** @import { Datum, Lang, LngLat, Outlines, Point, State, Theme, Words } from "../types.d.ts" */

const MARGIN = 0.15; // of the view on every side, so that a drag finds the cells drawn

/**
 * The cells that are drawn with a side in metres, their sums, and what lies on a km² of each.
 * @typedef {{level: Level, sums: CellSums, values: Float64Array, side: number}} Drawn
 */

export class Cells {
  /** @type {{state: State, words: Words, palette: Theme}} */
  told;
  /** Where the cube that is shown is served; empty while none is. */
  address = "";
  /** @type {Cube | null} */
  cube = null;
  /** @type {Drawn | null} */
  drawn = null;
  /** @type {{focus: string, totals: Totals | null} | null} */
  place = null;

  /**
   * Show cells among the layers of a map, in the datum of its basemap.
   * @param {Layers} layers
   * @param {Datum} datum
   */
  constructor(layers, datum) {
    this.layers = layers;
    this.map = layers.map;
    this.datum = datum;
    this.canvas = canvasIn(this.map, "cells");
    this.map.on("moveend zoomend resize", () => this.#draw());
  }

  /**
   * Take a state: fetch the cube that its metric colours, once, or draw it anew.
   * @param {State} state
   * @param {Words} words
   * @param {Theme} palette
   */
  show(state, words, palette) {
    this.told = { state, words, palette };
    if (state.cells !== this.address) this.#open(state.cells);
    else this.#draw(); // the filter, if it has changed, is on its way
  }

  /**
   * Fetch a cube, or leave the one that is shown where there is no address.
   * @param {string} address
   */
  async #open(address) {
    this.address = address;
    this.cube = this.drawn = null;
    this.totals = undefined;
    clear(this.canvas, this.map, viewOf(this.map));
    this.#tell([]);
    if (!address) return;
    try {
      const [bytes] = await Promise.all([fetchBytes(address), prepareDatum(this.datum)]);
      if (address !== this.address) return; // another is asked for
      this.cube = new Cube(bytes);
      await this.painted();
    } catch (error) {
      if (address !== this.address) return;
      this.#tell([this.told.words("map.failed")]);
      throw error;
    }
  }

  /** The map shows a filter: show its cells. */
  async painted() {
    if (!this.cube) return;
    this.popup?.remove();
    this.filter = this.layers.state.filter;
    await this.cube.filter(this.filter);
    this.totals = this.cube.totals();
    this.drawn = this.place = null;
    this.#draw();
  }

  /** Draw what passes as it lies in the view; the frame's body says how many rows that is. */
  #draw() {
    const { cube, filter, told, totals } = this;
    if (!cube || !filter || !totals) return;
    const view = viewOf(this.map, MARGIN);
    const { level, values, side } = (this.drawn = this.#drawnAt(cube, view.metresPerPixel));
    drawCells(clear(this.canvas, this.map, view), view, {
      ...{ level, values, grid: cube.about.grid },
      bounds: cube.about.bounds[told.state.metric],
      colours: told.palette.cells,
      move: (point) => fromWgs84(this.datum, point),
    });
    const found = { totals, side, place: this.#placeIn(cube) };
    this.#tell(linesOf(cube, filter, found, this.#speech));
    document.body.dataset.cells = String(totals.rows);
  }

  /**
   * The cells and their sums at a scale, as they are drawn where that has not changed.
   * @param {Cube} cube
   * @param {number} metresPerPixel
   * @returns {Drawn}
   */
  #drawnAt(cube, metresPerPixel) {
    const factor = cube.factorAt(LEAST_CELL_PX * metresPerPixel);
    const known = this.drawn?.level.factor === factor ? this.drawn : null;
    const level = known?.level ?? cube.level(factor);
    const sums = known?.sums ?? cube.sums(level);
    const side = factor * cube.about.cell_m;
    const counted = this.told.state.metric === "density" ? sums.rows : sums.wan;
    return { level, sums, side, values: densities(counted, side) };
  }

  /**
   * The district or cluster in focus and what passes in it, worked out once a filter and focus.
   * @param {Cube} cube
   */
  #placeIn(cube) {
    const { focus, lang } = this.told.state;
    const known = this.place?.focus === focus ? this.place : null;
    const totals = known ? known.totals : cube.totalsIn(focus);
    this.place = { focus, totals };
    return totals && { totals, name: nameOf(this.layers.outlines, focus, lang) };
  }

  get #speech() {
    return { lang: this.told.state.lang, words: this.told.words };
  }

  /**
   * Tell the page around the map what stands beside the legend.
   * @param {string[]} lines
   */
  #tell(lines) {
    if (!lines.length) delete document.body.dataset.cells;
    if (!this.layers.room.isInPage || this.told.state.linked) return;
    window.parent.document.body.dataset.cells = JSON.stringify(lines);
  }

  /**
   * The painted cell at a point of the map, by its slot.
   * @param {LngLat} point
   */
  #slotAt({ lng, lat }) {
    const { cube, drawn } = this;
    if (!cube || !drawn) return undefined;
    const point = toWgs84(this.datum, /** @type {Point} */ ([lng, lat]));
    const slot = slotAt(drawn.level, cube.about.grid, point);
    return slot !== undefined && drawn.values[slot] > 0 ? slot : undefined;
  }

  /**
   * Say in one line what lies in the cell at a point; nothing where none is painted.
   * @param {LngLat} point
   */
  sayAt(point) {
    const slot = this.#slotAt(point);
    if (slot === undefined || !this.drawn) return "";
    const { rows, wan } = this.drawn.sums;
    return lineOf(rows[slot], wan[slot], this.#speech);
  }

  /**
   * Open what lies in the cell that was pressed, and tell whether there is one.
   * @param {LngLat} point
   */
  opens(point) {
    const slot = this.#slotAt(point);
    const busy = this.layers.followers.some((follower) => follower.busy);
    if (slot === undefined || busy || !this.cube || !this.drawn) return false;
    const found = this.cube.within(this.drawn.level, slot);
    this.popup = this.layers.popups.openAt(point, cellPopup(found, this.drawn.side, this.#speech));
    return true;
  }
}

/**
 * Return what a district or cluster is called.
 * @param {Outlines} outlines
 * @param {string} key
 * @param {Lang} lang
 */
function nameOf({ districts, zones }, key, lang) {
  const id = key.slice(key.indexOf(":") + 1);
  const found = [...districts.features, ...zones.features].find((one) => one.properties.id === id);
  return found?.properties[`name_${lang}`] ?? "";
}
