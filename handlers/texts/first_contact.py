"""Words of the first contact: what this is, what it keeps and why, and what a person may agree to.

A change of what is asked for or why needs a new `VERSION`: those who agreed to the old text are asked again.
"""

from handlers.house import Centre

VERSION = "1"
LIEN_KET = "lien_ket"
"""Purpose: answering a person about their own record."""
THONG_BAO = "thong_bao"
"""Purpose: sending a person notices of the centre."""
PURPOSES = (LIEN_KET, THONG_BAO)

AGREE = "Đồng ý"
ONLY_GENERAL = "Chỉ hỏi chung"
AGREE_NOTICES = "Đồng ý nhận thông báo"
LATER = "Để sau"

CODE_KEPT = "Đã nhận mã liên kết. Trước khi liên kết, Trợ lý cần anh/chị đồng ý."
CONTACT_LATER = "Trợ lý chưa dùng số điện thoại vừa gửi: trước hết cần anh/chị đồng ý. Đồng ý rồi, xin gửi lại số."
OLD_TEXT = "Nội dung xin ý kiến đã thay đổi. Xin anh/chị đọc bản hiện hành."
NEWER_TEXT = (
    f"Nội dung xin ý kiến về dữ liệu cá nhân đã có bản {VERSION}. Xin nhắn /dulieu để đọc và cho ý kiến; "
    "trước đó Trợ lý vẫn theo bản đồng chí đã đồng ý."
)
DECLINED = (
    "Đã rõ: không liên kết hồ sơ. Anh/chị vẫn hỏi được về các lớp, trình độ theo chức danh và quy định chung.\n"
    "Khi cần liên kết, nhắn “/start”."
)
NOTICES_ON = "Đã ghi nhận: đồng chí đồng ý nhận thông báo của Trung tâm tại đây. Có thể tắt trong mục Cài đặt."
NOTICES_OFF = (
    "Đã ghi nhận: đồng chí không nhận thông báo của Trung tâm tại đây. Giấy triệu tập vẫn gửi qua cấp ủy đơn vị."
)

_WHY = (
    "Để trả lời về hồ sơ riêng, cần liên kết tài khoản chat này với hồ sơ cán bộ tại Trung tâm.\n"
    "- Lưu: tài khoản chat, tên hiển thị, lựa chọn, yêu cầu. Không giữ số điện thoại được chia sẻ "
    "và tin nhắn đã trả lời (trang web: giữ 90 ngày).\n"
    "- Mục đích: trả lời anh/chị về trình độ và việc học của chính mình.\n"
    "- Người được xem: anh/chị và cán bộ có nhiệm vụ của Trung tâm.\n"
    "- Rút lại lúc nào cũng được: nhắn “hủy liên kết”.\n\n"
    f"Anh/chị có đồng ý không? (bản {VERSION})"
)


def welcome(centre: Centre) -> str:
    """The first message of all: what this is, that a person can be reached, and the question of consent."""
    phone = f" hoặc gọi {centre.phone}" if centre.phone else ""
    return (
        f"Đây là Trợ lý tự động của {centre.name}. Cần gặp người, nhắn “gặp cán bộ”{phone}. "
        f"Câu hỏi chung có thể hỏi ngay.\n\n{_WHY}"
    )


def consent(before: str) -> str:
    """The question of consent, after a line that says what brought it up."""
    return f"{before}\n\n{_WHY}"


def ask_notices() -> str:
    """The second purpose, asked by itself."""
    return (
        "Trung tâm xin phép gửi tại đây thông báo lớp, nhắc lịch và tài liệu học tập. "
        "Không đồng ý, đồng chí vẫn hỏi được như thường."
    )
