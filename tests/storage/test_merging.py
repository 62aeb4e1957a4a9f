"""What hangs on a person moves with them, and a record is claimed once, on both engines."""

import asyncio

import pytest

from rules.access import Role
from rules.lecturers import Lecturer, State
from rules.notices import NoticeKind, Receipt
from storage import accounts, cadre_writes, corrections, grants, lecturers, links, merging, notices, uploads
from storage.database import Database
from storage.notices import Draft
from tests.storage.people import BY, CHAIR, CLERK, DISTRICT, HEAD, keep


@pytest.fixture(autouse=True)
async def roster(db: Database) -> None:
    await keep(db, HEAD, CLERK, CHAIR)


async def chat_of(db: Database, channel: str, chat: str, holder: str) -> str:
    async with db.transaction() as tx:
        await accounts.open_account(tx, channel, chat, "", 1)
        rows = await tx.rows("select id from account where channel = $1 and chat = $2", channel, chat)
        await links.attach(tx, BY, rows[0]["id"], holder)
    return str(rows[0]["id"])


async def moved(db: Database) -> None:
    async with db.transaction() as tx:
        await merging.move(tx, BY, CLERK.id, HEAD.id)


async def test_chats_move_unless_the_person_has_one_on_that_channel(db: Database) -> None:
    await chat_of(db, "telegram", "1", HEAD.id)
    await chat_of(db, "telegram", "2", CLERK.id)
    await chat_of(db, "zalo", "3", CLERK.id)
    await moved(db)
    assert sorted(each.chat for each in await accounts.accounts_of(db, HEAD.id)) == ["1", "3"]
    assert await accounts.accounts_of(db, CLERK.id) == []


async def test_roles_move_and_none_is_held_twice(db: Database) -> None:
    async with db.transaction() as tx:
        for holder, role, unit in (
            (HEAD.id, Role.OFFICER, DISTRICT.id),
            (CLERK.id, Role.OFFICER, DISTRICT.id),
            (CLERK.id, Role.STAFF, None),
        ):
            await grants.grant(tx, BY, holder, role, unit)
    await moved(db)
    assert [(each.code, each.role) for each in await grants.granted(db)] == [
        (HEAD.code, Role.OFFICER),
        (HEAD.code, Role.STAFF),
    ]


async def test_classes_move_and_where_both_are_in_one_that_of_the_record_that_stays_holds(db: Database) -> None:
    for class_id in ("k1", "k2"):
        await db.write(
            "insert into training_class (id, code, name, level, course, run_by, state, hours, place, audience, note)"
            " values ($1, $1, $1, 'so_cap', 'so_cap', 'centre', 'open', '', '', '', '')",
            class_id,
        )
    for class_id, cadre, state in (("k1", HEAD, "passed"), ("k1", CLERK, "left"), ("k2", CLERK, "enrolled")):
        await db.write("insert into enrolment values ($1, $2, null, $3, '', '', 1)", class_id, cadre.id, state)
    await moved(db)
    rows = await db.rows("select class_id, state from enrolment where person_id = $1 order by class_id", HEAD.id)
    assert [tuple(row[:]) for row in rows] == [("k1", "passed"), ("k2", "enrolled")]


async def test_requests_move_and_codes_of_the_record_that_goes_end(db: Database) -> None:
    account = await chat_of(db, "telegram", "2", CLERK.id)
    async with db.transaction() as tx:
        await corrections.add(tx, BY, CLERK.id, account, corrections.Asked("other", "hai hồ sơ"))
        await links.add_code(tx, BY, "digest", CLERK.id, BY.at + 1000)
    await moved(db)
    assert [(each.cadre_id, each.words) for each in await corrections.open_requests(db)] == [(HEAD.id, "hai hồ sơ")]
    async with db.transaction() as tx:
        assert (await links.known_code(tx, "digest", BY.at)).state is links.CodeState.EXPIRED


async def test_of_many_who_claim_a_version_one_gets_it(db: Database) -> None:
    async def claims() -> bool:
        async with db.transaction() as tx:
            return await cadre_writes.claim(tx, HEAD.id, 1)

    assert sum(await asyncio.gather(*(claims() for _ in range(5)))) == 1


async def test_whoever_left_the_roster_is_claimed_by_nobody(db: Database) -> None:
    async with db.transaction() as tx:
        await cadre_writes.remove(tx, BY, "test", [HEAD])
        assert not await cadre_writes.claim(tx, HEAD.id, 2)


async def test_roles_end_with_their_holder(db: Database) -> None:
    async with db.transaction() as tx:
        await grants.grant(tx, BY, HEAD.id, Role.STAFF)
        await grants.grant(tx, BY, HEAD.id, Role.OFFICER, DISTRICT.id)
        await grants.revoke_all(tx, BY, HEAD.id)
    assert await grants.granted(db) == []


async def test_a_file_waits_for_its_sender_for_a_day_and_goes_with_the_next_one(db: Database) -> None:
    content = bytes(range(256))
    async with db.transaction() as tx:
        first = await uploads.add(tx, "nv01", "a.xlsx", content, 0)
    kept = await uploads.by_id(db, "nv01", first, 86_400_000)
    assert kept is not None
    assert kept.content == content
    assert await uploads.by_id(db, "nv02", first, 0) is None
    assert await uploads.by_id(db, "nv01", first, 86_400_001) is None
    async with db.transaction() as tx:
        second = await uploads.add(tx, "nv01", "b.xlsx", content, 1)
        assert not await uploads.drop(tx, first)
        assert await uploads.drop(tx, second)


async def delivered(db: Database, number: int, holder: str, state: str = "sent", receipt: Receipt | None = None) -> str:
    """A notice that went to a person, as its ledger holds it."""
    async with db.transaction() as tx:
        found = await notices.by_number(tx, number)
        notice = found or await notices.create_draft(tx, BY, Draft(NoticeKind.OTHER, "Kính gửi", "everyone"))
        await tx.rows(
            "insert into delivery (notice_id, holder_id, channel, chat, rest, fields, state, reason, attempts, due_at,"
            " receipt, chased) values ($1, $2, 'zalo', '1', '[]', '{}', $3, '', 1, 1, $4, 0)",
            notice.id, holder, state, receipt,
        )  # fmt: skip
    return notice.id


async def test_notices_move_with_what_was_answered(db: Database) -> None:
    await delivered(db, 1, CLERK.id, receipt=Receipt.COMING)
    await moved(db)
    assert [(each["holder_id"], each["receipt"]) for each in await db.rows("select * from delivery")] == [
        (HEAD.id, "coming")
    ]


async def test_of_a_notice_to_both_an_answer_of_either_counts_and_nobody_is_written_to_twice(db: Database) -> None:
    notice = await delivered(db, 1, HEAD.id)
    await delivered(db, 1, CLERK.id, "waiting", Receipt.NOT_COMING)
    await moved(db)
    rows = await db.rows("select holder_id, state, receipt from delivery where notice_id = $1 order by state", notice)
    assert [(each["holder_id"], each["state"], each["receipt"]) for each in rows] == [
        (HEAD.id, "sent", "not_coming"),
        (CLERK.id, "skipped", "not_coming"),
    ]


async def test_what_is_just_being_sent_keeps_the_name_it_was_taken_by(db: Database) -> None:
    await delivered(db, 1, CLERK.id, "sending")
    await moved(db)
    assert [each["holder_id"] for each in await db.rows("select holder_id from delivery")] == [CLERK.id]


async def test_whoever_was_a_lecturer_still_is_one_under_the_record_that_stays(db: Database) -> None:
    async with db.transaction() as tx:
        await lecturers.add(tx, BY, Lecturer("", "", CLERK.name, True, State.APPROVED, holder_id=CLERK.id))
    await moved(db)
    own = await lecturers.of_holder(db, HEAD.id)
    assert own is not None
    assert [each.role for each in await grants.granted(db)] == [Role.LECTURER]
