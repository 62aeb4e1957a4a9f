"""The lines of the table of answers that are about the desk of classes; `handlers.table` takes them in."""

from handlers.answers import ANYONE, STAFF, Answer
from handlers.forms import Form
from handlers.staff.classes import board as class_board
from handlers.staff.classes import book_chat, session_change, session_new
from handlers.staff.classes import creating as class_creating
from handlers.staff.classes import editing as class_editing
from handlers.staff.classes import people as class_people
from handlers.staff.classes import quotas as class_quotas
from handlers.staff.classes import stepping as class_stepping
from handlers.staff.classes import timetable as class_sessions
from handlers.staff.classes.desk import CARD as CLASS_CARD
from handlers.staff.classes.desk import DESK as CLASS_DESK

CLASS_DESK_ANSWERS: tuple[Answer, ...] = (
    Answer(CLASS_DESK, STAFF, class_board.board, "quanlylop", "Quản lý lớp"),
    Answer(class_board.STATES, STAFF, class_board.states),
    Answer(CLASS_CARD, STAFF, class_board.card),
    Answer(class_board.NEW, STAFF, class_creating.begin),
    Answer(class_board.EDIT, STAFF, class_editing.begin),
    Answer(class_board.QUOTAS, STAFF, class_quotas.begin),
    Answer(class_people.PEOPLE, STAFF, class_people.begin),
    Answer("class_roster", ANYONE, class_people.asked),
    Answer(class_board.STEP, STAFF, class_stepping.ask),
    Answer(class_stepping.STEP_YES, STAFF, class_stepping.take),
    Answer(class_board.CANCEL, STAFF, class_stepping.begin_cancel),
    Answer(book_chat.YES, STAFF, book_chat.yes),
    Answer(book_chat.NO, STAFF, book_chat.no),
    Answer(book_chat.UNDO, STAFF, book_chat.undo),
    Answer(book_chat.UNDO_YES, STAFF, book_chat.undo_yes),
    Answer(class_board.SESSIONS, STAFF, class_sessions.show),
    Answer(class_sessions.ADD, STAFF, session_new.begin),
    Answer(class_sessions.CHANGE, STAFF, session_change.begin),
)

CLASS_DESK_FORMS: tuple[Form, ...] = (
    class_creating.FORM,
    class_editing.FORM,
    class_quotas.FORM,
    class_people.FORM,
    class_stepping.CANCEL,
    session_new.FORM,
    session_change.FORM,
)
