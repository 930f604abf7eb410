// The map: fetches its layers once, then shows whatever state it is told.
import { Bubbles, areaOf, bubbleMarker } from "./bubbles.js";
import { Projects, decodeMask, fetchAsset } from "./columns.js";
import { element } from "./dom.js";
import { Districts, Zones } from "./ground.js";
import { bubbleBox, nameMarker, placeNames } from "./labels.js";
import { corner, legend } from "./legend.js";
import { PALETTES } from "./palette.js";
import { listPopup, numbersPopup, projectPopup } from "./popup.js";
import { Tools } from "./tools.js";
import { wordsIn } from "./words.js";

const CLOSEST_ZOOM = 14;
const FUNCTIONAL = "functional_area";
const OTHER = "other";

/** Fetch the assets of `config` and attach the layers to a Leaflet map. */
export async function attachLayers(map, config) {
  try {
    const [projects, ground, words] = await Promise.all(
      [config.projects, config.ground, config.words].map(fetchAsset),
    );
    const layers = new Layers(map, new Projects(projects), ground, words);
    if (config.datum) layers.addTools(config.datum);
    return layers;
  } catch (error) {
    map
      .getContainer()
      .append(element("p", { className: "failed", role: "alert", textContent: config.failed }));
    throw error;
  }
}

class Layers {
  constructor(map, projects, ground, catalogue) {
    this.map = map;
    this.projects = projects;
    this.ground = ground;
    this.catalogue = catalogue;
    this.hidden = new Set([FUNCTIONAL]);
    this.rows = [];
    this.shown = [];
    this.bubbles = new Bubbles(projects);
    this.markers = window.L.layerGroup().addTo(map);
    this.precision = window.L.layerGroup().addTo(map);
    this.districts = new Districts(ground.districts, (key) => this.choose(key));
    this.zones = new Zones(ground.zones, (key) => this.choose(key));
    this.controls = [];
    this.districts.layer.addTo(map);
    for (const [name, group] of this.zones.groups) {
      if (!this.hidden.has(name)) group.addTo(map);
    }
    map.attributionControl.setPrefix(false);
    map.on("moveend zoomend resize", () => this.#drawMarkers());
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  }

  /** Offer the tools that need the page behind the map; `datum` is that of the tiles. */
  addTools(datum) {
    this.tools = new Tools(this.map, datum, (properties) => this.#tell(properties));
  }

  /** Show a state: filter, focus, colours, language, theme. */
  show(state) {
    const before = this.state;
    this.state = state;
    this.rows = decodeMask(state.mask, this.projects.size);
    this.words = wordsIn(this.catalogue, state.lang);
    this.palette = PALETTES[state.theme];
    document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
    document.body.dataset.theme = state.theme;
    if (before?.lang !== state.lang) this.#drawSwitches();
    this.#drawGround();
    this.#indexBubbles();
    if (before?.focus !== state.focus) this.#moveTo(state.focus);
    this.tools?.show(state, this.words, this.palette);
    this.#drawMarkers();
    if (before?.focus !== state.focus || before?.lang !== state.lang) this.#openPopup(state);
    this.#signalPaint(state);
  }

  /** Tell the page that a place or project was chosen. */
  choose(focus) {
    if (!this.tools?.busy) this.#tell({ id: focus });
  }

  #tell(properties) {
    this.clicks = Math.max(Date.now(), (this.clicks ?? 0) + 1);
    const feature = {
      type: "Feature",
      geometry: null,
      properties: { ...properties, click: this.clicks },
    };
    const shared = window.__GLOBAL_DATA__;
    shared.last_active_drawing = feature;
    shared.previous_data = { last_active_drawing: feature };
    window.Streamlit.setComponentValue(shared.previous_data);
  }

  #signalPaint(state) {
    requestAnimationFrame(() => {
      const visible = this.rows.filter((row) => this.projects.hasPoint(row)).length;
      document.body.dataset.visible = String(visible);
      document.body.dataset.view = state.view;
    });
  }

  #drawGround() {
    this.districts.paint(this.state, this.palette);
    this.zones.paint(this.state, this.palette);
    this.legend?.remove();
    const content = legend(this.state, this.palette, this.words);
    this.legend = corner(content, "bottomleft").addTo(this.map);
  }

  #indexBubbles() {
    const layerOf = (row) => this.projects.option("cluster", row) ?? OTHER;
    this.shown = this.rows.filter((row) => !this.hidden.has(layerOf(row)));
    this.bubbles.setRows(this.shown);
  }

  #drawMarkers() {
    if (!this.state) return;
    this.markers.clearLayers();
    const bubbles = this.bubbles.within(this.map);
    for (const bubble of bubbles) this.#addBubble(bubble);
    for (const name of placeNames(
      this.#names(),
      bubbles.map(bubbleBox),
      this.map,
      this.state.lang,
    )) {
      this.#addName(name);
    }
  }

  #addBubble(bubble) {
    const rows = bubble.groups.flatMap((group) => group.rows);
    const title = this.#titleOf(bubble.groups, rows);
    const label = `${title} · ${this.words("map.projects_here", { count: bubble.count })}`;
    bubbleMarker(bubble, areaOf(this.projects, bubble), label)
      .on("click", () => this.#pressBubble(bubble, rows, title))
      .addTo(this.markers);
  }

  #titleOf(groups, rows) {
    if (groups.length > 1) return this.words("map.several_places", { count: groups.length });
    const { lang } = this.state;
    return this.projects.placeName(rows[0], lang) || this.projects.name(rows[0], lang);
  }

  #pressBubble(bubble, rows, title) {
    if (bubble.groups.length > 1 && this.map.getZoom() < CLOSEST_ZOOM) {
      const bounds = window.L.latLngBounds(bubble.groups.map(({ lat, lng }) => [lat, lng]));
      this.map.fitBounds(bounds.pad(0.3), { maxZoom: CLOSEST_ZOOM });
      return;
    }
    const place = this.projects.option("place", rows[0]);
    if (bubble.groups.length === 1 && place !== null) this.choose(place);
    else if (rows.length === 1) this.choose(`project:${this.projects.columns.id[rows[0]]}`);
    this.#listAt([bubble.lat, bubble.lng], title, rows);
  }

  /** The names to place, each with how many shown projects are known only that far. */
  #names() {
    const { lang, focus } = this.state;
    const only = { district: new Map(), cluster: new Map() };
    for (const row of this.shown) {
      if (this.projects.hasPoint(row)) continue;
      const cluster = this.projects.option("cluster", row);
      const level = cluster === null ? "district" : "cluster";
      const id = cluster ?? this.projects.option("district", row);
      if (id === null) continue;
      if (!only[level].has(id)) only[level].set(id, []);
      only[level].get(id).push(row);
    }
    const named = (features, kind, areaOfZone) =>
      features.map(({ properties: p }) => ({
        kind,
        key: `${kind}:${p.id}`,
        text: p[`name_${lang}`],
        lat: p.label_lat,
        lng: p.label_lon,
        rows: only[kind].get(p.id) ?? [],
        hollow: only[kind].get(p.id)?.length ?? 0,
        area: areaOfZone(p),
        focused: focus === `${kind}:${p.id}`,
      }));
    const clusters = this.ground.zones.features.filter(
      ({ properties: p }) => p.kind === "cluster" && !this.hidden.has(p.id),
    );
    return [
      ...named(clusters, "cluster", (p) => p.parent),
      ...named(this.ground.districts.features, "district", () => null),
    ];
  }

  /** A name opens its place; the hollow count beside it lists the projects known only that far. */
  #addName(name) {
    const title = this.words("map.only_district", { name: name.text });
    nameMarker(name, this.map, title)
      .on("click", ({ originalEvent }) => {
        if (originalEvent.target.className === "hollow") {
          this.#listAt([name.lat, name.lng], title, name.rows);
        } else this.choose(name.key);
      })
      .addTo(this.markers);
  }

  #listAt(latLng, title, rows) {
    const { projects, words } = this;
    const { lang } = this.state;
    const choose = (focus) => this.choose(focus);
    this.#popupAt(latLng, listPopup({ title, rows, projects, lang, words, choose }));
  }

  #popupAt(latLng, content) {
    this.map.closePopup();
    window.L.popup({ maxWidth: 280, autoPanPadding: [24, 24] })
      .setLatLng(latLng)
      .setContent(content)
      .openOn(this.map);
  }

  /** Open what belongs to the focus: numbers, a place's projects, or one project. */
  #openPopup({ focus, popup, lang }) {
    this.map.closePopup();
    const [kind, id] = focus.split(":");
    if (kind === "project") {
      const row = this.projects.rowOf.get(id);
      if (!this.projects.hasPoint(row)) return;
      const { projects, words } = this;
      this.#popupAt(this.projects.latLng(row), projectPopup({ row, projects, lang, words }));
    } else if (kind === "place") {
      const rows = this.shown.filter((row) => this.projects.option("place", row) === focus);
      const row = rows.find((member) => this.projects.hasPoint(member));
      if (row === undefined) return;
      this.#listAt(this.projects.latLng(row), this.projects.placeName(row, lang), rows);
    } else if (popup.title) {
      this.#popupAt(this.#labelOf(focus), numbersPopup(popup));
    }
  }

  #labelOf(focus) {
    const [kind, id] = focus.split(":");
    const { features } = kind === "district" ? this.ground.districts : this.ground.zones;
    const { label_lat: lat, label_lon: lng } = features.find(
      (f) => f.properties.id === id,
    ).properties;
    return [lat, lng];
  }

  /** Move to the focus and draw the error of a position as a circle. */
  #moveTo(focus) {
    this.precision.clearLayers();
    const bounds = this.#boundsOf(focus);
    if (bounds)
      this.map.fitBounds(bounds, { animate: false, maxZoom: CLOSEST_ZOOM, padding: [24, 24] });
  }

  #boundsOf(focus) {
    const [kind, id] = focus.split(":");
    if (kind === "city") return this.zones.clusterBounds().pad(0.03);
    if (kind === "district") return this.#districtBounds(id);
    const zone = this.zones.boundsOf(focus);
    if (zone && kind === "cluster") return zone.pad(0.25);
    return this.#circleBounds(focus) ?? zone?.pad(0.25) ?? null;
  }

  #districtBounds(id) {
    const layers = this.districts.layer.getLayers();
    return layers.find((layer) => layer.feature.properties.id === id).getBounds();
  }

  #circleBounds(focus) {
    const { projects } = this;
    const row = focus.startsWith("project:")
      ? projects.rowOf.get(focus.slice("project:".length))
      : projects.columns.id.findIndex(
          (_, at) => projects.option("place", at) === focus && projects.hasPoint(at),
        );
    if (row === undefined || row < 0 || !projects.hasPoint(row)) return null;
    const circle = window.L.circle(projects.latLng(row), {
      radius: projects.columns.radius[row],
      className: "precision",
      color: this.palette.chosen,
      weight: 1.5,
      dashArray: "2 4",
      fillOpacity: 0.06,
      interactive: false,
    }).addTo(this.precision);
    return circle.getBounds().pad(0.4);
  }

  /** The controls in the language of the state: zoom, home, and one switch a layer. */
  #drawSwitches() {
    for (const control of this.controls) control.remove();
    const { L } = window;
    const words = this.words;
    const { lang } = this.state;
    const zoom = L.control.zoom({
      position: "topleft",
      zoomInTitle: words("map.zoom_in"),
      zoomOutTitle: words("map.zoom_out"),
    });
    const home = element("button", { type: "button", className: "home", textContent: "⌂" });
    home.title = words("map.home");
    home.setAttribute("aria-label", words("map.home"));
    home.addEventListener("click", () => this.#goHome());
    const switches = L.control.layers(null, null, { position: "topright", collapsed: true });
    switches.addOverlay(this.districts.layer, escaped(words("map.layer_districts")));
    for (const { properties: p } of this.ground.zones.features) {
      if (p.kind === "cluster") this.#addSwitch(switches, p.id, p[`name_${lang}`]);
    }
    this.#addSwitch(switches, OTHER, words("map.layer_other"));
    this.#addSwitch(switches, FUNCTIONAL, words("map.layer_functional"));
    const scale = L.control.scale({ imperial: false });
    this.controls = [zoom, corner(home, "topleft"), switches, scale];
    for (const control of this.controls) control.addTo(this.map);
    switches.getContainer().querySelector("a").title = words("map.layers");
    this.map.attributionControl.removeAttribution(this.attribution);
    this.attribution = escaped(words("map.attribution"));
    this.map.attributionControl.addAttribution(this.attribution);
  }

  #addSwitch(switches, name, text) {
    if (!this.zones.groups.has(name))
      this.zones.groups.set(name, window.L.layerGroup().addTo(this.map));
    const group = this.zones.groups.get(name);
    group.off();
    group.on("add remove", ({ type }) => {
      this.hidden[type === "add" ? "delete" : "add"](name);
      this.#indexBubbles();
      this.#drawMarkers();
    });
    switches.addOverlay(group, escaped(text));
  }

  #goHome() {
    if (this.state.focus === "city") this.#moveTo("city");
    else this.choose("city");
  }
}

/** Leaflet takes some labels as markup: give it text. */
function escaped(text) {
  return element("span", { textContent: text }).innerHTML;
}
