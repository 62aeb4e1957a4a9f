"""How the assistant is started, now and with the machine: the texts to copy, with the paths of this machine."""

import sys
from pathlib import Path

from bot.setup.desk import Desk
from handlers.texts import setup as words


def ways_to_start(desk: Desk) -> dict[str, str]:
    """Commands and files by what they are for."""
    here, config = Path.cwd(), desk.config.path
    program = _program()
    option = "" if config == here / "config.toml" else f' --config "{config}"'
    return {
        "folder": str(here),
        "serve": f"{_quoted(program)} serve{option}",
        "doctor": f"{_quoted(program)} doctor{option}",
        "systemd": _systemd(here, program, option),
        "systemd_commands": (
            "systemctl --user daemon-reload\nsystemctl --user enable --now cadrebot\nsudo loginctl enable-linger $USER"
        ),
        "windows": f"Program/script: {program}\nAdd arguments: serve{option}\nStart in: {here}",
        "system": "windows" if sys.platform == "win32" else "linux",
    }


def _program() -> Path:
    name = "cadrebot.exe" if sys.platform == "win32" else "cadrebot"
    return Path(sys.executable).with_name(name)


def _quoted(program: Path) -> str:
    return f'"{program}"' if " " in str(program) else str(program)


def _systemd(here: Path, program: Path, option: str) -> str:
    return f"""\
[Unit]
Description={words.SERVICE}
After=network-online.target

[Service]
WorkingDirectory={here}
ExecStart="{program}" serve{option}
Restart=always
RestartSec=5

[Install]
WantedBy=default.target
"""
