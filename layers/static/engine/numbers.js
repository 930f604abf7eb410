// The numbers of records and policies, counted in the browser.
import { PLACE_PREFIXES } from "../contract.js";

const DISTRICT = PLACE_PREFIXES.district;

/** Count records by one of their options: a count for every option that occurs. */
export function countBy(records, name) {
  const counts = {};
  for (const { [name]: option } of records) counts[option] = (counts[option] ?? 0) + 1;
  return counts;
}

/** Return the sum in 亿元 that records disclose, aggregates left out, or null where none does. */
export function disclosed(records) {
  const amounts = records
    .filter((record) => !record.aggregate && record.investment_yi_cny !== null)
    .map((record) => record.investment_yi_cny);
  return amounts.length ? total(amounts) : null;
}

/** The policies a file holds, and the positions of those that hold in all or a part of a place. */
export class Policies {
  constructor({ policies, reaches, scopes }) {
    this.policies = policies;
    this.reaches = reaches;
    this.scopes = scopes;
  }

  /** Return what holds in a place for the chosen sectors: how many by status, and how widely. */
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

  /** Return, by adcode, how many hold in a district or in a part of it. */
  perDistrict(sectors) {
    const districts = Object.entries(this.scopes).filter(([key]) => key.startsWith(DISTRICT));
    return Object.fromEntries(
      districts.map(([key, { whole, part }]) => [
        key.slice(DISTRICT.length),
        this.#chosen([...whole, ...part], sectors).length,
      ]),
    );
  }

  /** A policy without a sector is for every sector. */
  #chosen(positions, sectors) {
    return positions
      .map((position) => this.policies[position])
      .filter(({ sector }) => !sectors.length || sector === null || sectors.includes(sector));
  }
}

/** Return the projects or the investment in 亿元 of each district, by adcode. */
export function perDistrict(records, metric) {
  const lists = {};
  for (const { district, aggregate, investment_yi_cny: amount } of records) {
    if (district === null) continue;
    lists[district] ??= [];
    lists[district].push(metric === "projects" ? 1 : aggregate ? 0 : (amount ?? 0));
  }
  return Object.fromEntries(Object.entries(lists).map(([id, amounts]) => [id, total(amounts)]));
}

const SUM_DECIMALS = 8;

/** Add amounts in 亿元, to the yuan: without what adding binary numbers leaves behind. */
function total(amounts) {
  const sum = amounts.reduce((whole, amount) => whole + amount, 0);
  return Number(sum.toFixed(SUM_DECIMALS));
}
