"""Draw the zones of the programme: schematic shapes that are true in area, not in outline."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import shapely
from scipy.optimize import brentq
from shapely.geometry.base import BaseGeometry

from tools.shapes import (
    Feature,
    GeometryError,
    find_label_point,
    make_feature,
    measure_km2,
    project,
    round_lonlat,
    unproject,
)
from tools.zone_facts import AREAS, BDA, BDA_CENTRE, CLUSTERS, LIFE_HEALTH, Site, Zone

MAX_DEVIATION: Final = 0.001
LARGEST_RADIUS_M: Final = 20_000.0
QUADRANT_SEGMENTS: Final = 16

BASIS_ZH: Final = "示意：以各园区中心为圆心作等面积圆，裁去所在区以外的部分"
BASIS_EN: Final = (
    "Schematic: circles of the official area around each site, cut at the district's edge"
)
UNSOURCED_ZH: Final = "；{names}的中心点为一般地理知识，误差约 3 公里"
UNSOURCED_EN: Final = "; the centre of {names} is general knowledge, within about 3 km"


def build_zones(
    districts: Mapping[str, BaseGeometry], bounds: Mapping[str, BaseGeometry]
) -> list[Feature]:
    """Return areas, clusters, their sites and E-Town as features.

    Parameters
    ----------
    districts
        Outlines by adcode, WGS-84.
    bounds
        Published bounds of sites by their id, WGS-84: what the zone takes of such a site lies
        within them.

    Raises
    ------
    GeometryError
        A shape misses its official area by more than 0.1 %, or two clusters overlap.
    """
    shapes: dict[str, BaseGeometry] = {}
    sites: list[Feature] = []
    for cluster in CLUSTERS:
        container = _container(cluster, districts)
        parts = draw_sites(cluster, container, bounds)
        shapes[cluster.id] = shapely.union_all(list(parts.values()))
        sites += [_site_feature(site, cluster, parts[site.id]) for site in cluster.sites]
    daxing = next(cluster for cluster in CLUSTERS if cluster.id == "daxing")
    inner = draw_equal_area([LIFE_HEALTH.lonlat], shapes["daxing"], LIFE_HEALTH.official_km2 or 0.0)
    sites.insert(0, _site_feature(LIFE_HEALTH, daxing, inner))  # within another: the first wins
    bda = draw_equal_area([BDA_CENTRE], _container(BDA, districts), BDA.official_km2)
    features = [_area_feature(area, shapes) for area in AREAS]
    features += [_zone_feature(c, "cluster", shapes[c.id], c.districts) for c in CLUSTERS]
    features += [*sites, _zone_feature(BDA, "functional_area", bda, BDA.districts)]
    _check_zones(features, shapes, bda)
    return features


def _container(zone: Zone, districts: Mapping[str, BaseGeometry]) -> BaseGeometry:
    return shapely.union_all([districts[adcode] for adcode in zone.districts])


def draw_sites(
    cluster: Zone, container: BaseGeometry, bounds: Mapping[str, BaseGeometry]
) -> dict[str, BaseGeometry]:
    """Return a cluster's sites by id; together they have the cluster's official area.

    A site with an official area gets a circle of its own, within its bounds where these are known;
    the others share one radius.
    """
    drawn = {
        site.id: draw_equal_area([site.lonlat], bounds.get(site.id, container), site.official_km2)
        for site in cluster.sites
        if site.official_km2
    }
    rest = [site for site in cluster.sites if not site.official_km2]
    if not rest:
        return drawn
    known = shapely.union_all(list(drawn.values())) if drawn else shapely.Polygon()
    radius = solve_radius(
        lambda r: measure_km2(
            shapely.union(known, _circles([s.lonlat for s in rest], r, container))
        ),
        cluster.official_km2,
    )
    return drawn | {site.id: _circles([site.lonlat], radius, container) for site in rest}


def draw_equal_area(
    centres: Sequence[tuple[float, float]], container: BaseGeometry, km2: float
) -> BaseGeometry:
    """Return circles of one radius around WGS-84 centres, cut to a container, ``km2`` in all."""
    radius = solve_radius(lambda r: measure_km2(_circles(centres, r, container)), km2)
    return _circles(centres, radius, container)


def solve_radius(measure: Callable[[float], float], km2: float) -> float:
    """Return the radius in metres at which ``measure`` gives ``km2``."""
    return float(brentq(lambda r: measure(r) - km2, 1.0, LARGEST_RADIUS_M, xtol=0.01))


def _circles(
    centres: Sequence[tuple[float, float]], radius: float, container: BaseGeometry
) -> BaseGeometry:
    points = project(shapely.MultiPoint(list(centres)))
    circles = unproject(shapely.buffer(points, radius, quad_segs=QUADRANT_SEGMENTS))
    return shapely.intersection(circles, container)


def _area_feature(area: Zone, shapes: Mapping[str, BaseGeometry]) -> Feature:
    members = [cluster for cluster in CLUSTERS if cluster.parent == area.id]
    districts = sorted({adcode for member in members for adcode in member.districts})
    return _zone_feature(
        area, "area", shapely.union_all([shapes[m.id] for m in members]), tuple(districts)
    )


def _zone_feature(
    zone: Zone, kind: str, shape: BaseGeometry, districts: tuple[str, ...]
) -> Feature:
    guessed = [site for site in zone.sites if not site.sourced_anchor]
    return _feature(
        {
            "id": zone.id,
            "kind": kind,
            "name_zh": zone.name_zh,
            "name_en": zone.name_en,
            "parent": zone.parent,
            "districts": list(districts),
            "official_km2": zone.official_km2,
            "official_note_zh": zone.note_zh,
            "official_note_en": zone.note_en,
            "purpose_zh": zone.purpose_zh or None,
            "purpose_en": zone.purpose_en or None,
            "source": zone.source,
        },
        shape,
        guessed,
    )


def _site_feature(site: Site, cluster: Zone, shape: BaseGeometry) -> Feature:
    return _feature(
        {
            "id": site.id,
            "kind": "site",
            "name_zh": site.name_zh,
            "name_en": site.name_en,
            "parent": cluster.id,
            "districts": list(cluster.districts),
            "official_km2": site.official_km2,
            "official_note_zh": None,
            "official_note_en": None,
            "purpose_zh": None,
            "purpose_en": None,
            "source": site.source or cluster.source,
        },
        shape,
        [] if site.sourced_anchor else [site],
    )


def _feature(
    properties: dict[str, object], shape: BaseGeometry, guessed: Sequence[Site]
) -> Feature:
    """Return a feature with what every zone says of its shape."""
    rounded = round_lonlat(shape)
    label_lon, label_lat = find_label_point(rounded)
    zh, en = BASIS_ZH, BASIS_EN
    if guessed:
        zh += UNSOURCED_ZH.format(names="、".join(site.name_zh for site in guessed))
        en += UNSOURCED_EN.format(names=" and ".join(site.name_en for site in guessed))
    measured = {
        "area_km2": round(measure_km2(rounded), 3),
        "geometry_basis": "schematic",
        "basis_note_zh": zh,
        "basis_note_en": en,
        "label_lon": label_lon,
        "label_lat": label_lat,
    }
    return make_feature(rounded, properties | measured)


def _check_zones(
    features: Sequence[Feature], clusters: Mapping[str, BaseGeometry], bda: BaseGeometry
) -> None:
    faults = [fault for feature in features if (fault := _area_fault(feature["properties"]))]
    shapes = list(clusters.items())
    for position, (one, shape) in enumerate(shapes):
        for other, neighbour in shapes[position + 1 :]:
            if shapely.intersection(shape, neighbour).area > 0:
                faults.append(f"{one} overlaps {other}")
    if not shapely.contains(shapely.buffer(bda, 1e-6), clusters["etown"]):
        faults.append("the E-Town cluster is not within E-Town")
    if faults:
        message = "The zones are wrong: " + "; ".join(faults)
        raise GeometryError(message)


def _area_fault(row: Mapping[str, object]) -> str | None:
    """Return how a zone misses its official area; the business area is drawn as its parts."""
    official, area = row["official_km2"], row["area_km2"]
    if not isinstance(official, float) or not isinstance(area, float):
        return None
    if row["id"] == "business":
        official = sum(c.official_km2 for c in CLUSTERS if c.parent == "business")
    missed = abs(area / official - 1) > MAX_DEVIATION
    return f"{row['id']} has {area} km², officially {official}" if missed else None
