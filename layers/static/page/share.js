// Sharing the view: its link with the map's extent, copied by a press, and as a QR code.
import { element } from "../common/dom.js";

/** @import { Words } from "../types.d.ts" */

/** @typedef {{link: string, picture: string}} QrCode the picture is empty for too long a link */

export class Share {
  /** @type {Words} */
  words;
  /**
   * Asks for the QR code of a link.
   * @type {(link: string) => void}
   */
  ask;

  constructor() {
    this.button = element("button", { type: "button", className: "share" });
    this.button.addEventListener("click", () => this.#open());
    this.title = element("h2");
    this.link = element("input", { readOnly: true });
    this.link.addEventListener("focus", () => this.link.select());
    this.copy = element("button", { type: "button" });
    this.copy.addEventListener("click", () => this.#copy());
    this.code = element("img");
    this.note = element("p", { role: "status" });
    this.close = element("button", { type: "button" });
    this.close.addEventListener("click", () => this.dialog.close());
    const row = element("div", { className: "share-row" }, this.link, this.copy);
    const parts = [this.title, row, this.code, this.note, this.close];
    this.dialog = element("dialog", { className: "share-dialog" }, ...parts);
    this.content = element("div", {}, this.button, this.dialog);
  }

  /**
   * Word the button and the dialog in a language.
   * @param {Words} words
   */
  show(words) {
    this.words = words;
    this.button.textContent = words("shell.share");
    this.title.textContent = words("shell.share_title");
    this.link.setAttribute("aria-label", words("shell.share_link"));
    this.copy.textContent = words("shell.share_copy");
    this.close.textContent = words("shell.share_close");
    this.code.alt = words("shell.share_code");
  }

  /**
   * Show the code of the link that was asked for.
   * @param {QrCode} code
   */
  take({ link, picture }) {
    if (!this.dialog.open || link !== this.link.value) return;
    this.code.hidden = !picture;
    this.code.src = picture;
    this.note.textContent = this.words(picture ? "shell.share_code" : "shell.share_long");
  }

  #open() {
    this.link.value = window.location.href;
    this.code.hidden = true;
    this.note.textContent = "";
    this.dialog.showModal();
    this.ask(this.link.value);
  }

  async #copy() {
    this.link.select();
    try {
      await navigator.clipboard.writeText(this.link.value);
    } catch {
      document.execCommand("copy"); // where the page is not served by HTTPS
    }
    this.note.textContent = this.words("shell.share_copied");
  }
}
