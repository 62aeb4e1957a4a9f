"""The lines of the table of answers that are about reorganisations; `handlers.table` takes them in."""

from handlers.answers import LEADERS, STAFF, Answer

REORGANISATION_ANSWERS: tuple[Answer, ...] = (
    Answer("reorg", LEADERS, "staff.reorganising:board", "sapxep", "Sắp xếp, sáp nhập đơn vị"),
    Answer("reorg_show", LEADERS, "staff.reorganising:show"),
    Answer("reorg_template", STAFF, "staff.reorganising:template"),
    Answer("reorg_example", STAFF, "staff.reorganising:sample"),
    Answer("reorg_yes", STAFF, "staff.reorganising:yes"),
    Answer("reorg_no", STAFF, "staff.reorganising:no"),
    Answer("reorg_undo", STAFF, "staff.reorganising:undo_asked"),
    Answer("reorg_undo_yes", STAFF, "staff.reorganising:undo_sure"),
)
