// The map's colours in both themes: quiet ground, one hue an area, red for what is chosen.
// The three hues and the sand ramp were checked for deuteranopia, protanopia and grey print.

export const PALETTES = {
  light: {
    paper: "#f7f4ee",
    line: "#ffffff",
    chosen: "#9e2a2b",
    classes: ["#f1e9db", "#e8dcc6", "#ddcdaf", "#d0bb96", "#c1a87d"],
    areas: { scitech: "#0f766e", business: "#3949c6", highend: "#b45309" },
    other: "#57534e",
  },
  dark: {
    paper: "#24211d",
    line: "#4a443c",
    chosen: "#ef8d85",
    classes: ["#302b24", "#3d362b", "#4d4333", "#60523c", "#766446"],
    areas: { scitech: "#2dd4bf", business: "#93a0ff", highend: "#f5a623" },
    other: "#b8b2a9",
  },
};

// Paul Tol's "muted" scheme, made for colour-blind eyes (personal.sron.nl/~pault, 2021), and six
// steps of matplotlib's viridis; both in the order of the register's vocabulary.
const OPTIONS = {
  sector: {
    technology: "#332288",
    digital: "#88ccee",
    finance: "#44aa99",
    commerce: "#117733",
    culture: "#999933",
    education: "#ddcc77",
    health: "#cc6677",
    professional: "#882255",
    aviation: "#aa4499",
  },
  status: {
    announced: "#fde725",
    signed: "#7ad151",
    registered: "#22a884",
    under_construction: "#2a788e",
    landed: "#414487",
    operating: "#440154",
  },
};

/** Return the colour of each area, sector or status, in their order. */
export function coloursOf(palette, colour) {
  return OPTIONS[colour] ?? palette.areas;
}
