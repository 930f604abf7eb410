"""Build data/districts.geojson, data/districts_coarse.geojson and data/zones.geojson.

Run from anywhere, after `pip install -r tools/requirements.txt`:

    python tools/build_geometry.py

The same input gives the same bytes. A failed check stops the build before any file is written.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # a script sees only its own folder; geo/ lies beside it

from tools import districts, shapes, zones  # noqa: E402  (needs the path above)


def main() -> None:
    """Build and check every shape, then write the three files and report what was measured."""
    fine = districts.read_districts()
    districts.check_districts(fine)
    coarse = districts.simplify_districts(fine)
    zone_features = zones.build_zones(dict(zip(districts.ADCODES, fine, strict=True)))
    fine_features = districts.describe_districts(fine)
    layers = {
        "districts": fine_features,
        "districts_coarse": districts.redraw_features(fine_features, coarse),
        "zones": zone_features,
    }
    for name, features in layers.items():
        path = ROOT / "data" / f"{name}.geojson"
        size = shapes.write_geojson(path, features)
        report(f"{path.name}: {len(features)} features, {size / 1000:.0f} kB")
    report_districts(fine_features, shapes.count_vertices(fine), shapes.count_vertices(coarse))
    report_zones(zone_features)


def report_districts(features: list[shapes.Feature], fine: int, coarse: int) -> None:
    """Print each district's measured area in km² and its deviation from the official one."""
    report(f"vertices: {fine} fine, {coarse} coarse")
    for feature in features:
        report_area(feature)
    total = sum(feature["properties"]["area_km2"] for feature in features)
    report(f"Beijing {total:.2f} km², {total / districts.CITY_KM2 - 1:+.3%} of official")


def report_zones(features: list[shapes.Feature]) -> None:
    """Print each zone's measured area in km² and its deviation where an official one exists."""
    for feature in features:
        report_area(feature)


def report_area(feature: shapes.Feature) -> None:
    """Print one feature's measured area in km² and its deviation from the official one."""
    row = feature["properties"]
    official = row["official_km2"]
    deviation = f"{row['area_km2'] / official - 1:+.3%} of official" if official else ""
    report(f"{row['id']} {row['name_en']} {row['area_km2']} km² {deviation}")


def report(line: str) -> None:
    """Write one line to standard output."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
