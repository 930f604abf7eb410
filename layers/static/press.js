// The filters' buttons stand on the page around the map: a press shows before the server answers.

/** Call `press(filter, option)` whenever a button of one of the `filters` is pressed. */
export function followPresses(filters, press) {
  const page = window.parent;
  if (page === window) return;
  const follow = ({ target }) => {
    for (const name of filters) {
      const group = target.closest?.(`.st-key-${name}`);
      if (!group) continue;
      const option = [...group.querySelectorAll("button")].indexOf(target.closest("button"));
      if (option >= 0) press(name, option);
    }
  };
  page.document.addEventListener("click", follow, { capture: true });
  window.addEventListener("pagehide", () => {
    page.document.removeEventListener("click", follow, { capture: true });
  });
}
