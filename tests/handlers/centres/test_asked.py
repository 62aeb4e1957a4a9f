"""Questions and entries of several centres: each asked, answered and kept by its own; those above see all."""

import pytest

from handlers.house import House
from handlers.inbox_watch import look_after_inbox
from handlers.privacy.carrying_out import remind_of_terms
from handlers.texts import inbox as inbox_texts
from rules.faq import FaqText
from storage import faq
from storage.journal import By
from tests.handlers import roster
from tests.handlers.asking import UNHEARD, asks
from tests.handlers.centres.conftest import A
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent
from tests.handlers.several import AN_TRUONG

BY = By("operator", 1)


async def test_a_question_goes_to_the_staff_of_the_askers_centre(
    house: House, linked: Linked, lan: Person, mai: Person, phuc: Person, sent: Sent
) -> None:
    await asks(await linked(roster.NHA))
    assert len(await sent(lan)) == 1
    assert await sent(mai) == await sent(phuc) == []
    assert UNHEARD in await lan.taps("inbox_open:1")
    assert f"{AN_TRUONG.name}: " in await phuc.taps("inbox")


@pytest.mark.parametrize(
    "key",
    ["inbox_open:1", "inbox_take:1", "inbox_back:1", "inbox_close:1", "inbox_close_yes:1", "inbox_answer:1",
     "inbox_talk:1", "inbox_done:1", "inbox_faq:1", "inbox_faq_yes:1", "inbox_faq_edit:1"],
)  # fmt: skip
async def test_staff_of_another_centre_are_refused_a_question(
    house: House, linked: Linked, mai: Person, key: str
) -> None:
    await asks(await linked(roster.NHA))
    await mai.taps(key)
    assert UNHEARD not in mai.last.text
    assert roster.NHA.name not in mai.last.text
    [row] = await house.db.rows("select state, taken_by from question_cluster")
    assert (row["state"], row["taken_by"]) == ("open", None)


async def test_alike_questions_of_two_centres_are_answered_each_by_its_own(
    house: House, linked: Linked, lan: Person, mai: Person, sent: Sent
) -> None:
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    await asks(nha)
    await asks(hoa)
    assert len(await house.db.rows("select 1 from question_cluster")) == 2
    assert inbox_texts.NONE not in await lan.taps("inbox")
    await answers_it(mai, 2)
    assert await sent(nha) == []
    assert any("bơi" in text for text in await sent(hoa))


async def answers_it(person: Person, number: int) -> None:
    await person.taps(f"inbox_take:{number}")
    await person.taps("Viết câu trả lời")
    await person.says("Không cần chứng chỉ bơi lội.")
    await person.taps("Gửi câu trả lời")


async def test_a_late_question_is_told_to_the_staff_of_its_centre(
    house: House, linked: Linked, lan: Person, mai: Person, sent: Sent, clock: Clock
) -> None:
    await asks(await linked(roster.NHA))
    await sent(lan)
    clock.move(days=3)
    await look_after_inbox(house)
    assert await sent(mai) == []
    assert len(await sent(lan)) >= 1


async def test_a_strangers_question_goes_to_who_stands_above(
    stranger: Person, lan: Person, phuc: Person, sent: Sent
) -> None:
    await asks(stranger)
    assert len(await sent(phuc)) == 1
    assert await sent(lan) == []


# Entries

_ENTRY = FaqText(("Gửi xe ở đâu khi đi học?",), "Gửi xe ở cổng sau.", "Thông báo của Trung tâm")


async def _entry(house: House, centre: str) -> None:
    async with house.db.transaction() as tx:
        entry = await faq.add(tx, By("somebody", 1), _ENTRY, centre=centre)
        assert await faq.approve(tx, BY, entry)


async def test_an_entry_of_a_centre_is_given_to_its_own_people_alone(
    house: House, linked: Linked, stranger: Person
) -> None:
    await _entry(house, A)
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    for words in ("gửi xe ở đâu khi đi học", "/hoidap"):
        await nha.says(words)
        assert "xe" in str(nha.last)
        for other in (hoa, stranger):
            await other.says(words)
            assert "cổng sau" not in other.last.text
            assert "Gửi xe" not in str(other.last.buttons)
    [row] = await house.db.rows("select number from faq_entry where shipped is null")
    assert "cổng sau" in await nha.taps(f"faq_one:{row['number']}")
    assert "cổng sau" not in await hoa.taps(f"faq_one:{row['number']}")


async def test_an_entry_is_changed_by_the_staff_of_its_centre_alone(
    house: House, lan: Person, mai: Person, phuc: Person
) -> None:
    await _entry(house, A)
    [row] = await house.db.rows("select number, version from faq_entry where shipped is null")
    number, version = row["number"], row["version"]
    for key in (f"faq_card:{number}", f"faq_edit:{number}", f"faq_retire:{number}:{version}",
                f"faq_retire_yes:{number}:{version}", f"faq_ok:{number}:{version}"):  # fmt: skip
        assert "Gửi xe" not in await mai.taps(key)
    await mai.taps("faq_list:all")
    assert "Gửi xe" not in str(mai.last)
    assert "cổng sau" in await lan.taps(f"faq_card:{number}")
    assert "cổng sau" in await phuc.taps(f"faq_card:{number}")
    assert AN_TRUONG.name in await phuc.taps("faq_list:all")


# Requests about personal data


async def test_a_request_about_personal_data_is_decided_in_the_persons_centre(
    house: House, linked: Linked, lan: Person, mai: Person, phuc: Person, sent: Sent, clock: Clock
) -> None:
    nha = await linked(roster.NHA)
    await nha.taps("privacy_ask")
    await nha.taps("Xin xóa hồ sơ")
    await nha.says("Tôi đã chuyển công tác sang tỉnh khác")
    await nha.taps("Gửi yêu cầu")
    assert len(await sent(lan)) == 1
    for key in ("privacy_requests", "privacy_request:1", "privacy_do:1:1", "privacy_do_yes:1:1", "privacy_no:1"):
        await mai.taps(key)
        assert roster.NHA.name not in mai.last.text
        assert "số 1" not in mai.last.text
    assert roster.NHA.name in await lan.taps("privacy_request:1")
    assert roster.NHA.name in await phuc.taps("privacy_request:1")
    clock.move(days=1)
    assert await remind_of_terms(house) == 1
    assert len(await sent(lan)) == 2
    assert await sent(mai) == await sent(phuc) == []
