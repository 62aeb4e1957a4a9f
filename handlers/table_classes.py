"""The lines of the table of answers that are about the desk of classes; `handlers.table` takes them in."""

from handlers.answers import ANYONE, STAFF, Answer

CLASS_DESK_ANSWERS: tuple[Answer, ...] = (
    Answer("class_desk", STAFF, "staff.classes.board:board", "quanlylop", "Quản lý lớp"),
    Answer("class_states", STAFF, "staff.classes.board:states"),
    Answer("class_card", STAFF, "staff.classes.board:card"),
    Answer("class_new", STAFF, "staff.classes.creating:begin"),
    Answer("class_edit", STAFF, "staff.classes.editing:begin"),
    Answer("class_quota", STAFF, "staff.classes.quotas:begin"),
    Answer("class_people", STAFF, "staff.classes.people:begin"),
    Answer("class_people_out", STAFF, "staff.classes.people:take_out"),
    Answer("class_roster", ANYONE, "staff.classes.people:asked"),
    Answer("class_step", STAFF, "staff.classes.stepping:ask"),
    Answer("class_step_yes", STAFF, "staff.classes.stepping:take"),
    Answer("class_cancel", STAFF, "staff.classes.stepping:begin_cancel"),
    Answer("book_yes", STAFF, "staff.classes.book_chat:yes"),
    Answer("book_no", STAFF, "staff.classes.book_chat:no"),
    Answer("book_undo", STAFF, "staff.classes.book_chat:undo"),
    Answer("book_undo_yes", STAFF, "staff.classes.book_chat:undo_yes"),
    Answer("class_sessions", STAFF, "staff.classes.timetable:show"),
    Answer("session_new", STAFF, "staff.classes.session_new:begin"),
    Answer("session_change", STAFF, "staff.classes.session_change:begin"),
)

CLASS_DESK_FORMS = {
    "class_new": "staff.classes.creating:FORM",
    "class_edit": "staff.classes.editing:FORM",
    "class_quota": "staff.classes.quotas:FORM",
    "class_people_out": "staff.classes.people:FORM",
    "class_cancel": "staff.classes.stepping:CANCEL",
    "session_new": "staff.classes.session_new:FORM",
    "session_change": "staff.classes.session_change:FORM",
}
