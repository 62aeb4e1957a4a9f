"""The locks of the project as data."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
ALL = ROOT / "requirements.lock"
"""Everything, with the tools of development."""
TO_RUN = ROOT / "requirements-run.lock"
"""What is installed where the program only runs."""
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?P<rest>.*(?:\n    .*)*)", re.MULTILINE)
_VIA = re.compile(r"# +(?:via +)?([A-Za-z0-9._-]+)(?: \(pyproject\.toml\))?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Locked:
    """One dependency as it is pinned."""

    name: str
    version: str
    hashes: tuple[str, ...]
    """SHA-256 of each file it may be installed from."""
    wanted_by: tuple[str, ...]
    """Who asks for it; the project itself by its own name."""

    @property
    def purl(self) -> str:
        """What it is called in bills of materials."""
        return f"pkg:pypi/{re.sub(r'[-_.]+', '-', self.name).lower()}@{self.version}"


def locked_in(lock: str) -> tuple[Locked, ...]:
    """The dependencies of the text of a lock, in its order."""
    return tuple(_locked(found) for found in _PINNED.finditer(lock))


def _locked(found: re.Match[str]) -> Locked:
    rest = found["rest"]
    wanted_by = tuple(name for name in _VIA.findall(rest) if name != "via")
    return Locked(found["name"], found["version"], tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", rest)), wanted_by)
