"""A search that finds nothing says something only if it would have found what is there."""

import base64
import gzip
import sqlite3
import zipfile
from contextlib import closing
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.secrets.finding import find_secrets, find_secrets_in, forms

SECRET = 'khóa-"bí mật"/+&<ở đây>'
SECRETS = {"passphrase": SECRET}


def zipped(name: str, content: bytes) -> bytes:
    package = BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as to:
        to.writestr(name, content)
    return package.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        f"before {SECRET} after".encode(),
        f"before {SECRET} after".encode("utf-16"),
        f"?key={quote(SECRET)}".encode(),
        base64.b64encode(f"x{SECRET}yz".encode()),
        base64.urlsafe_b64encode(f"xy{SECRET}z".encode()),
        zipped("a.txt", SECRET.encode()),
        zipped("outer.zip", zipped("inner.txt", SECRET.encode())),
        gzip.compress(SECRET.encode()),
    ],
    ids=["plain", "utf-16", "address", "base64", "base64 of addresses", "zip", "zip in a zip", "gzip"],
)
def test_a_secret_is_found_whatever_it_lies_in(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_bytes(content)
    found = find_secrets([tmp_path], SECRETS)
    assert found
    assert all("passphrase" in line and SECRET not in line for line in found)


def test_a_secret_is_found_in_a_row_longer_than_a_page_of_the_database(tmp_path: Path) -> None:
    long = "a" * 4000 + SECRET + "b" * 9000
    with closing(sqlite3.connect(tmp_path / "a.db")) as db:
        db.execute("create table t (x text)")
        db.execute("insert into t values (?)", (long,))
        db.commit()
    assert find_secrets([tmp_path / "a.db"], SECRETS)


@pytest.mark.parametrize("written", ["0912345678", "84912345678", "+84912345678", "0912 345 678", "0912.345.678"])
def test_a_phone_is_found_however_it_is_written(written: str) -> None:
    assert find_secrets_in(f"called {written}.", {"phone": "0912345678"})


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("an ordinary line\n")
    (tmp_path / "cut.zip").write_bytes(zipped("a.txt", b"x" * 500)[:60])
    assert find_secrets([tmp_path, tmp_path / "no such file"], SECRETS) == []


def test_looking_for_nothing_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no secrets"):
        find_secrets([tmp_path], {"token": ""})


@given(secret=st.text(min_size=8, max_size=40), before=st.binary(max_size=5), after=st.binary(max_size=5))
def test_base64_hides_no_secret_at_any_place(secret: str, before: bytes, after: bytes) -> None:
    encoded = base64.b64encode(before + secret.encode() + after)
    assert any(shape in encoded for shape, form in forms(secret).items() if form.startswith("base64"))
