// Building the page: data goes in as text, never as markup.

/**
 * Make an element with properties, a class among them, and children that are elements or text.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} properties
 * @param {...(Node | string | null | undefined)} children
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") made.setAttribute(name, String(value));
    else Object.assign(made, { [name]: value });
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/**
 * Make a label around a control.
 * @param {string} text
 * @param {HTMLElement} control
 */
export function labelled(text, control) {
  return element("label", {}, element("span", { textContent: text }), control);
}

/**
 * Make a list of terms of `[label, value]` pairs.
 * @param {[label: string, value: string][]} pairs
 */
export function termList(pairs) {
  const items = pairs.flatMap(([label, value]) => [
    element("dt", { textContent: label }),
    element("dd", { textContent: value }),
  ]);
  return element("dl", {}, ...items);
}

/**
 * The box of an element in pixels from the top left of another.
 * @param {Element} inner
 * @param {Element} outer
 */
export function boxWithin(inner, outer) {
  const [a, b] = [inner, outer].map((one) => one.getBoundingClientRect());
  return {
    left: a.left - b.left,
    right: a.right - b.left,
    top: a.top - b.top,
    bottom: a.bottom - b.top,
  };
}
