"""Build the shapes of the data folder: districts, neighbours, zones, ground; and the gazetteer.

Run from anywhere, after `pip install -r tools/requirements.txt`:

    python tools/build_geometry.py

With `TWOZONES_DATA` it builds the districts that the region.toml of another folder names; the zones
that `tools/zones.py` draws are Beijing's, another region brings its own.

The same input gives the same bytes. A failed check stops the build before any file is written.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # a script sees only its own folder; geo/ lies beside it

from geo.region import REGION  # noqa: E402  (needs the path above)
from geo.settings import settings  # noqa: E402
from tools import districts, shapes, zones  # noqa: E402
from tools.bounds import build_bounds, read_bounds, whole_sites  # noqa: E402
from tools.ground.build import build_ground  # noqa: E402
from tools.ground.gazetteer import build_gazetteer, write_gazetteer  # noqa: E402
from tools.neighbours import build_neighbours  # noqa: E402


def main() -> None:
    """Build and check every shape, then write the files and report what was measured."""
    fine = districts.read_districts()
    districts.check_districts(fine)
    coarse = districts.simplify_districts(fine)
    fine_features = districts.describe_districts(fine)
    layers = {
        "districts": fine_features,
        "districts_coarse": districts.redraw_features(fine_features, coarse),
    }
    if REGION.neighbours:
        layers["neighbours"] = build_neighbours(fine)
    if {zone.id for zone in zones.CLUSTERS} == set(REGION.clusters):
        layers["ground"] = build_ground()
        layers["bounds"] = build_bounds(read_bounds(settings().data), layers["ground"])
        adcodes = dict(zip(REGION.adcodes, fine, strict=True))
        layers["zones"] = zones.build_zones(adcodes, whole_sites(layers["bounds"]))
    for name, features in layers.items():
        path = settings().data / f"{name}.geojson"
        size = shapes.write_geojson(path, features)
        report(f"{path.name}: {len(features)} features, {size / 1000:.0f} kB")
    if "ground" in layers:
        size = write_gazetteer(settings().data / "gazetteer.csv", build_gazetteer(layers["ground"]))
        report(f"gazetteer.csv: {size / 1000:.0f} kB")
    report_districts(fine_features, shapes.count_vertices(fine), shapes.count_vertices(coarse))
    report_zones(layers.get("zones", []))


def report_districts(features: list[shapes.Feature], fine: int, coarse: int) -> None:
    """Print each district's measured area in km² and its deviation from the official one."""
    report(f"vertices: {fine} fine, {coarse} coarse")
    for feature in features:
        report_area(feature)
    total = sum(feature["properties"]["area_km2"] for feature in features)
    report_line("city", REGION.city.en, total, REGION.city.official_km2)


def report_zones(features: list[shapes.Feature]) -> None:
    """Print each zone's measured area in km² and its deviation where an official one exists."""
    for feature in features:
        report_area(feature)


def report_area(feature: shapes.Feature) -> None:
    """Print one feature's measured area in km² and its deviation from the official one."""
    row = feature["properties"]
    report_line(row["id"], row["name_en"], row["area_km2"], row["official_km2"])


def report_line(id_: str, name: str, area: float, official: float | None) -> None:
    """Print an area in km² and its deviation from the official one where there is one."""
    deviation = f"{area / official - 1:+.3%} of official" if official else ""
    report(f"{id_} {name} {area:.2f} km² {deviation}")


def report(line: str) -> None:
    """Write one line to standard output."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
