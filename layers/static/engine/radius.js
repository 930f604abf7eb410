// How large a bubble is.
import { BUBBLE } from "../contract.js";

/**
 * Radius in pixels of a bubble that stands for `count` projects.
 * @param {number} count
 */
export function bubbleRadius(count) {
  const { smallest, largest, base, growth } = BUBBLE;
  return Math.min(largest, Math.max(smallest, base + growth * Math.sqrt(count)));
}
