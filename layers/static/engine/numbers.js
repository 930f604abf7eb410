// The numbers of records and policies, counted in the browser.
import { PLACE_PREFIXES } from "../contract.js";

/** @import { ProjectRecord } from "../types.d.ts" */

const DISTRICT = PLACE_PREFIXES.district;

/** @typedef {{sectors: string[], landed: boolean, reach: string}} Policy */
/** @typedef {{whole: number[], part: number[]}} Scope */

/**
 * Count records by one of their options: a count for every option that occurs.
 * @param {ProjectRecord[]} records
 * @param {string} name
 */
export function countBy(records, name) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { [name]: option } of records) {
    counts[String(option)] = (counts[String(option)] ?? 0) + 1;
  }
  return counts;
}

/**
 * Return the sum in 亿元 that records disclose, aggregates left out, or null where none does.
 * @param {ProjectRecord[]} records
 */
export function disclosed(records) {
  const amounts = records
    .filter((record) => !record.aggregate)
    .map((record) => record.investment_yi_cny)
    .filter((amount) => amount !== null);
  return amounts.length ? total(amounts) : null;
}

/**
 * Tell whether a policy for some sectors, or for all where it names none, is for one of those asked.
 * @param {string[]} own
 * @param {string[]} asked
 */
function isFor(own, asked) {
  return !asked.length || !own.length || own.some((sector) => asked.includes(sector));
}

/** The policies a file holds, and the positions of those that hold in all or a part of a place. */
export class Policies {
  /** @param {{policies: Policy[], reaches: string[], scopes: Record<string, Scope>}} held */
  constructor({ policies, reaches, scopes }) {
    this.policies = policies;
    this.reaches = reaches;
    this.scopes = scopes;
  }

  /**
   * Return what holds in a place for the chosen sectors: how many by status, and how widely.
   * @param {string} key
   * @param {string[]} sectors
   */
  holding(key, sectors) {
    const { whole, part } = this.scopes[key];
    const held = this.#chosen(whole, sectors);
    const landed = held.filter((policy) => policy.landed).length;
    return {
      landed,
      inProgress: held.length - landed,
      reaches: this.reaches.map((reach) => held.filter((one) => one.reach === reach).length),
      part: this.#chosen(part, sectors).length,
    };
  }

  /**
   * Return, by adcode, how many hold in a district or in a part of it.
   * @param {string[]} sectors
   */
  perDistrict(sectors) {
    const districts = Object.entries(this.scopes).filter(([key]) => key.startsWith(DISTRICT));
    return Object.fromEntries(
      districts.map(([key, { whole, part }]) => [
        key.slice(DISTRICT.length),
        this.#chosen([...whole, ...part], sectors).length,
      ]),
    );
  }

  /**
   * A policy without a sector is for every sector.
   * @param {number[]} positions
   * @param {string[]} sectors
   */
  #chosen(positions, sectors) {
    return positions
      .map((position) => this.policies[position])
      .filter(({ sectors: own }) => isFor(own, sectors));
  }
}

/**
 * Return the projects or the investment in 亿元 of each district, by adcode.
 * @param {ProjectRecord[]} records
 * @param {string} metric
 */
export function perDistrict(records, metric) {
  /** @type {Record<string, number[]>} */
  const lists = {};
  for (const { district, aggregate, investment_yi_cny: amount } of records) {
    if (district === null) continue;
    lists[district] ??= [];
    lists[district].push(metric === "projects" ? 1 : aggregate ? 0 : (amount ?? 0));
  }
  return Object.fromEntries(Object.entries(lists).map(([id, amounts]) => [id, total(amounts)]));
}

const SUM_DECIMALS = 8;

/**
 * Add amounts in 亿元, to the yuan: without what adding binary numbers leaves behind.
 * @param {number[]} amounts
 */
function total(amounts) {
  const sum = amounts.reduce((whole, amount) => whole + amount, 0);
  return Number(sum.toFixed(SUM_DECIMALS));
}
