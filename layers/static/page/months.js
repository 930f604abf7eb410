// The months of the timeline, and how many projects are dated within a span of them.
const DAY_MS = 86_400_000;

/**
 * How many projects each month adds, the first with all before it, and for how many it is the last
 * that their date may mean.
 * @typedef {{added: number[], ended: number[]}} Counts
 */

/**
 * Return the month, such as `2021-02`, a number of months after another.
 * @param {string} first
 * @param {number} months
 */
export function monthAfter(first, months) {
  const [year, number] = first.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months)).toISOString().slice(0, "2021-02".length);
}

/**
 * Return the first day of a month such as `2021-02`, in days since 1970.
 * @param {string} month
 */
export function firstDayOf(month) {
  const [year, number] = month.split("-").map(Number);
  return Date.UTC(year, number - 1) / DAY_MS;
}

/**
 * Return the last day of a month such as `2021-02`, in days since 1970.
 * @param {string} month
 */
export function lastDayOf(month) {
  return firstDayOf(monthAfter(month, 1)) - 1;
}

/**
 * Where the period begins and ends, as positions of months; null where that end is open.
 * @typedef {{from: number | null, to: number | null}} Span
 */

/**
 * Return a span whose handles were moved: neither passes the other, and one at the edge leaves its
 * end open.
 * @param {Span} before
 * @param {Partial<Span>} moved
 * @param {number} last
 * @returns {Span}
 */
export function spanAfter(before, moved, last) {
  const { from, to } = { ...before, ...moved };
  const [first, end] = [from ?? 0, to ?? last];
  const kept = "from" in moved ? [Math.min(first, end), end] : [first, Math.max(first, end)];
  return { from: kept[0] || null, to: kept[1] === last ? null : kept[1] };
}

/**
 * Count the projects whose date may lie in a span of months: those that began by its end, without
 * those that were over before it.
 * @param {Counts} counts
 * @param {number} from
 * @param {number} to
 */
export function countBetween({ added, ended }, from, to) {
  return sum(added, to + 1) - sum(ended, from);
}

/**
 * @param {number[]} counts
 * @param {number} upTo
 */
function sum(counts, upTo) {
  return counts.slice(0, upTo).reduce((total, count) => total + count, 0);
}
