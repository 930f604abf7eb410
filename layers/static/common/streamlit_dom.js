// Streamlit's page as our scripts find their way in it: no other script names its parts.

/** What our scripts look for on the page. A test walks the list and names what is not found. */
export const PLACES = {
  search: ".st-key-q input",
  map: ".st-key-map",
  mapFrame: ".st-key-map iframe",
  panel: ".st-key-panel",
  tabs: ".st-key-tabs",
  tab: ".st-key-tab button",
  tabContent: ".st-key-tabs > :not(.st-key-tab, .st-key-timeline)",
  filters: ".st-key-filters",
};

/** The texts that Streamlit has in English alone; the uploader's lie in containers of ours. */
export const STOCK_TEXTS = [
  '[data-testid="stSkipToContent"]',
  '[data-testid="stFileUploaderDropzoneInstructions"] span',
  '[class*="-upload"] [data-testid="stBaseButton-secondary"] p',
  '[data-testid="stDateInput"] [data-placeholder]',
  '[role="listbox"][data-empty] [role="option"] span',
  "[data-live-announcer] [role=log] > *",
].join();

/** The options of a filter: the only buttons of its widget that can be pressed in. */
const OPTIONS = "[aria-pressed]";

/** What the class of an element that was drawn under a key begins with. */
const KEY = "st-key-";

/**
 * Return the selector of the element that was drawn under a key.
 * @param {string} key
 */
export function keyed(key) {
  return `.${KEY}${key}`;
}

/**
 * Return the options of a filter in their order, none while it is not drawn.
 * @param {Document} page
 * @param {string} filter
 */
export function optionsOf(page, filter) {
  return [...page.querySelectorAll(`${keyed(filter)} ${OPTIONS}`)];
}

/**
 * Return the option that an element is or lies in, or null.
 * @param {EventTarget | null} target
 * @returns {Element | null}
 */
export function optionAt(target) {
  return target instanceof Element ? target.closest(OPTIONS) : null;
}

/**
 * Return the element that holds the words of an option.
 * @param {Element} option
 */
export function wordsOf(option) {
  return option.querySelector("p");
}

/**
 * Tell whether an option is pressed in.
 * @param {Element} option
 */
export function isPressed(option) {
  return option.getAttribute("aria-pressed") === "true";
}

/** Where the page says whether it is connected to the server, and whether that is drawing it. */
const CONNECTION = "data-test-connection-state";
const SCRIPT = "data-test-script-state";
const IDLE = "notRunning";

/**
 * Tell whether the server has drawn all that it was asked for.
 * @param {Document} page
 */
export function isServerIdle(page) {
  return page.querySelector(`[${SCRIPT}]`)?.getAttribute(SCRIPT) === IDLE;
}

/**
 * Follow a page's connection: call a function with whether it stands, whenever that changes.
 * @param {Document} page
 * @param {(stands: boolean) => void} act
 */
export function followConnection(page, act) {
  const root = page.querySelector(`[${CONNECTION}]`);
  if (!root) return;
  new MutationObserver(() => act(root.getAttribute(CONNECTION) === "CONNECTED")).observe(root, {
    attributeFilter: [CONNECTION],
  });
}

const KEYED = `[class*="${KEY}"]`;

/**
 * Return the button of ours that an element is or lies in, or null.
 * @param {EventTarget | null} target
 * @returns {HTMLElement | null}
 */
export function buttonAt(target) {
  return target instanceof Element ? target.closest(`${KEYED} button`) : null;
}

/**
 * Return what finds a button of ours again: itself, or what was drawn in its place since.
 * @param {HTMLElement} button
 * @returns {() => HTMLElement | null}
 */
export function placeOf(button) {
  const page = button.ownerDocument;
  const classes = [...(button.closest(KEYED)?.classList ?? [])];
  const key = classes.find((name) => name.startsWith(KEY));
  const buttons = () => [...page.querySelectorAll(`.${key} button`)];
  const at = buttons().indexOf(button);
  return () => (button.isConnected ? button : /** @type {HTMLElement} */ (buttons()[at] ?? null));
}
