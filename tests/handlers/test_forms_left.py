"""Forms that are begun and left: closed after a day, said once, their words forgotten."""

from handlers.forms_left import empty_forms_left
from handlers.house import House
from handlers.table import FORMS
from handlers.texts.forms import SEARCHES, TITLES
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked

CLOSED = "Biểu mẫu “Thêm người mới” đã đóng vì quá 24 giờ, chưa có gì được ghi lại."


async def left_at_the_second_step(linked: Linked) -> Person:
    lan = await linked(roster.LAN)
    await lan.taps("add_cadre")
    await lan.says("Nguyễn Văn An")
    return lan


async def test_after_a_day_the_next_words_are_a_question_again(linked: Linked, clock: Clock) -> None:
    lan = await left_at_the_second_step(linked)
    clock.move(hours=25)
    text = await lan.says("sắp tới có lớp nào?")
    assert text.startswith(f"{CLOSED}\n\n")
    assert "lớp" in text.removeprefix(CLOSED)
    assert "Biểu mẫu" not in await lan.says("sắp tới có lớp nào?"), "it is said once"


async def test_within_the_day_the_form_waits_and_each_answer_begins_the_day_anew(linked: Linked, clock: Clock) -> None:
    lan = await left_at_the_second_step(linked)
    for _ in range(3):
        clock.move(hours=23)
        assert "Biểu mẫu" not in await lan.says("không rõ")
        assert "Thôi" in lan.labels


async def test_a_draft_that_only_lacked_its_yes_is_not_recorded_by_a_late_one(
    linked: Linked, clock: Clock, house: House
) -> None:
    lan = await linked(roster.LAN)
    await lan.taps(f"edit:part:{roster.NHA.id}:{roster.NHA.version}")
    for answer in ("Số điện thoại", "0912345678"):
        await (lan.taps(answer) if answer in lan.labels else lan.says(answer))
    assert "Ghi lại" in lan.labels
    clock.move(hours=25)
    text = await lan.taps("Ghi lại")
    assert "đã đóng vì quá 24 giờ, chưa có gì được ghi lại" in text
    [row] = await house.db.rows("select phone from cadre where id = $1", roster.NHA.id)
    assert row["phone"] == roster.NHA.phone


async def test_something_that_is_done_in_the_same_message_is_kept_beside_the_note(
    linked: Linked, clock: Clock, house: House
) -> None:
    lan = await left_at_the_second_step(linked)
    clock.move(hours=25)
    assert (await lan.taps("mute:1")).startswith(CLOSED)
    [row] = await house.db.rows("select muted from account where chat = $1", lan.chat)
    assert row["muted"] == 1


async def test_what_was_typed_is_forgotten_at_night_and_the_person_still_told(
    linked: Linked, clock: Clock, house: House
) -> None:
    lan = await left_at_the_second_step(linked)
    clock.move(hours=20)
    await empty_forms_left(house)
    assert "Nguyễn Văn An" in await stored_form(house), "its day is not over"
    clock.move(hours=5)
    for _ in range(2):
        await empty_forms_left(house)
    assert "Nguyễn Văn An" not in await stored_form(house)
    assert (await lan.says("0")).startswith(CLOSED)


async def stored_form(house: House) -> str:
    [row] = await house.db.rows("select form from dialog where owner = $1", roster.LAN.id)
    return str(row["form"])


async def test_a_search_left_overnight_is_closed_without_a_word(linked: Linked, clock: Clock) -> None:
    lan = await linked(roster.LAN)
    await lan.says("/tra")
    clock.move(hours=25)
    assert (await lan.says("CB001")).startswith("Đồng chí Trần Văn Nhã")


def test_every_form_has_a_name_that_people_know() -> None:
    assert set(FORMS) == set(TITLES) | SEARCHES
