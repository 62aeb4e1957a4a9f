"""The lines of the table of answers that are about lecturers; `handlers.table` takes them in."""

from handlers.answers import ADMINS, ANYONE, DECIDERS, LEADERS, LECTURERS, STAFF, Answer

LECTURER_ANSWERS: tuple[Answer, ...] = (
    Answer("lecturers", ANYONE, "who_teaches:lecturers_"),
    # A lecturer's own
    Answer("lecturer_menu", LECTURERS, "home:lecturer_menu"),
    Answer("my_teaching", LECTURERS, "lecturer.sessions:mine", "lichgiang", "Lịch giảng của tôi"),
    Answer("my_session", LECTURERS, "lecturer.sessions:one"),
    Answer("swap_ask", LECTURERS, "lecturer.swap_asking:begin"),
    Answer("my_swaps", LECTURERS, "lecturer.swap_answering:mine", "xindoi", "Buổi đang xin đổi người dạy"),
    Answer("swap_agree", LECTURERS, "lecturer.swap_answering:agree"),
    Answer("swap_decline", LECTURERS, "lecturer.swap_answering:decline"),
    Answer("swap_withdraw", LECTURERS, "lecturer.swap_answering:withdraw"),
    Answer("my_hours", LECTURERS, "lecturer.hours:mine", "giogiang", "Giờ giảng của tôi"),
    Answer("my_hours_file", LECTURERS, "lecturer.hours:file"),
    Answer("my_works", LECTURERS, "lecturer.works:mine", "congtrinhtoi", "Công trình của tôi"),
    Answer("work_add", STAFF | LECTURERS, "lecturer.works:add"),
    # The pool
    Answer("lecturer_pool", STAFF, "staff.lecturers.board:pool", "giangvien", "Giảng viên"),
    Answer("lecturer_list", STAFF, "staff.lecturers.board:listing"),
    Answer("lecturer", STAFF, "staff.lecturers.board:show"),
    Answer("lecturer_move", STAFF, "staff.lecturers.board:move"),
    Answer("lecturer_desk", STAFF, "staff.lecturers.board:desk"),
    Answer("lecturer_add", STAFF, "staff.lecturers.adding:add"),
    Answer("lecturer_edit", STAFF, "staff.lecturers.editing:edit"),
    Answer("lecturer_invite", STAFF, "staff.lecturers.editing:invite"),
    Answer("lecturers_yes", STAFF, "staff.lecturers.book_chat:yes"),
    Answer("lecturers_undo", STAFF, "staff.lecturers.book_chat:undo"),
    Answer("lecturers_undo_yes", STAFF, "staff.lecturers.book_chat:undo_yes"),
    Answer("lecturers_waiting", DECIDERS, "leader.lecturers:waiting", "duyetgiangvien", "Giảng viên chờ phê duyệt"),
    Answer("lecturer_ok", DECIDERS, "leader.lecturers:approve"),
    Answer("lecturers_ok", DECIDERS, "leader.lecturers:approve_all"),
    Answer("lecturer_no", DECIDERS, "leader.lecturers:refuse"),
    # What lecturers ask, taught and made
    Answer("swaps", STAFF, "staff.lecturers.swaps:board", "doinguoiday", "Buổi xin đổi người dạy"),
    Answer("swap_ok", STAFF, "staff.lecturers.swaps:grant"),
    Answer("swap_give", STAFF, "staff.lecturers.swaps:give"),
    Answer("swap_no", STAFF, "staff.lecturers.swaps:refuse"),
    Answer("lecturer_hours", LEADERS, "staff.lecturers.hours:listing", "banggiogiang", "Bảng giờ giảng"),
    Answer("lecturer_hours_file", LEADERS, "staff.lecturers.hours:file"),
    Answer("periods_per_session", ADMINS, "staff.lecturers.hours:set_number", "sotiet", "Số tiết của một buổi"),
    Answer("works", LEADERS, "staff.lecturers.works:of_year", "congtrinh", "Nghiên cứu, tổng kết, đổi mới"),
    Answer("works_waiting", STAFF, "staff.lecturers.works:waiting"),
    Answer("work_ok", STAFF, "staff.lecturers.works:confirm"),
    Answer("work_no", STAFF, "staff.lecturers.works:take_out"),
)

LECTURER_FORMS = {
    "lecturer_add": "staff.lecturers.adding:FORM",
    "lecturer_edit": "staff.lecturers.editing:FORM",
    "lecturer_no": "leader.lecturers:FORM",
    "swap_ask": "lecturer.swap_asking:FORM",
    "swap_give": "staff.lecturers.swaps:GIVE_FORM",
    "swap_no": "staff.lecturers.swaps:NO_FORM",
    "periods_per_session": "staff.lecturers.hours:FORM",
    "work_add": "lecturer.works:FORM",
}
