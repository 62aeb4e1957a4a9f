"""A session handed to a colleague: asked, agreed, granted; and every way in which it is not."""

from dataclasses import replace

import pytest

from handlers.house import House
from handlers.session_news import tell_of_changes
from handlers.texts import common
from handlers.texts import lecturer_swaps as texts
from rules.lecturers import Lecturer, State
from rules.swaps import Barred
from storage import classes, lecturers
from storage.database import Database
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent
from tests.handlers.teaching import BY, pair

__all__ = ["pair"]
Pair = tuple[Lecturer, Lecturer]


@pytest.fixture
async def dung(linked: Linked, pair: Pair) -> Person:
    return await linked(roster.DUNG)


@pytest.fixture
async def hoa(linked: Linked, pair: Pair) -> Person:
    return await linked(roster.HOA)


@pytest.fixture
async def lan(linked: Linked) -> Person:
    return await linked(roster.LAN)


async def asks(who: Person, session: str = "s2", other: str = "") -> str:
    await who.taps(f"swap_ask:{session}")
    said = await (who.says(other) if other else who.taps(texts.ANYONE))
    if who.last.form is None or who.last.form.step != "why":
        return said
    await who.says("Họp Ban Thường vụ")
    return await who.taps(texts.SEND)


async def teacher_of(db: Database, session: str = "s2") -> str:
    return next(each.lecturer for each in await classes.sessions_of(db, "cu2") if each.id == session)


async def test_the_colleague_agrees_then_staff_and_both_are_told(
    dung: Person, hoa: Person, lan: Person, sent: Sent, db: Database
) -> None:
    said = await asks(dung, other="hoa")
    assert said.startswith(f"Đã gửi đề nghị tới đồng chí {roster.HOA.name}.")
    assert await sent(lan) == [], "staff need not look before the colleague answered"
    assert "xin đồng chí dạy thay buổi sáng thứ Ba 03/06" in "\n".join(await sent(hoa))
    await hoa.taps("my_swaps")
    assert await hoa.taps(texts.AGREE) == texts.YOU_AGREED
    assert await teacher_of(db) == roster.DUNG.name, "staff have not agreed"
    assert f"{roster.HOA.name} (đã nhận)" in "\n".join(await sent(lan))
    await lan.taps("swaps")
    said = await lan.taps(texts.GRANT)
    assert said.startswith(f"Đã xếp đồng chí {roster.HOA.name} giảng buổi này. Hai giảng viên đã được báo")
    assert await teacher_of(db) == roster.HOA.name
    assert "Trung tâm đồng ý" in "\n".join(await sent(dung))
    assert "Trung tâm xếp đồng chí giảng buổi sáng thứ Ba 03/06" in "\n".join(await sent(hoa))
    assert "sáng thứ Ba 03/06" not in await dung.taps("my_teaching")
    assert "sáng thứ Ba 03/06" in await hoa.taps("my_teaching")


async def test_the_class_hears_of_the_new_lecturer_as_of_every_change(
    dung: Person, hoa: Person, lan: Person, linked: Linked, house: House, sent: Sent
) -> None:
    nha = await linked(roster.NHA)
    await tell_of_changes(house)
    await asks(dung, other="hoa")
    await lan.taps("swaps")
    await lan.taps(texts.GRANT)
    before = [len(await sent(each)) for each in (dung, hoa)]
    await tell_of_changes(house)
    assert f"giảng viên {roster.DUNG.name} đổi thành {roster.HOA.name}" in "\n".join(await sent(nha))
    assert [len(await sent(each)) for each in (dung, hoa)] == before, "the two were told already"


async def test_left_open_staff_choose_who_takes_it(
    dung: Person, hoa: Person, lan: Person, sent: Sent, db: Database
) -> None:
    assert (await asks(dung)).startswith("Đã gửi đề nghị tới Trung tâm.")
    await lan.taps("swaps")
    assert texts.GRANT not in lan.labels, "nobody is named"
    await lan.taps(texts.GIVE)
    assert (await lan.says("Lê Văn Không")).startswith(texts.NOBODY_OF_THAT_NAME)
    await lan.says("GV02")
    await lan.taps(texts.GIVE_NOW)
    assert await teacher_of(db) == roster.HOA.name
    assert "thay đồng chí" in "\n".join(await sent(hoa))


async def test_a_colleague_declines_and_the_session_stays(dung: Person, hoa: Person, sent: Sent, db: Database) -> None:
    await asks(dung, other="hoa")
    await hoa.taps("my_swaps")
    assert await hoa.taps(texts.DECLINE) == texts.YOU_DECLINED
    assert f"Đồng chí {roster.HOA.name} không nhận được buổi" in "\n".join(await sent(dung))
    assert await teacher_of(db) == roster.DUNG.name
    assert (await asks(dung)).startswith("Đã"), "another may be asked"


async def test_staff_refuse_with_a_reason(dung: Person, hoa: Person, lan: Person, sent: Sent) -> None:
    await asks(dung, other="hoa")
    await lan.taps("swaps")
    await lan.taps(texts.REFUSE)
    assert await lan.says("Bài này cần đồng chí giảng") == "Đã ghi, giảng viên đã được báo."
    assert "Bài này cần đồng chí giảng. Buổi này vẫn do đồng chí giảng." in "\n".join(await sent(dung))
    assert "đồng chí không phải dạy thay" in "\n".join(await sent(hoa))
    assert await lan.taps("swaps") == texts.NONE_WAITING


async def test_whoever_asked_takes_it_back(dung: Person, hoa: Person, lan: Person, sent: Sent) -> None:
    await asks(dung, other="hoa")
    await dung.taps("my_swaps")
    assert await dung.taps(texts.WITHDRAW) == texts.YOU_WITHDREW
    assert "đã rút đề nghị" in "\n".join(await sent(hoa))
    assert await lan.taps("swaps") == texts.NONE_WAITING


async def test_a_colleague_without_a_chat_is_told_by_the_centre(
    dung: Person, lan: Person, sent: Sent, db: Database
) -> None:
    said = await asks(dung, other="hoa")
    assert said.startswith(f"Đã ghi đề nghị. Chưa báo được cho đồng chí {roster.HOA.name} qua Trợ lý")
    assert "(chưa trả lời)" in "\n".join(await sent(lan))
    await lan.taps("swaps")
    assert "Chưa báo được cho cả hai giảng viên" in await lan.taps(texts.GRANT)
    assert await teacher_of(db) == roster.HOA.name


async def test_a_session_is_asked_for_once(dung: Person, hoa: Person) -> None:
    await asks(dung, other="hoa")
    assert await asks(dung, other="hoa") == texts.ASKED_ALREADY
    await dung.taps("my_session:s2")
    assert "Buổi đang xin đổi" in dung.labels
    assert "chờ đồng chí" in dung.last.text


async def test_a_colleague_who_teaches_elsewhere_then_is_not_asked(dung: Person, hoa: Person) -> None:
    said = await asks(dung, session="s3", other="hoa")
    assert said.startswith(f"Đồng chí {roster.HOA.name} đã có buổi dạy lớp khác vào lúc đó.")


async def test_nobody_asks_for_a_session_that_is_over_or_anothers(dung: Person, hoa: Person) -> None:
    assert await dung.taps("swap_ask:s0") == texts.BARRED[Barred.OVER]
    assert (await hoa.taps("swap_ask:s2")).startswith("Buổi này không còn trong lịch giảng của đồng chí.")


async def test_second_taps_and_old_buttons_do_nothing(dung: Person, hoa: Person, lan: Person, db: Database) -> None:
    await asks(dung, other="hoa")
    await hoa.taps("my_swaps")
    agree = next(b.key for row in hoa.last.buttons for b in row if b.label == texts.AGREE)
    await hoa.taps(agree)
    assert await hoa.taps(agree) == common.STALE
    await lan.taps("swaps")
    keys = {b.label: b.key for row in lan.last.buttons for b in row}
    await lan.taps(keys[texts.GRANT])
    for label in (texts.GRANT, texts.GIVE, texts.REFUSE):
        assert await lan.taps(keys[label]) == common.STALE
    assert await dung.taps(f"swap_withdraw:{agree.split(':')[1]}:2") == common.STALE
    rows = await db.rows("select count(*) as granted from journal where action = 'grant_swap'")
    assert rows[0]["granted"] == 1


async def test_a_session_moved_meanwhile_is_looked_at_again(
    dung: Person, hoa: Person, lan: Person, db: Database
) -> None:
    await asks(dung, other="hoa")
    await lan.taps("swaps")
    await db.write("update class_session set day = '2025-06-05', version = version + 1 where id = 's2'")
    assert await lan.taps(texts.GRANT) == common.STALE
    assert "thứ Năm 05/06" in await lan.taps("swaps")
    await lan.taps(texts.GRANT)
    assert await teacher_of(db) == roster.HOA.name


async def test_a_colleague_whose_term_ended_or_who_was_put_elsewhere_is_not_put_on_it(
    dung: Person, hoa: Person, lan: Person, pair: Pair, db: Database
) -> None:
    await asks(dung, other="hoa")
    await db.write("update class_session set day = '2025-06-03', version = version + 1 where id = 'x1'")
    await hoa.taps("my_swaps")
    assert (await hoa.taps(texts.AGREE)).startswith("Đồng chí đã có buổi dạy lớp khác vào lúc đó")
    await lan.taps("swaps")
    assert (await lan.taps(texts.GRANT)).startswith(f"Đồng chí {roster.HOA.name} đã có buổi dạy lớp khác")
    async with db.transaction() as tx:
        found = await lecturers.by_id(tx, pair[1].id)
        assert found is not None
        await lecturers.change(tx, BY, "end", found, replace(found, state=State.ENDED))
    await lan.taps("swaps")
    assert "không trong thời hạn được phê duyệt" in await lan.taps(texts.GRANT)
    assert await teacher_of(db) == roster.DUNG.name


async def test_what_was_not_answered_before_the_session_is_no_longer_asked(
    dung: Person, hoa: Person, lan: Person, clock: Clock
) -> None:
    await asks(dung, other="hoa")
    clock.move(days=3)
    assert await lan.taps("swaps") == texts.NONE_WAITING
    assert await hoa.taps("my_swaps") == texts.NONE_OF_MINE


async def test_several_swaps_are_told_apart_by_number(dung: Person, hoa: Person, lan: Person) -> None:
    await asks(dung, other="hoa")
    await asks(dung, session="s4")
    assert (await lan.taps("swaps")).startswith("Có 2 buổi xin đổi người dạy:\n1. sáng thứ Tư 25/06")
    assert "Đề nghị Trung tâm chọn" in await lan.says("1")
    assert "1. sáng thứ Ba 03/06" in await dung.taps("my_swaps")


async def test_swaps_are_closed_to_those_who_neither_teach_nor_keep(linked: Linked, pair: Pair) -> None:
    nha = await linked(roster.NHA)
    for key in ("swaps", "my_swaps", "swap_ask:s2", "swap_ok:a:1:1"):
        assert (await nha.taps(key)).startswith("Mục này dành cho")
