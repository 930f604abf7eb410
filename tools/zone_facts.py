"""The zones of the programme and their sites, as published: names, areas, sources, centres."""

from dataclasses import dataclass
from typing import Final


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
                "cuihu", "翠湖科技园", "Cuihu Science Park", (116.18, 40.074), sourced_anchor=False
            ),
            Site(
                "yongfeng",
                "永丰产业基地",
                "Yongfeng Industrial Base",
                (116.237, 40.068),
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
                (116.6, 40.108),
                5.466,
                "MOFIN",
            ),
            Site(
                "airport_core",
                "首都机场临空经济核心区",
                "Capital Airport Economic Core Area",
                (116.558, 40.078),
            ),
            Site("ncie", "新国展", "New China International Exhibition Centre", (116.546, 40.081)),
            Site(
                "jinma",
                "金马工业园",
                "Jinma Industrial Park",
                (116.571, 40.133),
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
