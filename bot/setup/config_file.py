"""The settings file as setting up changes it: hand-written parts stay, and it is never left in a state that fails."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import Table

from bot.settings import Settings, load_settings
from handlers.texts import setup as words

Changes = Mapping[str, Mapping[str, Any]]
"""New values by section and key; None takes a key away."""


class ConfigFile:
    """A TOML file, made when it is missing."""

    def __init__(self, path: Path) -> None:
        """Raises OSError when the file cannot be made."""
        self.path = path.resolve()
        if not self.path.exists():
            write_private(self.path, words.CONFIG_HEAD)

    def settings(self) -> Settings:
        """The settings as they stand now. Raises SettingsError."""
        return load_settings(self.path)

    def says(self, section: str, key: str) -> bool:
        """Whether somebody wrote this key into the file."""
        return key in tomlkit.parse(self.path.read_text(encoding="utf-8")).get(section, {})

    def change(self, changes: Changes) -> None:
        """Write new values, if the program can start with them. Raises SettingsError, and OSError; then all stays."""
        document = tomlkit.parse(self.path.read_text(encoding="utf-8"))
        for section, values in changes.items():
            table = document.setdefault(section, tomlkit.table())
            assert isinstance(table, Table), "the settings were read before, where every section is a table"
            for key, value in values.items():
                _put(table, key, value)
        tried = self.path.with_name(f"{self.path.name}.new")
        write_private(tried, tomlkit.dumps(document))
        try:
            load_settings(tried)
            tried.replace(self.path)
        finally:
            tried.unlink(missing_ok=True)

    def keep_secret(self, name: str, secret: str) -> str:
        """Write a secret into a file of its own beside this one; returns how the settings name it."""
        file = self.path.with_name(name)
        write_private(file, f"{secret}\n")
        return name if file.parent == Path.cwd() else str(file)


def _put(table: Table, key: str, value: Any) -> None:
    if value is None:
        table.pop(key, None)
    elif table.get(key) != value:
        table[key] = value


def write_private(file: Path, text: str) -> None:
    """Write a file that only its owner may read; there is the whole of it, or what was there before."""
    half = file.with_name(f"{file.name}.part")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    half.replace(file)
