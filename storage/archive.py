"""A backup as a file: a zip of one text of JSON lines a table, the stored files, and a list of contents at its end.

The same file for both engines: it says what the rows are, not how an engine keeps them. With a passphrase the whole
zip is sealed. Whoever has no program of ours any more can still read an unsealed one.
"""

import asyncio
import os
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

import orjson

from storage.held import Portion, Table, in_portions
from storage.sealing import MAGIC, Sealer, WrongSeal, unseal

FORMAT = 1
SEALED = ".sealed"
"""What the name of a sealed backup ends with."""
_CONTENTS = "contents.json"
_NAME = re.compile(r"[a-z_][a-z0-9_]*")


class Unreadable(Exception):
    """The file is no backup, or does not read back; the message says why, in English."""


@dataclass(slots=True)
class Contents:
    """What a backup holds."""

    made_at: int
    """Stored milliseconds."""
    engine: str
    migrations: list[int]
    tables: dict[str, list[str]] = field(default_factory=dict)
    """The columns of each."""
    rows: dict[str, int] = field(default_factory=dict)
    """How many each table has."""
    files: int = 0
    """How many stored files are in it."""
    missing: int = 0
    """How many the tables name that no longer lay on the disk."""
    format: int = FORMAT


class Writer:
    """A backup being written."""

    def __init__(self, zipped: zipfile.ZipFile, contents: Contents) -> None:
        self._zip = zipped
        self.contents = contents

    @contextmanager
    def table(self, table: Table) -> Iterator[BinaryIO]:
        """Where the rows of a table go, by `add`."""
        self.contents.tables[table.name] = list(table.columns)
        self.contents.rows[table.name] = 0
        with self._zip.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as lines:
            yield cast("BinaryIO", lines)

    def add(self, table: Table, lines: BinaryIO, portion: Portion) -> None:
        """Write some rows of a table."""
        lines.write(b"".join(orjson.dumps(tuple(row), option=orjson.OPT_APPEND_NEWLINE) for row in portion))
        self.contents.rows[table.name] += len(portion)

    def add_file(self, digest: str, content: bytes | None) -> None:
        """Write a stored file; None where it no longer lies on the disk."""
        if content is None:
            self.contents.missing += 1
            return
        # Pictures and documents are packed already.
        self._zip.writestr(f"files/{digest}", content, compress_type=zipfile.ZIP_STORED)
        self.contents.files += 1

    def finish(self) -> None:
        """Write the list of contents, without which it is no backup."""
        self._zip.writestr(_CONTENTS, orjson.dumps(asdict(self.contents), option=orjson.OPT_INDENT_2))


@asynccontextmanager
async def written(to: Path, passphrase: str, contents: Contents) -> AsyncIterator[Writer]:
    """A new file to be filled. It gets its name only when it is whole and on disk; only its owner may read it."""
    half = to.with_name(f"{to.name}.part")
    half.unlink(missing_ok=True)
    half.touch(mode=0o600)
    try:
        with half.open("wb") as file:
            sealer = Sealer(file, passphrase) if passphrase else None
            target = cast("BinaryIO", sealer) if sealer else file
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
                writer = Writer(zipped, contents)
                yield writer
                writer.finish()
            if sealer:
                sealer.finish()
            await asyncio.to_thread(_keep, file)
        half.replace(to)
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)


def _keep(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


class Archive:
    """A backup being read."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zip = zipped
        try:
            self.contents = Contents(**orjson.loads(zipped.read(_CONTENTS)))
        except (KeyError, TypeError, ValueError) as error:
            raise Unreadable("it has no list of contents: it is no backup, or was cut short") from error
        if not _is_list(self.contents):
            raise Unreadable("its list of contents was changed")
        if self.contents.format != FORMAT:
            raise Unreadable(f"it has the form {self.contents.format} of a newer program")

    @property
    def tables(self) -> list[Table]:
        return [Table(name, tuple(columns)) for name, columns in self.contents.tables.items()]

    def portions(self, table: Table) -> Iterator[Portion]:
        """The rows of a table, so many at a time. Raises Unreadable for one that was changed."""
        with _as_unreadable(), self._zip.open(f"tables/{table.name}.jsonl") as lines:
            yield from in_portions(orjson.loads(line) for line in lines)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each stored file: its digest, its content."""
        with _as_unreadable():
            for name in self._zip.namelist():
                if name.startswith("files/"):
                    yield name.removeprefix("files/"), self._zip.read(name)


def _is_list(contents: Contents) -> bool:
    """Whether it has the shape in which we write it; the names of tables and columns become part of statements."""
    tables, rows, numbers = contents.tables, contents.rows, contents.migrations
    return (
        isinstance(tables, dict)
        and isinstance(rows, dict)
        and tables.keys() == rows.keys()
        and all(isinstance(columns, list) for columns in tables.values())
        and all(_is_name(name) for name in (*tables, *(name for columns in tables.values() for name in columns)))
        and isinstance(numbers, list)
        and all(type(number) is int for number in (contents.made_at, contents.files, *numbers, *rows.values()))
    )


def _is_name(given: object) -> bool:
    return isinstance(given, str) and _NAME.fullmatch(given) is not None


@contextmanager
def opened(path: Path, passphrase: str) -> Iterator[Archive]:
    """A backup to be read. A sealed one is opened into a file without a name. Raises Unreadable."""
    with path.open("rb") as file, tempfile.TemporaryFile() as plain:
        readable: BinaryIO = file
        if file.read(len(MAGIC)) == MAGIC:
            if not passphrase:
                raise Unreadable("it is sealed: give the passphrase in [backup]")
            file.seek(0)
            try:
                unseal(file, passphrase, cast("BinaryIO", plain))
            except WrongSeal as error:
                raise Unreadable(str(error)) from None
            readable = cast("BinaryIO", plain)
        with _as_unreadable(), zipfile.ZipFile(readable) as zipped:
            yield Archive(zipped)


@asynccontextmanager
async def opened_aside(path: Path, passphrase: str) -> AsyncIterator[Archive]:
    """The same where others must not wait meanwhile."""
    with ExitStack() as stack:
        yield await asyncio.to_thread(stack.enter_context, opened(path, passphrase))


@contextmanager
def _as_unreadable() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError, struct.error) as error:
        # KeyError: a part that is missing; RuntimeError: one that is locked, or packed in a way nobody knows.
        raise Unreadable(str(error) or "it was cut short") from error
