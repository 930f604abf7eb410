// Classes of a choropleth: few, ordered, with round bounds that a legend can print.
import { CLASSES, SIGNIFICANT_DIGITS } from "../contract.js";

/**
 * Return the quantile of sorted numbers, between two of them by straight line, as numpy rounds.
 * @param {number[]} sorted
 * @param {number} order
 */
function quantile(sorted, order) {
  const at = order * (sorted.length - 1);
  const below = Math.floor(at);
  const next = sorted[Math.min(below + 1, sorted.length - 1)];
  const [share, step] = [at - below, next - sorted[below]];
  return share < 0.5 ? sorted[below] + step * share : next - step * (1 - share);
}

/**
 * Return the largest number of `SIGNIFICANT_DIGITS`, whole from 1 up, not above `value`.
 * @param {number} value
 */
function roundDown(value) {
  const [digits, exponent] = value.toExponential().split("e");
  const whole = value >= 1 ? Number(exponent) + 1 : 0;
  const kept = whole > 0 ? Math.min(SIGNIFICANT_DIGITS, whole) : SIGNIFICANT_DIGITS;
  const [first, ...others] = digits.replace(".", "").slice(0, kept);
  return Number(`${first}.${others.join("")}e${exponent}`);
}

/**
 * Sort values above zero into classes: `{classes, bounds}`, a class by key and lower bounds.
 * @param {Record<string, number>} values
 * @returns {{classes: Record<string, number>, bounds: number[]}}
 */
export function classify(values) {
  const positive = Object.entries(values).filter(([, value]) => value > 0);
  if (!positive.length) return { classes: {}, bounds: [] };
  const sorted = positive.map(([, value]) => value).sort((a, b) => a - b);
  const orders = Array.from({ length: CLASSES }, (_, step) => step / CLASSES);
  const rounded = orders.map((order) => roundDown(quantile(sorted, order)));
  const bounds = [...new Set(rounded)].sort((a, b) => a - b);
  const classes = positive.map(([key, value]) => [
    key,
    bounds.filter((bound) => bound <= value).length - 1,
  ]);
  return { classes: Object.fromEntries(classes), bounds };
}
