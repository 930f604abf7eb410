// The icons of the map's strip of tools, as lines in a square of 24.
const SVG = "http://www.w3.org/2000/svg";
const SIZE = 24;

/** @type {Readonly<Record<string, string>>} */
const LINES = {
  home: "M4 11 12 4l8 7v9h-5v-6H9v6H4z",
  layers: "M12 4 3 9l9 5 9-5zM4 13l8 4.5 8-4.5M4 17l8 4.5 8-4.5",
  select: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  measure: "M3 17 17 3l4 4L7 21zM7 13l2 2M10 10l3 3M13 7l2 2",
  coordinates: "M12 2v6M12 16v6M2 12h6M16 12h6M8 12a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
  snapshot: "M4 8h3l2-3h6l2 3h3v11H4zM9 13a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
};

/**
 * Dress a button with an icon above its name, which the style sheet writes.
 * @param {HTMLElement} button
 * @param {string} icon
 * @param {string} name
 */
export function dressWithIcon(button, icon, name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${SIZE} ${SIZE}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", LINES[icon]);
  svg.append(path);
  button.classList.add("icon");
  button.setAttribute("aria-label", name);
  button.replaceChildren(svg);
}
