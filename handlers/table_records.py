"""The lines of the table of answers that are about the round of the records doctor; `handlers.table` takes them in."""

from handlers.answers import STAFF, Answer

RECORD_ANSWERS: tuple[Answer, ...] = (
    Answer("record_check", STAFF, "staff.records_check:board", "kiemtra", "Rà soát hồ sơ"),
    Answer("record_kind", STAFF, "staff.records_check:listing"),
    Answer("record_finding", STAFF, "staff.records_check:show"),
    Answer("record_mend", STAFF, "staff.records_check:preview"),
    Answer("record_mend_yes", STAFF, "staff.records_check:mend"),
    Answer("record_undo", STAFF, "staff.records_check:undo"),
    Answer("record_keep", STAFF, "staff.records_check:keep"),
)

RECORD_FORMS = {"record_keep": "staff.records_check:FORM"}
