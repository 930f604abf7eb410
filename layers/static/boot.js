// The classic script that the map's frame loads: it queues calls until the module is there.
(() => {
  const base = document.currentScript.src;
  const module = import(new URL("attach.js", base).href);
  let layers = null;

  window.twoZones = {
    /** Attach our layers to a Leaflet map; the index at an address names what to fetch. */
    attach(map, index) {
      layers = module.then(({ attachLayers }) => attachLayers(map, index));
    },
    /** Show a state; the last one given wins. */
    update(state) {
      layers.then((attached) => attached.show(state));
    },
    /** Show another period at once, before the server knows of it. */
    preview(period) {
      layers?.then((attached) => attached.preview(period));
    },
  };
})();
