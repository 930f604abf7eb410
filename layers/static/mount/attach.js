// Attaching the layers to the page's map, with all that needs the page and its server.
import { element } from "../common/dom.js";
import { fetchJson } from "../common/fetching.js";
import { NOT_LOADED } from "../contract.js";
import { Cells } from "../cells/cells.js";
import { Ground } from "../ground/ground.js";
import { Bounds } from "../map/bounds.js";
import { Changed } from "../map/changed.js";
import { DraggedPoint } from "../map/dragged_point.js";
import { Hover } from "../map/hover.js";
import { Layers } from "../map/map.js";
import { Options } from "../map/options.js";
import { openProjects } from "../map/projects.js";
import { Snapshot } from "../tools/snapshot.js";
import { AskedSpot } from "../map/spot.js";
import { tellPage, tellPainted } from "../map/telling.js";
import { Tools } from "../tools/tools.js";

/** @import { Datum, Index, LeafletMap, State } from "../types.d.ts" */

/**
 * Fetch what the index at an address names and attach the layers to a Leaflet map.
 *
 * The outlines are drawn while the projects are still being opened; the ground comes last.
 * @param {LeafletMap} map
 * @param {string} index
 * @param {boolean} withGround
 */
export async function attachLayers(map, index, withGround) {
  const fail = (/** @type {unknown} */ error) => {
    map.getContainer().append(failure());
    throw error;
  };
  try {
    const addresses = await fetchJson(index);
    const { engine: projects, opened } = openProjects(addresses);
    opened.catch(fail);
    const [outlines, words] = await Promise.all([
      fetchJson(addresses.outlines),
      fetchJson(addresses.words),
    ]);
    const painted = (/** @type {State} */ state) => tellPainted(state.painted);
    const layers = new Layers(map, { projects, outlines, words, tell: tellPage, painted });
    layers.goTo(layers.room.extentOfLink);
    layers.add(new Bounds(map, outlines.bounds));
    if (withGround) layers.add(new Ground(map, outlines.districts, readersOf(addresses.ground)));
    else document.body.dataset.ground = "none";
    const cells = new Cells(layers, datumOf(addresses));
    layers.add(cells);
    layers.add(new Hover(layers, projects, cells));
    layers.add(new AskedSpot(layers.room, () => layers.say({ ask: true })));
    layers.add(new Tools(layers.room, addresses, tellPage));
    layers.add(new DraggedPoint(map, tellPage));
    layers.add(new Changed(layers, projects));
    layers.add(new Snapshot(map, addresses.snapshot));
    layers.add(
      new Options(addresses.filters, {
        press: (name, options) => layers.press(name, options),
        expect: (name, options) => layers.expect(name, options),
      }),
    );
    return layers;
  } catch (error) {
    return fail(error);
  }
}

/**
 * Return what fetches each part of the ground.
 * @param {Record<string, string>} addresses
 */
function readersOf(addresses) {
  return Object.fromEntries(
    Object.entries(addresses).map(([part, address]) => [part, () => fetchJson(address)]),
  );
}

/**
 * Return the datum of the basemap.
 * @param {Index} addresses
 */
function datumOf({ datum, datums }) {
  return /** @type {Datum} */ (datums.find(({ code }) => code === datum));
}

/** What stands in place of a map whose data or words did not load: in every language. */
function failure() {
  const textContent = Object.values(NOT_LOADED).join(" ");
  return element("p", { className: "failed", role: "alert", textContent });
}
