"""What hangs on a person and moves when two records become one: chats, messages, roles, classes, requests, codes."""

from storage import links, stale_units, subscriptions
from storage.database import Transaction
from storage.journal import By, Entry, record


async def move(tx: Transaction, by: By, from_id: str, to_id: str) -> None:
    """Move everything of one person to another. Where both have the same, that of `to_id` stays."""
    await _move_chats(tx, by, from_id, to_id)
    await _move_roles(tx, by, from_id, to_id)
    await _move_what_is_pushed(tx, from_id, to_id)
    await subscriptions.move(tx, from_id, to_id)
    await _move_deliveries(tx, by.at, from_id, to_id)
    await _move_classes(tx, from_id, to_id)
    await _move_teaching(tx, from_id, to_id)
    await stale_units.mark_people(tx, (from_id, to_id))
    await tx.rows("update correction set cadre_id = $2 where cadre_id = $1", from_id, to_id)
    await tx.rows("update privacy_request set holder_id = $2 where holder_id = $1", from_id, to_id)
    await tx.rows("update question set holder_id = $2 where holder_id = $1", from_id, to_id)
    await tx.rows(
        "update link_code set expires_at = $2 where holder_id = $1 and used_at is null and expires_at > $2",
        from_id, by.at,
    )  # fmt: skip
    await tx.rows("delete from dialog where owner = $1", from_id)
    await record(tx, by, Entry("move_to", "cadre", from_id, None, f'"{to_id}"'))


_OF_CLASSES = (
    ("enrolment", "class_id"),
    ("certificate", "class_id"),
    ("feedback_given", "class_id"),
    ("feedback_asked", "class_id"),
    ("attendance", "session_id"),
    ("class_result", "class_id"),
)
"""Tables that hold something of a person, with what each person has once there."""


async def _move_classes(tx: Transaction, from_id: str, to_id: str) -> None:
    """Classes, roll calls, results, certificates, and the requests that may stand beside those of the other record."""
    for table, once in _OF_CLASSES:
        await tx.rows(
            f"update {table} set person_id = $2 where person_id = $1"
            f" and {once} not in (select {once} from {table} where person_id = $2)",
            from_id, to_id,
        )  # fmt: skip
    await tx.rows(
        "update seat_request set person_id = $2 where person_id = $1 and (state in ('enrolled', 'declined', 'returned',"
        " 'withdrawn', 'expired') or kind not in (select r.kind from seat_request r where r.person_id = $2"
        " and r.state in ('wish', 'asked', 'agreed', 'waiting', 'offered', 'forwarded')))",
        from_id, to_id,
    )  # fmt: skip


async def _move_teaching(tx: Transaction, from_id: str, to_id: str) -> None:
    """The lecturer that a person is; where both are one, each record of the pool stays as it is."""
    await tx.rows(
        "update lecturer set holder_id = $2, version = version + 1 where holder_id = $1"
        " and not exists (select 1 from lecturer l where l.holder_id = $2)",
        from_id, to_id,
    )  # fmt: skip


async def _move_chats(tx: Transaction, by: By, from_id: str, to_id: str) -> None:
    """A person has one chat a channel: where the other record has its own there, this one's link ends."""
    taken = {row["channel"] for row in await tx.rows("select channel from account where holder_id = $1", to_id)}
    for account in await tx.rows("select id, channel from account where holder_id = $1", from_id):
        if account["channel"] in taken:
            await links.detach(tx, by, account["id"])
        else:
            await links.attach(tx, by, account["id"], to_id)


async def _move_what_is_pushed(tx: Transaction, from_id: str, to_id: str) -> None:
    """What is on its way, the channel it goes to, and what they were told of, so that they are not told again."""
    await tx.rows("update outbox set holder_id = $2 where holder_id = $1 and state = 'waiting'", from_id, to_id)
    await tx.rows(
        "update preferred_channel set holder_id = $2 where holder_id = $1"
        " and not exists (select 1 from preferred_channel p where p.holder_id = $2)",
        from_id, to_id,
    )  # fmt: skip
    await tx.rows("delete from preferred_channel where holder_id = $1", from_id)
    await tx.rows(
        "update class_told set holder_id = $2 where holder_id = $1 and not exists (select 1 from class_told t"
        " where t.holder_id = $2 and t.class_id = class_told.class_id and t.kind = class_told.kind)",
        from_id, to_id,
    )  # fmt: skip
    await tx.rows(
        "update session_reminder set person_id = $2 where person_id = $1 and not exists (select 1"
        " from session_reminder o where o.person_id = $2 and o.session_id = session_reminder.session_id"
        " and o.day = session_reminder.day and o.kind = session_reminder.kind"
        " and o.material_id = session_reminder.material_id)",
        from_id, to_id,
    )  # fmt: skip
    await tx.rows(
        "update below_level_told set holder_id = $2 where holder_id = $1 and month not in"
        " (select o.month from below_level_told o where o.holder_id = $2)",
        from_id, to_id,
    )  # fmt: skip


async def _move_deliveries(tx: Transaction, at: int, from_id: str, to_id: str) -> None:
    """What notices came of them and what they answered; of one that went to both, an answer to either counts.

    What is just being sent stays: its outcome is kept under the name it was taken by.
    """
    await tx.rows(
        "update delivery set receipt = o.receipt, receipt_at = o.receipt_at, receipt_by = o.receipt_by,"
        " receipt_way = o.receipt_way, receipt_note = o.receipt_note from delivery o where delivery.holder_id = $2"
        " and delivery.receipt is null and o.holder_id = $1 and o.notice_id = delivery.notice_id"
        " and o.receipt is not null",
        from_id, to_id,
    )  # fmt: skip
    await tx.rows(
        "update delivery set state = 'skipped', reason = 'merged', settled_at = $3 where holder_id = $1"
        " and state = 'waiting' and notice_id in (select notice_id from delivery where holder_id = $2)",
        from_id, to_id, at,
    )  # fmt: skip
    await tx.rows(
        "update delivery set holder_id = $2 where holder_id = $1 and state not in ('claimed', 'sending')"
        " and notice_id not in (select notice_id from delivery where holder_id = $2)",
        from_id, to_id,
    )  # fmt: skip


async def _move_roles(tx: Transaction, by: By, from_id: str, to_id: str) -> None:
    await tx.rows(
        "update role_grant set holder_id = $2 where holder_id = $1 and revoked_at is null and not exists ("
        " select 1 from role_grant g where g.holder_id = $2 and g.role = role_grant.role and g.revoked_at is null"
        " and coalesce(g.unit_id, '') = coalesce(role_grant.unit_id, ''))",
        from_id, to_id,
    )  # fmt: skip
    await tx.rows("update role_grant set revoked_at = $2 where holder_id = $1 and revoked_at is null", from_id, by.at)
