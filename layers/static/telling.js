// Telling the page around the map what was pressed on it.

let clicks = 0;

/** Tell the page properties such as the `id` that was chosen; telling the same again counts too. */
export function tellPage(properties) {
  clicks = Math.max(Date.now(), clicks + 1);
  const feature = { type: "Feature", geometry: null, properties: { ...properties, click: clicks } };
  const shared = window.__GLOBAL_DATA__;
  shared.last_active_drawing = feature;
  shared.previous_data = { last_active_drawing: feature };
  window.Streamlit.setComponentValue(shared.previous_data);
}
