"""The lines of the table of answers that are about lecturers; `handlers.table` takes them in."""

from handlers.answers import ADMINS, ANYONE, LEADERS, STAFF, Answer
from handlers.forms import Form
from handlers.home import lecturer_menu
from handlers.leader import lecturers as deciding
from handlers.lecturer import hours as own_hours
from handlers.lecturer import sessions as own_sessions
from handlers.lecturer import swap_answering, swap_asking
from handlers.lecturer import works as own_works
from handlers.lecturer.own import LECTURERS
from handlers.staff.lecturers import adding, board, editing, hours, swaps, works
from handlers.who_teaches import lecturers_

LECTURER_ANSWERS: tuple[Answer, ...] = (
    Answer("lecturers", ANYONE, lecturers_),
    # A lecturer's own
    Answer("lecturer_menu", LECTURERS, lecturer_menu),
    Answer(own_sessions.MINE, LECTURERS, own_sessions.mine, "lichgiang", "Lịch giảng của tôi"),
    Answer(own_sessions.ONE, LECTURERS, own_sessions.one),
    Answer(own_sessions.SWAP, LECTURERS, swap_asking.begin),
    Answer(swap_answering.MINE, LECTURERS, swap_answering.mine, "xindoi", "Buổi đang xin đổi người dạy"),
    Answer(swap_asking.AGREE, LECTURERS, swap_answering.agree),
    Answer(swap_asking.DECLINE, LECTURERS, swap_answering.decline),
    Answer(swap_answering.WITHDRAW, LECTURERS, swap_answering.withdraw),
    Answer(own_hours.HOURS, LECTURERS, own_hours.mine, "giogiang", "Giờ giảng của tôi"),
    Answer(own_hours.FILE, LECTURERS, own_hours.file),
    Answer(own_works.MINE, LECTURERS, own_works.mine, "congtrinhtoi", "Công trình của tôi"),
    Answer(own_works.ADD, STAFF | LECTURERS, own_works.add),
    # The pool
    Answer(board.POOL, STAFF, board.pool, "giangvien", "Giảng viên"),
    Answer(board.LIST, STAFF, board.listing),
    Answer(board.CARD, STAFF, board.show),
    Answer(board.MOVE, STAFF, board.move),
    Answer(board.DESK, STAFF, board.desk),
    Answer(adding.FORM.name, STAFF, adding.add),
    Answer(editing.FORM.name, STAFF, editing.edit),
    Answer("lecturer_invite", STAFF, editing.invite),
    Answer(deciding.WAITING, deciding.LEADER, deciding.waiting, "duyetgiangvien", "Giảng viên chờ phê duyệt"),
    Answer(deciding.OK, deciding.LEADER, deciding.approve),
    Answer(deciding.ALL, deciding.LEADER, deciding.approve_all),
    Answer(deciding.NO, deciding.LEADER, deciding.refuse),
    # What lecturers ask, taught and made
    Answer(swaps.BOARD, STAFF, swaps.board, "doinguoiday", "Buổi xin đổi người dạy"),
    Answer(swaps.OK, STAFF, swaps.grant),
    Answer(swaps.GIVE, STAFF, swaps.give),
    Answer(swaps.NO, STAFF, swaps.refuse),
    Answer(hours.HOURS, LEADERS, hours.listing, "banggiogiang", "Bảng giờ giảng"),
    Answer(hours.FILE, LEADERS, hours.file),
    Answer(hours.SET, ADMINS, hours.set_number, "sotiet", "Số tiết của một buổi"),
    Answer(works.YEAR, LEADERS, works.of_year, "congtrinh", "Nghiên cứu, tổng kết, đổi mới"),
    Answer(own_works.WAITING, STAFF, works.waiting),
    Answer(works.OK, STAFF, works.confirm),
    Answer(works.NO, STAFF, works.take_out),
)

LECTURER_FORMS: tuple[Form, ...] = (
    adding.FORM,
    editing.FORM,
    deciding.FORM,
    swap_asking.FORM,
    swaps.GIVE_FORM,
    swaps.NO_FORM,
    hours.FORM,
    own_works.FORM,
)
