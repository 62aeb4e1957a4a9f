"""Requests to correct a record, answered by staff."""

from collections.abc import Awaitable, Callable

import pytest

from handlers.house import House
from handlers.texts import corrections as texts
from handlers.texts import staff_records
from rules.access import OPERATOR, Role
from rules.cadres import Cadre
from storage import cadres, corrections, grants
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.test_staff_records import answers

Sent = Callable[[Person], Awaitable[list[str]]]


@pytest.fixture
async def lan(linked: Linked) -> Person:
    return await linked(roster.LAN)


async def asks(linked: Linked, who: Cadre, subject: str, words: str) -> Person:
    person = await linked(who)
    await person.taps(f"update_profile:{subject}")
    await person.says(words)
    await person.taps(texts.SEND)
    return person


async def state(house: House, number: int = 1) -> tuple[str, str]:
    request = await corrections.by_number(house.db, number)
    assert request is not None
    return request.state, request.answer


async def test_what_waits_is_listed_oldest_first(lan: Person, linked: Linked) -> None:
    await asks(linked, roster.NHA, "level", "Tôi đã có bằng trung cấp")
    await asks(linked, roster.HOA, "phone", "Số mới 0912 345 678")
    said = await lan.taps("corrections")
    assert said.splitlines()[1:] == [
        "1. Số 1: Trần Văn Nhã, xã An Trường. Trình độ, văn bằng (02/06/2025)",
        "2. Số 2: Nguyễn Thị Hòa, xã Tân An. Số điện thoại (02/06/2025)",
    ]


async def test_nothing_waiting_is_said(lan: Person) -> None:
    assert await lan.taps("corrections") == texts.NONE_OPEN


async def test_a_request_stands_beside_what_the_record_says(lan: Person, linked: Linked, house: House) -> None:
    await asks(linked, roster.NHA, "level", "Tôi đã có bằng trung cấp")
    said = await lan.taps("correction:1")
    assert "Nội dung: Tôi đã có bằng trung cấp" in said
    assert "Hồ sơ đang ghi: sơ cấp, năm 2012 (chưa đối chiếu bản gốc)" in said
    rows = await house.db.rows("select by_whom from journal where action = 'look_at_record'")
    assert [row["by_whom"] for row in rows] == ["nv01"]


async def test_the_record_is_corrected_and_the_request_answered_in_one_go(
    lan: Person, linked: Linked, sent: Sent, house: House
) -> None:
    hoa = await asks(linked, roster.HOA, "phone", "Số mới 0912 345 678")
    await lan.taps("correction:1")
    await answers(lan, texts.EDIT, "0912345678", staff_records.SAVE)
    assert await answers(lan, texts.ANSWER_DONE) == texts.answered(1)
    after = await cadres.by_id(house.db, OPERATOR, roster.HOA.id)
    assert after is not None
    assert after.phone == "0912345678"
    assert await state(house) == ("done", texts.DONE_WORDS)
    told = [staff_records.updated().text, texts.to_person(1, texts.DONE_WORDS).text]
    assert sorted(await sent(hoa)) == sorted(told)


async def test_posts_are_corrected_from_their_request(lan: Person, linked: Linked) -> None:
    await asks(linked, roster.NHA, "post", "Tôi thôi làm công chức văn phòng")
    await lan.taps("correction:1")
    await answers(lan, texts.EDIT, "Kết thúc số 1", "31/05/2025", staff_records.SAVE)
    assert texts.ANSWER_DONE in lan.labels


async def test_a_refusal_carries_its_reason_to_the_person(
    lan: Person, linked: Linked, sent: Sent, house: House
) -> None:
    nha = await asks(linked, roster.NHA, "level", "Tôi đã có bằng trung cấp")
    await lan.taps("correction:1")
    checked = await answers(lan, texts.REFUSE, "Chưa có bản gốc, xin mang đến Trung tâm.")
    assert "Người được xem: người gửi yêu cầu." in checked
    await answers(lan, texts.SEND_ANSWER)
    assert await state(house) == ("refused", "Chưa có bản gốc, xin mang đến Trung tâm.")
    assert (await sent(nha))[-1].endswith("Chưa có bản gốc, xin mang đến Trung tâm.")


async def test_of_two_clerks_the_second_reads_that_it_was_answered(
    lan: Person, linked: Linked, sent: Sent, house: House
) -> None:
    nha, phuc = await asks(linked, roster.NHA, "level", "Tôi đã có bằng trung cấp"), await linked(roster.PHUC)
    await lan.taps("correction:1")
    await answers(lan, texts.REFUSE, "Chưa có bản gốc.")
    assert await phuc.taps("correction_done:1") == texts.answered(1)
    assert await answers(lan, texts.SEND_ANSWER) == texts.ALREADY_ANSWERED
    assert await state(house) == ("done", texts.DONE_WORDS)
    assert len(await sent(nha)) == 1


async def test_an_answered_or_unknown_request_opens_nothing(lan: Person, linked: Linked) -> None:
    await asks(linked, roster.NHA, "level", "Tôi đã có bằng trung cấp")
    await lan.taps("correction_done:1")
    assert await lan.taps("correction:1") == texts.ALREADY_ANSWERED
    assert await lan.taps("correction_no:1") == texts.ALREADY_ANSWERED
    for key in ("correction:7", "correction", "correction_done:x", "correction_no:", f"correction:{9 * 10**20}"):
        assert await lan.taps(key) == texts.NOT_SEEN


async def test_a_clerk_of_one_commune_sees_only_its_requests(linked: Linked, house: House) -> None:
    async with house.db.transaction() as tx:
        await grants.grant(tx, By("operator", 1), roster.MAI.id, Role.STAFF, roster.TAN_AN.id)
    await asks(linked, roster.NHA, "level", "Tôi đã có bằng trung cấp")
    await asks(linked, roster.HOA, "phone", "Số mới 0912 345 678")
    clerk = await linked(roster.MAI)
    assert "Nhã" not in await clerk.taps("corrections")
    assert await clerk.taps("correction:1") == texts.NOT_SEEN
    assert await clerk.taps("correction_done:1") == texts.NOT_SEEN
    assert await state(house) == ("open", "")


async def test_many_requests_come_by_pages(lan: Person, linked: Linked) -> None:
    for n in range(7):
        await asks(linked, roster.NHA, "other", f"Nội dung cần sửa số {n}")
    await lan.taps("corrections")
    assert lan.labels == [*(f"Yêu cầu số {n}" for n in range(1, 5)), texts.MORE, "Về đầu"]
    assert "Có 7 yêu cầu" in await lan.taps(texts.MORE)
    assert lan.labels == ["Yêu cầu số 5", "Yêu cầu số 6", "Yêu cầu số 7", "Về đầu"]
