// Select by shape: draw one, and the page filters by it.
import { element } from "../common/dom.js";
import { Drawing } from "./draw.js";
import { shapeText } from "./shape.js";

/** @import { Polygon } from "../types.d.ts" */
/** @import { Tools } from "./tools.js" */

const KINDS = /** @type {const} */ ({
  rectangle: "Rectangle",
  polygon: "Polygon",
  circle: "Circle",
});
const NAMES = /** @type {(keyof typeof KINDS)[]} */ (Object.keys(KINDS));

/**
 * Open the tool: a button for each kind of shape, and one that lifts the shape.
 * @param {Tools} tools
 */
export function open(tools) {
  const kinds = NAMES.map((kind) => {
    const button = element("button", { type: "button", textContent: tools.words(`shape.${kind}`) });
    button.addEventListener("click", () => draw(tools, kind));
    return button;
  });
  const clear = element("button", { type: "button", textContent: tools.words("tools.clear") });
  clear.addEventListener("click", () => tools.tell({ shape: "" }));
  const show = () => {
    clear.disabled = !tools.state.shape.length;
  };
  show();
  return { content: [...kinds, clear], show };
}

/**
 * @param {Tools} tools
 * @param {keyof typeof KINDS} kind
 */
async function draw(tools, kind) {
  tools.drawing?.cancel();
  tools.say(tools.words("tools.loading"));
  const style = { color: tools.palette.chosen, weight: 2, fillOpacity: 0.08 };
  tools.drawing = await Drawing.start(tools.map, KINDS[kind], style, {
    onChange: () => {},
    onDone: (layer) => tools.tell({ shape: shapeText(/** @type {Polygon} */ (layer)) }),
    onEnd: () => {
      tools.drawing = null;
      tools.say();
    },
  });
  tools.say(tools.words(`tools.draw_${kind}`));
}
