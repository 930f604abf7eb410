// What Streamlit is sent for each of our elements: it fetches the script that draws it.
import { untilItComes } from "../common/trying.js";

/** @import { Component } from "../types.d.ts" */
/** @typedef {Component<{script: string}>} Drawn */

/** @type {WeakMap<HTMLElement, Drawn>} */
const newest = new WeakMap();

/** @param {Drawn} component */
export default async function load(component) {
  const { data, parentElement } = component;
  newest.set(parentElement, component);
  const { href } = new URL(data.script, document.baseURI);
  let tries = 0;
  const script = await untilItComes(() => {
    tries += 1;
    return import(href);
  });
  if (tries > 1) styleAgain(parentElement);
  if (newest.get(parentElement) === component) return script.default(component);
}

/**
 * Let an element ask for its style sheet again: it failed beside the script.
 * @param {HTMLElement} host
 */
function styleAgain(host) {
  for (const style of host.querySelectorAll("style")) style.append("");
}
