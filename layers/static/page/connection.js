// After a restart of the server, or a sleep of the reader's machine: the page begins anew by itself.
import { buttonAt, followConnection } from "../common/streamlit_dom.js";

/** @import { Component } from "../types.d.ts" */

/** @type {Component<object>["setTriggerValue"] | undefined} */
let tell;

/**
 * Called by Streamlit whenever a page was drawn.
 *
 * A server that no longer knows the session takes the first press for a part of its beginning, and
 * loses it. So the page begins as soon as it is connected again, and what was pressed waits for that.
 * @param {Component<object>} component
 */
export default function render({ setTriggerValue }) {
  if (!tell) new Connection().watch();
  tell = setTriggerValue;
}

class Connection {
  /** @type {"stands" | "lost" | "begins" | "draws"} */
  state = "stands";
  /** @type {HTMLElement[]} */
  pressed = [];

  /** Follow the connection, and hold back what is pressed while there is none. */
  watch() {
    followConnection(document, (isConnected, isIdle) => this.#follow(isConnected, isIdle));
    window.addEventListener("click", (event) => this.#hold(event), { capture: true });
  }

  /**
   * @param {boolean} isConnected
   * @param {boolean} isIdle
   */
  #follow(isConnected, isIdle) {
    if (!isConnected) this.state = "lost";
    else if (this.state === "lost") {
      this.state = "begins";
      tell?.("back", Date.now());
    } else if (this.state === "begins" && !isIdle) this.state = "draws";
    else if (this.state === "draws" && isIdle) {
      this.state = "stands";
      for (const button of this.pressed.splice(0)) button.click();
    }
  }

  /** @param {MouseEvent} event */
  #hold(event) {
    const button = buttonAt(event.target);
    if (this.state === "stands" || !button) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.pressed.push(button);
  }
}
