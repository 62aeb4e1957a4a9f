"""The lines of the table about the short forms that a centre adds; `handlers.table` takes them in."""

from handlers.answers import STAFF, Answer

SHORT_FORM_ANSWERS: tuple[Answer, ...] = (
    Answer("short_forms", STAFF, "staff.short_forms.board:board", "viettat", "Từ viết tắt Trung tâm ghi"),
    Answer("short_form", STAFF, "staff.short_forms.board:card"),
    Answer("short_form_new", STAFF, "staff.short_forms.writing:new"),
    Answer("short_form_edit", STAFF, "staff.short_forms.writing:edit"),
    Answer("short_form_drop", STAFF, "staff.short_forms.board:drop"),
    Answer("short_form_back", STAFF, "staff.short_forms.board:back"),
)

SHORT_FORM_FORMS = {"short_form_write": "staff.short_forms.writing:FORM"}
