// How far the sheet is raised over the map: `data-sheet` of the page's body says it to the styles.

export const HEIGHTS = /** @type {const} */ (["peek", "half", "full"]);
const [PEEK, HALF, FULL] = HEIGHTS;
/** @typedef {typeof HEIGHTS[number]} Height */

/** The shares of the window between which a sheet that was let go is half raised. */
const SHARES = { half: 0.2, full: 0.6 };

/** @returns {Height} */
export function height() {
  return /** @type {Height} */ (document.body.dataset.sheet ?? PEEK);
}

/**
 * Raise or lower the sheet to a height.
 * @param {Height} to
 */
export function setHeight(to) {
  document.body.dataset.sheet = to;
}

/**
 * Return the height that lies so many steps above another, or the last one there is.
 * @param {Height} from
 * @param {number} steps
 */
export function heightAbove(from, steps) {
  const at = HEIGHTS.indexOf(from) + steps;
  return HEIGHTS[Math.min(HEIGHTS.length - 1, Math.max(0, at))];
}

/**
 * Return the height nearest to where a sheet was let go, given as a share of the window.
 * @param {number} share
 */
export function heightNear(share) {
  if (share < SHARES.half) return PEEK;
  return share < SHARES.full ? HALF : FULL;
}

/** Raise the sheet so far that what is in it can be read. */
export function reveal() {
  if (height() === PEEK) setHeight(HALF);
}

/** Lower a sheet that hides the map: something is to be shown on it. */
export function showMap() {
  if (height() === FULL) setHeight(HALF);
}
