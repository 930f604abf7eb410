// What goes between the modules, and from the server to them; nothing of it is in a script.
import type * as Leaflet from "leaflet";
import type { Feature, FeatureCollection, Geometry } from "geojson";

declare global {
  interface Window {
    L: typeof Leaflet;
    /** What streamlit-folium tells the page with. */
    __GLOBAL_DATA__: { last_active_drawing: unknown; previous_data: unknown };
    Streamlit: { setComponentValue(value: unknown): void };
    /** Shows a step of the history that was come back to, and tells whether it did. */
    twoZonesReturn?: () => boolean;
    twoZones?: {
      open(id: string, told: Opening): Leaflet.Map;
      update(state: ToldState): void;
      preview(period: Period): void;
      goTo(extent: string): void;
    };
  }
}

export type Lang = "zh" | "en";
export type Point = [x: number, y: number];
export type LngLat = { lng: number; lat: number };

/** Gives a sentence such as `map.legend`, with its facts filled in. */
export type Words = (name: string, facts?: Record<string, unknown>) => string;
/** A field as it is shown: its name, its column, what it is called, and how its value is said. */
export type FieldShown = {
  name: string;
  column: string;
  label: string;
  head: string;
  kind: string;
};
/** By language: sentences by section and name, and the fields shown by where. */
export type Catalogue = Record<
  string,
  {
    words: Record<string, Record<string, string>>;
    shown: Record<string, FieldShown[]>;
  }
>;
/** What is said of projects in a language. */
export type Voice = { lang: Lang; words: Words; shown: Record<string, FieldShown[]> };

/** Days since 1970; null lifts an end. */
export type Period = { from?: number | null; to?: number | null };
/** The positions of the options chosen by name, the period, the text and the shape. */
export type Filter = { from?: number; to?: number; q?: string; shape?: string } & {
  [name: string]: number[] | number | string | undefined;
};
/** A byte a row, the same encoded, or nothing for all rows. */
export type Mask = Uint8Array | string | undefined;
export type Codes = Int8Array | Int16Array | Int32Array;
export type Rows = number[] | Uint32Array;

/** A view of the world, which is `scale` pixels wide, coloured by a column. */
export interface View {
  scale: number;
  left: number;
  top: number;
  width: number;
  height: number;
  colour: string;
}

/** Rows counted as one: the first, whether they lie apart, and how many have each option. */
export interface Bubble extends LngLat {
  count: number;
  first: number;
  spread: boolean;
  mix: Uint32Array;
  silent: number;
  marked: number;
  radius: number;
}

export type Hollow = Record<string, Record<string, number>>;

export interface Request {
  filter: Filter;
  rest: Mask;
  hidden: string[];
  view: View;
}
export interface Answer {
  visible: number;
  hollow: Hollow;
  bubbles: Bubble[];
}

export type PlaceNames = Record<Lang, string> & { up: string[] };
/** All that is known of a row: its options, its details, and the names of where it lies. */
export interface ProjectRecord {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- columns by the table of fields
  [name: string]: any;
  id: string;
  name_zh: string;
  name_en: string;
  date: string;
  investment_yi_cny: number | null;
  aggregate: boolean;
  radius_m: number | null;
  sector: string;
  status: string;
  news: string | null;
  origin: string;
  level: string;
  place: string | null;
  district: string | null;
  where: { place: PlaceNames; [kind: string]: PlaceNames | undefined };
}
export type DetailPage = Record<string, unknown[]>;
/** The pages' address without their number, and how many rows a page has. */
export type DetailAddress = { prefix: string; rows: number };

/** Answers a method of an `Engine` by a promise. */
export interface Answering {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  ask(method: string, ...request: unknown[]): Promise<any>;
}

export interface Theme {
  chosen: string;
  line: string;
  other: string;
  unclassed: string;
  classes: string[];
  cells: string[];
  edge: string;
  quiet: string;
  areas: string[];
  streets: Record<string, string>;
}

export interface DistrictProperties {
  id: string;
  name_zh: string;
  name_en: string;
  label_lon: number;
  label_lat: number;
}
export interface ZoneProperties extends DistrictProperties {
  kind: string;
  parent: string;
  geometry_basis: string;
}
export type PublishedBounds = FeatureCollection<
  Geometry,
  { site: string; name_zh: string; name_en: string }
>;
export type Districts = FeatureCollection<Geometry, DistrictProperties>;
export type Zones = FeatureCollection<Geometry, ZoneProperties>;
export type Footprints = FeatureCollection<Geometry, { id: string; row: number }>;
export type ZoneFeature = Feature<Geometry, ZoneProperties>;
/** `areas` are in the order of their hues. */
export interface Outlines {
  areas: string[];
  districts: Districts;
  zones: Zones;
  footprints: Footprints;
  bounds: PublishedBounds;
}

export type Spot = LngLat & { radius: number };
export type Fit = Record<string, { rank: number; score: number }>;
export interface Numbers {
  title: string;
  note: string;
  lines: [label: string, value: string][];
  bars: [label: string, count: number][];
}

/** What the layers show; see `layers/map.py` for each. */
export interface State {
  filter: Filter;
  rest: Mask;
  focus: string;
  row: number | null;
  spot: Spot | null;
  lang: Lang;
  theme: "light" | "dark";
  metric: string;
  colour: string;
  classes: Record<string, number>;
  bounds: number[];
  popup: Partial<Numbers> & { name?: string };
  approval: string;
  point: Point | null;
  fit: Fit;
  shape: Leaflet.LatLngTuple[][];
  counts: Record<string, number[]>;
  linked: boolean;
  drag: Point | [] | null;
  painted: string;
  cells: string;
}
/** How a map is fitted; `reset` is Leaflet's own, and forgets what an animation had begun. */
export type FitOptions = Leaflet.FitBoundsOptions & { reset?: boolean };
/** What the legend explains. */
export type LegendState = Pick<State, "metric" | "bounds" | "colour" | "approval" | "lang"> & {
  /** The names of the areas, in the order of their hues. */
  areas?: string[];
};
/** What is not set is absent. */
export type ToldState = Partial<State>;

/** What the map is opened with: the address of the index, and the tiles below the layers. */
export interface Opening {
  index: string;
  centre: Leaflet.LatLngTuple;
  ground?: boolean;
  tiles?: string;
  attribution?: string;
}
export type Datum = { code: string; name: Record<Lang, string>; projection: string };
/** The index: the addresses of all that the page fetches, and what depends on the region. */
export interface Index {
  rows: number;
  projects: string;
  details: DetailAddress;
  outlines: string;
  ground: Record<string, string>;
  words: string;
  suggestions: string;
  find: string;
  snapshot: string;
  export: string;
  changes: string;
  filters: string[];
  datum: string;
  datums: Datum[];
  example: Point;
}

/** What is listed below the search box: `key` says what a press does, `near` shows what lies around. */
export type Found = { key: string; name: string; about: string; near?: string };
/** What the server makes of a text; `leads` tells that its words name conditions first of all. */
export type Understood = { places: Found[]; conditions: Found[]; leads: boolean };

/** What was pressed: a place or project, a spot, a shape, the answer about a spot. */
export type Told = { id?: string; spot?: Point; shape?: string; ask?: boolean };
export type Tell = (told: Told) => void;

/** A button on the map: `dress` is called when its `look` has changed. */
export interface Marker extends LngLat {
  key: string;
  look: string;
  dress(button: HTMLButtonElement): void;
  press(event: MouseEvent): void;
}

/** Follows the map's states, such as a tool; while it is `busy` no press chooses. */
export interface Follower {
  busy?: boolean;
  show(state: State, words: Words, palette: Theme): void;
  disagrees?(filter: Filter): boolean;
  /** Answers a press on the ground, and tells whether it did. */
  opens?(spot: LngLat): boolean;
  /** The map has painted its own layers. */
  painted?(): void;
  /** The page covers another part of the map. */
  roomChanged?(): void;
}

/** An element of Streamlit's that is a script of ours. */
export interface Component<Data> {
  data: Data;
  parentElement: HTMLElement;
  setTriggerValue(name: string, value: unknown): void;
}

export interface Source {
  title: Record<string, string>;
  publisher: string;
  date: string;
  url?: string;
}
/** What a standalone file holds. */
export interface Held {
  projects: string;
  details: DetailPage & { id: string[]; radius_m: (number | null)[] };
  search: string;
  outlines: Outlines;
  ground: string | null;
  words: Catalogue;
  spots: Record<string, Spot>;
  schematic: string[];
  sources: Record<string, Source>;
  about: Record<Lang, { title: string; subtitle: string; lines: string[]; policies: Source[] }>;
  policies: { sectors: string[]; landed: boolean; reach: string }[];
  reaches: string[];
  scopes: Record<string, { whole: number[]; part: number[] }>;
  opens: {
    lang: Lang;
    focus: string;
    centre: Leaflet.LatLngTuple;
    extent: [west: number, south: number, east: number, north: number] | null;
    metric: string;
    bounds: number[];
    colour: string;
    approval: string;
  };
}

export type {
  Circle,
  ControlPosition,
  GeoJSONOptions,
  LatLng,
  LatLngBounds,
  LatLngExpression,
  Layer,
  LayerGroup,
  LeafletMouseEvent,
  Map as LeafletMap,
  PathOptions,
  Polygon,
  Polyline,
  PopupOptions,
  Rectangle,
  Renderer,
  Tooltip,
  ZoomAnimEvent,
} from "leaflet";
