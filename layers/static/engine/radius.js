// How large a bubble is.

const SMALLEST_PX = 11;
export const LARGEST_PX = 30;
export const RING_PX = 2; // a bubble's ring, around its radius

/**
 * Radius in pixels of a bubble that stands for `count` projects.
 * @param {number} count
 */
export function bubbleRadius(count) {
  return Math.min(LARGEST_PX, Math.max(SMALLEST_PX, 8 + 2.7 * Math.sqrt(count)));
}
