"""The shapes that projects have of their own, as the browser draws them."""

import json

import geopandas as gpd
import pandas as pd
import shapely

from layers.outlines import to_gcj02


def footprint_collection(
    projects: pd.DataFrame, shapes: gpd.GeoDataFrame, datum: str = "wgs84"
) -> dict[str, object]:
    """Return the shapes of projects as GeoJSON, each with the id and the row of its project.

    Parameters
    ----------
    projects
        Joined projects, in the order of the project layer.
    shapes
        WGS-84, indexed by the id of a project; those of other projects are left out.
    datum
        ``wgs84`` or ``gcj02``: the datum of the coordinates, to match the basemap.
    """
    row_of = {id_: row for row, id_ in enumerate(projects["id"])}
    features = [
        {
            "type": "Feature",
            "properties": {"id": id_, "row": row_of[id_]},
            "geometry": json.loads(shapely.to_geojson(_in_datum(shape, datum))),
        }
        for id_, shape in shapes.geometry.items()
        if id_ in row_of
    ]
    return {"type": "FeatureCollection", "features": features}


def _in_datum(shape: shapely.Geometry, datum: str) -> shapely.Geometry:
    return shapely.transform(shape, to_gcj02) if datum == "gcj02" else shape
