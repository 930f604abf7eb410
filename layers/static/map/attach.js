// Attaching the layers to the page's map, with all that needs the page and its server.
import { element } from "../common/dom.js";
import { fetchJson } from "../common/fetching.js";
import { Layers } from "./map.js";
import { Options } from "./options.js";
import { openProjects } from "./projects.js";
import { Snapshot } from "./snapshot.js";
import { AskedSpot } from "./spot.js";
import { tellPage, tellPainted } from "./telling.js";
import { Tools } from "./tools.js";

/**
 * Fetch what the index at an address names and attach the layers to a Leaflet map.
 *
 * The ground is drawn while the projects are still being opened.
 */
export async function attachLayers(map, index) {
  let words;
  const fail = (error) => {
    map.getContainer().append(failure(words, error));
    throw error;
  };
  try {
    const addresses = await fetchJson(index);
    const { engine: projects, opened } = openProjects(addresses);
    opened.catch(fail);
    const [ground] = await Promise.all([
      fetchJson(addresses.ground),
      fetchJson(addresses.words).then((catalogue) => (words = catalogue)),
    ]);
    const painted = (state) => tellPainted(state.painted);
    const layers = new Layers(map, { projects, ground, words, tell: tellPage, painted });
    layers.add(new AskedSpot(map, () => layers.say({ ask: true })));
    layers.add(new Tools(map, addresses, tellPage));
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

/** What stands in place of a map whose data did not load: in both languages, where it can. */
function failure(words, error) {
  const sentences = words
    ? Object.values(words).map(({ map }) => map.failed)
    : ["地图数据没有载入。The map data did not load.", String(error)];
  return element("p", { className: "failed", role: "alert", textContent: sentences.join(" ") });
}
