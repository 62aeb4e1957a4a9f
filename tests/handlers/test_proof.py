"""A photo or a paper that goes with a request to correct a record."""

import os
from collections.abc import Awaitable
from pathlib import Path

import pytest

from handlers.front_door import receive
from handlers.house import House
from handlers.messages import FileUnavailable, Incoming, IncomingFile, Kind
from handlers.texts import corrections as texts
from handlers.texts import staff
from storage import corrections
from storage.clock import to_ms
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked

PHOTO = b"\xff\xd8\xff\xe0 bang"
PDF = b"%PDF-1.4 bang"


def _swept_later(house: House, clock: Clock, folder: Path) -> Awaitable[int]:
    """A sweep when the files have lain there for as long as the clock was moved."""
    for path in folder.glob("files/??/*"):
        os.utime(path, (0, 0))
    return house.files.sweep(house.db, to_ms(clock()))


async def requested(house: House, number: int = 1) -> corrections.Correction:
    request = await corrections.by_number(house.db, number)
    assert request is not None
    return request


async def test_a_photo_sent_inside_the_form_goes_with_the_request(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.taps("update_profile:level")
    asked = await nha.sends_file("anh.jpg", PHOTO)
    assert asked.startswith(texts.proof_kept("anh.jpg"))
    assert texts.in_own_words("level") in asked
    assert "Kèm ảnh: anh.jpg" in await nha.says("Tôi có bằng trung cấp")
    await nha.taps(texts.SEND)
    request = await requested(house)
    assert request.proof_name == "anh.jpg"
    assert await house.files.content(request.proof) == PHOTO


async def test_what_is_written_under_the_photo_is_the_matter(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.taps("update_profile:level")
    text = await nha.sends_file("bang.pdf", PDF, "Tôi có bằng trung cấp số 45")
    assert "Nội dung: Tôi có bằng trung cấp số 45\nKèm tệp: bang.pdf" in text


async def test_a_photo_may_come_at_every_step_and_the_last_one_counts(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.says("thông tin chưa đúng")
    await nha.sends_file("mot.jpg", PHOTO)
    await nha.taps("Số điện thoại")
    await nha.says("Số mới của tôi là số khác")
    text = await nha.sends_file("hai.png", b"\x89PNG\r\n\x1a\n")
    assert "Kèm ảnh: hai.png" in text
    await nha.taps(texts.SEND)
    assert (await requested(house)).proof_name == "hai.png"


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"MZ program", texts.NO_PROOF), (b"\xff\xd8\xff" + b"0" * (20 * 2**20), texts.PROOF_TOO_LARGE)],
)
async def test_what_is_no_proof_is_said_and_asked_again(linked: Linked, content: bytes, said: str) -> None:
    nha = await linked(roster.NHA)
    await nha.taps("update_profile:level")
    text = await nha.sends_file("anh.jpg", content)
    assert text.startswith(said)
    assert texts.in_own_words("level") in text


async def test_a_photo_out_of_nowhere_is_asked_about(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert await nha.sends_file("anh.jpg", PHOTO) == texts.is_it_proof("anh.jpg")
    assert await nha.taps(texts.IS_PROOF) == texts.WHICH_PART
    await nha.taps("Trình độ, văn bằng")
    await nha.says("Tôi có bằng trung cấp")
    await nha.taps(texts.SEND)
    assert (await requested(house)).proof_name == "anh.jpg"


@pytest.mark.parametrize("name", ["1000012345", "IMG.JPG.tmp", "z5512"])
async def test_a_photo_is_known_by_its_content_whatever_a_phone_calls_it(linked: Linked, name: str) -> None:
    nha = await linked(roster.NHA)
    assert (await nha.sends_file(name, PHOTO)).endswith(texts.is_it_proof("").partition(".")[2])
    assert texts.IS_PROOF in nha.labels


async def test_a_cadre_who_sends_another_file_reads_what_is_taken(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert await nha.sends_file("don-xin.docx", b"PK\x03\x04") == texts.ONLY_PROOF


async def test_a_photo_asked_about_waits_no_longer_than_a_day(linked: Linked, clock: Clock) -> None:
    nha = await linked(roster.NHA)
    await nha.sends_file("anh.jpg", PHOTO)
    clock.move(days=1, minutes=1)
    assert await nha.taps(texts.IS_PROOF) == texts.PROOF_GONE_ASK


async def test_a_forged_key_finds_nobody_elses_photo(linked: Linked) -> None:
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    await nha.sends_file("anh.jpg", PHOTO)
    key = next(button.key for row in nha.last.buttons for button in row)
    assert await hoa.taps(key) == texts.PROOF_GONE_ASK
    assert await hoa.taps("update_proof") == texts.PROOF_GONE_ASK


async def test_staff_see_the_photo_with_the_request(linked: Linked, house: House, clock: Clock, tmp_path: Path) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    await nha.taps("update_profile:level")
    await nha.sends_file("anh.jpg", PHOTO, "Tôi có bằng trung cấp")
    await nha.taps(texts.SEND)
    assert "Kèm ảnh: anh.jpg" in await lan.taps("correction:1")
    [shown] = lan.last.files
    assert (shown.name, shown.content, shown.picture) == ("anh.jpg", PHOTO, True)
    clock.move(days=367)
    await _swept_later(house, clock, tmp_path)
    assert texts.proof_gone("anh.jpg") in await lan.taps("correction:1")
    assert lan.last.files == ()


async def test_proof_of_a_request_never_sent_is_soon_gone_and_of_a_sent_one_stays(
    linked: Linked, house: House, clock: Clock, tmp_path: Path
) -> None:
    nha = await linked(roster.NHA)
    for words in ("thôi", texts.SEND):
        await nha.taps("update_profile:level")
        await nha.sends_file("anh.jpg", PHOTO, "Tôi có bằng trung cấp")
        await nha.says(words)
        clock.move(days=4)
        assert await _swept_later(house, clock, tmp_path) == (words == "thôi")


async def test_proof_that_comes_with_the_same_words_joins_the_open_request(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    for photo in (b"", PHOTO):
        await nha.taps("update_profile:level")
        if photo:
            await nha.sends_file("anh.jpg", photo)
        await nha.says("Tôi có bằng trung cấp")
        await nha.taps(texts.SEND)
    assert (await requested(house)).proof_name == "anh.jpg"
    assert await corrections.by_number(house.db, 2) is None


async def test_a_photo_from_staff_is_no_roster(linked: Linked, stranger: Person) -> None:
    lan = await linked(roster.LAN)
    assert await lan.sends_file("anh.jpg", PHOTO) == staff.NO_ROSTER
    assert await stranger.sends_file("anh.jpg", PHOTO) == staff.NOT_FOR_FILES.text


async def test_a_photo_that_cannot_be_fetched_is_asked_for_again(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.taps("update_profile:level")

    async def fetch() -> bytes:
        raise FileUnavailable("gone")

    file = IncomingFile("anh.jpg", 0, fetch)
    turned = await receive(house, Incoming(nha.channel, nha.chat, "e-gone", house.clock(), Kind.FILE, file=file))
    assert turned.reply is not None
    assert turned.reply.text.startswith(texts.PROOF_UNAVAILABLE)
