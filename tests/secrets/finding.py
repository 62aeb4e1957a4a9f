"""Looks for secrets in what a program left behind: logs, error texts, backups, databases, and packages of these."""

import base64
import gzip
import json
import re
import sqlite3
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from html import escape
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, quote_plus

_DEEPEST = 4
"""How many packages may lie in one another."""
_SQLITE = b"SQLite format 3\0"
_PACKED = (zipfile.BadZipFile, tarfile.TarError, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError)
"""What a package raises that was cut short or is locked: its bytes were looked through as they lie."""


def find_secrets(paths: Iterable[Path], secrets: Mapping[str, str]) -> list[str]:
    """Where a secret can be read: "FILE: name of the secret, in which form", sorted; never the secret itself.

    `paths` are files and folders, which are looked through to their depths, zips and databases too; `secrets` go by
    a name of what they are. Whoever has none to look for has forgotten something: raises ValueError.
    """
    wanted = {name: forms(secret) for name, secret in secrets.items() if secret}
    if not wanted:
        raise ValueError("no secrets to look for")
    found = {
        f"{place}: {name}, {form}"
        for path in paths
        for place, content in _contents_of(path)
        for name, shapes in wanted.items()
        for shape, form in shapes.items()
        if shape in content
    }
    return sorted(found)


def find_secrets_in(text: str, secrets: Mapping[str, str]) -> list[str]:
    """The same for one text, such as what a process printed: "name, in which form"."""
    content = text.encode("utf-8", "surrogateescape")
    found = (
        (name, form)
        for name, secret in secrets.items()
        if secret
        for shape, form in forms(secret).items()
        if shape in content
    )
    return sorted(f"{name}, {form}" for name, form in found)


def forms(secret: str) -> dict[bytes, str]:
    """How a secret may lie in a file: the bytes, and the name of the form."""
    plain = secret.encode()
    shapes = {
        "as it is": plain,
        "utf-16": secret.encode("utf-16-le"),
        "utf-16, big-endian": secret.encode("utf-16-be"),
        "hexadecimal": plain.hex().encode(),
        "quoted for an address": quote(secret, safe="").encode(),
        "quoted for a path": quote(secret).encode(),
        "quoted for a form": quote_plus(secret, safe="").encode(),
        "in JSON": json.dumps(secret)[1:-1].encode(),
        "in a page": escape(secret).encode(),
        **_in_base64(plain),
        **_as_phone(secret),
    }
    return {shape: form for form, shape in reversed(shapes.items())}


def _in_base64(plain: bytes) -> dict[str, bytes]:
    """At each of the three places where it may begin in what was encoded, without the letters its neighbours share."""
    shapes = {}
    for before in range(3):
        begin = (0, 2, 3)[before]
        whole = (before + len(plain)) // 3 * 4
        for form, encode in (("base64", base64.b64encode), ("base64 of addresses", base64.urlsafe_b64encode)):
            shapes[f"{form}, {before} in"] = encode(bytes(before) + plain)[begin:whole]
    return {form: shape for form, shape in shapes.items() if len(shape) >= 8}


def _as_phone(secret: str) -> dict[str, bytes]:
    """A telephone number as people and messengers write it."""
    if not re.fullmatch(r"0\d{9}", secret):
        return {}
    rest = secret[1:]
    shapes = {
        "with the country": f"84{rest}",
        "in groups": f"{secret[:4]} {secret[4:7]} {secret[7:]}",
        "in dotted groups": f"{secret[:4]}.{secret[4:7]}.{secret[7:]}",
    }
    return {form: shape.encode() for form, shape in shapes.items()}


def _contents_of(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every content to be looked through, with where it lies."""
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    for file in files:
        if not file.is_file():
            continue
        content = file.read_bytes()
        yield from _unpacked(str(file), content)
        if content.startswith(_SQLITE):
            yield str(file), "\n".join(_rows_of(file)).encode("utf-8", "surrogateescape")


def _unpacked(place: str, content: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """The content as it lies, and what is packed in it."""
    yield place, content
    if depth == _DEEPEST:
        return
    try:
        for name, inner in _entries(content):
            yield from _unpacked(f"{place} > {name}", inner, depth + 1)
    except _PACKED:
        return


def _entries(content: bytes) -> Iterator[tuple[str, bytes]]:
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(content)) as package:
            yield "names", "\n".join(package.namelist()).encode("utf-8", "surrogateescape")
            for name in package.namelist():
                yield name, package.read(name)
    elif content.startswith(b"\x1f\x8b"):
        yield "gzip", gzip.decompress(content)
    elif content[257:262] == b"ustar":
        with tarfile.open(fileobj=BytesIO(content)) as package:
            for member in package:
                read = package.extractfile(member)
                if read is not None:
                    yield member.name, read.read()


def _rows_of(file: Path) -> Iterator[str]:
    """Every row as text: in the file itself a long one lies in pieces."""
    with closing(sqlite3.connect(f"file:{quote(str(file.resolve()))}?mode=ro", uri=True)) as connection:
        connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
        for (name,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
            for row in connection.execute(f'select * from "{name}"'):
                yield "\t".join(each.decode("latin-1") if isinstance(each, bytes) else str(each) for each in row)
