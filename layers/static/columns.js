// The project layer's columns, fetched once, and the masks that say which rows are visible.
import { unzlibSync } from "./fflate.js";

/** Fetch a JSON asset of our own server. */
export async function fetchAsset(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

/** Decode a deflated, base64 bitset into the positions of its set bits, most significant first. */
export function decodeMask(text, size) {
  const bits = unzlibSync(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
  const rows = [];
  for (let row = 0; row < size; row += 1) {
    if (bits[row >> 3] & (128 >> (row & 7))) rows.push(row);
  }
  return rows;
}

/** Projects as columns: what one row is called, where it lies, and how it is coded. */
export class Projects {
  constructor({ size, columns, options, places }) {
    this.size = size;
    this.columns = columns;
    this.options = options;
    this.places = places;
    this.rowOf = new Map(columns.id.map((id, row) => [id, row]));
  }

  /** The option (such as a sector) of a row, or null where it is not known. */
  option(name, row) {
    const code = this.columns[name][row];
    return code < 0 ? null : this.options[name][code];
  }

  name(row, lang) {
    return this.columns.name[lang][row];
  }

  placeName(row, lang) {
    const key = this.option("place", row);
    return key === null ? "" : this.places[key][lang];
  }

  hasPoint(row) {
    return this.columns.lon[row] !== null;
  }

  latLng(row) {
    return [this.columns.lat[row], this.columns.lon[row]];
  }
}
