"""What is backed up, and where to."""

from dataclasses import dataclass, field
from pathlib import Path

from rules.backups import Keeping
from storage.files import FileStore


@dataclass(frozen=True, slots=True)
class Copies:
    """A database with its stored files, and the folder its backups go to."""

    url: str = field(repr=False)
    """May hold a password."""
    files: FileStore
    folder: Path
    passphrase: str = field(default="", repr=False)
    """Seals the backups; empty: they are not sealed."""
    keeping: Keeping = field(default_factory=Keeping)
