// Attaching the layers to the page's map, with all that needs the page and its server.
import { element } from "./dom.js";
import { fetchJson } from "./fetching.js";
import { Layers } from "./map.js";
import { followPresses } from "./press.js";
import { openProjects } from "./projects.js";
import { Snapshot } from "./snapshot.js";
import { AskedSpot } from "./spot.js";
import { tellPage } from "./telling.js";
import { Tools } from "./tools.js";

/** Fetch what the index at an address names and attach the layers to a Leaflet map. */
export async function attachLayers(map, index) {
  let words;
  try {
    const addresses = await fetchJson(index);
    const [projects, ground] = await Promise.all([
      openProjects(addresses),
      fetchJson(addresses.ground),
      fetchJson(addresses.words).then((catalogue) => (words = catalogue)),
    ]);
    const layers = new Layers(map, { projects, ground, words, tell: tellPage });
    layers.add(new AskedSpot(map, () => layers.say({ ask: true })));
    layers.add(new Tools(map, addresses.datum, tellPage));
    layers.add(new Snapshot(map, addresses.snapshot));
    followPresses(addresses.filters, (name, option) => layers.press(name, option));
    return layers;
  } catch (error) {
    map.getContainer().append(failure(words, error));
    throw error;
  }
}

/** What stands in place of a map whose data did not load: in both languages, where it can. */
function failure(words, error) {
  const sentences = words
    ? Object.values(words).map(({ map }) => map.failed)
    : ["地图数据没有载入。The map data did not load.", String(error)];
  return element("p", { className: "failed", role: "alert", textContent: sentences.join(" ") });
}
