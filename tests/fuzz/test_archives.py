"""Backups that were cut short or changed anywhere: unreadable is said, and what was there before stays as it is."""

import asyncio
import shutil
import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.archive import Unreadable
from storage.backup import look_through, make_backup
from storage.copies import Copies
from storage.files import FileStore
from storage.places import place_of
from storage.restoring import RestoreFailed, restore
from tests.fuzz.amounts import examples
from tests.fuzz.stored import stored_in
from tests.fuzz.test_files import Broken, broken, broken_by

AT = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
SECRET = "một câu rất khó đoán"
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr:hypothesis.errors.HypothesisWarning")


@pytest.fixture(
    scope="module", params=[pytest.param("", id="open"), pytest.param(SECRET, id="sealed", marks=pytest.mark.proof)]
)  # a key is dear to make, for each look anew
def copies(request: pytest.FixtureRequest, database_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Copies:
    folder = tmp_path_factory.mktemp("copies")
    return Copies(f"sqlite:///{database_file}", FileStore(folder / "files"), folder, request.param)


@pytest.fixture(scope="module")
def whole(copies: Copies) -> bytes:
    return asyncio.run(make_backup(copies, AT)).file.read_bytes()


@examples(4, one_in=4)
@given(how=broken)
def test_a_copy_broken_anywhere_is_read_or_called_unreadable(
    copies: Copies, whole: bytes, tmp_path: Path, how: Broken
) -> None:
    (tmp_path / "copy").write_bytes(broken_by(whole, how))
    with suppress(Unreadable):
        look_through(tmp_path / "copy", copies.passphrase)


@examples(1, one_in=20)
@given(part=st.sampled_from(["contents.json", "tables/unit.jsonl", "tables/cadre.jsonl"]), how=broken)
async def test_a_copy_of_broken_parts_is_not_put_in_place_by_halves(
    database_file: Path, tmp_path: Path, part: str, how: Broken
) -> None:
    copies = Copies(f"sqlite:///{database_file}", FileStore(tmp_path / "files"), tmp_path)
    made = await make_backup(copies, AT)
    break_part(made.file, part, how)
    place = tmp_path / "there.db"
    shutil.copyfile(database_file, place)
    before = stored_in(place)
    try:
        await restore(made.file, "", place_of(f"sqlite:///{place}"), copies.files, AT)
    except RestoreFailed:
        assert stored_in(place) == before


def break_part(file: Path, part: str, how: Broken) -> None:
    """Break one part of a copy that is whole otherwise."""
    result = BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, broken_by(old.read(name), how) if name == part else old.read(name))
    file.write_bytes(result.getvalue())
