"""The manifest beside packs: what each holds, and what its projects were, for the next night."""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeAlias

from briefing.changes import Changes, changes_from, records_of
from briefing.content import Briefing
from geo.errors import ManifestError
from geo.view.view import View

MANIFEST: Final = "manifest.json"
OTHERS: Final = "others"
"""Where a manifest keeps what it says of the packs of other views in the same folder."""

Manifest: TypeAlias = dict[str, Any]


def manifest_of(briefing: Briefing, files: Iterable[tuple[str, bytes]]) -> Manifest:
    """Return what a manifest says of the named files of a briefing."""
    summary, register = briefing.focus.summary, briefing.atlas.register
    return {
        "view": briefing.view.to_query(),
        "title": briefing.title,
        "made_on": briefing.options.made_on.isoformat(),
        "data": {"digest": register.digest, "as_of": briefing.atlas.data_as_of},
        "counts": {
            "projects": summary.projects,
            **summary.levels,
            "policies": len(briefing.focus.whole_policies),
            "investment_yi_cny": summary.disclosed,
        },
        "files": [
            {"name": name, "bytes": len(content), "sha256": sha256(content).hexdigest()}
            for name, content in files
        ],
        "projects": records_of(briefing.atlas, briefing.focus.mask, briefing.view.lang),
    }


def write_manifest(folder: Path, manifest: Manifest) -> Path:
    """Write a manifest in a folder and return its path; what others said there is kept."""
    path = folder / MANIFEST
    others = [one for one in read_manifests(folder) if one["view"] != manifest["view"]]
    path.write_text(json.dumps({**manifest, OTHERS: others}, ensure_ascii=False, indent=1), "utf-8")
    return path


def read_manifests(folder: Path) -> list[Manifest]:
    """Return what the manifest in a folder says of its packs, the newest first; none without one.

    Raises
    ------
    ManifestError
        The file cannot be read, or is no manifest of ours.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text("utf-8"))
        others = manifest.pop(OTHERS, [])
        return [{**one, "view": dict(one["view"])} for one in (manifest, *others)]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise ManifestError(file=path) from error


def changes_since_pack(folder: Path, briefing: Briefing) -> Changes | None:
    """Return what changed since a folder's last pack of the same view, or None without one."""
    view = briefing.view
    earlier = next((one for one in read_manifests(folder) if _is_of(one, view)), None)
    if earlier is None:
        return None
    now = records_of(briefing.atlas, briefing.focus.mask, view.lang)
    try:
        return changes_from(earlier["projects"], now, earlier["made_on"])
    except (LookupError, TypeError, AttributeError) as error:
        raise ManifestError(file=folder / MANIFEST) from error


def _is_of(manifest: Manifest, view: View) -> bool:
    return bool(manifest["view"] == view.to_query())
