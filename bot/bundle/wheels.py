"""The packages of the lock as files that install without building, for one system and one Python."""

import hashlib
import re
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from packaging.markers import Marker

System = Literal["this", "linux", "windows"]

_TAGS = {
    "windows": ("win_amd64",),
    "linux": (
        "manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_26_x86_64", "manylinux_2_24_x86_64",
        "manylinux_2_17_x86_64", "manylinux2014_x86_64",
    ),
}  # fmt: skip
_MARKED_AS = {
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
}
_NONE = re.compile(r"No matching distribution found for (\S+)")


class NotPacked(Exception):
    """The bundle could not be made: one English sentence that says what is missing."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where the bundle is to be installed."""

    system: System
    python: str
    """`3.11`."""

    @property
    def is_here(self) -> bool:
        """Whether pip may simply fetch what fits this machine."""
        return self.system == "this" and self.python == own_python()

    def __str__(self) -> str:
        return f"{'this system' if self.system == 'this' else self.system}, Python {self.python}"


def own_python() -> str:
    """`3.11`: of the Python that runs this."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def wheels_for(target: Target, lock: Path, kept_in: Path) -> list[Path]:
    """The wheels of the lock, fetched once and kept in a folder of their own. Raises NotPacked.

    Every file is checked against the hash in the lock.
    """
    key = hashlib.sha256(f"{target}\n{sys.platform}\n{lock.read_text(encoding='utf-8')}".encode()).hexdigest()[:16]
    folder = kept_in / key
    if not folder.exists():
        kept_in.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept_in) as half:
            _fetch(target, lock, Path(half) / key)
            # Whoever fetched the same meanwhile was quicker; theirs is as good.
            with suppress(OSError):
                (Path(half) / key).rename(folder)
    return sorted(folder.glob("*.whl"))


def _fetch(target: Target, lock: Path, folder: Path) -> None:
    folder.mkdir()
    wanted = folder / "requirements.txt"
    wanted.write_text(lock_for(target, lock.read_text(encoding="utf-8")), encoding="utf-8")
    _download(target, wanted, folder)


def lock_for(target: Target, lock: str) -> str:
    """The lines of a lock that count on the target: pip itself judges conditions by the machine it runs on."""
    if target.system == "this":
        return lock
    environment = _MARKED_AS[target.system] | {"python_version": target.python}
    blocks = re.split(r"\n(?=\S)", lock.strip())
    return "\n".join(block for block in blocks if _counts(block, environment)) + "\n"


def _counts(block: str, environment: dict[str, str]) -> bool:
    condition = block.partition("\n")[0].rstrip("\\ ").partition(" ; ")[2]
    return not condition or Marker(condition).evaluate(environment)


def _download(target: Target, wanted: Path, folder: Path) -> None:
    tags = [] if target.is_here else ["--python-version", target.python, "--implementation", "cp"]
    tags += [part for tag in _TAGS.get(target.system, ()) for part in ("--platform", tag)]
    command = ["download", "--require-hashes", "--no-deps", "--only-binary", ":all:", *tags]
    done = pip(*command, "--dest", str(folder), "--requirement", str(wanted))
    if done.returncode:
        raise NotPacked(_why(done.stderr, target))


def pip(*command: str) -> subprocess.CompletedProcess[str]:
    """Run the pip of this Python."""
    line = [sys.executable, "-m", "pip", *command, "--quiet", "--disable-pip-version-check"]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def _why(said: str, target: Target) -> str:
    if missing := _NONE.search(said):
        return (
            f"{missing[1]} cannot be had as a wheel for {target}: either the network or the package index cannot be"
            " reached, or there is none; try again, or another --python"
        )
    lines = [line for line in said.splitlines() if line.startswith("ERROR")] or said.splitlines()[-1:]
    return f"the packages could not be fetched: {(lines or ['pip gave no reason'])[-1]}"


def own_wheel(root: Path, folder: Path) -> Path:
    """This program as a wheel, built from its source. Raises NotPacked."""
    # The builder is one of the tools of development; without them pip fetches it.
    here = ["--no-build-isolation"] if find_spec("hatchling") else []
    done = pip("wheel", "--no-deps", *here, "--wheel-dir", str(folder), str(root))
    built = list(folder.glob("cadrebot-*.whl"))
    if done.returncode or len(built) != 1:
        raise NotPacked(f"the program's own wheel could not be built: {done.stderr.strip().splitlines()[-1:]}")
    return built[0]
