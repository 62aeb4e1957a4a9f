"""Erasing the record itself, after staff decided that it may go. The registers of classes and certificates stay."""

from enum import StrEnum

from rules.seats import LIVE
from rules.text import fold, name_sort_key
from storage import stale_units
from storage.database import Database, Transaction, row
from storage.erasing import erase_chats
from storage.journal import By, Entry, record

_IN_REGISTER = (
    "(exists (select 1 from certificate c where c.person_id = $1)"
    " or exists (select 1 from class_result r where r.person_id = $1 and r.confirmed_at is not null)"
    " or exists (select 1 from enrolment e where e.person_id = $1 and e.state in ('passed', 'failed')))"
)
_LIVE = ", ".join(f"'{state.value}'" for state in sorted(LIVE))


class HeldBy(StrEnum):
    """What a record is still needed for."""

    CLASS = "class"
    """The person is in a class that is not over."""
    REQUEST = "request"
    """A request for a seat waits for an answer."""
    ROLE = "role"
    """The person works with the program: the role is taken back first."""


async def held_by(source: Database | Transaction, holder_id: str) -> HeldBy | None:
    """Why a record may not be erased now; None when it may."""
    asked = {
        HeldBy.CLASS: "select 1 from enrolment e join training_class t on t.id = e.class_id where e.person_id = $1"
        " and e.state = 'enrolled' and t.state not in ('archived', 'cancelled')",
        HeldBy.REQUEST: f"select 1 from seat_request where person_id = $1 and state in ({_LIVE})",
        HeldBy.ROLE: "select 1 from role_grant where holder_id = $1 and revoked_at is null",
    }
    for why, sql in asked.items():
        if await source.rows(f"{sql} limit 1", holder_id):
            return why
    return None


async def erase_record(tx: Transaction, by: By, holder_id: str) -> list[str]:
    """Erase a person: their chats, and their record but for what the registers of classes need.

    Who has a result or a certificate keeps name and birth date there; of anybody else the code alone is left. Returns
    the ids of the accounts that were erased. The caller has asked `held_by`.
    """
    accounts = await erase_chats(tx, by, holder_id, [])
    await stale_units.mark_people(tx, [holder_id])
    await _mask_in_chats(tx, holder_id)
    registered = await row(tx, f"select {_IN_REGISTER} as yes", holder_id)
    keeps_name = registered is not None and bool(registered["yes"])
    await _empty_cadre(tx, holder_id, by.at)
    await tx.rows("update learner set gender = '', phone = null, note = '' where id = $1", holder_id)
    await tx.rows("update lecturer set phone = null, note = '' where holder_id = $1", holder_id)
    if not keeps_name:
        await _rename_by_code(tx, holder_id)
    await _forget_values(tx, holder_id)
    await record(tx, by, Entry("erase record", "holder", holder_id))
    return accounts


async def _empty_cadre(tx: Transaction, cadre_id: str, at: int) -> None:
    for table in ("post", "credential", "rating"):
        await tx.rows(f"delete from {table} where cadre_id = $1", cadre_id)
    await tx.rows(
        "update cadre set gender = '', ethnicity = '', phone = '', category = '', grade = '', education = '',"
        " party_joined = null, party_full = null, gone_at = coalesce(gone_at, $2), version = version + 1"
        " where id = $1",
        cadre_id, at,
    )  # fmt: skip
    await tx.rows("update study_request set word = '' where cadre_id = $1", cadre_id)
    await tx.rows(
        "delete from record_finding where ' ' || subject || ' ' like '% ' || cast($1 as text) || ' %'", cadre_id
    )
    await tx.rows("update import_change set before = null where cadre_id = $1", cadre_id)


_MASK = "…"
_SHOWN_TO_OTHERS = (
    ("web_message", "text"), ("web_message", "buttons"), ("outbox", "reply"), ("account", "menu"), ("dialog", "form"),
)  # fmt: skip
"""Where answers to staff and others may still hold a name: what was said, what is on its way, the last menus."""


async def _mask_in_chats(tx: Transaction, holder_id: str) -> None:
    """Take name and phone out of what others were shown in chat. A namesake is masked there too, which hurts nobody."""
    known = await tx.rows(
        "select name, phone from (select id, name, phone from cadre union all select id, name, coalesce(phone, '')"
        " from learner union all select id, name, '' from staff_person) h where h.id = $1",
        holder_id,
    )
    for told in {value for each in known for value in each[:2] if " " in value or value.isdecimal()}:
        for table, column in _SHOWN_TO_OTHERS:
            await tx.rows(
                f"update {table} set {column} = replace({column}, $1, '{_MASK}')"
                f" where replace({column}, $1, '') <> {column}",
                told,
            )


async def _rename_by_code(tx: Transaction, holder_id: str) -> None:
    """Where nobody needs the name, the code stands in its place."""
    await tx.rows("update seat_request set word = '' where person_id = $1", holder_id)
    for table in ("cadre", "learner", "staff_person"):
        found = await row(tx, f"select code from {table} where id = $1", holder_id)
        if found is None:
            continue
        code = found["code"]
        await tx.rows(f"update {table} set name = $2 where id = $1", holder_id, code)
        if table != "staff_person":
            await tx.rows(f"update {table} set folded = $2, birth = null where id = $1", holder_id, fold(code))
        if table == "cadre":
            await tx.rows("update cadre set sort_key = $2 where id = $1", holder_id, name_sort_key(code))


async def _forget_values(tx: Transaction, holder_id: str) -> None:
    """What the journal kept of the record before and after each change."""
    await tx.rows(
        "delete from journal_value where journal_id in (select id from journal where"
        " (kind in ('cadre', 'learner', 'holder') and record_id = $1)"
        " or (kind = 'seat_request' and record_id in (select id from seat_request where person_id = $1))"
        " or (kind = 'study_request' and record_id in"
        " (select cast(number as text) from study_request where cadre_id = $1)))",
        holder_id,
    )
