// Written by `python -m layers.contract`, from what Python says; not to be edited.

/** Leads from a script of ours to the server's root. */
export const ROOT = "../../../";

/** The key of the place that holds all others. */
export const CITY = "city";

/** Begins the focus of a project, before its id. */
export const PROJECT = "project:";

/** The kind of place that lies across districts. */
export const FUNCTIONAL = "functional_area";

/** The option of a project that lies in no cluster. */
export const NO_CLUSTER = "none";

/** How finely a project is located, the finest first. */
export const LEVELS = ["point", "place", "district", "city"];

/** What begins the keys of a column's places. @type {Readonly<Record<string, string>>} */
export const PLACE_PREFIXES = {
  "place": "place:",
  "site": "place:",
  "cluster": "cluster:",
  "district": "district:"
};

/** Where the schema of columns holds what else is said of them. */
export const METADATA = "twozones";

/** Stands for no day in the project layer. */
export const UNDATED = -2147483648;

/** The characters that part words, in a pattern. */
export const BLANKS = "\\u0009\\u000a\\u000b\\u000c\\u000d\\u001c\\u001d\\u001e\\u001f\\u0020\\u0085\\u00a0\\u1680\\u2000\\u2001\\u2002\\u2003\\u2004\\u2005\\u2006\\u2007\\u2008\\u2009\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

/** Begins everything that a name may be typed as. */
export const SPELLING_START = "|";

/** The fewest letters that spell a name. */
export const SHORTEST_SPELLING = 2;

/** Where the parts of a suggestion stand. @type {Readonly<Record<string, number>>} */
export const SUGGESTION = {"key": 0, "kind": 1, "zh": 2, "en": 3, "typed": 4};

/** What restricts a view beside its filters by field, and has a word of its own. */
export const OTHER_LIMITS = ["period", "q", "shape"];

/** Says of a suggestion that one can ask what lies around it. */
export const NEAR = "near";

/** What lies around a place that was found is within so many km. */
export const NEAR_KM = 3.0;

/** The longest text, in characters, that is searched for. */
export const TEXT_LIMIT = 100;

/** What a language calls itself. @type {Readonly<Record<string, string>>} */
export const LANGUAGE_NAMES = {"zh": "中文", "en": "English"};

/** What a document's `lang` says. @type {Readonly<Record<string, string>>} */
export const LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"};

/** Said where the data of the map, or words, fail. @type {Readonly<Record<string, string>>} */
export const NOT_LOADED = {
  "zh": "地图数据没有载入。请刷新页面；如仍不行，请联系维护人员。",
  "en": "The map data did not load. Reload the page; if it still fails, tell whoever runs this server."
};

/** How many 亿元 a language's unit of money has. @type {Readonly<Record<string, number>>} */
export const YI_PER_UNIT = {"zh": 1, "en": 10};

/** How many 万元 its smaller unit has. @type {Readonly<Record<string, number>>} */
export const WAN_PER_UNIT = {"zh": 1, "en": 100};

/** The most decimals of a number, unless its reader needs others. */
export const DECIMALS = 2;

/** Stands where no amount is known. */
export const NO_AMOUNT = "—";

/** The ground on which GCJ-02 differs from WGS-84, in degrees. */
export const CHINA = {"west": 72.004, "south": 0.8293, "east": 137.8347, "north": 55.8271};

/** Decimals of a degree in a shape or an extent. */
export const SHAPE_DECIMALS = 5;

/** The greatest radius of a circle, in km. */
export const KM_LIMIT = 200.0;

/** Decimals of a degree in a spot. */
export const SPOT_DECIMALS = 6;

/** What a state of the map says by leaving it out. */
export const UNSET = {
  "rest": "",
  "focus": "city",
  "metric": "projects",
  "colour": "area",
  "row": null,
  "spot": null,
  "popup": {},
  "approval": "",
  "point": null,
  "fit": {},
  "shape": [],
  "linked": false,
  "drag": null,
  "painted": "",
  "cells": "",
  "counts": {}
};

/** How projects are gathered into bubbles, in pixels. */
export const BUBBLE = {"smallest": 11, "largest": 30, "base": 8, "growth": 2.7, "ring": 2, "cell": 28};

/** The parts of the ground, in the order of drawing. */
export const GROUND_PARTS = ["main", "streets"];

/** What vertices of the ground are counted in. */
export const UNITS_A_DEGREE = 100000;

/** The last class of roads that is no street. */
export const LAST_WIDE_CLASS = 1;

/** The metrics that colour cells, not districts. */
export const CELL_METRICS = ["density", "capital"];

/** The least side of a cell that is drawn. */
export const LEAST_CELL_PX = 6.0;

/** How opaque cells are. */
export const CELL_OPACITY = 0.8;

/** The colours by theme. */
export const THEMES = {
  "light": {
    "paper": "#fbfaf8",
    "ink": "#1c1917",
    "quiet": "#57534e",
    "edge": "#d6d3d1",
    "chosen": "#9e2a2b",
    "ground": "#f1eee8",
    "halo": "#ffffff",
    "line": "#5f7886",
    "unclassed": "#faf9f6",
    "classes": [
      "#f4f8fa",
      "#cedde3",
      "#afc3cd",
      "#92acb9",
      "#7897a5"
    ],
    "cells": [
      "#cfe0ea",
      "#a3c4d6",
      "#73a2bc",
      "#457d9d",
      "#1f5576"
    ],
    "streets": {
      "expressway": "#fff3d6",
      "edge": "#b08034d9",
      "road": "#fffdf9",
      "minor": "#fffefaeb",
      "casing": "#5f73808c",
      "runway": "#8f8a82",
      "railway": "#8a7f96",
      "lake": "#a9c7d3d9",
      "park": "#d5dcc0d9",
      "name": "#46525a",
      "halo": "#f7fafbe6"
    },
    "areas": [
      "#0f766e",
      "#3949c6",
      "#b45309"
    ],
    "other": "#57534e",
    "changed": "#a21caf"
  },
  "dark": {
    "paper": "#211f1b",
    "ink": "#f5f2ec",
    "quiet": "#c9c3b8",
    "edge": "#57534e",
    "chosen": "#ef8d85",
    "ground": "#191714",
    "halo": "#191714",
    "line": "#7f97a3",
    "unclassed": "#1b1d1f",
    "classes": [
      "#1f272c",
      "#2f3b40",
      "#3c4d55",
      "#475f6b",
      "#56727e"
    ],
    "cells": [
      "#24404e",
      "#2f5a6f",
      "#3f7a95",
      "#5a9fbd",
      "#8cc8e0"
    ],
    "streets": {
      "expressway": "#b39a63",
      "edge": "#14110cb3",
      "road": "#8d8f8f",
      "minor": "#90969abf",
      "casing": "#00000073",
      "runway": "#77716a",
      "railway": "#8d829b",
      "lake": "#2b4653d9",
      "park": "#2f3a2ad9",
      "name": "#d3dade",
      "halo": "#171d21e6"
    },
    "areas": [
      "#2dd4bf",
      "#93a0ff",
      "#f5a623"
    ],
    "other": "#b8b2a9",
    "changed": "#f0abfc"
  }
};

/** The hues of sectors and statuses, in order. @type {Readonly<Record<string, Readonly<Record<string, string>>>>} */
export const OPTION_HUES = {
  "sector": {
    "technology": "#332288",
    "digital": "#88ccee",
    "finance": "#44aa99",
    "commerce": "#117733",
    "culture": "#999933",
    "education": "#ddcc77",
    "health": "#cc6677",
    "professional": "#882255",
    "aviation": "#aa4499"
  },
  "status": {
    "announced": "#fde725",
    "signed": "#7ad151",
    "registered": "#22a884",
    "under_construction": "#2a788e",
    "landed": "#414487",
    "operating": "#440154"
  }
};

/** By class of road: from which zoom it is drawn and named, and how. */
export const ROADS = [
  {
    "shown": 8,
    "width": 1.2,
    "growth": 1.34,
    "casing": 1.3,
    "named": 10.25
  },
  {
    "shown": 9.25,
    "width": 0.9,
    "growth": 1.38,
    "casing": 1.3,
    "named": 11.5
  },
  {
    "shown": 10.75,
    "width": 0.8,
    "growth": 1.46,
    "casing": 1.3,
    "named": 12
  },
  {
    "shown": 11.75,
    "width": 0.9,
    "growth": 1.5,
    "casing": 0.8,
    "named": 12.75
  },
  {
    "shown": 12.5,
    "width": 0.9,
    "growth": 1.5,
    "casing": 0.8,
    "named": 13.5
  }
];

/** The most that a road is wide. */
export const WIDEST_PX = 11.0;

/** How much wider a ring is than other trunk roads. */
export const RING_GROWTH = 1.7;

/** Up to this zoom only long trunk roads are drawn. */
export const ALL_TRUNKS = 11.0;

/** How far a long one reaches at least, in metres. */
export const LONG_TRUNK_M = 5000.0;

/** What may be further off is not drawn. @type {Readonly<Record<string, number>>} */
export const MOST_ERROR_PX = {"road": 40, "other": 14};

/** The kinds of areas, in the order in which they are drawn. */
export const AREAS = ["park", "lake"];

/** How railways are drawn. */
export const RAILWAYS = {"shown": 10.5, "width": 0.9, "growth": 1.2};

/** The least that a runway is wide. */
export const THINNEST_RUNWAY_PX = 1.6;

/** From which zoom other things have names, in their order. @type {Readonly<Record<string, number>>} */
export const NAMED = {"airport": 9.25, "water": 10.0, "rail": 11.0, "ring": 9.5};

/** Up to this zoom the name of a ring stands level. */
export const LEVEL_RINGS = 11.5;

/** The size of names. */
export const NAME_PX = {"wide": 11.0, "street": 10.5};

/** The least chord of what a name lies along, in its lengths. */
export const STRAIGHT = 0.97;

/** How far apart one road's names are. */
export const SPACE_PX = {"ring": 260, "road": 320};

/** How many names one road has. */
export const MOST_NAMES = {"ring": 4, "road": 3};

/** How opaque districts are, less from a zoom on. */
export const FADES = {"from": 10.0, "a_level": 0.2, "most": 0.9, "least": 0.42};
