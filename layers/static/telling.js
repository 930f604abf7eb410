// Telling the page around the map what was pressed on it.

let clicks = 0;

/** Tell the page that a place or project was chosen; every press counts, of the same one too. */
export function tellPage(focus) {
  clicks = Math.max(Date.now(), clicks + 1);
  const feature = { type: "Feature", geometry: null, properties: { id: focus, click: clicks } };
  const shared = window.__GLOBAL_DATA__;
  shared.last_active_drawing = feature;
  shared.previous_data = { last_active_drawing: feature };
  window.Streamlit.setComponentValue(shared.previous_data);
}
