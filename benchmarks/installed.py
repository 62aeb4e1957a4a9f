"""The program as after an installation: beside it only what it needs to run, and all bytecode kept."""

import os
import re
import venv
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
_ROOMS = ("bot", "handlers", "storage", "rules", "policies")


def installed(folder: Path) -> Path:
    """The interpreter of a new environment in `folder`: what `requirements-run.lock` names, as it lies here, and the
    program. Tools of development would be found by the libraries that look for them, and take their time."""
    venv.create(folder, symlinks=True)
    [packages] = folder.glob("lib/python*/site-packages")
    lock = (ROOT / "requirements-run.lock").read_text(encoding="utf-8")
    for name in set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)):
        found = distribution(name)
        for part in {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
            _link(packages / part, Path(str(found.locate_file(part))))
    for room in _ROOMS:
        _link(packages / room, ROOT / room)
    return folder / "bin" / "python"


def _link(place: Path, target: Path) -> None:
    if not place.exists():  # several packages may share a folder
        place.symlink_to(target)


def keeping_bytecode(folder: Path) -> dict[str, str]:
    """The environment of the programs: their bytecode is kept, in a folder of its own, whatever is usual here."""
    unusual = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH"}
    usual = {name: value for name, value in os.environ.items() if name not in unusual}
    return {**usual, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
