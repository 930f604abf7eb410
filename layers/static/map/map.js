// The map's layers: they show whatever state they are told.
import { boxWithin } from "../common/dom.js";
import { voiceIn } from "../common/facts.js";
import { CITY, THEMES, UNSET } from "../contract.js";
import { digestOf } from "../engine/filters.js";
import { Ahead } from "./ahead.js";
import { Asking } from "./asking.js";
import { bubbleBox, bubbleMarker, coloursOf, labelOf } from "./bubbles.js";
import { addControls } from "./controls.js";
import { extentOf } from "./extent.js";
import { Footprints } from "./footprints.js";
import { Focus } from "./focus.js";
import { dressFrame } from "./frame.js";
import { nameMarker, namesOf, placeNames } from "./labels.js";
import { corner, legend } from "./legend.js";
import { Link } from "./link.js";
import { Markers } from "./markers.js";
import { Districts, Zones } from "./outlines.js";
import { Popups } from "./popups.js";
import { Room } from "./room.js";
import { switchesOf } from "./switches.js";

/** @import { Answering, Bubble, Catalogue, Filter } from "../types.d.ts" */
/** @import { Follower, Hollow, LeafletMap, LngLat, Outlines, Period } from "../types.d.ts" */
/** @import { State, Tell, Theme, Told, ToldState, Words } from "../types.d.ts" */

/**
 * What the layers are made of: what answers as an `Engine` does, the outlines, and the words; `tell`
 * is called with what was pressed, `painted` with the state that the map has painted.
 * @typedef {object} Parts
 * @property {Answering} projects
 * @property {Outlines} outlines
 * @property {Catalogue} words
 * @property {Tell} tell
 * @property {(state: State) => void} [painted]
 */

export class Layers {
  /** @type {State} */
  state;
  /** @type {Words} */
  words;
  /** @type {Theme} */
  palette;
  /** @type {Link | undefined} */
  link;
  extent = "";
  asked = false;

  /**
   * Put the layers on a Leaflet map.
   * @param {LeafletMap} map
   * @param {Parts} parts
   */
  constructor(map, { projects, outlines, words, tell, painted }) {
    this.map = map;
    this.outlines = outlines;
    this.catalogue = words;
    this.tell = tell;
    this.painted = painted;
    /** @type {Follower[]} */
    this.followers = [
      new Footprints(map, outlines.footprints, projects, (key) => this.choose(key)),
    ];
    /** @type {Hollow} */
    this.hollow = { cluster: {}, district: {} };
    this.markers = new Markers(map);
    const press = (/** @type {string} */ key) => {
      this.under = key;
    };
    this.districts = new Districts(map, outlines.districts, press);
    this.zones = new Zones(map, outlines.zones, outlines.areas, press);
    this.other = window.L.layerGroup();
    this.room = new Room(map, () => this.#refit());
    this.focus = new Focus(this.room, this.districts, this.zones);
    this.asking = new Asking(map, projects);
    this.ahead = new Ahead({
      take: (state) => this.#take(state),
      isEarly: ({ filter }) => this.followers.some((one) => one.disagrees?.(filter)),
    });
    const choose = (/** @type {string} */ focus) => this.choose(focus);
    this.popups = new Popups(this.room, { projects, outlines, choose });
    this.#follow();
  }

  #follow() {
    const { map } = this;
    map.on("click", ({ latlng }) => this.#pressGround(latlng));
    map.attributionControl.setPrefix(false);
    map.on("moveend zoomend resize", () => this.#look());
    map.on("moveend", () => this.#tellRoom());
    new ResizeObserver(() => this.#resize()).observe(map.getContainer());
  }

  /**
   * Let something follow the map's states, such as a tool; while it is `busy` no press chooses, and
   * while it `disagrees` with a filter no old answer that has this filter is shown.
   * @param {Follower} follower
   */
  add(follower) {
    this.followers.push(follower);
  }

  /**
   * Tell that a place or project was chosen.
   * @param {string} focus
   */
  choose(focus) {
    this.say({ id: focus });
  }

  /**
   * Tell what was pressed, unless the press belongs to a drawing.
   * @param {Told} properties
   */
  say(properties) {
    if (this.followers.some(({ busy }) => busy)) return;
    this.popups.forget();
    this.tell(properties);
  }

  /**
   * Show a state of the server: filter, focus, colours, language, theme.
   * @param {ToldState} told
   */
  show(told) {
    this.ahead.answer(/** @type {State} */ ({ ...UNSET, ...told }));
  }

  /**
   * Show at once what the chosen options of a filter will lead to.
   * @param {string} name
   * @param {number[]} options
   */
  press(name, options) {
    const filter = this.state && this.ahead.press(this.state.filter, name, options);
    if (filter) this.#expectFilter(filter);
  }

  /**
   * Work out ahead what the options of a filter may lead to: the pointer is on one of them.
   * @param {string} name
   * @param {number[]} options
   */
  expect(name, options) {
    if (this.state) this.asking.expect(name, options, () => this.state);
  }

  /**
   * Show at once what another period will lead to.
   * @param {Period} period
   */
  preview(period) {
    if (this.state) this.#expectFilter(this.ahead.slide(this.state.filter, period));
  }

  /**
   * Show a filter before the server knows of it.
   * @param {Filter} filter
   */
  #expectFilter(filter) {
    this.state = { ...this.state, filter };
    this.#filter();
  }

  /**
   * A press on the ground opens the place under it, if any, and asks about the spot.
   * @param {LngLat} spot
   */
  #pressGround(spot) {
    const taken = this.followers.some((follower) => follower.opens?.(spot));
    if (!taken) this.say({ id: this.under, spot: [spot.lng, spot.lat] });
    this.under = undefined;
  }

  /** @param {State} state */
  #take(state) {
    const before = this.shown;
    const translated = before?.lang !== state.lang;
    const moved = before?.focus !== state.focus;
    this.state = state;
    this.shown = state;
    const voice = voiceIn(this.catalogue, state.lang);
    this.words = voice.words;
    this.palette = THEMES[state.theme];
    this.popups.show(state, voice);
    dressFrame(this.map, state, this.words("map.label"));
    if (translated) this.#drawControls();
    if (moved) this.#leaveFor(state);
    this.asked = false;
    if (!before) this.#addOutlines(); // not sooner: moving would draw it twice
    this.#drawOutlines();
    for (const follower of this.followers) follower.show(state, this.words, this.palette);
    this.#filter();
    if (moved || translated) this.popups.followFocus();
  }

  /** Show the rows of the state's filter, unless they are shown. */
  async #filter() {
    const { filter } = this.state;
    const answer = await this.asking.show(this.state);
    if (!answer) return;
    this.hollow = answer.hollow;
    this.#drawMarkers(answer.bubbles);
    requestAnimationFrame(() => {
      document.body.dataset.visible = String(answer.visible);
      document.body.dataset.view = digestOf(filter);
      this.painted?.(this.state);
      for (const follower of this.followers) follower.painted?.();
    });
  }

  /**
   * Mark the bubbles that hold some of some rows, and no others.
   * @param {number[]} rows
   */
  async mark(rows) {
    await this.asking.mark(rows);
    await this.#look();
  }

  /** Draw the same rows as they lie in a new view of the map. */
  async #look() {
    if (!this.state) return;
    const bubbles = await this.asking.look(this.state);
    if (bubbles) this.#drawMarkers(bubbles);
  }

  /**
   * Show an extent, now and at the next state; with nothing, stand at the focus.
   * @param {string} extent
   */
  goTo(extent) {
    this.extent = extent;
    this.asked = true;
    if (this.state) this.#moveTo(this.state);
  }

  /**
   * Go to another focus: an extent belongs to the one before, unless it was asked for.
   * @param {State} state
   */
  #leaveFor(state) {
    if (!this.asked) this.extent = "";
    this.#moveTo(state);
  }

  /** @param {State} state */
  #moveTo(state) {
    this.focus.show(state, this.palette, this.extent);
    if (state.linked) this.link ??= new Link(this.map);
    this.link?.settle();
    this.#tellRoom();
  }

  /** Tell the page where the map stands, unless it is at the focus. */
  #tellRoom() {
    if (this.state) this.room.tell(this.focus.isFitted ? this.extent : extentOf(this.room.bounds));
  }

  /** Fill another size. */
  #resize() {
    this.map.invalidateSize({ animate: false });
    this.room.keep(this.districts.layer.getBounds());
    this.#refit();
  }

  /** A map that nobody moved is fitted anew. */
  #refit() {
    if (this.state && this.focus.isFitted) this.#moveTo(this.state);
    this.popups.update();
    for (const follower of this.followers) follower.roomChanged?.();
  }

  #addOutlines() {
    this.districts.layer.addTo(this.map);
    this.other.addTo(this.map);
    for (const [name, group] of this.zones.groups) {
      if (!this.asking.hidden.has(name)) group.addTo(this.map);
    }
    this.focus.bringToFront();
  }

  #drawOutlines() {
    this.districts.paint(this.state, this.palette);
    this.zones.paint(this.state, this.palette);
    if (this.room.isInPage) return; // the page has a legend of its own
    this.legend?.remove();
    this.legend = corner(legend(this.state, this.palette, this.words), "bottomleft");
    this.legend.addTo(this.map);
  }

  /**
   * Draw bubbles and names.
   * @param {Bubble[]} bubbles
   */
  #drawMarkers(bubbles) {
    // measured first: once something changed, the browser would have to lay out all of it
    const covered = this.legend?.getContainer();
    const taken = covered ? [boxWithin(covered, this.map.getContainer())] : this.room.boxes;
    taken.push(...bubbles.map((bubble) => bubbleBox(bubble, this.map)));
    const names = placeNames(this.#names(), taken, this.map, this.state.lang);
    this.markers.draw([...this.#bubbles(bubbles), ...names.map((name) => this.#name(name))]);
  }

  /** @param {Bubble[]} bubbles */
  #bubbles(bubbles) {
    const colours = coloursOf(this.palette, this.state.colour);
    return bubbles.map((bubble) => {
      const label = labelOf(bubble, this.words);
      return bubbleMarker(bubble, colours, label, () => this.popups.openBubble(bubble));
    });
  }

  #names() {
    const { outlines, hollow, palette, state, zones } = this;
    const clusters = zones.clusters.filter(({ id }) => !this.asking.hidden.has(id));
    return namesOf(clusters, outlines, { hollow, palette, state });
  }

  /**
   * A name opens its place; the hollow count beside it lists the projects known only that far.
   * @param {ReturnType<typeof placeNames>[number]} name
   */
  #name(name) {
    const title = this.words("map.only_district", { name: name.text });
    return nameMarker(name, this.map, title, ({ target }) => {
      const onCount = target instanceof Element && target.className === "hollow";
      if (onCount) this.popups.listRows(name, title, "onlyIn", name.key);
      else this.choose(name.key);
    });
  }

  #drawControls() {
    this.removeControls?.();
    const goHome = () => {
      if (this.state.focus === CITY) this.#moveTo(this.state);
      else this.choose(CITY);
    };
    const switched = switchesOf(this, (name, shown) => {
      this.asking.hidden[shown ? "delete" : "add"](name);
      this.#filter();
    });
    this.removeControls = addControls(this.map, this.words, switched, goHome);
  }
}
