"""`python -m supply.audit`: whether anything is known against a locked dependency, by the database of osv.dev.

One request names all of them. Who could not look says so and fails: that nothing was heard does not mean that there
is nothing.
"""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from supply.lock import ALL, Locked, locked_in

ADDRESS = "https://api.osv.dev/v1/querybatch"
_SECONDS = 60


class NotLooked(Exception):
    """The database could not be asked, or did not answer for each dependency; the message says why."""


def known_against(locked: Sequence[Locked], address: str = ADDRESS) -> Mapping[str, Sequence[str]]:
    """Dependency ("name version") → the ids of what is known against it, for those that have any. Raises NotLooked."""
    asked = [{"package": {"name": each.name, "ecosystem": "PyPI"}, "version": each.version} for each in locked]
    body = json.dumps({"queries": asked}).encode()
    try:
        with urlopen(Request(address, body, {"Content-Type": "application/json"}), timeout=_SECONDS) as answer:
            results = json.loads(answer.read())["results"]
        found = {f"{each.name} {each.version}": _ids(result) for each, result in zip(locked, results, strict=True)}
    except (URLError, OSError) as error:
        raise NotLooked(f"{address} could not be reached: {error}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotLooked(f"{address} answered something else than was asked") from error
    return {name: ids for name, ids in found.items() if ids}


def _ids(result: dict[str, Any]) -> list[str]:
    if "next_page_token" in result:
        raise ValueError("more is known than one answer holds")
    return [str(each["id"]) for each in result.get("vulns", ())]


def main() -> int:
    """Exit status: 0 nothing known, 1 something known, 2 not looked."""
    locked = locked_in(ALL.read_text(encoding="utf-8"))
    try:
        found = known_against(locked, os.environ.get("AUDIT_ADDRESS", ADDRESS))
    except NotLooked as error:
        sys.stderr.write(f"NOT AUDITED: {error}\n")
        return 2
    for name, ids in found.items():
        sys.stdout.write(f"{name}: {', '.join(ids)}\n")
    sys.stdout.write(f"{len(locked)} locked dependencies looked up, {len(found)} with something known against them\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
