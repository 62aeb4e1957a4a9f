"""Who is meant, how they are reached and what they read, on both engines; SQL and rules mean the same people."""

from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest

from rules.access import OPERATOR, Asker, Grant, Role
from rules.audience import Audience, Key, all_of, any_of, having, matches, negated, parse, text_of
from rules.notices import NoticeKind
from rules.reaching import Unreached
from storage import accounts, audience, deliveries, notices
from storage.audience import Mailing, Selection
from storage.audience import people as portions
from storage.clock import to_ms
from storage.database import Database
from storage.notices import Draft
from tests.handlers.roster import AN_TRUONG, HOA, KHOA, KIET, LOC, MAI, NHA, TAN_AN, THAO, TUAN
from tests.storage.audience_world import BY, GROUNDS, LEAVER, facts, fill, open_chat

EVENING = datetime(2025, 6, 2, 21, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
MORNING = datetime(2025, 6, 3, 6, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture(autouse=True)
async def district(db: Database) -> None:
    await fill(db)


def selected(text: str | Audience, asker: Asker = OPERATOR) -> Selection:
    return Selection(parse(text) if isinstance(text, str) else text, asker, GROUNDS)


async def codes(db: Database, text: str | Audience, asker: Asker = OPERATOR) -> list[str]:
    return [person.code async for portion in portions(db, selected(text, asker)) for person in portion]


GOLDEN = {
    "class=TC-K14 and state=enrolled and not unit=xa-tan-an": [NHA.code],
    "class=SC-K1": [MAI.code, LEAVER.code],
    "class=SC-K1:left or class=SC-K1:passed": [THAO.code, KIET.code],
    "lacks=cao_cap and group=pho_phong": [TUAN.code],
    "lacks=trung_cap and unit=xa-an-truong": [NHA.code, KIET.code],
    'unit="xã Tân An" and post="Công chức Tư pháp"': [THAO.code],
    "holds=trung_cap and unit=xa-tan-an": [HOA.code, LOC.code],
    "role=officer,staff": [LOC.code, "NV01"],
    "channel=zalo": [NHA.code, HOA.code],
    "unconfirmed=1": [NHA.code, MAI.code],
    "reached=1": [HOA.code, LOC.code, KIET.code],
    "unanswered=1": [NHA.code, HOA.code, MAI.code],
    "codes=cb002,NV02,CB099,CB777": [HOA.code, LEAVER.code, "NV02"],
    "everyone and learners": [],
}


@pytest.mark.parametrize("text", GOLDEN)
async def test_the_small_district_has_these_people(db: Database, text: str) -> None:
    assert await codes(db, text) == GOLDEN[text]


def mixed() -> Iterable[Audience]:
    """Filters of every kind, and some combinations of them, always the same."""
    values: dict[Key, tuple[str, ...]] = {
        Key.EVERYONE: (), Key.LEARNERS: (), Key.CLASS: ("TC-K14:any",), Key.GROUP: ("bch_xa", "pho_phong"),
        Key.POST: ("Phó Bí thư",), Key.ROLE: ("staff",), Key.CODES: ("CB001", "NV01", "CB099"),
        Key.UNIT: ("xa-an-truong",),
        Key.HOLDS: ("trung_cap",), Key.LACKS: ("trung_cap",), Key.ELIGIBLE: ("trung_cap",),
        Key.CHANNEL: ("none", "web"), Key.UNCONFIRMED: ("1",), Key.UNANSWERED: ("1", "2"),
        Key.REACHED: ("1",),
    }  # fmt: skip
    filters: list[Audience] = [having(key, *some) for key, some in values.items()]
    filters += [having(Key.CLASS, "SC-K1"), having(Key.ROLE, "cadre"), having(Key.HOLDS, "so_cap")]
    yield from filters
    random = Random(4)
    for _ in range(3):
        random.shuffle(filters)
        for one, other in pairwise(filters):
            yield negated(all_of(one, other))
            yield all_of(any_of(one, negated(other)), random.choice(filters))


async def test_sql_and_rules_mean_the_same_people(db: Database) -> None:
    for each in mixed():
        meant = [person.code for person in facts() if matches(each, person, GROUNDS)]
        assert sorted(await codes(db, each)) == sorted(meant), text_of(each)


async def test_portions_leave_nobody_out_and_take_nobody_twice(db: Database) -> None:
    whole = await codes(db, "everyone or role=staff")
    selection = selected("everyone or role=staff")
    assert [p.code async for some in portions(db, selection, portion=3) for p in some] == whole
    assert len(set(whole)) == len(whole) == 12


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER])
async def test_officers_and_leaders_reach_only_their_unit_and_below(db: Database, role: Role) -> None:
    asker = Asker(NHA.id, (Grant(role, TAN_AN.id),))
    assert await codes(db, "everyone or role=staff", asker) == ["CB002", "CB006", "CB007", "CB011"]
    assert await codes(db, "everyone", Asker(NHA.id)) == []


async def test_each_is_reached_where_they_wish_or_the_reason_is_told(db: Database) -> None:
    async with db.transaction() as tx:
        await accounts.set_muted(tx, await open_chat(tx, KIET.id, "telegram"), True)
        await open_chat(tx, KHOA.id, "telegram", agrees=False)
        await open_chat(tx, TUAN.id, "zalo")
        await accounts.close_account(tx, "zalo", TUAN.id, 5)
        await open_chat(tx, THAO.id, "terminal")
    selection = Selection(parse("everyone or class=SC-K1"), OPERATOR, GROUNDS, frozenset({"telegram", "zalo"}))
    ways = {p.code: p.way async for portion in portions(db, selection) for p in portion}
    first = ways[NHA.code].chat
    assert first is not None
    assert (first.channel, ways[NHA.code].rest) == ("telegram", ("zalo",))
    assert {code: way.why_not for code, way in ways.items() if way.why_not is not Unreached.NEVER_LINKED} == {
        NHA.code: None,
        HOA.code: None,
        MAI.code: None,
        KIET.code: Unreached.MUTED,
        KHOA.code: Unreached.NOT_AGREED,
        TUAN.code: Unreached.CLOSED,
        LOC.code: Unreached.CHANNEL_OFF,
        LEAVER.code: Unreached.LEFT,
    }


async def test_a_preview_counts_everyone_once(db: Database) -> None:
    found = await audience.preview(db, selected("everyone or class=SC-K1 or role=staff"))
    assert (found.meant, found.reached) == (13, 5)
    assert found.by_channel == {"telegram": 2, "zalo": 2, "web": 1}
    assert found.excluded == {Unreached.NEVER_LINKED: 7, Unreached.LEFT: 1}
    shares = {share.unit: (share.reached, share.unreached) for share in found.by_unit}
    assert shares["xã Tân An"] == (2, 3)
    assert shares[""] == (1, 0)
    assert sum(map(sum, shares.values())) == 13


async def test_the_unreachable_are_listed_by_unit_and_name(db: Database) -> None:
    listed = await audience.unreachable(db, selected("everyone"), AN_TRUONG.id)
    assert [(each.code, each.phone, each.why) for each in listed] == [
        (KHOA.code, KHOA.phone, Unreached.NEVER_LINKED),
        (KIET.code, KIET.phone, Unreached.NEVER_LINKED),
    ]
    units = [each.unit for each in await audience.unreachable(db, selected("everyone"))]
    assert len(units) == 7
    assert [unit for unit, follows in pairwise([*units, ""]) if unit != follows] == list(dict.fromkeys(units))


async def test_what_goes_out_is_frozen_with_fields_and_waits_for_the_morning(db: Database) -> None:
    mailing = Mailing(
        "Đồng chí {ho_ten} ({don_vi}) còn thiếu: {con_thieu}", EVENING, centre="Trung tâm", quiet_hours="20:30-06:30"
    )
    selection = selected(f"codes={NHA.code},{HOA.code},{KIET.code},NV01")
    rows = {r.holder_id: r async for portion in audience.recipients(db, selection, mailing) for r in portion}
    assert rows[NHA.id].fields == {
        "ho_ten": NHA.name, "don_vi": AN_TRUONG.name, "con_thieu": "trung cấp lý luận chính trị",
    }  # fmt: skip
    assert rows[HOA.id].fields["con_thieu"] == "không có (theo dữ liệu hiện có)"
    assert rows["nv01"].fields["don_vi"] == "Trung tâm"
    assert (rows[NHA.id].channel, rows[NHA.id].chat, rows[NHA.id].rest) == ("telegram", NHA.id, ("zalo",))
    assert rows[NHA.id].due_at == to_ms(MORNING)
    assert (rows[KIET.id].skip, rows[KIET.id].channel) == ("never_linked", "")


async def test_the_ledger_takes_an_audience_as_it_comes(db: Database) -> None:
    text = "class=SC-K1,TC-K14 or role=staff"
    async with db.transaction() as tx:
        notice = await notices.create_draft(tx, BY, Draft(NoticeKind.OTHER, "Đồng chí {ho_ten}", text))
        await notices.send_alone(tx, BY, notice.id, notice.version)
    found = audience.recipients(db, selected(notice.audience), Mailing(notice.text, EVENING))
    assert await deliveries.freeze(db, BY, notice.id, found) == 5
    rows = await db.rows("select holder_id, state, reason from delivery where notice_id = $1", notice.id)
    assert {row["holder_id"]: (row["state"], row["reason"]) for row in rows} == {
        **dict.fromkeys((NHA.id, HOA.id, MAI.id, "nv01"), ("waiting", "")),
        LEAVER.id: ("skipped", "left"),
    }


async def test_an_urgent_notice_and_quiet_hours_of_ones_own_move_the_hour(db: Database) -> None:
    await db.write("update account set quiet = '22:00-05:00' where chat = $1", HOA.id)
    for urgent, due in ((False, {NHA.id: MORNING, HOA.id: EVENING}), (True, {NHA.id: EVENING, HOA.id: EVENING})):
        mailing = Mailing("Tin", EVENING, urgent=urgent, quiet_hours="20:30-06:30")
        found = audience.recipients(db, selected("class=TC-K14"), mailing)
        assert {r.holder_id: r.due_at async for portion in found for r in portion} == {
            holder: to_ms(at) for holder, at in due.items()
        }


async def test_one_persons_message_is_shown_exactly_and_only_if_they_are_meant(db: Database) -> None:
    mailing = Mailing("Học viên {ho_ten}, {lop}, {{x}}", EVENING, class_name="Trung cấp khóa 14", urgent=True)
    letter = await audience.letter_to(db, selected("class=TC-K14"), mailing, " cb001 ")
    assert letter is not None
    assert letter.text == "Học viên Trần Văn Nhã, Trung cấp khóa 14, {x}"
    assert letter.due_at == EVENING
    assert await audience.letter_to(db, selected("class=TC-K14"), mailing, MAI.code) is None
    assert await audience.letter_to(db, selected("not unit=phong-noi-vu"), mailing, "NV01") is None


async def test_names_that_nobody_knows_are_found_before_anyone_is_written_to(db: Database) -> None:
    text = (
        'class=tc-k14 or unit="xa Tân An" or group=pho_fong or codes=CB001,CB777 or unconfirmed=1,9 or unit=xa-tan-an'
    )
    found = await audience.problems(db, selected(text))
    assert {(each.key, each.value, each.near) for each in found} == {
        (Key.CLASS, "tc-k14", "TC-K14"),
        (Key.UNIT, "xa Tân An", TAN_AN.name),
        (Key.GROUP, "pho_fong", "pho_phong"),
        (Key.CODES, "CB777", ""),
        (Key.UNCONFIRMED, "9", ""),
    }
    assert await audience.problems(db, selected("everyone")) == []
