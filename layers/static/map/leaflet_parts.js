// Leaflet's map as our scripts name its parts: no other script does.

/** The class of what moves with the map in an animated zoom. */
export const ZOOM_ANIMATED = "leaflet-zoom-animated";
