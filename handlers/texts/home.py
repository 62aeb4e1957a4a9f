"""Words at the door: greetings, help, how to reach a person; and the labels of the menus."""

from handlers.house import Centre
from rules.access import Asker, Role
from rules.text import fold

CENTRE = "Trung tâm Chính trị"
"""What the centre is called while the settings do not name it."""

LABELS = {
    "start": "Liên kết hồ sơ",
    "required_level": "Trình độ theo chức danh",
    "upcoming_classes": "Lớp sắp mở",
    "contact": "Gặp cán bộ Trung tâm",
    "procedure": "Thủ tục, giấy tờ đi học",
    "ask_centre": "Hỏi cán bộ Trung tâm",
    "my_questions": "Câu hỏi đã gửi",
    "faq": "Câu hỏi thường gặp",
    "faq_desk": "Bàn hỏi đáp",
    "inbox": "Hộp thư câu hỏi",
    "short_forms": "Từ viết tắt",
    "my_status": "Trình độ của tôi",
    "eligibility": "Điều kiện đi học",
    "what_if": "Nếu được bổ nhiệm",
    "my_profile": "Hồ sơ của tôi",
    "own_menu": "Việc của riêng tôi",
    "target_summary": "Chỉ tiêu tới đâu",
    "target_plan": "Cử đi học",
    "study_answer": "Trả lời đề nghị",
    "subscriptions": "Số liệu định kỳ",
    "missing_list": "Danh sách còn thiếu",
    "unit_progress": "Theo đơn vị",
    "linked_by_unit": "Số người đã liên kết",
    "usage": "Thống kê truy cập",
    "find_cadre": "Tra hồ sơ cán bộ",
    "notices": "Thông báo",
    "notice_after_list": "Thông báo đã gửi",
    "my_notices": "Thông báo của tôi",
    "change_receipt": "Đổi xác nhận",
    "import_roster": "Nạp danh sách cán bộ",
    "enrol_list": "Nhập danh sách cử",
    "corrections": "Yêu cầu sửa hồ sơ",
    "record_check": "Rà soát hồ sơ",
    "link_requests": "Yêu cầu liên kết",
    "help": "Trợ lý làm được gì",
    "class_detail": "Chi tiết một lớp",
    "my_schedule": "Lịch học của tôi",
    "materials": "Tài liệu học tập",
    "my_requests": "Nguyện vọng của tôi",
    "lecturer_menu": "Việc giảng dạy",
    "my_teaching": "Lịch giảng của tôi",
    "rollcall": "Điểm danh",
    "my_swaps": "Buổi đang xin đổi",
    "my_hours": "Giờ giảng của tôi",
    "my_works": "Công trình của tôi",
    "lecturer_hours": "Bảng giờ giảng",
    "swaps": "Buổi xin đổi người dạy",
    "works": "Nghiên cứu, tổng kết, đổi mới",
    "unit_classes": "Lớp và danh sách cử",
    "seat_wishes": "Nguyện vọng của đơn vị",
    "class_desk": "Quản lý lớp",
    "seats": "Danh sách cử đến",
    "seats_demand": "Nhu cầu theo nguyện vọng",
    "certificate_book": "Sổ cấp giấy, bằng",
    "class_work": "Lớp học",
    "class_more": "Việc khác của lớp",
    "record_work": "Hồ sơ cán bộ",
    "unit_menu": "Việc của đơn vị",
    "unit_more": "Việc khác của đơn vị",
    "unit_lacking": "Còn thiếu trình độ",
    "my_study": "Việc học của tôi",
    "own_more": "Mục khác",
    "class_results": "Kết quả của lớp",
    "class_feedback": "Góp ý của học viên",
    "lecturer_pool": "Giảng viên",
    "material_new": "Đưa tài liệu lên",
    "absence": "Xin vắng một buổi",
    "my_result": "Kết quả của tôi",
    "feedback": "Góp ý về lớp",
    "update_profile": "Thông tin chưa đúng",
    "notifications": "Cài đặt",
    "my_data": "Dữ liệu của tôi",
    "unlink": "Hủy liên kết",
    "privacy": "Quyền riêng tư",
    "who_saw_me": "Ai đã xem hồ sơ của tôi",
    "privacy_requests": "Yêu cầu về dữ liệu",
    "jobs": "Lịch tự động",
    "notice_waiting": "Thông báo chờ duyệt",
}

GROUPS = {
    "class_work": "Việc của lớp học. Xin chọn một mục:",
    "class_more": "Việc khác của lớp học. Xin chọn một mục:",
    "record_work": "Hồ sơ cán bộ. Xin chọn một mục:",
    "unit_more": "Việc khác của đơn vị. Xin chọn một mục:",
    "my_study": "Việc học của đồng chí. Xin chọn một mục:",
    "own_more": "Các mục khác. Xin chọn một mục:",
}
"""What stands above the options of each group."""

NOT_HERE = (
    "Việc này chưa làm được qua Trợ lý; xin liên hệ cán bộ Trung tâm.\n"
    "Trợ lý trả lời về trình độ cần có, điều kiện đi học, các lớp và hồ sơ riêng của người hỏi."
)
_LEARNER_HELP = (
    "Trợ lý tự động trả lời về các lớp của Trung tâm. Có thể hỏi, ví dụ:\n"
    "- Lịch học của tôi tuần này?\n"
    "- Tài liệu của lớp?\n"
    "- Sắp tới có lớp nào?\n"
    "Viết có dấu hay không dấu đều được; nhắn 0 để xem các mục. Cần gặp người, nhắn “gặp cán bộ”."
)
_THANKS = ("cam on", "cam ta", "thank", "tks")
_GOODBYE = ("tam biet", "hen gap", "bye")


def greeting(asker: Asker) -> str:
    """The first lines of a menu."""
    if asker.roles == {Role.STRANGER}:
        return "Trợ lý tự động của Trung tâm xin chào anh/chị.\nXin chọn một mục, hoặc viết câu hỏi."
    return f"Kính chào đồng chí {asker.name}.\nXin chọn một mục, hoặc viết câu hỏi."


def help_(asker: Asker) -> str:
    """What may be asked, with examples in the words people use."""
    if asker.has(Role.LEARNER):
        return _LEARNER_HELP
    lines = [
        "Trợ lý tự động trả lời về trình độ lý luận chính trị và các lớp của Trung tâm. Có thể hỏi, ví dụ:",
        "- Tôi cần học trình độ gì? Vì sao?",
        "- Phó trưởng phòng phải có trình độ gì?",
        "- Sắp tới có lớp nào?",
        "- Nếu được bổ nhiệm chức vụ khác thì cần gì?",
        "- Hồ sơ của tôi, thông tin chưa đúng.",
    ]
    if asker.has(Role.LECTURER):
        lines.append("- Lịch giảng tuần này? Giờ giảng tháng này? Xin đổi buổi dạy.")
    if asker.has(Role.LEADER, Role.STAFF, Role.ADMIN):
        lines.append("- Chỉ tiêu tới đâu rồi?")
    if asker.has(Role.STAFF, Role.ADMIN):
        lines.append("- Tra hồ sơ theo mã hoặc họ tên; gửi tệp danh sách để nạp.")
    lines.append("Viết có dấu hay không dấu đều được; nhắn 0 để xem các mục. Cần gặp người, nhắn “gặp cán bộ”.")
    return "\n".join(lines)


def thanks_or_hello(text: str) -> str:
    """An answer in kind to a greeting, thanks or goodbye."""
    words = fold(text)
    if any(word in words for word in _THANKS):
        return "Trợ lý cảm ơn. Cần gì thêm, xin cứ nhắn; nhắn 0 để xem các mục."
    if any(word in words for word in _GOODBYE):
        return "Xin chào và hẹn gặp lại. Khi cần, xin nhắn 0 để xem các mục."
    return "Trợ lý tự động của Trung tâm xin chào. Xin viết câu hỏi, hoặc nhắn 0 để xem các mục."


def contact(centre: Centre) -> str:
    """The centre's address, phone and hours; a line that the centre did not give is left out."""
    lines = [f"Liên hệ {centre.name}:"]
    if centre.phone:
        lines.append(f"Điện thoại: {centre.phone}")
    if centre.address:
        lines.append(f"Địa chỉ: {centre.address}")
    if centre.office_hours:
        lines.append(f"Giờ làm việc: {centre.office_hours}")
    if len(lines) == 1:
        lines.append("Chưa có số điện thoại trong hệ thống. Xin gặp trực tiếp cán bộ Trung tâm.")
    return "\n".join(lines)
