// Classes of a choropleth, whose bounds the server works out for the whole register.

/**
 * Sort values above zero into the classes of some lower bounds.
 * @param {Record<string, number>} values
 * @param {number[]} bounds
 * @returns {{classes: Record<string, number>, bounds: number[]}}
 */
export function classify(values, bounds) {
  const classes = Object.entries(values)
    .filter(([, value]) => value > 0 && bounds.length)
    .map(([key, value]) => [key, bounds.filter((bound) => bound <= value).length - 1]);
  return { classes: Object.fromEntries(classes), bounds };
}
