// What every page does with its session: it says in which language it is written, and begins anew by
// itself after a restart of the server or a sleep of the reader's machine.
import { LANGUAGE_TAGS } from "../contract.js";
import { StockWords } from "./stock_words.js";
import { buttonAt, followConnection, placeOf } from "../common/streamlit_dom.js";

/** @import { Component, Lang } from "../types.d.ts" */
/** @import { Sentences } from "./stock_words.js" */

/**
 * What a session is known by since it last began, its language, and Streamlit's words in it.
 * @typedef {{begun: string, lang: Lang, stock: Sentences}} Data
 */

/** @type {Connection | undefined} */
let connection;
/** @type {StockWords | undefined} */
let stockWords;

/**
 * Called by Streamlit whenever a page was drawn.
 *
 * A server that no longer knows the session takes the first press for a part of its beginning, and
 * loses it. So the page begins as soon as it is connected again, and what was pressed waits until
 * the server says that the session has begun.
 * @param {Component<Data>} component
 */
export default function render({ data: { begun, lang, stock }, setTriggerValue }) {
  document.documentElement.lang = LANGUAGE_TAGS[lang];
  stockWords ??= new StockWords(document.body);
  stockWords.show(lang, stock);
  connection ??= new Connection();
  connection.begin = () => setTriggerValue("back", Date.now());
  connection.meet(begun);
}

class Connection {
  begun = "";
  isLost = false;
  /** @type {(() => HTMLElement | null)[]} finds each button that was pressed meanwhile */
  pressed = [];
  begin = () => {};

  /** Follow the connection, and hold back what is pressed while there is none. */
  constructor() {
    followConnection(document, (stands) => this.#follow(stands));
    window.addEventListener("click", (event) => this.#hold(event), { capture: true });
  }

  /**
   * Press what was held back, once the session has begun again.
   * @param {string} begun
   */
  meet(begun) {
    if (begun === this.begun) return;
    this.begun = begun;
    this.isLost = false;
    for (const find of this.pressed.splice(0)) find()?.click();
  }

  /** @param {boolean} stands */
  #follow(stands) {
    if (!stands) this.isLost = true;
    else if (this.isLost) this.begin();
  }

  /** @param {MouseEvent} event */
  #hold(event) {
    const button = buttonAt(event.target);
    if (!this.isLost || !button) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.pressed.push(placeOf(button));
  }
}
