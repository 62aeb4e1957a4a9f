"""Classes that people hear of by themselves: who, what it says, once, and never at night."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.class_openings import tell_of_openings
from handlers.house import House
from handlers.texts import class_news as texts
from rules.access import OPERATOR
from rules.cadres import Post, PostKind
from rules.classes import ClassState, Enrolment, TrainingClass
from rules.levels import Level
from storage import cadre_writes, cadres, classes, outbox
from storage.clock import from_ms, to_ms
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent
from tests.handlers.test_classes import COMMITTEE, RUNNING, TRUNG_CAP

BY = By("operator", 1)


@pytest.fixture(autouse=True)
async def open_classes(db: Database) -> None:
    await save(db, replace(TRUNG_CAP, place="Hội trường 1"), COMMITTEE, RUNNING)


async def save(db: Database, *some: TrainingClass) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", some)


async def news_of(house: House, sent: Sent, person: Person) -> list[str]:
    """What the person heard after the clock's job ran."""
    await tell_of_openings(house)
    return await sent(person)


async def test_who_lacks_the_level_hears_of_the_class_and_why(house: House, linked: Linked, sent: Sent) -> None:
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    [text] = await news_of(house, sent, nha)
    assert text.splitlines()[0] == "Lớp đang nhận danh sách cử: Trung cấp lý luận chính trị, khóa 16."
    for words in ("Hội trường 1", "đến hết thứ Hai 30/06", "còn thiếu trung cấp theo mục tiêu", "chưa phải là cử"):
        assert words in text
    assert len(text) <= 600
    assert len(text.splitlines()) <= 15
    assert await sent(hoa) == [], "she holds it"


async def test_a_level_below_what_the_target_asks_is_not_laid_to_the_target(
    house: House, db: Database, linked: Linked, sent: Sent
) -> None:
    so_cap = replace(TRUNG_CAP, id="sc1", code="SC-K1", name="Sơ cấp, khóa 1", level=Level.SO_CAP, mode=None)
    await save(db, so_cap)
    thao = await linked(roster.THAO)
    [text] = await news_of(house, sent, thao)
    assert "đồng chí chưa có sơ cấp và thuộc diện đào tạo" in text
    assert "theo mục tiêu" not in text


async def test_who_asked_for_the_class_hears_nothing_more_of_its_registration(
    house: House, linked: Linked, sent: Sent, clock: Clock
) -> None:
    nha = await linked(roster.NHA)
    assert (await nha.taps("register_send:trung_cap:tc16")).startswith("Đã ghi nhận nguyện vọng số 1")
    assert await news_of(house, sent, nha) == []
    clock.move(days=24)
    assert await news_of(house, sent, nha) == []


async def test_running_it_again_changes_nothing(house: House, db: Database, linked: Linked, sent: Sent) -> None:
    nha = await linked(roster.NHA)
    for _ in range(3):
        assert len(await news_of(house, sent, nha)) == 1
    [kept] = await db.rows("select class_id, kind from class_announcement")
    assert (kept["class_id"], kept["kind"]) == ("tc16", "opening")


async def test_one_message_goes_to_one_chat_of_the_person(house: House, linked: Linked, sent: Sent) -> None:
    phone, web = await linked(roster.NHA), await linked(roster.NHA, "web")
    assert len(await news_of(house, sent, phone)) == 1
    assert await sent(web) == []


async def test_who_is_linked_later_hears_of_a_class_that_is_still_open(
    house: House, linked: Linked, sent: Sent, clock: Clock
) -> None:
    await tell_of_openings(house)
    nha = await linked(roster.NHA)
    clock.move(days=1)
    assert len(await news_of(house, sent, nha)) == 1


async def test_who_never_agreed_to_notices_or_switched_them_off_hears_nothing(
    house: House, linked: Linked, sent: Sent
) -> None:
    nha, kiet = await linked(roster.NHA), await linked(roster.KIET)
    await nha.taps("mute:1")
    await kiet.taps("decline:thong_bao")
    assert await news_of(house, sent, nha) == []
    assert await sent(kiet) == []


async def test_who_is_in_the_class_hears_nothing(house: House, db: Database, linked: Linked, sent: Sent) -> None:
    nha = await linked(roster.NHA)
    async with db.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment("tc16", roster.NHA.id)])
    assert await news_of(house, sent, nha) == []


async def test_what_comes_at_night_waits_for_the_morning(
    house: House, db: Database, linked: Linked, clock: Clock
) -> None:
    await linked(roster.NHA)
    clock.move(hours=14)
    await tell_of_openings(house)
    [held] = await db.rows("select due_at from outbox")
    assert from_ms(held["due_at"]) == clock().replace(day=3, hour=6, minute=30)


async def test_who_looked_at_the_class_is_not_reminded_and_the_others_are(
    house: House, linked: Linked, sent: Sent, clock: Clock
) -> None:
    nha, kiet = await linked(roster.NHA), await linked(roster.KIET)
    await tell_of_openings(house)
    assert "TC-K16" in await nha.taps("class_news:tc16")
    clock.move(days=20)
    assert len(await news_of(house, sent, kiet)) == 1
    clock.move(days=1)
    assert len(await news_of(house, sent, nha)) == 1
    reminder = (await sent(kiet))[1]
    assert reminder.startswith("Còn 7 ngày nhận danh sách cử: Trung cấp lý luận chính trị, khóa 16.")


async def test_a_planned_post_is_never_the_reason(house: House, db: Database, linked: Linked, sent: Sent) -> None:
    loc = await linked(roster.LOC)
    high = replace(TRUNG_CAP, id="cc", code="CC", level=Level.CAO_CAP)
    await save(db, replace(high, state=ClassState.OPEN, register_until=date(2025, 6, 30)))
    planned = Post("Bí thư Đảng ủy xã", roster.TAN_AN, PostKind.PLANNED)
    async with db.transaction() as tx:
        [before] = await cadres.with_ids(tx, OPERATOR, [roster.LOC.id])
        await cadre_writes.save(tx, BY, "test", [before], [replace(before, posts=(*before.posts, planned))])
    assert await news_of(house, sent, loc) == []


async def test_the_options_are_the_details_and_silence(house: House, db: Database, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await tell_of_openings(house)
    [parcel] = await db.rows("select reply from outbox")
    for label in (texts.DETAILS, texts.MUTE):
        assert label in parcel["reply"]
    assert "Đã tắt thông báo" in await nha.taps("mute:1")


@pytest.mark.parametrize(
    "sql",
    [
        "update training_class set state = 'closed'",
        "update training_class set state = 'cancelled'",
        "update account set muted = 1",
        f"insert into enrolment (class_id, person_id, state, mark, result, version)"
        f" values ('tc16', '{roster.NHA.id}', 'enrolled', '', '', 1)",
    ],
)
async def test_what_no_longer_holds_when_it_is_sent_is_dropped_and_counts_for_nothing(
    house: House, db: Database, linked: Linked, clock: Clock, sql: str
) -> None:
    await linked(roster.NHA)
    await tell_of_openings(house)
    await db.write(sql)
    parcel = await outbox.claim(db, "telegram", to_ms(clock()))
    assert parcel is not None
    assert parcel.needless
    await outbox.drop(db, parcel.id)
    assert await db.rows("select 1 from class_told") == []


async def test_what_still_holds_is_sent_but_not_after_the_last_day_for_names(
    house: House, db: Database, linked: Linked, clock: Clock
) -> None:
    await linked(roster.NHA)
    await linked(roster.KIET)
    await tell_of_openings(house)
    parcel = await outbox.claim(db, "telegram", to_ms(clock()))
    assert parcel is not None
    assert not parcel.needless
    clock.move(days=29)
    parcel = await outbox.claim(db, "telegram", to_ms(clock()))
    assert parcel is not None
    assert parcel.needless
