// After a restart of the server, or a sleep of the reader's machine: the page begins anew by itself.
import { onReconnected } from "../common/streamlit_dom.js";

/** @import { Component } from "../types.d.ts" */

/** @type {Component<object>["setTriggerValue"] | undefined} */
let tell;

/**
 * Called by Streamlit whenever a page was drawn. A server that knows the session no longer waits for
 * a press to begin another, and would take the press for a part of the beginning: so one is made
 * before anybody can press.
 * @param {Component<object>} component
 */
export default function render({ setTriggerValue }) {
  if (!tell) onReconnected(document, () => tell?.("back", Date.now()));
  tell = setTriggerValue;
}
