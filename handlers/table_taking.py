"""The lines of the table of answers that are about taking part in classes; `handlers.table` takes them in.

Asking for a seat, the units' lists, roll calls, results and what people say of a class.
"""

from handlers import home
from handlers.answers import ADMINS, LEADERS, OFFICERS, STAFF, STUDENTS, Answer
from handlers.cadre import absence as own_absence
from handlers.cadre import feedback as own_feedback
from handlers.cadre import own_requests, registering, studies
from handlers.cadre import results as own_results
from handlers.forms import Form
from handlers.officer import lacking as unit_lacking
from handlers.officer import nominating, signed_paper, unit_classes, wishes
from handlers.staff.learners import enrol_chat
from handlers.staff.results import board as results_board
from handlers.staff.results import certifying, entering, undoing
from handlers.staff.results import confirming as confirming_results
from handlers.staff.results import said as said_of_class
from handlers.staff.results import settings as results_settings
from handlers.staff.rollcall import calling
from handlers.staff.rollcall import limit as absence_limit
from handlers.staff.rollcall import sheets as roll_sheets
from handlers.staff.rollcall.opening import CALLERS, ROLL
from handlers.staff.rollcall.opening import SHEET as ROLL_SHEET
from handlers.staff.seats import board as seats_board
from handlers.staff.seats import considering as seats_considering
from rules.access import Role

UNITS = frozenset({Role.OFFICER})
"""Who answers for a unit; staff have their own lists."""

TAKING_ANSWERS: tuple[Answer, ...] = (
    # The ways there
    Answer("class_work", STAFF, home.group("class_work")),
    Answer("class_more", STAFF, home.group("class_more")),
    Answer("record_work", STAFF, home.group("record_work")),
    Answer("unit_menu", UNITS, home.unit_menu),
    Answer("unit_more", OFFICERS, home.group("unit_more")),
    Answer(unit_lacking.LACKING, UNITS, unit_lacking.lacking),
    Answer("my_study", STUDENTS, home.group("my_study")),
    Answer("own_more", STUDENTS, home.group("own_more")),
    # In the class
    Answer("my_calendar", STUDENTS, studies.my_calendar),
    Answer(own_feedback.NAME, STUDENTS, own_feedback.begin, "gopylop", "Góp ý về lớp đã học"),
    Answer("absence", STUDENTS, own_absence.begin, "xinvang", "Xin vắng một buổi học"),
    Answer("my_result", STUDENTS, own_results.mine, "ketquatoi", "Kết quả học tập của tôi"),
    # Asking for a class
    Answer(registering.REGISTER, STUDENTS, registering.register),
    Answer(registering.WISH, STUDENTS, registering.wish),
    Answer(registering.SEND, STUDENTS, registering.send),
    Answer("cancel_registration", STUDENTS, own_requests.cancel),
    Answer(own_requests.MINE, STUDENTS, own_requests.mine, "nguyenvong", "Nguyện vọng học của tôi"),
    Answer(own_requests.ONE, STUDENTS, own_requests.one),
    Answer("seat_withdraw", STUDENTS, own_requests.withdraw),
    Answer("seat_withdraw_yes", STUDENTS, own_requests.withdraw_yes),
    Answer("seat_take", STUDENTS, own_requests.take),
    Answer("seat_leave", STUDENTS, own_requests.leave),
    # Officers
    Answer(unit_classes.CLASSES, OFFICERS, unit_classes.listing, "cudihoc", "Lớp và danh sách cử"),
    Answer(unit_classes.CLASS, OFFICERS, unit_classes.one),
    Answer(unit_classes.FILE, OFFICERS, unit_classes.file),
    Answer(nominating.NOMINATE, OFFICERS, nominating.begin),
    Answer(wishes.FORM.name, OFFICERS, wishes.begin),
    Answer(signed_paper.PAPER, OFFICERS, signed_paper.begin),
    # Units' lists for classes
    Answer(enrol_chat.LIST, OFFICERS, enrol_chat.begin, "danhsachcu", "Nhập danh sách cử"),
    Answer(enrol_chat.YES, OFFICERS, enrol_chat.yes),
    Answer(enrol_chat.NO, OFFICERS, enrol_chat.forget),
    Answer(enrol_chat.TEMPLATE, OFFICERS, enrol_chat.template),
    Answer(enrol_chat.UNDO, STAFF, enrol_chat.undo),
    # Roll calls
    Answer(ROLL, CALLERS, calling.start, "diemdanh", "Điểm danh"),
    Answer(ROLL_SHEET, CALLERS, roll_sheets.sheet),
    Answer("absence_limit", ADMINS, absence_limit.begin, "gioihanvang", "Giới hạn vắng"),
    # Requests for seats
    Answer(seats_board.BOARD, STAFF, seats_board.board, "xetlop", "Danh sách cử đến Trung tâm"),
    Answer(seats_board.CLASS, STAFF, seats_board.one),
    Answer(seats_board.WAITING, STAFF, seats_board.waiting),
    Answer(seats_board.PAPERS, STAFF, seats_board.papers),
    Answer(seats_board.DEMAND, STAFF, seats_board.demand),
    Answer(seats_considering.FORM.name, STAFF, seats_considering.begin),
    # Results of classes
    Answer(results_board.BOARD, STAFF, results_board.board, "ketqua", "Kết quả của lớp"),
    Answer(results_board.TYPE, STAFF, entering.start),
    Answer(results_board.SHEET, STAFF, results_board.sheet),
    Answer(results_board.CHECK, STAFF, confirming_results.check),
    Answer(results_board.OK, STAFF, confirming_results.confirm),
    Answer(results_board.MORE, STAFF, undoing.more),
    Answer(results_board.UNDO, STAFF, undoing.begin),
    Answer(results_board.UNDO_CHECK, STAFF, undoing.check),
    Answer(results_board.UNDO_OK, STAFF, undoing.agree),
    Answer(results_board.UNDO_NO, STAFF, undoing.keep_it),
    Answer(results_board.CERTIFY, STAFF, certifying.begin),
    Answer("class_feedback", LEADERS, said_of_class.show, "gopy", "Góp ý của học viên"),
    Answer(results_board.SCALE, ADMINS, results_settings.begin),
    Answer(results_board.ALONE, ADMINS, results_settings.alone),
)

TAKING_FORMS: tuple[Form, ...] = (
    enrol_chat.FORM,
    entering.FORM,
    certifying.FORM,
    undoing.FORM,
    results_settings.FORM,
    calling.FORM,
    absence_limit.FORM,
    own_absence.FORM,
    own_feedback.FORM,
    nominating.FORM,
    wishes.FORM,
    signed_paper.FORM,
    seats_considering.FORM,
)
