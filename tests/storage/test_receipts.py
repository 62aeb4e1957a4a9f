"""Receipts in the ledger, on both engines: what was answered, written down, and who is to be reminded or phoned."""

from datetime import date

from rules.access import Asker, Grant, Role
from rules.notices import NoticeKind, Receipt
from rules.receipts import Way
from storage import notice_corrections, notice_people, notices, receipts
from storage.database import Database
from storage.deliveries import Recipient
from storage.journal import By, Entry, record
from storage.notice_corrections import Trail
from storage.notice_people import Which
from storage.notices import Draft
from tests.storage.people import CHAIR, CLERK, HEAD, OFFICE, PEOPLE, keep
from tests.storage.test_deliveries import frozen, with_chats

SUMMONS = Draft(NoticeKind.SUMMONS, "Kính gửi {ho_ten}", "tat_ca", receipt=True)
DAY = 24 * 3_600_000
STAFF = Asker(grants=(Grant(Role.STAFF),), user_id="lan")
OFFICER = Asker(grants=(Grant(Role.OFFICER, OFFICE.id),), user_id="o")


async def sent(db: Database) -> str:
    """A notice that reached the head and the clerk, and not the chair."""
    await keep(db, *PEOPLE)
    await with_chats(db, [person.id for person in PEOPLE])
    to = [Recipient(p.id, "telegram", p.id, fields={"ho_ten": p.name}) for p in PEOPLE]
    notice = await frozen(db, to, SUMMONS)
    async with db.transaction() as tx:
        await tx.rows("update delivery set state = 'sent', settled_at = 1000")
        await tx.rows("update delivery set state = 'failed', reason = 'x' where holder_id = $1", CHAIR.id)
    return notice.id


async def test_an_answer_counts_once_and_the_last_one_stands(db: Database) -> None:
    notice_id = await sent(db)
    async with db.transaction() as tx:
        by = By(HEAD.id, 2_000)
        assert await receipts.receive(tx, by, notice_id, Receipt.NOT_COMING, "bận họp")
        assert not await receipts.receive(tx, by, notice_id, Receipt.NOT_COMING)
        assert await receipts.receive(tx, by, notice_id, Receipt.COMING)
        assert not await receipts.receive(tx, By("nobody", 2_000), notice_id, Receipt.COMING)
    [asked] = await receipts.asked(db, HEAD.id, 0)
    assert (asked.receipt, asked.receipt_at, asked.note, asked.number) == (Receipt.COMING, 2_000, "", 1)
    assert await receipts.asked_by(db, CHAIR.id, 1) is None, "it never reached them"
    assert [each.text for each in await receipts.sent_to(db, CLERK.id, 5)] == ["Kính gửi Trần Văn Bình"]


async def test_what_is_written_down_leaves_own_answers_alone(db: Database) -> None:
    notice_id = await sent(db)
    async with db.transaction() as tx:
        await receipts.receive(tx, By(HEAD.id, 2_000), notice_id, Receipt.COMING)
        everyone = [person.id for person in PEOPLE]
        kept = await receipts.write_down(tx, By("lan", 3_000), notice_id, everyone, Way.PHONE)
        assert kept == sorted([CLERK.id, CHAIR.id])
    people = {each.holder_id: each for each in await notice_people.people(db, notice_id, None)}
    assert (people[HEAD.id].receipt_way, people[CLERK.id].receipt_way) == (None, "phone")
    counts = await notice_people.counts(db, notice_id, None)
    assert sum(each.people for each in counts if each.way == "phone") == 2


async def test_an_officer_finds_only_the_people_of_their_unit_and_below(db: Database) -> None:
    notice_id = await sent(db)
    assert await notice_people.sight(db, STAFF, notice_people.CALLERS) is None
    units = await notice_people.sight(db, OFFICER, notice_people.CALLERS)
    found = await notice_people.people(db, notice_id, units, Which.TO_CALL)
    assert {each.holder_id for each in found} == {HEAD.id, CLERK.id}
    everyone = await notice_people.people(db, notice_id, None, Which.TO_CALL)
    assert sorted(each.number for each in everyone) == [1, 2, 3]
    assert await notice_people.sight(db, Asker(), notice_people.CALLERS) == frozenset()


async def test_the_silent_are_chased_in_portions_and_never_twice_for_one_turn(db: Database) -> None:
    notice_id = await sent(db)
    [chase] = await receipts.to_chase(db, (24, 2), 0, date(2025, 6, 2))
    at = 1_000 + DAY
    assert await receipts.silent(db, chase, at - DAY, "", 1) == [CLERK.id]
    assert await receipts.silent(db, chase, at - DAY, CLERK.id, 9) == [HEAD.id]
    async with db.transaction() as tx:
        assert await receipts.note_chased(tx, chase, at - DAY, [CLERK.id, CHAIR.id], at) == {CLERK.id}
        assert await receipts.note_chased(tx, chase, at - DAY, [CLERK.id], at) == set()
        await receipts.set_chase(tx, By("lan", 1), notice_id, 48, 0)
    assert await receipts.to_chase(db, (24, 2), 0, date(2025, 6, 2)) == []
    assert await receipts.chase_of(db, notice_id, (24, 2)) == (48, 0)


async def test_a_correction_knows_whom_the_old_notice_reached_and_in_which_message(db: Database) -> None:
    notice_id = await sent(db)
    async with db.transaction() as tx:
        await tx.rows("update delivery set message = 'm7' where holder_id = $1", HEAD.id)
        mending = await notices.create_draft(tx, By("lan", 1), SUMMONS, corrects=notice_id)
    assert await notice_corrections.count_reached(db, notice_id) == 2
    assert await notice_corrections.begun(db, notice_id, "lan") == mending.id
    assert await notice_corrections.begun(db, notice_id, "phuc") is None
    assert await notice_corrections.message_to(db, notice_id, HEAD.id, "telegram", HEAD.id) == "m7"
    assert await notice_corrections.message_to(db, notice_id, HEAD.id, "zalo", HEAD.id) is None
    assert await notice_corrections.trail(db, mending.id) == Trail(mends=1)
    assert await notice_corrections.trail(db, notice_id) == Trail(), "it is a draft still"


async def test_the_list_of_phones_seen_last_is_remembered(db: Database) -> None:
    notice_id = await sent(db)
    async with db.transaction() as tx:
        await record(tx, By("lan", 5_000), Entry("see_phones", "notice", notice_id))
    assert await notice_people.list_seen(db, "lan", 5_000) == 1
    assert await notice_people.list_seen(db, "lan", 5_001) is None
    assert await notice_people.list_seen(db, "phuc", 0) is None
