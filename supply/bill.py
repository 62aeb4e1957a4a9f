"""`python -m supply.bill OUT.json`: the bill of materials, in CycloneDX 1.6, from the locks alone.

Written out rather than made by cyclonedx-py: that tool would bring some thirty dependencies of its own, and tells
neither who asks for what nor what is there only for development.
"""

import json
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from supply.lock import ALL, ROOT, TO_RUN, Locked, locked_in

Json = dict[str, Any]


def bill_of(project: Json, everything: Sequence[Locked], to_run: Sequence[Locked]) -> Json:
    """The bill. `project` is the table of pyproject.toml; what only development needs has the scope "excluded"."""
    running = {each.purl for each in to_run}
    root = f"pkg:pypi/{project['name']}@{project['version']}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
            }
        },
        "components": [_component(each, each.purl in running) for each in everything],
        "dependencies": [
            {"ref": ref, "dependsOn": sorted(each.purl for each in everything if name in each.wanted_by)}
            for ref, name in ((root, project["name"]), *((each.purl, each.name) for each in everything))
        ],
    }


def _component(each: Locked, runs: bool) -> Json:
    return {
        "type": "library",
        "bom-ref": each.purl,
        "name": each.name,
        "version": each.version,
        "purl": each.purl,
        "scope": "required" if runs else "excluded",
        "hashes": [{"alg": "SHA-256", "content": content} for content in each.hashes],
    }


def write_bill(to: Path) -> int:
    """Write the bill of this checkout, and return how many dependencies are in it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    everything, to_run = (locked_in(lock.read_text(encoding="utf-8")) for lock in (ALL, TO_RUN))
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(json.dumps(bill_of(project, everything, to_run), indent=1) + "\n", encoding="utf-8")
    return len(everything)


if __name__ == "__main__":
    [place] = sys.argv[1:]
    sys.stdout.write(f"{place}: {write_bill(Path(place))} locked dependencies\n")
