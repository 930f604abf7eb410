// Select by shape: draw one, and the page filters by it.
import { element } from "../common/dom.js";
import { CircleEditor } from "./circle_editor.js";
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
 * Open the tool: a button for each kind of shape, one that lifts the shape, and what edits a circle.
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
  const editor = new CircleEditor(tools);
  const show = () => {
    clear.disabled = !tools.state.shape.length;
    editor.show();
  };
  show();
  return { content: [...kinds, clear, editor.content], show, close: () => editor.close() };
}

/**
 * @param {Tools} tools
 * @param {keyof typeof KINDS} kind
 */
function draw(tools, kind) {
  const style = { color: tools.palette.chosen, weight: 2, fillOpacity: 0.08 };
  tools.draw(KINDS[kind], style, tools.words(`tools.draw_${kind}`), {
    onDone: (layer) => tools.tell({ shape: shapeText(/** @type {Polygon} */ (layer)) }),
    onEnd: () => tools.say(),
  });
}
