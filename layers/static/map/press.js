// The filters' buttons stand on the page around the map: a press shows before the server answers.

/**
 * Call `press(filter, option)` whenever a button of one of the `filters` is pressed, and
 * `expect(filter, option)` when it may be next: the pointer or the keyboard's focus is on it.
 */
export function followPresses(filters, { press, expect }) {
  const page = window.parent;
  if (page === window) return;
  const calls = { click: press, pointerover: expect, focusin: expect };
  const follow = ({ type, target }) => {
    const button = target.closest?.("button");
    const name = button && filters.find((filter) => button.closest(`.st-key-${filter}`));
    if (!name) return;
    const group = button.closest(`.st-key-${name}`);
    calls[type](name, [...group.querySelectorAll("button")].indexOf(button));
  };
  const listen = { capture: true };
  for (const type of Object.keys(calls)) page.document.addEventListener(type, follow, listen);
  window.addEventListener("pagehide", () => {
    for (const type of Object.keys(calls)) page.document.removeEventListener(type, follow, listen);
  });
}
