"""Words every conversation shares: the way home, refusals, the first contact, what was not understood."""

from handlers.messages import HOME
from rules.text import fold

HOME_ROW = ((HOME,),)

BACK = "Quay lại"
CANCEL = "Thôi"

NOT_ALLOWED = "Mục này dành cho người có nhiệm vụ khác. Cần thêm quyền, xin đồng chí liên hệ Trung tâm."
NO_RECORD = (
    "Tài khoản này chưa gắn với hồ sơ cán bộ nào, nên không có câu trả lời riêng. Cần gắn, xin liên hệ Trung tâm."
)
STEP_IS_OVER = "Lựa chọn đó thuộc câu hỏi trước, nay đã qua."
STALE = "Nút này thuộc tin nhắn cũ, nay không còn dùng được. Xin chọn lại từ các mục bên dưới."
FORM_CANCELLED = "Đã thôi, chưa có gì được ghi lại."
SHARE_CONTACT = "Gửi số điện thoại của tôi"
WENT_WRONG = (
    "Trợ lý gặp trục trặc khi trả lời, cán bộ kỹ thuật đã được báo. "
    "Xin đồng chí thử lại sau ít phút, hoặc gọi Trung tâm nếu việc gấp."
)
PRIVATE_ONLY = "Trợ lý chỉ trả lời trong cuộc trò chuyện riêng. Xin đồng chí nhắn riêng cho Trợ lý."
VOICE = (
    "Trợ lý chưa nghe được tin thoại. Xin đồng chí viết vài chữ, có dấu hay không dấu đều được, "
    "hoặc nhắn 0 để xem các mục."
)
STICKER = "Trợ lý chưa hiểu hình dán. Xin đồng chí viết vài chữ, hoặc nhắn 0 để xem các mục."
UNSUPPORTED = "Trợ lý chưa đọc được loại tin này. Xin đồng chí viết vài chữ, hoặc nhắn 0 để xem các mục."
FILE_UNEXPECTED = (
    "Trợ lý chưa biết dùng tệp này vào việc gì. Xin đồng chí viết vài chữ cho biết việc cần làm, "
    "hoặc nhắn 0 để xem các mục."
)
TOO_LONG = "Tin nhắn dài quá, Trợ lý chưa đọc hết được. Xin đồng chí viết lại trong một hai câu."
NOT_UNDERSTOOD = "Trợ lý chưa rõ ý. Có phải cần hỏi một trong các việc sau?"
CHOOSE_ONE = "Xin chọn một trong các mục bên dưới."
SHORTER = "Xin nhắn số, hoặc viết lại ngắn hơn."
OUT_OF_SCOPE = (
    "Việc này nằm ngoài phần Trợ lý được giao. Trợ lý trả lời về trình độ lý luận chính trị, "
    "các lớp học và hồ sơ của đồng chí."
)

_CANCEL_WORDS = frozenset(("thoi", "huy", "huy bo", "dung", "thoat", "bo qua", "khong lam nua"))


def means_cancel(text: str) -> bool:
    """Whether a typed answer says to leave the form."""
    return fold(text) in _CANCEL_WORDS
