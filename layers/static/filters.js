// A filter as the server words it, applied to the columns of the project layer.

/** Decode a deflated, base64 bitset, first row in the highest bit, into a byte a row. */
async function decodeMask(text, size) {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const bits = new Uint8Array(await new Response(stream).arrayBuffer());
  return Uint8Array.from({ length: size }, (_, row) => (bits[row >> 3] >> (7 - (row & 7))) & 1);
}

/** Set to 0 the rows whose code is not among those wanted; -1 stands for none. */
function keepCodes(passes, codes, wanted) {
  const kept = new Uint8Array(Math.max(-1, ...wanted) + 2);
  for (const code of wanted) kept[code + 1] = 1;
  for (let row = 0; row < passes.length; row += 1) {
    if (!kept[codes[row] + 1]) passes[row] = 0;
  }
}

/** Set to 0 the rows that have no day within the period; bounds are days, null for none. */
function keepPeriod(passes, { start, end }, undated, from, to) {
  for (let row = 0; row < passes.length; row += 1) {
    const dated = start[row] !== undated;
    if (!dated || (from !== null && end[row] < from) || (to !== null && start[row] > to)) {
      passes[row] = 0;
    }
  }
}

/** Return a byte a row: 1 where the row passes the filter and `rest`, the server's own mask. */
export async function passing({ columns, size, undated }, filter, rest) {
  const passes = rest ? await decodeMask(rest, size) : new Uint8Array(size).fill(1);
  for (const [name, chosen] of Object.entries(filter)) {
    if (name in columns && chosen.length) keepCodes(passes, columns[name], chosen);
  }
  if (filter.from !== null || filter.to !== null) {
    keepPeriod(passes, columns, undated, filter.from, filter.to);
  }
  return passes;
}

/** Return the filter with one option taken in or out, options in their order. */
export function toggled(filter, name, code) {
  const chosen = filter[name];
  const others = chosen.filter((other) => other !== code);
  const changed = others.length < chosen.length ? others : [...chosen, code];
  return { ...filter, [name]: changed.sort((a, b) => a - b) };
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Return a short digest of a filter (FNV-1a, 32 bits, of its JSON). */
export function digestOf(filter) {
  let hash = FNV_OFFSET;
  for (const byte of new TextEncoder().encode(JSON.stringify(filter))) {
    hash = Math.imul(hash ^ byte, FNV_PRIME) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
}
