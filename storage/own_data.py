"""Everything that is stored about one person, section by section, for the person themselves."""

from collections.abc import Mapping
from dataclasses import dataclass

from storage.database import Database, Row, Transaction
from storage.journal import By, Entry, record

Value = str | int | None


@dataclass(frozen=True, slots=True)
class Section:
    """What is kept in one place. `$1` is the person, `$2` the chat that asks."""

    name: str
    columns: Mapping[str, str]
    """The name of each column, and what it is in SQL. Those that end in "at" are stored milliseconds."""
    source: str
    """What stands behind `from`."""

    @property
    def sql(self) -> str:
        chosen = ", ".join(f"{expression} as {name}" for name, expression in self.columns.items())
        return f"select {chosen} from {self.source}"


Found = dict[str, list[dict[str, Value]]]
_MY_CHAT = "(a.holder_id = $1 or a.id = $2)"


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


def _of(table: str, *names: str) -> dict[str, str]:
    return {name: f"{table}.{name}" for name in names}


_CLASS = {"class_code": "t.code"}

SECTIONS = (
    Section("record", {**_of("c", "code", "name"), "unit": "u.name", **_of(
        "c", "birth", "gender", "ethnicity", "phone", "category", "grade", "education", "party_joined", "party_full",
    )}, "cadre c join unit u on u.id = c.unit_id where c.id = $1"),
    Section("record", {**_of("l", "code", "name"), "unit": "u.name", **_of("l", "birth", "gender", "phone", "note")},
            "learner l join unit u on u.id = l.unit_id where l.id = $1"),
    Section("record", _same("code", "name"), "staff_person where id = $1"),
    Section("posts", {**_of("p", "title"), "unit": "u.name", **_of("p", "kind", "since", "until")},
            "post p join unit u on u.id = p.unit_id where p.cadre_id = $1 order by p.place"),
    Section("credentials", _same("level", "mode", "number", "issued", "issuer", "verified"),
            "credential where cadre_id = $1 order by place"),
    Section("ratings", _same("year", "rating"), "rating where cadre_id = $1 order by year"),
    Section("roles", {**_of("g", "role"), "unit": "u.name", **_of("g", "granted_at", "revoked_at")},
            "role_grant g left join unit u on u.id = g.unit_id where g.holder_id = $1 order by g.granted_at"),
    Section("lecturer", _same("code", "full_time", "phone", "topics", "state", "decision", "decided_on", "term_until",
                              "note"), "lecturer where holder_id = $1"),
    Section("chats", _of("a", "channel", "chat", "display_name", "linked_at", "created_at", "used_at", "closed_at",
                         "muted", "quiet"), f"account a where {_MY_CHAT} order by a.created_at"),
    Section("consents", _of("n", "purpose", "version", "given_at", "withdrawn_at"),
            f"consent n join account a on a.id = n.account_id where {_MY_CHAT} order by n.given_at, n.purpose"),
    Section("settings", {"preferred_channel": "channel"}, "preferred_channel where holder_id = $1"),
    Section("subscription", _same("rhythm", "day", "hour", "alerts"), "target_subscription where holder_id = $1"),
    Section("classes", {**_CLASS, "class_name": "t.name", **_of("e", "number", "state", "mark", "result")},
            "enrolment e join training_class t on t.id = e.class_id where e.person_id = $1 order by t.code"),
    Section("attendance", {**_CLASS, **_of("s", "day", "part"), **_of("n", "state", "reason", "at")},
            "attendance n join class_session s on s.id = n.session_id join training_class t on t.id = s.class_id"
            " where n.person_id = $1 order by s.day, s.part"),
    Section("results", {**_CLASS, **_of("r", "attempt", "mark", "grade", "passed", "confirmed_at")},
            "class_result r join training_class t on t.id = r.class_id where r.person_id = $1 order by r.typed_at"),
    Section("certificates", {"number": "k.number", "class_code": "t.code", **_of("k", "level", "issued_on")},
            "certificate k join training_class t on t.id = k.class_id where k.person_id = $1 order by k.issued_on"),
    Section("requests", {**_CLASS, **_of("r", "kind", "state", "word", "asked_at", "changed_at")},
            "seat_request r left join training_class t on t.id = r.class_id where r.person_id = $1 order by r.place"),
    Section("proposals", {**_CLASS, **_of("r", "state", "word", "asked_at", "answered_at")},
            "study_request r join training_class t on t.id = r.class_id where r.cadre_id = $1 order by r.number"),
    Section("told_of_classes", {**_CLASS, **_of("n", "kind", "at", "reacted_at")},
            "class_told n join training_class t on t.id = n.class_id where n.holder_id = $1 order by n.at"),
    Section("reminders", {**_CLASS, **_of("n", "day", "kind", "at")},
            "session_reminder n join class_session s on s.id = n.session_id join training_class t on t.id = s.class_id"
            " where n.person_id = $1 order by n.at"),
    Section("notices", {**_of("n", "number", "text"), **_of("d", "channel", "fields", "state", "settled_at", "receipt",
                        "receipt_at", "receipt_way", "receipt_note")},
            "delivery d join notice n on n.id = d.notice_id where d.holder_id = $1 order by n.number"),
    Section("feedback", _CLASS,
            "feedback_given f join training_class t on t.id = f.class_id where f.person_id = $1 order by t.code"),
    Section("corrections", _same("number", "subject", "words", "state", "answer", "created_at", "answered_at",
                                 "proof_name"), "correction where cadre_id = $1 order by number"),
    Section("questions", _of("q", "number", "words", "state", "asked_at", "ended_at"),
            "question q where q.holder_id = $1 or (q.account_id = $2 and q.holder_id is null) order by q.number"),
    Section("link_requests", _of("r", "name", "birth_year", "unit", "state", "created_at", "decided_at"),
            f"link_request r join account a on a.id = r.account_id where {_MY_CHAT} order by r.created_at"),
    Section("link_codes", _same("created_at", "expires_at", "used_at"),
            "link_code where holder_id = $1 order by created_at"),
    Section("privacy_requests", _of("r", "number", "kind", "words", "state", "asked_at", "due_on", "extension",
                                    "answer"),
            f"privacy_request r join account a on a.id = r.account_id where {_MY_CHAT} order by r.number"),
    Section("messages", {"channel": "a.channel", **_of("m", "author", "text", "at")},
            f"web_message m join account a on a.channel = 'web' and a.chat = m.chat where {_MY_CHAT} order by m.seq"),
    Section("unanswered", {"channel": "i.channel", "text": "i.payload", "received_at": "i.received_at"},
            "inbox i join account a on a.channel = i.channel and a.chat = i.chat"
            f" where i.payload is not null and {_MY_CHAT} order by i.seq"),
    Section("on_the_way", {"channel": "o.channel", "text": "o.reply", "due_at": "o.due_at"},
            "outbox o join account a on a.channel = o.channel and a.chat = o.chat"
            f" where o.reply is not null and {_MY_CHAT} order by o.due_at"),
    Section("open_form", {"text": "form", "topic": "topic", "touched_at": "touched_at"},
            "dialog where owner = $1 and (form is not null or topic <> '')"),
    Section("history", {"at": "j.at", "action": "j.action", "before": "v.before", "after": "v.after"},
            "journal j left join journal_value v on v.journal_id = j.id where j.record_id = $1"
            " and j.kind in ('cadre', 'learner', 'holder') and j.action <> 'look_at_record' order by j.at, j.id"),
)  # fmt: skip
"""In the order of the file. One name may stand for several places: a person is a cadre, a learner or of the centre."""


async def own_data(db: Database, holder_id: str | None, account_id: str) -> Found:
    """All sections by name, the empty ones too, so that it is seen that nothing is kept there.

    Of a stranger (`holder_id` None) what their chat keeps.
    """
    found: Found = {}
    for section in SECTIONS:
        args = (holder_id or "", account_id)
        rows = await db.rows(section.sql, *args[: 2 if "$2" in section.sql else 1])
        found.setdefault(section.name, []).extend(_values(section, row) for row in rows)
    return found


def _values(section: Section, row: Row) -> dict[str, Value]:
    return {name: row[name] for name in section.columns}


async def code_of(db: Database, holder_id: str) -> str:
    """The code of a person; empty where there is none."""
    rows = await db.rows(
        "select code from (select id, code from cadre union all select id, code from learner union all"
        " select id, code from staff_person) h where h.id = $1",
        holder_id,
    )
    return str(rows[0]["code"]) if rows else ""


_TAKEN = "take own data"


async def note_taken(tx: Transaction, by: By, account_id: str) -> None:
    """Somebody took all of their data."""
    await record(tx, by, Entry(_TAKEN, "account", account_id))


async def times_taken(db: Database, account_id: str, since: int) -> int:
    """How often that was done from a chat since an instant."""
    [found] = await db.rows(
        "select count(*) as many from journal where kind = 'account' and record_id = $1 and action = $2 and at > $3",
        account_id, _TAKEN, since,
    )  # fmt: skip
    return int(found["many"])
