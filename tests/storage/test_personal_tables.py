"""Every table that may hold something of a person is known to erasing: a new one must say what becomes of it."""

from storage.database import Database

_ERASED = {
    "account", "attendance", "below_level_told", "cadre", "class_told", "consent", "correction", "credential",
    "delivery", "dialog", "handover",
    "import_change", "inbox", "journal", "journal_value", "learner", "lecturer", "link_attempt", "link_code",
    "link_request", "notice_ask", "notice_progress", "outbox", "plan_left_out", "post", "preferred_channel",
    "privacy_request", "question", "rating", "seat_request", "session_reminder", "staff_person", "stored_file",
    "study_request", "target_known",
    "target_push", "target_subscription", "upload", "web_login", "web_message", "web_session",
}  # fmt: skip
"""Rows of a person go, or lose what tells of them."""
_KEPT = {
    "certificate": "the register",
    "class_result": "the register",
    "enrolment": "the register, by id",
    "erasure": "ids alone",
    "feedback_asked": "ids alone",
    "feedback_given": "ids alone; what was said lies elsewhere without them",
    "moved_person": "ids alone",
    "role_grant": "who was given which role stands with the office",
}
_ABOUT_PEOPLE = {"holder_id", "person_id", "cadre_id", "account_id", "owner", "chat", "phone", "display_name"}


async def columns(db: Database) -> dict[str, set[str]]:
    if db.engine == "sqlite":
        rows = await db.rows(
            "select m.name as t, c.name as c from sqlite_master m join pragma_table_info(m.name) c"
            " where m.type = 'table'"
        )
    else:
        rows = await db.rows(
            "select table_name as t, column_name as c from information_schema.columns where table_schema = 'public'"
        )
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["t"], set()).add(row["c"])
    return found


async def test_a_table_with_something_of_a_person_says_what_erasing_does_to_it(db: Database) -> None:
    about = {table for table, named in (await columns(db)).items() if named & _ABOUT_PEOPLE}
    assert about - _ERASED - set(_KEPT) == set()
    assert (_ERASED | set(_KEPT)) - set(await columns(db)) == set()
