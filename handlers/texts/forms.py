"""The names of the forms as people know them, and what is said of one that was left."""

TITLES = {
    "link_form": "Nhờ Trung tâm xác nhận",
    "correction": "Thông tin chưa đúng",
    "quiet": "Giờ yên tĩnh",
    "edit_level": "Trình độ, văn bằng",
    "add_post": "Thêm chức vụ",
    "end_post": "Kết thúc chức vụ",
    "edit_unit": "Đơn vị công tác",
    "edit_rating": "Xếp loại hằng năm",
    "edit_part": "Sửa mục khác",
    "end_record": "Đưa ra khỏi danh sách",
    "merge_records": "Gộp với hồ sơ khác",
    "add_cadre": "Thêm người mới",
    "class_new": "Lập lớp mới",
    "class_edit": "Sửa lớp",
    "class_quota": "Chỉ tiêu đơn vị",
    "class_cancel": "Hủy lớp",
    "class_people_out": "Rút tên khỏi lớp",
    "session_new": "Thêm buổi học",
    "session_change": "Sửa một buổi",
    "correction_no": "Trả lời yêu cầu sửa",
    "record_keep": "Để nguyên một điều rà soát",
    "notice_reason": "Lý do không dự",
    "notice_calls": "Ghi xác nhận qua điện thoại",
    "target_graduates": "Nếu có người tốt nghiệp",
    "target_committee": "Nếu có cấp ủy mới",
    "target_plan_limits": "Đặt giới hạn",
    "target_plan_out": "Bớt người",
    "study_answer": "Trả lời đề nghị",
    "subscribe": "Số liệu định kỳ",
    "kept_name": "Đổi tên",
    "enrol_file": "Nhập danh sách cử",
    "nominate": "Cử người đi học",
    "seat_wishes": "Nguyện vọng đi học",
    "nomination_paper": "Danh sách cử đã ký",
    "seats_consider": "Xếp lớp",
    "class_results": "Nhập kết quả",
    "certificates": "Ghi số giấy, bằng",
    "results_scale": "Thang xếp loại",
    "results_undo": "Hủy kết quả đã xác nhận",
    "rollcall": "Điểm danh",
    "absence_limit": "Giới hạn vắng",
    "absence": "Xin vắng",
    "feedback": "Góp ý về lớp",
    "material_new": "Gửi tài liệu",
    "lecturer_add": "Thêm giảng viên",
    "lecturer_edit": "Sửa thông tin giảng viên",
    "lecturer_no": "Trả lại giảng viên",
    "swap_ask": "Xin đổi người dạy",
    "swap_give": "Xếp người dạy thay",
    "swap_no": "Không đồng ý đổi",
    "periods_per_session": "Số tiết một buổi",
    "work_add": "Ghi việc mới",
    "ask_centre": "Hỏi cán bộ Trung tâm",
    "inbox_answer": "Trả lời câu hỏi",
    "inbox_talk": "Trò chuyện trực tiếp",
    "faq_write": "Soạn mục hỏi đáp",
    "short_form_write": "Ghi từ viết tắt",
    "privacy_ask": "Yêu cầu về dữ liệu cá nhân",
    "privacy_no": "Từ chối yêu cầu",
    "privacy_more": "Gia hạn yêu cầu",
    "job_hour": "Đổi giờ việc tự động",
}
"""By the name of the form. A search is none, and a notice is a draft at every step: nothing of them is lost."""
SEARCHES = frozenset({"find_cadre", "notice"})
LISTS = frozenset({"class_results", "rollcall", "inbox_talk"})
"""Forms that record each answer at once and stay open, to be corrected or continued."""
LIST_CLOSED = "Đã đóng. Điều gì đã báo là ghi thì vẫn giữ."

GO_ON = "Tiếp tục việc đang làm"
NO_FILE_HERE = "Bước này chưa nhận tệp. Xin chọn một mục bên dưới; hoặc bấm “Thôi” rồi gửi lại tệp."
_UNDER_WAY = {
    "find_cadre": "Đang tra hồ sơ; muốn thôi",
    "notice": "Đang soạn thông báo, bản nháp vẫn được giữ; muốn tạm dừng",
}


def leave_for(name: str, other: str) -> str:
    """What was typed into a form is for another item of the menus."""
    title = f" “{TITLES[name]}”" if name in TITLES else ""
    under_way = _UNDER_WAY.get(name, f"Đang mở biểu mẫu{title}; muốn bỏ biểu mẫu")
    return f"{under_way} để xem “{other}”?"


def closed(name: str) -> str:
    """A form was left for more than a day; empty for a search."""
    if name in SEARCHES:
        return ""
    title = f" “{TITLES[name]}”" if name in TITLES else ""
    kept = "điều gì đã báo là ghi thì vẫn giữ" if name in LISTS else "chưa có gì được ghi lại"
    return f"Biểu mẫu{title} đã đóng vì quá 24 giờ, {kept}."
