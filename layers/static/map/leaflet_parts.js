// Leaflet's map as our scripts name its parts: no other script does.

/** The class of what moves with the map in an animated zoom. */
export const ZOOM_ANIMATED = "leaflet-zoom-animated";

/** The class of what is not shown during one. */
export const ZOOM_HIDDEN = "leaflet-zoom-hide";

/** A control at an edge of the map, and an open popup. */
export const CONTROL = ".leaflet-control";
export const POPUP = ".leaflet-popup";
