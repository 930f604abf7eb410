// The map's layers: they show whatever state they are told.
import { bubbleBox, bubbleMarker } from "./bubbles.js";
import { addControls } from "./controls.js";
import { boxWithin } from "../common/dom.js";
import { voiceIn } from "../common/facts.js";
import { choosing, digestOf } from "../engine/filters.js";
import {
  CITY,
  FUNCTIONAL,
  LANGUAGE_TAGS,
  NO_CLUSTER,
  PLACE_PREFIXES,
  PROJECT,
  THEMES,
  UNSET,
} from "../contract.js";
import { Districts, ZONES_PANE, Zones } from "./outlines.js";
import { nameMarker, placeNames } from "./labels.js";
import { corner, legend } from "./legend.js";
import { Link } from "./link.js";
import { Markers } from "./markers.js";
import { huesOf } from "./palette.js";
import { listPopup, numbersPopup, projectPopup } from "./popup.js";

const CLOSEST_ZOOM = 14;
/** Pixels that a popup keeps from the map's edges: at the top stand the tools. */
const CLEAR_OF_CONTROLS = { autoPanPaddingTopLeft: [24, 72], autoPanPaddingBottomRight: [24, 24] };
const TILE_PX = 256;
const VIEW_MARGIN = 0.1;
const SERVER_MS = 1000;
const ROUNDING_PX = 2;

/** Fits bounds as if the map had just been opened, so that it stands the same however it came there. */
const FITTED = { animate: false, reset: true, padding: [24, 24] };

export class Layers {
  /**
   * Put the layers on a Leaflet map: `projects` answers as an `Engine` does, `tell` is called with
   * what was pressed: the `id` of a place or project, a `spot` of the ground; `painted` with the
   * state that the map has painted.
   */
  constructor(map, { projects, outlines, words, tell, painted }) {
    this.map = map;
    this.projects = projects;
    this.outlines = outlines;
    this.catalogue = words;
    this.tell = tell;
    this.painted = painted;
    this.followers = [];
    this.hidden = new Set([FUNCTIONAL]);
    this.hollow = { cluster: {}, district: {} };
    this.markers = new Markers(map);
    this.precision = window.L.layerGroup().addTo(map);
    const press = (key) => {
      this.under = key;
    };
    this.districts = new Districts(map, outlines.districts, press);
    this.zones = new Zones(map, outlines.zones, outlines.areas, press);
    map.on("click", ({ latlng }) => this.#pressGround(latlng));
    this.other = window.L.layerGroup();
    map.attributionControl.setPrefix(false);
    map.on("moveend zoomend resize", () => this.#look());
    new ResizeObserver(() => this.#resize()).observe(map.getContainer());
  }

  /**
   * Let something follow the map's states, such as a tool; while it is `busy` no press chooses, and
   * while it `disagrees` with a filter no old answer that has this filter is shown.
   */
  add(follower) {
    this.followers.push(follower);
  }

  /** Tell that a place or project was chosen. */
  choose(focus) {
    this.say({ id: focus });
  }

  /** Tell what was pressed, unless the press belongs to a drawing. */
  say(properties) {
    if (!this.followers.some(({ busy }) => busy)) this.tell(properties);
  }

  /** Show a state of the server: filter, focus, colours, language, theme. */
  show(told) {
    const state = { ...UNSET, ...told };
    clearTimeout(this.late);
    if (this.pressed && digestOf(this.pressed) !== digestOf(state.filter)) this.#takeLate(state);
    else this.#take(state);
  }

  /** Take an answer to an earlier press unless the one to the last press is still on its way. */
  #takeLate(state) {
    this.late = setTimeout(() => {
      const early = this.followers.some((follower) => follower.disagrees?.(state.filter));
      if (early) this.#takeLate(state);
      else this.#take(state);
    }, SERVER_MS);
  }

  /** Show at once what the chosen options of a filter will lead to. */
  press(name, options) {
    if (!this.state) return;
    const filter = choosing(this.state.filter, name, options);
    if (digestOf(filter) === digestOf(this.state.filter)) return; // as the server said
    this.preview(filter);
  }

  /** Work out ahead what the options of a filter may lead to: the pointer is on one of them. */
  expect(name, options) {
    if (!this.state) return;
    this.likely = [name, options];
    if (!this.expecting) this.#expectLikely();
  }

  /** Ask for what is likely, one at a time, so that a press never waits behind several. */
  async #expectLikely() {
    this.expecting = true;
    while (this.likely) {
      const request = this.#request(choosing(this.state.filter, ...this.likely));
      this.likely = null;
      const asked = JSON.stringify(request);
      if (this.expected?.asked === asked) continue;
      const expected = { asked, answer: null, answered: this.projects.ask("expect", request) };
      this.expected = expected;
      expected.answer = await expected.answered;
    }
    this.expecting = false;
  }

  /** Show at once what another period will lead to: the days `from` and `to`, where there are. */
  preview(period) {
    if (!this.state) return;
    this.pressed = { ...this.state.filter, ...period };
    this.state = { ...this.state, filter: this.pressed };
    this.#filter();
  }

  /** A press on the ground opens the place under it, if any, and asks about the spot. */
  #pressGround({ lat, lng }) {
    this.say({ id: this.under, spot: [lng, lat] });
    this.under = undefined;
  }

  #take(state) {
    const before = this.shown;
    this.pressed = null;
    this.state = state;
    this.shown = state;
    this.voice = voiceIn(this.catalogue, state.lang);
    this.words = this.voice.words;
    this.palette = THEMES[state.theme];
    document.documentElement.lang = LANGUAGE_TAGS[state.lang];
    document.body.dataset.theme = state.theme;
    document.body.dataset.linked = String(state.linked);
    if (state.linked) this.link ??= new Link(this.map);
    if (before?.lang !== state.lang) {
      nameMap(this.map.getContainer(), this.words("map.label"));
      this.#drawControls();
    }
    const moved = before?.focus !== state.focus;
    if (moved) this.#moveTo(state);
    if (!before) this.#addOutlines(); // not sooner: moving would draw it twice
    this.#drawOutlines();
    for (const follower of this.followers) follower.show(state, this.words, this.palette);
    this.#filter();
    if (moved || before?.lang !== state.lang) this.#openPopup(state);
  }

  /** Show the rows of the state's filter, unless they are shown: at once where they were expected. */
  async #filter() {
    const { filter, lang, theme, focus, fit } = this.state;
    const request = this.#request(filter);
    const asked = JSON.stringify(request);
    const shown = [asked, lang, theme, focus, JSON.stringify(fit)].join();
    if (shown === this.asked) return;
    this.asked = shown;
    const answered = this.projects.ask("show", request);
    const expected = this.expected?.asked === asked ? this.expected : { answered };
    const answer = expected.answer ?? (await expected.answered);
    if (this.asked !== shown) return; // a later filter is shown or on its way
    this.hollow = answer.hollow;
    this.#drawMarkers(answer.bubbles);
    requestAnimationFrame(() => {
      document.body.dataset.visible = String(answer.visible);
      document.body.dataset.view = digestOf(filter);
      this.painted?.(this.state);
      for (const follower of this.followers) follower.painted?.();
    });
  }

  /** What to ask of the projects for a filter. */
  #request(filter) {
    return { filter, rest: this.state.rest, hidden: [...this.hidden], view: this.#view() };
  }

  /** Draw the same rows as they lie in a new view of the map. */
  async #look() {
    const { asked } = this;
    if (!asked) return;
    const bubbles = await this.projects.ask("look", this.#view());
    if (this.asked === asked) this.#drawMarkers(bubbles);
  }

  /** The view of the map, with a margin, in pixels of the world at its zoom. */
  #view() {
    const { min, max } = this.map.getPixelBounds();
    const [width, height] = [max.x - min.x, max.y - min.y];
    return {
      scale: TILE_PX * 2 ** this.map.getZoom(),
      left: min.x - VIEW_MARGIN * width,
      top: min.y - VIEW_MARGIN * height,
      width: width * (1 + 2 * VIEW_MARGIN),
      height: height * (1 + 2 * VIEW_MARGIN),
      colour: this.state.colour,
    };
  }

  #addOutlines() {
    this.districts.layer.addTo(this.map);
    this.other.addTo(this.map);
    for (const [name, group] of this.zones.groups) {
      if (!this.hidden.has(name)) group.addTo(this.map);
    }
    this.precision.eachLayer((circle) => circle.bringToFront());
  }

  #drawOutlines() {
    this.districts.paint(this.state, this.palette);
    this.zones.paint(this.state, this.palette);
    this.legend?.remove();
    const content = legend(this.state, this.palette, this.words);
    this.legend = corner(content, "bottomleft").addTo(this.map);
  }

  /** Draw bubbles and names. */
  #drawMarkers(bubbles) {
    // measured first: once something changed, the browser would have to lay out all of it
    const covered = boxWithin(this.legend.getContainer(), this.map.getContainer());
    const taken = [covered, ...bubbles.map((bubble) => bubbleBox(bubble, this.map))];
    const names = placeNames(this.#names(), taken, this.map, this.state.lang);
    this.markers.draw([...this.#bubbles(bubbles), ...names.map((name) => this.#name(name))]);
  }

  #bubbles(bubbles) {
    const { palette } = this;
    const { colour } = this.state;
    const colours = {
      hues: huesOf(palette, colour),
      other: palette.other,
      ringed: colour !== "area",
    };
    return bubbles.map((bubble) => {
      const label = this.words("map.projects_here", { count: bubble.count });
      return bubbleMarker(bubble, colours, label, () => this.#pressBubble(bubble));
    });
  }

  /** A bubble of several points is zoomed into; one of a point opens its place or its project. */
  async #pressBubble({ lat, lng, first, count, spread }) {
    const members = await this.projects.ask("members", { first, count });
    if (!members) return;
    if (spread && this.map.getZoom() < CLOSEST_ZOOM) {
      const bounds = window.L.latLngBounds(members.bounds);
      this.map.fitBounds(bounds.pad(0.3), { maxZoom: CLOSEST_ZOOM });
      return;
    }
    const records = await this.projects.ask("describe", members.rows);
    const [{ id, place, where }] = records;
    if (!spread && place !== null) this.choose(`${PLACE_PREFIXES.place}${place}`);
    else if (count === 1) this.choose(`${PROJECT}${id}`);
    const title = spread ? this.words("map.several_places") : where.place[this.state.lang];
    this.#listAt([lat, lng], title, count, records);
  }

  /** The names to place, each with how many shown projects are known only that far. */
  #names() {
    const { lang, focus, fit } = this.state;
    const ranked = ({ id, [`name_${lang}`]: name }) =>
      id in fit ? `${fit[id].rank} · ${name}` : name;
    const hueOf = (area) => this.palette.areas[this.outlines.areas.indexOf(area)];
    const named = (features, kind) =>
      features.map(({ properties: p }) => ({
        kind,
        key: `${PLACE_PREFIXES[kind]}${p.id}`,
        text: ranked(p),
        lat: p.label_lat,
        lng: p.label_lon,
        hollow: this.hollow[kind][p.id] ?? 0,
        hue: (kind === "cluster" && hueOf(p.parent)) || this.palette.other,
        focused: focus === `${PLACE_PREFIXES[kind]}${p.id}`,
      }));
    const clusters = this.outlines.zones.features.filter(
      ({ properties: p }) => p.kind === "cluster" && !this.hidden.has(p.id),
    );
    return [...named(clusters, "cluster"), ...named(this.outlines.districts.features, "district")];
  }

  /** A name opens its place; the hollow count beside it lists the projects known only that far. */
  #name(name) {
    const title = this.words("map.only_district", { name: name.text });
    return nameMarker(name, this.map, title, ({ target }) => {
      if (target.className === "hollow") this.#listRows(name, title, "onlyIn");
      else this.choose(name.key);
    });
  }

  /** List the rows that the engine's `method` finds for a key, at a point. */
  async #listRows({ key, lat, lng }, title, method) {
    const { count, rows } = await this.projects.ask(method, key);
    if (!count) return;
    this.#listAt([lat, lng], title, count, await this.projects.ask("describe", rows));
  }

  #listAt(latLng, title, count, records) {
    const choose = (focus) => this.choose(focus);
    this.#popupAt(latLng, listPopup({ title, count, records, voice: this.voice, choose }));
  }

  #popupAt(latLng, content) {
    this.map.closePopup();
    this.popup = window.L.popup({ maxWidth: 280, ...CLEAR_OF_CONTROLS })
      .setLatLng(latLng)
      .setContent(content)
      .openOn(this.map);
  }

  /** Open what belongs to the focus: numbers, a place's projects, or one project. */
  async #openPopup({ focus, row, spot, popup }) {
    this.map.closePopup();
    if (row !== null && spot) {
      const [record] = await this.projects.ask("describe", [row]);
      this.#popupAt(spot, projectPopup(record, this.voice));
    } else if (popup.title) {
      this.#popupAt(this.#labelOf(focus), numbersPopup(popup));
    } else if (spot) {
      this.#listRows({ key: focus, ...spot }, popup.name, "inPlace");
    }
  }

  #labelOf(focus) {
    const [kind, id] = focus.split(":");
    const { features } = kind === "district" ? this.outlines.districts : this.outlines.zones;
    const { label_lat: lat, label_lon: lng } = features.find(
      (f) => f.properties.id === id,
    ).properties;
    return [lat, lng];
  }

  /** Move to the focus and draw the error of its position as a circle. */
  #moveTo({ focus, spot }) {
    this.precision.clearLayers();
    const bounds = this.#boundsOf(focus, spot);
    if (bounds) this.map.fitBounds(bounds, { ...FITTED, maxZoom: CLOSEST_ZOOM });
    this.fitted = this.#standing();
    this.link?.settle();
  }

  /** Fill another size; a map that stands where it was fitted is fitted anew. */
  #resize() {
    const { fitted } = this;
    this.map.invalidateSize({ animate: false });
    const { centre, zoom } = this.#standing();
    const moved = !fitted || zoom !== fitted.zoom || centre.distanceTo(fitted.centre) > ROUNDING_PX;
    if (moved) return;
    this.#moveTo(this.state);
    this.popup?.update(); // moved with the ground: it comes into view again
  }

  /** Where the map stands: its centre in pixels of the world, and its zoom. */
  #standing() {
    return { centre: this.map.project(this.map.getCenter()), zoom: this.map.getZoom() };
  }

  #boundsOf(focus, spot) {
    const [kind, id] = focus.split(":");
    if (focus === CITY) return this.zones.clusterBounds().pad(0.03);
    if (kind === "district") return this.districts.boundsOf(id);
    const zone = this.zones.boundsOf(focus)?.pad(0.25) ?? null;
    return kind === "cluster" || !spot ? zone : this.#circleAt(spot).getBounds().pad(0.4);
  }

  #circleAt(spot) {
    return window.L.circle(spot, {
      radius: spot.radius,
      className: "precision",
      color: this.palette.chosen,
      weight: 1.5,
      dashArray: "2 4",
      fillOpacity: 0.06,
      interactive: false,
      pane: ZONES_PANE,
    }).addTo(this.precision);
  }

  #drawControls() {
    this.removeControls?.();
    const goHome = () => {
      if (this.state.focus === CITY) this.#moveTo(this.state);
      else this.choose(CITY);
    };
    this.removeControls = addControls(this.map, this.words, this.#switched(), goHome);
  }

  /** The layers that can be switched, in the language of the state. */
  #switched() {
    const { lang } = this.state;
    const clusters = this.outlines.zones.features.filter(
      ({ properties: p }) => p.kind === "cluster",
    );
    const named = [
      ...clusters.map(({ properties: p }) => [
        p.id,
        p[`name_${lang}`],
        this.zones.groups.get(p.id),
      ]),
      [NO_CLUSTER, this.words("map.layer_other"), this.other],
      [FUNCTIONAL, this.words("map.layer_functional"), this.zones.groups.get(FUNCTIONAL)],
    ].filter(([, , layer]) => layer); // not every region has a place across its districts
    for (const [name, , layer] of named) {
      layer.off("add remove").on("add remove", ({ type }) => {
        this.hidden[type === "add" ? "delete" : "add"](name);
        this.#filter();
      });
    }
    return [
      { text: this.words("map.layer_districts"), layer: this.districts.layer },
      ...named.map(([, text, layer]) => ({ text, layer })),
    ];
  }
}

/** Tell screen readers what the map is, and the frame that it stands in. */
function nameMap(container, label) {
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", label);
  if (window.frameElement) window.frameElement.title = label;
}
