// The map's colours in both themes: quiet ground, one hue an area, red for what is chosen.
// The three hues and the sand ramp were checked for deuteranopia, protanopia and grey print.

export const PALETTES = {
  light: {
    paper: "#f7f4ee",
    line: "#ffffff",
    chosen: "#9e2a2b",
    classes: ["#f1e9db", "#e8dcc6", "#ddcdaf", "#d0bb96", "#c1a87d"],
    areas: { scitech: "#0f766e", business: "#3949c6", highend: "#b45309", none: "#57534e" },
  },
  dark: {
    paper: "#24211d",
    line: "#4a443c",
    chosen: "#ef8d85",
    classes: ["#302b24", "#3d362b", "#4d4333", "#60523c", "#766446"],
    areas: { scitech: "#2dd4bf", business: "#93a0ff", highend: "#f5a623", none: "#b8b2a9" },
  },
};
