"""Draw the zones of the programme: schematic shapes that are true in area, not in outline."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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

MAX_DEVIATION: Final = 0.001
LARGEST_RADIUS_M: Final = 20_000.0
QUADRANT_SEGMENTS: Final = 16

BASIS_ZH: Final = "示意：以各园区中心为圆心作等面积圆，裁去所在区以外的部分"
BASIS_EN: Final = (
    "Schematic: circles of the official area around each site, cut at the district's edge"
)
UNSOURCED_ZH: Final = "；{names}的中心点为一般地理知识，误差约 3 公里"
UNSOURCED_EN: Final = "; the centre of {names} is general knowledge, within about 3 km"


@dataclass(frozen=True, slots=True)
class Site:
    """A site of a cluster: its centre (WGS-84), and its official km² where one is published."""

    id: str
    name_zh: str
    name_en: str
    lonlat: tuple[float, float]
    official_km2: float | None = None
    source: str | None = None
    sourced_anchor: bool = True


@dataclass(frozen=True, slots=True)
class Zone:
    """An area or cluster of the free-trade zone, or a functional area."""

    id: str
    name_zh: str
    name_en: str
    parent: str | None
    official_km2: float
    source: str
    districts: tuple[str, ...] = ()
    purpose_zh: str = ""
    purpose_en: str = ""
    note_zh: str | None = None
    note_en: str | None = None
    sites: tuple[Site, ...] = ()


AREAS: Final = (
    Zone("scitech", "科技创新片区", "Sci-tech Innovation Area", None, 31.85, "KZ907"),
    Zone(
        "business",
        "国际商务服务片区",
        "International Business Services Area",
        None,
        48.34,
        "MOFIN",
        note_zh="公布面积48.34平方公里（含天竺综保区5.466）；三个组团公布面积相加为47.29，图形按组团绘制",
        note_en="Published as 48.34 km² (with Tianzhu's 5.466); the clusters drawn add to 47.29",
    ),
    Zone("highend", "高端产业片区", "High-end Industries Area", None, 39.49, "MOFIN"),
)

CLUSTERS: Final = (
    Zone(
        "haidian",
        "海淀组团",
        "Haidian cluster",
        "scitech",
        21.59,
        "HDIMP",
        ("110108",),
        "科研、人工智能、集成电路",
        "Research, artificial intelligence, chips",
        sites=(
            Site(
                "cuihu", "翠湖科技园", "Cuihu Science Park", (116.205, 40.09), sourced_anchor=False
            ),
            Site(
                "yongfeng",
                "永丰产业基地",
                "Yongfeng Industrial Base",
                (116.24, 40.072),
                sourced_anchor=False,
            ),
        ),
    ),
    Zone(
        "changping",
        "昌平组团",
        "Changping cluster",
        "scitech",
        10.26,
        "KZ907",
        ("110114",),
        "生命科学",
        "Life science",
        sites=(
            Site("lifesci", "中关村生命科学园", "Zhongguancun Life Science Park", (116.285, 40.1)),
        ),
    ),
    Zone(
        "chaoyang",
        "朝阳组团",
        "Chaoyang cluster",
        "business",
        7.92,
        "CHY2Z",
        ("110105",),
        "国际金融、数字贸易、总部",
        "International finance, digital trade, headquarters",
        sites=(
            Site("cbd", "北京商务中心区（CBD）", "Beijing CBD", (116.46, 39.91), 4.96, "CHY2Z"),
            Site(
                "jinzhan",
                "金盏国际合作服务区",
                "Jinzhan International Cooperation Service Area",
                (116.56, 40.0),
                2.96,
                "CHY2Z",
            ),
        ),
    ),
    Zone(
        "shunyi",
        "顺义组团",
        "Shunyi cluster",
        "business",
        28.5,
        "KZ907",
        ("110113",),
        "临空经济、医药贸易、会展、跨境电商",
        "Airport economy, pharma trade, exhibitions, cross-border e-commerce",
        sites=(
            Site(
                "tianzhu_cbz",
                "天竺综合保税区",
                "Tianzhu Comprehensive Bonded Zone",
                (116.62, 40.11),
                5.466,
                "MOFIN",
            ),
            Site(
                "airport_core",
                "首都机场临空经济核心区",
                "Capital Airport Economic Core Area",
                (116.603, 40.08),
            ),
            Site("ncie", "新国展", "New China International Exhibition Centre", (116.546, 40.081)),
            Site(
                "jinma",
                "金马工业园",
                "Jinma Industrial Park",
                (116.5, 40.165),
                sourced_anchor=False,
            ),
        ),
    ),
    Zone(
        "tongzhou",
        "通州组团",
        "Tongzhou cluster",
        "business",
        10.87,
        "MOFIN",
        ("110112",),
        "绿色金融、资产管理、设计",
        "Green finance, asset management, design",
        sites=(
            Site("canal", "运河商务区", "Canal Business District", (116.668, 39.917)),
            Site("zhangjiawan", "张家湾设计小镇", "Zhangjiawan Design Town", (116.69, 39.865)),
        ),
    ),
    Zone(
        "etown",
        "亦庄组团",
        "E-Town cluster",
        "highend",
        27.83,
        "ETCL",
        ("110112", "110115"),
        "新一代信息技术、智能网联汽车、生物技术、机器人",
        "New IT, connected cars, biotech, robotics",
        sites=(
            Site(
                "bda_core",
                "北京经济技术开发区核心区",
                "E-Town, core of the development area",
                (116.506, 39.795),
            ),
        ),
    ),
    Zone(
        "daxing",
        "大兴组团",
        "Daxing cluster",
        "highend",
        11.66,
        "MOFIN",
        ("110115",),
        "生命健康、航空配套、保税研发",
        "Life and health, aviation support, bonded R&D",
        note_zh="由高端产业片区39.49减亦庄27.83推算，没有来源直接写明",
        note_en="Worked out as 39.49 for the area less 27.83 for E-Town; no source states it",
        sites=(
            Site(
                "daxing_airport_west",
                "大兴机场临空经济区西片",
                "Daxing airport economic zone, west part",
                (116.34, 39.53),
            ),
        ),
    ),
)

LIFE_HEALTH: Final = Site(
    "life_health",
    "国际生命健康社区",
    "International Life and Health Community",
    (116.34, 39.53),
    2.86,
    "DX2106",
)
BDA: Final = Zone(
    "bda",
    "北京经济技术开发区（亦庄新城）",
    "Beijing E-Town (BDA and Yizhuang New Town)",
    None,
    225.0,
    "YZXC20",
    ("110112", "110115"),
)
BDA_CENTRE: Final = (116.515, 39.755)


def build_zones(districts: Mapping[str, BaseGeometry]) -> list[Feature]:
    """Return areas, clusters, their sites and E-Town as features.

    Parameters
    ----------
    districts
        Outlines by adcode, WGS-84.

    Raises
    ------
    GeometryError
        A shape misses its official area by more than 0.1 %, or two clusters overlap.
    """
    shapes: dict[str, BaseGeometry] = {}
    sites: list[Feature] = []
    for cluster in CLUSTERS:
        container = _container(cluster, districts)
        parts = draw_sites(cluster, container)
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


def draw_sites(cluster: Zone, container: BaseGeometry) -> dict[str, BaseGeometry]:
    """Return a cluster's sites by id; together they have the cluster's official area.

    A site with an official area gets a circle of its own; the others share one radius.
    """
    drawn = {
        site.id: draw_equal_area([site.lonlat], container, site.official_km2)
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
