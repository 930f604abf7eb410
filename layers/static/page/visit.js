// Until when a reader knows what has changed: the browser keeps it, nobody else does.

/** Kept for good: what the reader has been told of until. */
const TOLD = "twozones.told";
/** Kept as long as the tab, which is a visit: since when changes are new. */
const SINCE = "twozones.since";

/** @typedef {Pick<Storage, "getItem" | "setItem">} Shelf */

export class Visit {
  /**
   * @param {Shelf} lasting
   * @param {Shelf} ofTab
   */
  constructor(lasting, ofTab) {
    this.lasting = lasting;
    this.ofTab = ofTab;
  }

  /** The instant after which changes are new to the reader; empty on the first visit. */
  get since() {
    return this.ofTab.getItem(SINCE) ?? this.lasting.getItem(TOLD) ?? "";
  }

  /**
   * Keep until when the reader has been told; they stay new for this visit.
   * @param {string} until
   */
  tell(until) {
    this.ofTab.setItem(SINCE, this.since || until);
    this.lasting.setItem(TOLD, until);
  }

  /**
   * Keep that the reader has seen all until an instant.
   * @param {string} until
   */
  see(until) {
    this.ofTab.setItem(SINCE, until);
  }
}
