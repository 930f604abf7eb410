// Web Mercator as map tiles have it: the world is the unit square, y grows southwards.

/**
 * Return the world's x of a longitude in degrees.
 * @param {number} lng
 */
export function worldX(lng) {
  return lng / 360 + 0.5;
}

/**
 * Return the world's y of a latitude in degrees.
 * @param {number} lat
 */
export function worldY(lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/**
 * Return the longitude in degrees at a world's x.
 * @param {number} x
 */
export function lngAt(x) {
  return (x - 0.5) * 360;
}

/**
 * Return the latitude in degrees at a world's y.
 * @param {number} y
 */
export function latAt(y) {
  return (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI;
}

/**
 * Return the south-west and the north-east corner of rows, in degrees, by all rows' x and y.
 * @param {Iterable<number>} rows
 * @param {Float64Array} x
 * @param {Float64Array} y
 */
export function boundsOf(rows, x, y) {
  const [west, east] = extremes(rows, x).map(lngAt);
  const [north, south] = extremes(rows, y).map(latAt);
  return [
    [south, west],
    [north, east],
  ];
}

/**
 * @param {Iterable<number>} rows
 * @param {Float64Array} values
 */
function extremes(rows, values) {
  let least = Infinity;
  let most = -Infinity;
  for (const row of rows) {
    if (values[row] < least) least = values[row];
    if (values[row] > most) most = values[row];
  }
  return [least, most];
}
