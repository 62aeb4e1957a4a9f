"""Headings of the file with all of one's own data."""

TITLE = "Dữ liệu cá nhân của {}"
MADE = "Lập lúc {} theo yêu cầu của chính người có dữ liệu."
FILE = "du-lieu-{}"
EMPTY = "Không lưu gì."
OVERVIEW = "Tổng quan"
SECTION, MANY = "Mục", "Số dòng"

SECTIONS = {
    "record": "Hồ sơ",
    "posts": "Chức vụ",
    "credentials": "Văn bằng",
    "ratings": "Xếp loại",
    "roles": "Nhiệm vụ được giao",
    "lecturer": "Giảng viên",
    "chats": "Tài khoản chat",
    "consents": "Điều đã đồng ý",
    "settings": "Cài đặt",
    "subscription": "Số liệu định kỳ",
    "classes": "Lớp học",
    "attendance": "Điểm danh",
    "results": "Kết quả",
    "certificates": "Giấy, bằng đã cấp",
    "requests": "Nguyện vọng, cử đi học",
    "proposals": "Đề nghị cử đi học",
    "told_of_classes": "Lớp đã được báo",
    "reminders": "Buổi học đã nhắc",
    "notices": "Thông báo đã nhận",
    "feedback": "Lớp đã góp ý",
    "corrections": "Yêu cầu sửa hồ sơ",
    "questions": "Câu hỏi gửi Trung tâm",
    "link_requests": "Yêu cầu liên kết",
    "link_codes": "Mã liên kết",
    "privacy_requests": "Yêu cầu về dữ liệu",
    "messages": "Tin nhắn trên web",
    "unanswered": "Tin chưa trả lời",
    "on_the_way": "Tin đang chờ gửi",
    "open_form": "Biểu mẫu đang mở",
    "history": "Nhật ký hồ sơ",
    "looks": "Ai đã xem hồ sơ",
}
"""At most 31 letters: they are the names of sheets."""

COLUMNS = {
    "code": "Mã", "name": "Họ và tên", "unit": "Đơn vị", "birth": "Ngày sinh", "gender": "Giới tính",
    "ethnicity": "Dân tộc", "phone": "Số điện thoại", "category": "Đối tượng", "grade": "Ngạch",
    "education": "Trình độ chuyên môn", "party_joined": "Ngày vào Đảng", "party_full": "Ngày chính thức",
    "note": "Ghi chú", "title": "Chức vụ", "kind": "Loại", "since": "Từ ngày", "until": "Đến ngày",
    "level": "Trình độ", "mode": "Hệ đào tạo", "number": "Số", "issued": "Ngày cấp", "issuer": "Nơi cấp",
    "verified": "Đã đối chiếu", "year": "Năm", "rating": "Xếp loại", "role": "Vai trò", "granted_at": "Giao lúc",
    "revoked_at": "Thu lại lúc", "full_time": "Chuyên trách", "topics": "Chuyên đề", "state": "Trạng thái",
    "decision": "Quyết định", "decided_on": "Ngày quyết định", "term_until": "Đến hết ngày", "channel": "Kênh",
    "chat": "Tài khoản", "display_name": "Tên hiển thị", "linked_at": "Liên kết lúc", "created_at": "Tạo lúc",
    "used_at": "Dùng lúc", "closed_at": "Đóng lúc", "muted": "Tắt thông báo", "quiet": "Giờ yên tĩnh",
    "ended_at": "Kết thúc lúc",
    "purpose": "Mục đích", "version": "Bản", "given_at": "Đồng ý lúc", "withdrawn_at": "Rút lúc",
    "preferred_channel": "Kênh nhận thông báo", "rhythm": "Định kỳ", "day": "Ngày", "hour": "Giờ",
    "alerts": "Cảnh báo", "class_code": "Mã lớp", "class_name": "Tên lớp", "mark": "Điểm", "result": "Kết quả",
    "part": "Buổi", "reason": "Lý do", "at": "Lúc", "attempt": "Lần", "passed": "Đạt",
    "confirmed_at": "Xác nhận lúc", "issued_on": "Ngày cấp", "word": "Lời ghi", "asked_at": "Gửi lúc",
    "changed_at": "Thay đổi lúc", "answered_at": "Trả lời lúc", "reacted_at": "Bấm xem lúc", "text": "Nội dung",
    "fields": "Phần riêng", "settled_at": "Gửi xong lúc", "receipt": "Xác nhận", "receipt_at": "Xác nhận lúc",
    "receipt_way": "Cách xác nhận", "receipt_note": "Lời xác nhận", "subject": "Phần", "words": "Nội dung",
    "answer": "Trả lời", "proof_name": "Tệp kèm", "birth_year": "Năm sinh", "decided_at": "Quyết định lúc",
    "expires_at": "Hết hạn lúc", "due_on": "Hạn", "extension": "Lý do gia hạn",
    "author": "Người viết", "received_at": "Nhận lúc", "due_at": "Gửi lúc", "topic": "Chủ đề",
    "touched_at": "Sửa lúc", "action": "Việc", "before": "Trước", "after": "Sau", "reader": "Người xem",
    "through": "Xem qua",
}  # fmt: skip


def heading(column: str) -> str:
    """What stands above a column."""
    return COLUMNS[column]
