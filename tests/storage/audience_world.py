"""The small district with classes, chats and a notice, and the same facts as the rules would be told them."""

from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

from rules.access import Role
from rules.audience import Facts, Grounds
from rules.cadres import Cadre
from rules.classes import ClassState, Enrolment, EnrolmentState, TrainingClass
from rules.levels import Level
from rules.notices import NoticeKind
from storage import accounts, cadre_writes, classes, consents, deliveries, links, notices, units
from storage.database import Database, Transaction
from storage.deliveries import Recipient
from storage.ids import new_id
from storage.journal import By
from storage.notices import Draft
from tests.handlers import roster
from tests.handlers.roster import CADRES, GRANTS, HOA, KIET, LAN, LOC, MAI, NHA, PHUC, THAO

BY = By("operator", 1_748_822_400_000)
GROUNDS = Grounds(roster.POLICY, roster.REGULATIONS, date(2025, 6, 2))
LEAVER = replace(roster.RAY, id="cb099", code="CB099", name="Kim Văn Đi", phone="")
"""Taken off the roster after a class."""
CLASSES = (
    TrainingClass("k1", "SC-K1", "Sơ cấp khóa 1", Level.SO_CAP, state=ClassState.RUNNING),
    TrainingClass("k14", "TC-K14", "Trung cấp khóa 14", Level.TRUNG_CAP, state=ClassState.RUNNING),
)
ENROLMENTS = (
    Enrolment("k1", MAI.id),
    Enrolment("k1", LEAVER.id),
    Enrolment("k1", KIET.id, EnrolmentState.PASSED),
    Enrolment("k1", THAO.id, EnrolmentState.LEFT),
    Enrolment("k14", NHA.id),
    Enrolment("k14", HOA.id),
    Enrolment("k14", KIET.id, EnrolmentState.FAILED),
)
CHATS = {NHA.id: ("telegram", "zalo"), HOA.id: ("zalo",), LOC.id: ("web",), MAI.id: ("telegram",), LAN.id: ("zalo",)}
"""Open chats whose people agreed to notices, the one used last first."""
RECEIPTS = {NHA.id: None, HOA.id: "received", LOC.id: "coming", KIET.id: "not_coming", MAI.id: None}
"""What those whom notice 1 was for answered."""


async def fill(db: Database) -> None:
    async with db.transaction() as tx:
        await units.save(tx, roster.UNITS)
        everyone = (*CADRES, LEAVER)
        await cadre_writes.save(tx, BY, "import", [None] * len(everyone), everyone)
        await tx.rows("update cadre set gone_at = 1 where id = $1", LEAVER.id)
        await tx.run_many(
            "insert into staff_person (id, code, name) values ($1, $2, $3)",
            [(person.id, person.code, person.name) for person in (LAN, PHUC)],
        )
        await tx.run_many(
            "insert into role_grant (id, holder_id, role, unit_id, granted_at) values ($1, $2, $3, $4, 1)",
            [(new_id(), holder, role.value, unit_id) for holder, role, unit_id in GRANTS],
        )
        await classes.save_classes(tx, BY, "test", CLASSES)
        await classes.save_enrolments(tx, BY, ENROLMENTS)
        for holder, channels in CHATS.items():
            for age, channel in enumerate(channels):
                await open_chat(tx, holder, channel, 100 - age)
    await _send_notice(db)


async def open_chat(tx: Transaction, holder: str, channel: str, used_at: int = 1, agrees: bool = True) -> str:
    """A chat of this person, called as they are; returns the id of the account."""
    await accounts.open_account(tx, channel, holder, "", used_at)
    [row] = await tx.rows("select id from account where channel = $1 and chat = $2", channel, holder)
    await links.attach(tx, BY, row["id"], holder)
    if agrees:
        await consents.give(tx, BY, row["id"], "thong_bao", "1")
    return str(row["id"])


async def _send_notice(db: Database) -> None:
    async with db.transaction() as tx:
        notice = await notices.create_draft(tx, BY, Draft(NoticeKind.OTHER, "Thông báo.", "everyone"))
        await notices.send_alone(tx, BY, notice.id, notice.version)

    async def once() -> AsyncIterator[list[Recipient]]:
        yield [Recipient(holder, "telegram", holder) for holder in RECEIPTS]

    await deliveries.freeze(db, BY, notice.id, once())
    for holder, receipt in RECEIPTS.items():
        state = "sent" if receipt else "failed"
        await db.write("update delivery set receipt = $1, state = $2 where holder_id = $3", receipt, state, holder)


def facts() -> list[Facts]:
    """What the rules would be told of each person who may be meant."""
    states: dict[str, set[tuple[str, EnrolmentState]]] = defaultdict(set)
    codes = {each.id: each.code for each in CLASSES}
    for each in ENROLMENTS:
        states[each.person_id].add((codes[each.class_id], each.state))
    return [_facts(each, frozenset(states[each.id])) for each in (*CADRES, LEAVER, LAN, PHUC)]


def _facts(who: Cadre | roster.Centre, states: frozenset[tuple[str, EnrolmentState]]) -> Facts:
    cadre = who if isinstance(who, Cadre) and who is not LEAVER else None
    roles = {role for holder, role, _ in GRANTS if holder == who.id} | ({Role.CADRE} if cadre else set())
    receipt = RECEIPTS.get(who.id, "never asked")
    return Facts(
        code=who.code,
        cadre=cadre,
        units=_units_of(who) if isinstance(who, Cadre) else frozenset(),
        classes=states,
        roles=frozenset(roles),
        channels=frozenset(CHATS.get(who.id, ())),
        unconfirmed=frozenset({1} if receipt is None else ()),
        unanswered=frozenset({1} if receipt in (None, "received") else ()),
        reached=frozenset({1} if receipt not in (None, "never asked") else ()),
    )


def _units_of(cadre: Cadre) -> frozenset[str]:
    by_id = {unit.id: unit for unit in roster.UNITS}
    found: set[str] = set()
    unit = by_id.get(cadre.unit.id)
    while unit is not None:
        found |= {unit.id, unit.name}
        unit = by_id.get(unit.parent_id or "")
    return frozenset(found)
