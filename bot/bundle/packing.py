"""The bundle itself: wheels, scripts that install them, the example of the settings, the guide of the first hour."""

import hashlib
import tempfile
import zipfile
from importlib import resources
from pathlib import Path

import bot
from bot.bundle.wheels import NotPacked, Target, own_wheel, wheels_for

__all__ = ["NotPacked", "Target", "pack"]

LOCK = "requirements-run.lock"
_GUIDE = ("docs/bat-dau.md", "config.example.toml")
_PICTURES = "docs/pictures/setup-*.png"
_KEPT = ".cache/wheels"
_CARRIED_OUT = 0o755 << 16
"""The mark of a script in the zip's own words."""


def pack(out: Path, target: Target) -> int:
    """Write the bundle and return how many packages it holds. Needs the program's source folder. Raises NotPacked."""
    root = _source()
    wheels = wheels_for(target, root / LOCK, root / _KEPT)
    with tempfile.TemporaryDirectory() as folder:
        own = own_wheel(root, Path(folder))
        half = out.with_name(f"{out.name}.part")
        try:
            _write(half, root, [*wheels, own], target)
            half.replace(out)
        except OSError as error:
            raise NotPacked(f"cannot write {out}: {error.strerror}") from None
        finally:
            half.unlink(missing_ok=True)
    return len(wheels) + 1


def _source() -> Path:
    """The folder of the source: where this runs from, or else where it was started. Raises NotPacked."""
    for folder in (Path(bot.__file__).resolve().parents[1], Path.cwd()):
        if (folder / LOCK).is_file():
            return folder
    raise NotPacked(f"a bundle is made in the source folder, where {LOCK} lies; {Path.cwd()} is none")


def _write(file: Path, root: Path, wheels: list[Path], target: Target) -> None:
    own = wheels[-1]
    _, version, *_ = own.name.split("-")
    top = "cadrebot"  # without the version: a newer one is unpacked over it, where the data are
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        for wheel in wheels:
            bundle.write(wheel, f"{top}/wheels/{wheel.name}", zipfile.ZIP_STORED)
        for path in [*(root / name for name in _GUIDE), *sorted(root.glob(_PICTURES))]:
            if path.exists():
                bundle.write(path, f"{top}/{path.relative_to(root)}")
        bundle.writestr(f"{top}/requirements.txt", _requirements(root, own, version))
        script = zipfile.ZipInfo(f"{top}/setup.sh", (2026, 1, 1, 0, 0, 0))
        script.external_attr = _CARRIED_OUT
        bundle.writestr(script, _script("setup.sh", target))
        bundle.writestr(f"{top}/setup.bat", _script("setup.bat", target).replace("\n", "\r\n"))


def _requirements(root: Path, own: Path, version: str) -> str:
    """The lock, and this program with a hash of its own: nothing is installed that was changed on its way."""
    digest = hashlib.sha256(own.read_bytes()).hexdigest()
    lock = (root / LOCK).read_text(encoding="utf-8")
    return f"{lock}cadrebot=={version} --hash=sha256:{digest}\n"


def _script(name: str, target: Target) -> str:
    text = (resources.files("bot.bundle") / name).read_text(encoding="utf-8")
    return text.replace("@PYTHON@", target.python)
