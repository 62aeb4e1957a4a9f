"""The lines of the table of answers that are about taking part in classes; `handlers.table` takes them in.

Asking for a seat, the units' lists, roll calls, results and what people say of a class.
"""

from handlers.answers import ADMINS, LEADERS, OFFICERS, STAFF, STUDENTS, TEACHERS, UNITS, Answer

TAKING_ANSWERS: tuple[Answer, ...] = (
    # The ways there
    Answer("class_work", STAFF, "home:class_work"),
    Answer("class_more", STAFF, "home:class_more"),
    Answer("record_work", STAFF, "home:record_work"),
    Answer("unit_menu", UNITS, "home:unit_menu"),
    Answer("unit_more", OFFICERS, "home:unit_more"),
    Answer("unit_lacking", UNITS, "officer.lacking:lacking"),
    Answer("my_study", STUDENTS, "home:my_study"),
    Answer("own_more", STUDENTS, "home:own_more"),
    # In the class
    Answer("my_calendar", STUDENTS, "cadre.studies:my_calendar"),
    Answer("feedback", STUDENTS, "cadre.feedback:begin", "gopylop", "Góp ý về lớp đã học"),
    Answer("absence", STUDENTS, "cadre.absence:begin", "xinvang", "Xin vắng một buổi học"),
    Answer("my_result", STUDENTS, "cadre.results:mine", "ketquatoi", "Kết quả học tập của tôi"),
    # Asking for a class
    Answer("register", STUDENTS, "cadre.registering:register"),
    Answer("register_wish", STUDENTS, "cadre.registering:wish"),
    Answer("register_send", STUDENTS, "cadre.registering:send"),
    Answer("cancel_registration", STUDENTS, "cadre.own_requests:cancel"),
    Answer("my_requests", STUDENTS, "cadre.own_requests:mine", "nguyenvong", "Nguyện vọng học của tôi"),
    Answer("my_request", STUDENTS, "cadre.own_requests:one"),
    Answer("seat_withdraw", STUDENTS, "cadre.own_requests:withdraw"),
    Answer("seat_withdraw_yes", STUDENTS, "cadre.own_requests:withdraw_yes"),
    Answer("seat_take", STUDENTS, "cadre.own_requests:take"),
    Answer("seat_leave", STUDENTS, "cadre.own_requests:leave"),
    # Officers
    Answer("unit_classes", OFFICERS, "officer.unit_classes:listing", "cudihoc", "Lớp và danh sách cử"),
    Answer("unit_class", OFFICERS, "officer.unit_classes:one"),
    Answer("unit_list", OFFICERS, "officer.unit_classes:file"),
    Answer("nominate", OFFICERS, "officer.nominating:begin"),
    Answer("seat_wishes", OFFICERS, "officer.wishes:begin"),
    Answer("nomination_paper", OFFICERS, "officer.signed_paper:begin"),
    # Units' lists for classes
    Answer("enrol_list", OFFICERS, "staff.learners.enrol_chat:begin", "danhsachcu", "Nhập danh sách cử"),
    Answer("enrol_yes", OFFICERS, "staff.learners.enrol_chat:yes"),
    Answer("enrol_no", OFFICERS, "staff.learners.enrol_chat:forget"),
    Answer("enrol_template", OFFICERS, "staff.learners.enrol_chat:template"),
    Answer("enrol_undo", STAFF, "staff.learners.enrol_chat:undo"),
    # Roll calls
    Answer("rollcall", TEACHERS, "staff.rollcall.calling:start", "diemdanh", "Điểm danh"),
    Answer("roll_sheet", TEACHERS, "staff.rollcall.sheets:sheet"),
    Answer("absence_limit", ADMINS, "staff.rollcall.limit:begin", "gioihanvang", "Giới hạn vắng"),
    # Requests for seats
    Answer("seats", STAFF, "staff.seats.board:board", "xetlop", "Danh sách cử đến Trung tâm"),
    Answer("seats_class", STAFF, "staff.seats.board:one"),
    Answer("seats_waiting", STAFF, "staff.seats.board:waiting"),
    Answer("seats_papers", STAFF, "staff.seats.board:papers"),
    Answer("seats_demand", STAFF, "staff.seats.board:demand"),
    Answer("seats_consider", STAFF, "staff.seats.considering:begin"),
    # Results of classes
    Answer("class_results", STAFF, "staff.results.board:board", "ketqua", "Kết quả của lớp"),
    Answer("results_type", STAFF, "staff.results.entering:start"),
    Answer("results_sheet", STAFF, "staff.results.board:sheet"),
    Answer("results_check", STAFF, "staff.results.confirming:check"),
    Answer("results_ok", STAFF, "staff.results.confirming:confirm"),
    Answer("results_more", STAFF, "staff.results.undoing:more"),
    Answer("results_undo", STAFF, "staff.results.undoing:begin"),
    Answer("results_undo_check", STAFF, "staff.results.undoing:check"),
    Answer("results_undo_ok", STAFF, "staff.results.undoing:agree"),
    Answer("results_undo_no", STAFF, "staff.results.undoing:keep_it"),
    Answer("certificates", STAFF, "staff.results.certifying:begin"),
    Answer("certificate_book", STAFF, "staff.results.book:of_year", "socapgiay", "Sổ cấp giấy, bằng"),
    Answer("class_feedback", LEADERS, "staff.results.said:show", "gopy", "Góp ý của học viên"),
    Answer("results_scale", ADMINS, "staff.results.settings:begin"),
    Answer("results_alone", ADMINS, "staff.results.settings:alone"),
)

TAKING_FORMS = {
    "enrol_file": "staff.learners.enrol_chat:FORM",
    "class_results": "staff.results.entering:FORM",
    "certificates": "staff.results.certifying:FORM",
    "results_undo": "staff.results.undoing:FORM",
    "results_scale": "staff.results.settings:FORM",
    "rollcall": "staff.rollcall.calling:FORM",
    "absence_limit": "staff.rollcall.limit:FORM",
    "absence": "cadre.absence:FORM",
    "feedback": "cadre.feedback:FORM",
    "nominate": "officer.nominating:FORM",
    "seat_wishes": "officer.wishes:FORM",
    "nomination_paper": "officer.signed_paper:FORM",
    "seats_consider": "staff.seats.considering:FORM",
}
