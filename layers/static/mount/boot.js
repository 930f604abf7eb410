// The classic script that the map's frame loads: it queues calls until the module is there.
(() => {
  const { src: base } = /** @type {HTMLScriptElement} */ (document.currentScript);
  /** @type {Promise<typeof import("./attach.js")>} */
  const module = import(new URL("attach.js", base).href);
  /** @type {Promise<import("../map/map.js").Layers> | undefined} */
  let layers;

  const OPTIONS = {
    zoom: 10,
    zoomControl: false,
    preferCanvas: true,
    zoomSnap: 0.25,
    fadeAnimation: false,
  };

  window.twoZones = {
    /** Open a Leaflet map in an element, with our layers; the index at an address names their data. */
    open(id, { index, centre, ground, tiles, attribution }) {
      const map = window.L.map(id, { center: centre, ...OPTIONS });
      if (tiles) window.L.tileLayer(tiles, { attribution }).addTo(map);
      layers = module.then(({ attachLayers }) => attachLayers(map, index, Boolean(ground)));
      return map;
    },
    /** Show a state; the last one given wins. */
    update(state) {
      layers?.then((attached) => attached.show(state));
    },
    /** Show an extent, or the focus where there is none. */
    goTo(extent) {
      layers?.then((attached) => attached.goTo(extent));
    },
    /** Show another period at once, before the server knows of it. */
    preview(period) {
      layers?.then((attached) => attached.preview(period));
    },
  };
})();
