// Brings the tabs below the map into view when the page opens one by a button elsewhere.
let shown = 0;

/** Called by Streamlit whenever `data.times`, how often a tab was opened so, changes. */
export default function render({ data, parentElement }) {
  if (data.times <= shown) return;
  shown = data.times;
  const page = parentElement.ownerDocument ?? document;
  page.querySelector(".st-key-tabs")?.scrollIntoView({ block: "start" });
}
