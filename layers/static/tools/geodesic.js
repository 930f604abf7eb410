// GeographicLib apart, fetched when something is measured: it is no module, and its wrapping would
// be shared with whatever imports it.
export { default } from "geographiclib-geodesic";
