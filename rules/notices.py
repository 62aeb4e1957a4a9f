"""What a notice is, the states it and its deliveries go through, and what an approval is bound to."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from rules.merge_fields import filled

__all__ = ["DeliveryState", "Notice", "NoticeFile", "NoticeKind", "NoticeState", "Receipt", "approval_hash", "filled"]


class NoticeKind(StrEnum):
    """What a notice is for."""

    RECRUITING = "chieu_sinh"
    SUMMONS = "trieu_tap"
    TIMETABLE = "lich_hoc"
    CHANGE = "thay_doi"
    MATERIAL = "tai_lieu"
    REMINDER = "nhac_nho"
    OTHER = "khac"


class NoticeState(StrEnum):
    """`draft` → `proposed` → `freezing` → `scheduled` → `sending` ⇄ `paused`, `sending` → `done`.

    `cancelled` from any but `done`. What needs no second person goes from `draft` to `freezing`.
    """

    DRAFT = "draft"
    PROPOSED = "proposed"
    """Waits for a second person; nothing is frozen yet."""
    FREEZING = "freezing"
    """Approved; its recipients are being written down. Nothing is sent before the last of them is."""
    SCHEDULED = "scheduled"
    """Approved and frozen: the ledger has its rows, none of them due yet."""
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


class DeliveryState(StrEnum):
    """`waiting` → `claimed` → `sending` → `sent` | `failed` | `unknown`; `skipped` where sending would be of no use."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    """A process is about to send it; goes back to `waiting` when that process is gone."""
    SENDING = "sending"
    """On disk before the bytes go; never claimed again."""
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """The bytes went, the answer never came: a person decides whether to send again."""
    SKIPPED = "skipped"


class Receipt(StrEnum):
    """What a person answered."""

    RECEIVED = "received"
    COMING = "coming"
    NOT_COMING = "not_coming"


@dataclass(frozen=True, slots=True)
class NoticeFile:
    """A file of a notice; its content lies in the file store under the digest."""

    digest: str
    name: str
    size: int
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as it stands. Instants are stored milliseconds."""

    id: str
    number: int
    state: NoticeState
    kind: NoticeKind
    text: str
    """With `**emphasis**` and merge fields such as `{ho_ten}`."""
    audience: str
    """The canonical text of `rules.audience`; empty while nobody was chosen."""
    author: str
    """The holder who wrote it."""
    class_id: str | None = None
    receipt: bool = False
    urgent: bool = False
    send_at: int | None = None
    """None: as soon as it is approved."""
    useful_until: int | None = None
    """Later than this it is not sent any more."""
    corrects: str | None = None
    """The id of the notice this one mends."""
    created_at: int = 0
    proposed_at: int | None = None
    approved_by: str | None = None
    approved_at: int | None = None
    approved_hash: str | None = None
    pause_reason: str = ""
    version: int = 1
    centre: str = ""
    """The top unit of the centre it was written for; empty where it is of the whole deployment."""


def approval_hash(notice: Notice, files: tuple[str, ...]) -> str:
    """What an approval is for: text, audience, time, class and files. Whoever changes one of them needs a new approval.

    `files` are the digests of the contents in their order.
    """
    bound = (
        notice.kind, notice.text, notice.audience, notice.class_id, notice.urgent, notice.send_at, notice.useful_until,
        *files,
    )  # fmt: skip
    return sha256("\x1f".join("" if part is None else str(part) for part in bound).encode()).hexdigest()
