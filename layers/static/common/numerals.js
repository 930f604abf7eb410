// Numbers as they are written: half away from zero, on the decimal number that a reader would write.
import { DECIMALS } from "../contract.js";

/**
 * Return a number times a power of ten, by its decimals: 1.005 times 100 is 100.5.
 * @param {number} value
 * @param {number} places
 */
function shifted(value, places) {
  const [digits, exponent = "0"] = String(value).split("e");
  return Number(`${digits}e${Number(exponent) + places}`);
}

/**
 * Write a number with thousands separators and exactly so many decimals.
 * @param {number} value
 * @param {number} decimals
 */
export function fixed(value, decimals) {
  const size = shifted(Math.round(shifted(Math.abs(value), decimals)), -decimals);
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return (value < 0 && size > 0 ? -size : size).toLocaleString("en", options);
}

/**
 * Write a number with thousands separators and at most so many decimals.
 * @param {number} value
 * @param {number} decimals
 */
export function number(value, decimals = DECIMALS) {
  const written = fixed(value, decimals);
  return decimals ? written.replace(/\.?0+$/, "") : written;
}

/**
 * Write a number without decimals and separators, as an error in metres is given.
 * @param {number} value
 */
export function whole(value) {
  return fixed(value, 0).replaceAll(",", "");
}

/**
 * Divide a number by a power of ten as its decimals are divided.
 * @param {number} value
 * @param {number} divisor
 */
export function quotient(value, divisor) {
  return shifted(value, -Math.log10(divisor));
}
