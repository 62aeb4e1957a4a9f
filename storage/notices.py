"""Notices: written, proposed, approved, sent, paused, ended. Each change of state is one conditional update.

Whoever comes second changes nothing and is told so by False or None; what was changed leaves a line in the journal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from rules.notices import Notice, NoticeFile, NoticeKind, NoticeState, approval_hash
from storage.database import Database, Row, Transaction, Value
from storage.house_facts import draw_numbers
from storage.ids import new_id
from storage.journal import By, Entry, record
from storage.lists import list_text, members

APPROVAL_LIFE = 24 * 3_600_000
"""Milliseconds after which a proposal lapses."""

Source = Database | Transaction

COLUMNS = (
    "n.id, n.number, n.state, n.kind, n.text, n.audience, n.class_id, n.receipt, n.urgent, n.send_at, n.useful_until,"
    " n.corrects, n.author, n.created_at, n.proposed_at, n.approved_by, n.approved_at, n.approved_hash, n.pause_reason,"
    " n.version, n.centre"
)
"""All that `notice_of` needs of a notice `n`."""


class _Step(NamedTuple):
    """A change of state: how the journal calls it, where it may begin, where it ends."""

    action: str
    starts: tuple[NoticeState, ...]
    end: NoticeState


_TAKE_BACK = _Step("take_back_notice", (NoticeState.PROPOSED,), NoticeState.DRAFT)
_FREEZE = _Step("freeze_notice", (NoticeState.FREEZING,), NoticeState.SCHEDULED)
_START = _Step("start_notice", (NoticeState.SCHEDULED,), NoticeState.SENDING)
_PAUSE = _Step("pause_notice", (NoticeState.SENDING,), NoticeState.PAUSED)
_RESUME = _Step("resume_notice", (NoticeState.PAUSED,), NoticeState.SENDING)
_CANCEL = _Step(
    "cancel_notice",
    tuple(state for state in NoticeState if state not in (NoticeState.DONE, NoticeState.CANCELLED)),
    NoticeState.CANCELLED,
)
_RUN_DRY = (
    "not exists (select 1 from delivery d where d.notice_id = notice.id and d.state = 'waiting')"
    " and not exists (select 1 from delivery d where d.notice_id = notice.id and d.state in ('claimed', 'sending'))"
)
_UNSENT = f"('{NoticeState.DRAFT}', '{NoticeState.PROPOSED}')"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the author decides. Instants are stored milliseconds; the meaning of each is that of `Notice`."""

    kind: NoticeKind
    text: str
    audience: str = ""
    class_id: str | None = None
    receipt: bool = False
    urgent: bool = False
    send_at: int | None = None
    useful_until: int | None = None
    files: tuple[NoticeFile, ...] = ()

    @property
    def values(self) -> tuple[Value, ...]:
        """In the order of `_DRAFT`."""
        return (
            self.kind.value, self.text, self.audience, self.class_id, int(self.receipt), int(self.urgent),
            self.send_at, self.useful_until,
        )  # fmt: skip


_DRAFT = ("kind", "text", "audience", "class_id", "receipt", "urgent", "send_at", "useful_until")


async def create_draft(
    tx: Transaction, by: By, draft: Draft, corrects: str | None = None, centre: str | None = None
) -> Notice:
    """Begin a notice by `by.actor`. `corrects` is the id of a sent one that it mends, `centre` the top unit of the
    centre it is written for; None where there is one centre, or for the whole deployment."""
    notice_id, number = new_id(), (await draw_numbers(tx, "notice_number"))[0]
    await tx.rows(
        f"insert into notice (id, number, state, author, created_at, corrects, pause_reason, version,"
        f" centre, {', '.join(_DRAFT)})"
        " values ($9, $10, 'draft', $11, $12, $13, '', 1, $14, $1, $2, $3, $4, $5, $6, $7, $8)",
        *draft.values, notice_id, number, by.actor, by.at, corrects, centre or "",
    )  # fmt: skip
    await _keep_files(tx, notice_id, draft.files)
    await _note(tx, by, "draft_notice", notice_id)
    return await _known(tx, notice_id)


async def change(tx: Transaction, by: By, notice_id: str, version: int, draft: Draft) -> Notice | None:
    """Put another draft in place of the version one has seen; a proposal lapses by it.

    None when somebody was quicker, or it is approved already.
    """
    places = ", ".join(f"{column} = ${n}" for n, column in enumerate(_DRAFT, 1))
    changed = await tx.rows(
        f"update notice set {places}, state = 'draft', proposed_at = null, approved_hash = null, version = version + 1"
        f" where id = $9 and version = $10 and state in {_UNSENT} returning id",
        *draft.values, notice_id, version,
    )  # fmt: skip
    if not changed:
        return None
    await tx.rows("delete from notice_file where notice_id = $1", notice_id)
    await _keep_files(tx, notice_id, draft.files)
    await _note(tx, by, "change_notice", notice_id)
    return await _known(tx, notice_id)


async def propose(tx: Transaction, by: By, notice_id: str, version: int) -> Notice | None:
    """Lay a draft before a second person. What is approved is bound to it from here on; None as in `change`."""
    return await _bind(tx, by, notice_id, version, NoticeState.PROPOSED, None)


async def send_alone(tx: Transaction, by: By, notice_id: str, version: int) -> Notice | None:
    """Let a draft go without a second person, where the rules allow it; the caller has asked them. None as before."""
    return await _bind(tx, by, notice_id, version, NoticeState.FREEZING, by)


async def _bind(
    tx: Transaction, by: By, notice_id: str, version: int, state: NoticeState, approver: By | None
) -> Notice | None:
    draft = await by_id(tx, notice_id)
    if draft is None:
        return None
    bound = await bound_hash(tx, draft)
    taken = await tx.rows(
        "update notice set state = $1, proposed_at = $2, approved_hash = $3, approved_by = $4, approved_at = $5"
        " where id = $6 and version = $7 and state = 'draft' returning id",
        state.value, by.at, bound, *((approver.actor, approver.at) if approver else (None, None)), notice_id, version,
    )  # fmt: skip
    if not taken:
        return None
    await _note(tx, by, "propose_notice" if approver is None else "send_notice_alone", notice_id, bound)
    return await _known(tx, notice_id)


async def approve(tx: Transaction, by: By, notice_id: str, approved_hash: str) -> bool:
    """Approve exactly what was shown under this hash. False for its author, when somebody was quicker, or it lapsed."""
    taken = await tx.rows(
        "update notice set state = 'freezing', approved_by = $1, approved_at = $2"
        " where id = $3 and state = 'proposed' and approved_hash = $4 and author <> $1 and proposed_at > $5"
        " returning id",
        by.actor, by.at, notice_id, approved_hash, by.at - APPROVAL_LIFE,
    )  # fmt: skip
    if taken:
        await _note(tx, by, "approve_notice", notice_id, approved_hash)
    return bool(taken)


async def take_back(tx: Transaction, by: By, notice_id: str) -> bool:
    """Make a proposal a draft again: its author wants it, the second person refused, or it lapsed."""
    return await _move(tx, by, notice_id, _TAKE_BACK)


async def pause(tx: Transaction, by: By, notice_id: str, reason: str = "") -> bool:
    """Send no more of it until `resume`; what is on its way arrives. `reason` is for people."""
    return await _move(tx, by, notice_id, _PAUSE, reason)


async def resume(tx: Transaction, by: By, notice_id: str) -> bool:
    """Go on with what was paused."""
    return await _move(tx, by, notice_id, _RESUME)


async def cancel(tx: Transaction, by: By, notice_id: str) -> bool:
    """Send no more of it, ever. What is on its way arrives; all others are skipped."""
    if not await _move(tx, by, notice_id, _CANCEL):
        return False
    await tx.rows(
        "update delivery set state = 'skipped', reason = 'cancelled', settled_at = $1"
        " where notice_id = $2 and state in ('waiting', 'claimed')",
        by.at, notice_id,
    )  # fmt: skip
    return True


async def start_due(db: Database, at: int) -> None:
    """Begin to send what is approved, frozen, and due."""
    found = await db.rows("select id from notice where state = 'scheduled' and (send_at is null or send_at <= $1)", at)
    for due in found:
        async with db.transaction() as tx:
            by = By("job:notices", at)
            await _move(tx, by, due["id"], _START)


async def finish(tx: Transaction, by: By, notice_id: str) -> bool:
    """End a notice none of whose rows waits or is on its way. False while there are such, or it is ended already."""
    taken = await tx.rows(
        "update notice set state = 'done', done_at = $1 where id = $2 and state = 'sending'"
        f" and {_RUN_DRY} returning id",
        by.at, notice_id,
    )  # fmt: skip
    if taken:
        await _note(tx, by, "finish_notice", notice_id)
    return bool(taken)


async def run_dry(source: Source) -> list[str]:
    """The notices being sent of which no row waits or is on its way."""
    found = await source.rows(f"select id from notice where state = 'sending' and {_RUN_DRY}")
    return [row["id"] for row in found]


async def by_id(source: Source, notice_id: str) -> Notice | None:
    """A notice by its id."""
    found = await source.rows(f"select {COLUMNS} from notice n where n.id = $1", notice_id)
    return notice_of(found[0]) if found else None


async def by_number(source: Source, number: int) -> Notice | None:
    """A notice by the number people know it by."""
    found = await source.rows(f"select {COLUMNS} from notice n where n.number = $1", number)
    return notice_of(found[0]) if found else None


async def listing(source: Source, states: Iterable[NoticeState] = NoticeState, limit: int = 50) -> list[Notice]:
    """The notices in these states, the newest first."""
    found = await source.rows(
        f"select {COLUMNS} from notice n where n.state in {members(source.engine, '$1')} order by n.number desc"
        " limit $2",
        list_text(states), limit,
    )  # fmt: skip
    return [notice_of(row) for row in found]


async def files_of(source: Source, notice_id: str) -> tuple[NoticeFile, ...]:
    """The files of a notice in their order."""
    found = await source.rows(
        "select digest, name, size, picture from notice_file where notice_id = $1 order by place", notice_id
    )
    return tuple(NoticeFile(row["digest"], row["name"], row["size"], row["picture"] == 1) for row in found)


async def bound_hash(source: Source, notice: Notice) -> str:
    """The hash that an approval of the notice, as it stands, is bound to."""
    return approval_hash(notice, tuple(file.digest for file in await files_of(source, notice.id)))


def notice_of(row: Row) -> Notice:
    """A notice from a row with its `COLUMNS`."""
    return Notice(
        id=row["id"],
        number=row["number"],
        state=NoticeState(row["state"]),
        kind=NoticeKind(row["kind"]),
        text=row["text"],
        audience=row["audience"],
        author=row["author"],
        class_id=row["class_id"],
        receipt=row["receipt"] == 1,
        urgent=row["urgent"] == 1,
        send_at=row["send_at"],
        useful_until=row["useful_until"],
        corrects=row["corrects"],
        created_at=row["created_at"],
        proposed_at=row["proposed_at"],
        approved_by=row["approved_by"],
        approved_at=row["approved_at"],
        approved_hash=row["approved_hash"],
        pause_reason=row["pause_reason"],
        version=row["version"],
        centre=row["centre"],
    )


async def move_frozen(tx: Transaction, by: By, notice_id: str) -> bool:
    """All recipients are written down: it may be sent when it is due. False if it was cancelled meanwhile."""
    return await _move(tx, by, notice_id, _FREEZE)


async def _move(tx: Transaction, by: By, notice_id: str, step: "_Step", reason: str = "") -> bool:
    taken = await tx.rows(
        f"update notice set state = $1, pause_reason = $2 where id = $3 and state in {members(tx.engine, '$4')}"
        " returning id",
        step.end.value, reason, notice_id, list_text(step.starts),
    )  # fmt: skip
    if taken:
        await _note(tx, by, step.action, notice_id, reason)
    return bool(taken)


async def _keep_files(tx: Transaction, notice_id: str, files: tuple[NoticeFile, ...]) -> None:
    await tx.run_many(
        "insert into notice_file (notice_id, place, digest, name, size, picture) values ($1, $2, $3, $4, $5, $6)",
        [(notice_id, place, f.digest, f.name, f.size, int(f.picture)) for place, f in enumerate(files, 1)],
    )


async def _note(tx: Transaction, by: By, action: str, notice_id: str, after: str = "") -> None:
    await record(tx, by, Entry(action, "notice", notice_id, None, orjson.dumps(after).decode() if after else None))


async def _known(tx: Transaction, notice_id: str) -> Notice:
    found = await by_id(tx, notice_id)
    assert found is not None  # written in this transaction
    return found
