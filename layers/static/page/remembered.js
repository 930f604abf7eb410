// What a user has said of files, kept in the browser by their headers and offered for the next.

/** @import { Component } from "../types.d.ts" */

const KEPT = "twozones.said";
const MOST = 50; // of the last files

/**
 * What stands for a file's headers, and what was said of it, null where nothing was yet.
 * @typedef {{headers: string, said: object | null}} Data
 */

/** @typedef {[headers: string, said: object][]} Kept */

/** The headers that the server was told of, so that it is told once. */
let told = "";

/**
 * Called by Streamlit whenever the data changes.
 * @param {Component<Data>} component
 */
export default function render({ data: { headers, said }, setTriggerValue }) {
  const kept = read();
  if (said) {
    /** @type {Kept} */
    const all = [...kept.filter(([key]) => key !== headers), [headers, said]];
    write(all.slice(-MOST));
  }
  if (told === headers) return;
  told = headers;
  const known = kept.find(([key]) => key === headers)?.[1];
  if (known) setTriggerValue("known", { headers, said: known });
}

/** @returns {Kept} */
function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return []; // what is there is not ours, or the browser keeps nothing
  }
}

/** @param {Kept} kept */
function write(kept) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(kept));
  } catch {
    // no room, or not allowed: then nothing is kept
  }
}
