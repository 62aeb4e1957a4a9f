"""Erasing what the conversation kept of a person. Their record, classes and results are not touched here.

What is left proves that something was: consents with their days, requests without their words, the line of a notice
without its chat. See `docs/storage.md`.
"""

from collections.abc import Sequence

import orjson

from storage.database import Transaction
from storage.journal import By, Entry, record
from storage.lists import list_text, members
from storage.questions import close_empty

_KEPT_WITHOUT_CHAT = "erased:"
"""Stands before the id of an account where the name of its chat was."""


async def erase_chats(tx: Transaction, by: By, holder_id: str | None, account_ids: Sequence[str]) -> list[str]:
    """Erase these chats, and all chats of the holder, with everything the assistant kept of the conversations.

    Links, messages, codes, settings and open forms are gone; consents end and stay as proof, without the chat. Doing
    it twice changes nothing more. Returns the ids of the accounts that were erased.
    """
    rows = await tx.rows(
        f"select id, channel, chat from account where id in {members(tx.engine, '$1')} or holder_id = $2 order by id",
        list_text(account_ids), holder_id or "",
    )  # fmt: skip
    for row in rows:
        await _forget_messages(tx, row["channel"], row["chat"], by.at)
        await _forget_requests(tx, row["id"], by.at)
        await _rename_in_journal(tx, row["id"], f"{row['channel']}:{row['chat']}")
        await _empty_account(tx, row["id"], by.at)
        await record(tx, by, Entry("erase chat", "account", row["id"]))
    if holder_id is not None:
        await _forget_holder(tx, holder_id, by.at)
    return [row["id"] for row in rows]


async def _forget_messages(tx: Transaction, channel: str, chat: str, at: int) -> None:
    """What was said in a chat, and what was on its way there; the file that came with a message may go with it."""
    await tx.rows("delete from inbox where channel = $1 and chat = $2", channel, chat)
    await tx.rows("delete from outbox where channel = $1 and chat = $2 and state <> 'sending'", channel, chat)
    await tx.rows(
        "update outbox set chat = $3, holder_id = null, reply = null, onward = '[]', tried = '[]'"
        " where channel = $1 and chat = $2",
        channel, chat, _KEPT_WITHOUT_CHAT,
    )  # fmt: skip
    await tx.rows("delete from notice_progress where channel = $1 and chat = $2", channel, chat)
    await tx.rows("delete from link_attempt where channel = $1 and chat = $2", channel, chat)
    await tx.rows("delete from dialog where owner = $1", f"{channel}:{chat}")
    if channel == "web":
        await _let_files_go(tx, chat, at)
        await tx.rows("delete from web_message where chat = $1", chat)
        await tx.rows("delete from web_session where chat = $1", chat)


async def _let_files_go(tx: Transaction, chat: str, at: int) -> None:
    """Files that the person sent in the web chat; what is kept for good belongs to the centre's own work."""
    sent = await tx.rows("select files from web_message where chat = $1 and author = 'person'", chat)
    digests = {digest for row in sent for _, digest, *_ in orjson.loads(row["files"])}
    await tx.run_many(
        "update stored_file set keep_until = $2 where digest = $1 and keep_until > $2",
        [(digest, at) for digest in sorted(digests)],
    )


async def _forget_requests(tx: Transaction, account_id: str, at: int) -> None:
    await tx.rows(
        "update link_request set name = '', birth_year = '', unit = '', state = case when state = 'open'"
        " then 'lapsed' else state end, decided_at = coalesce(decided_at, $2) where account_id = $1",
        account_id, at,
    )  # fmt: skip
    await _forget_corrections(tx, "account_id = $1", account_id, at)
    await _forget_questions(tx, "account_id = $1", account_id, at)
    await tx.rows("delete from handover where account_id = $1", account_id)
    await tx.rows(
        "update privacy_request set words = '' where account_id = $1 and state in ('done', 'refused')", account_id
    )


async def _forget_corrections(tx: Transaction, whose: str, owner: str, at: int) -> None:
    """What somebody wrote about their record, and the photo of a paper that came with it. Open ones end."""
    await tx.rows(
        "update stored_file set keep_until = $2 where keep_until > $2 and digest in"
        f" (select proof from correction where {whose})",
        owner, at,
    )  # fmt: skip
    await tx.rows(
        "delete from journal_value where journal_id in (select id from journal where kind = 'correction'"
        f" and record_id in (select cast(number as text) from correction where {whose}))",
        owner,
    )
    await tx.rows(
        "update correction set words = '', answer = '', proof = null, proof_name = null, state = case"
        " when state = 'open' then 'refused' else state end, answered_at = coalesce(answered_at, $2)"
        f" where {whose}",
        owner, at,
    )  # fmt: skip


async def _forget_questions(tx: Transaction, whose: str, owner: str, at: int) -> None:
    """What somebody asked the centre. Questions that wait are taken back; an answer that others read stays."""
    await tx.rows(
        "update question set words = '', holder_id = null, ended_at = coalesce(ended_at, $2), state = case"
        f" when state = 'open' then 'withdrawn' else state end where {whose}",
        owner, at,
    )  # fmt: skip
    await close_empty(tx, at)


async def _rename_in_journal(tx: Transaction, account_id: str, chat: str) -> None:
    """A stranger is named by their chat in the journal."""
    await tx.rows("update journal set by_whom = $1 where by_whom = $2", f"account:{account_id}", chat)
    await tx.rows(
        "delete from journal_value where journal_id in"
        " (select id from journal where kind = 'account' and record_id = $1)",
        account_id,
    )


async def _empty_account(tx: Transaction, account_id: str, at: int) -> None:
    await tx.rows("update consent set withdrawn_at = $2 where account_id = $1 and withdrawn_at is null", account_id, at)
    await tx.rows(
        f"update account set chat = '{_KEPT_WITHOUT_CHAT}' || id, holder_id = null, display_name = '',"
        " linked_at = null, closed_at = coalesce(closed_at, $2), muted = 0, quiet = '', menu = null, used_at = 0"
        " where id = $1",
        account_id, at,
    )  # fmt: skip


_OF_HOLDER = (
    ("dialog", "owner"),
    ("upload", "owner"),
    ("link_code", "holder_id"),
    ("web_login", "holder_id"),
    ("preferred_channel", "holder_id"),
    ("target_subscription", "holder_id"),
    ("target_known", "holder_id"),
    ("target_push", "holder_id"),
    ("plan_left_out", "holder_id"),
    ("notice_ask", "holder_id"),
    ("class_told", "holder_id"),
    ("session_reminder", "person_id"),
    ("below_level_told", "holder_id"),
)
"""Tables whose rows of a person go without a trace."""


async def _forget_holder(tx: Transaction, holder_id: str, at: int) -> None:
    for table, column in _OF_HOLDER:
        await tx.rows(f"delete from {table} where {column} = $1", holder_id)
    await tx.rows("delete from outbox where holder_id = $1 and state <> 'sending'", holder_id)
    await tx.rows(
        "update delivery set chat = '', message = null, fields = '{}', receipt_note = null, reason = case"
        " when state = 'waiting' then 'never_linked' else reason end, settled_at = case"
        " when state = 'waiting' then $2 else settled_at end, state = case"
        " when state = 'waiting' then 'skipped' else state end where holder_id = $1",
        holder_id, at,
    )  # fmt: skip
    await tx.rows("update attendance set reason = '' where person_id = $1", holder_id)
    await tx.rows(
        "update privacy_request set words = '' where holder_id = $1 and state in ('done', 'refused')", holder_id
    )
    await _forget_corrections(tx, "cadre_id = $1", holder_id, at)
    await _forget_questions(tx, "holder_id = $1", holder_id, at)
    await tx.rows(
        "delete from journal_value where journal_id in (select id from journal where"
        " (kind in ('holder', 'target_subscription') and record_id = $1)"
        " or (by_whom = $1 and action in ('answer_notice', 'ask_correction')))",
        holder_id,
    )
