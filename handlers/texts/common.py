"""Words every conversation shares: the way home, refusals, what was not understood.

They are said to cadres and to people nobody knows alike, and so address neither as "đồng chí" nor as "anh/chị".
"""

from datetime import date, datetime

from handlers.messages import HOME
from rules.dates import vietnamese
from rules.text import fold

HOME_ROW = ((HOME,),)

BACK = "Quay lại"
CANCEL = "Thôi"

NOT_ALLOWED = "Mục này dành cho người được giao nhiệm vụ riêng. Cần được giao, xin liên hệ Trung tâm."
NO_RECORD = (
    "Tài khoản này chưa gắn với hồ sơ cán bộ nào, nên không có câu trả lời riêng. Cần gắn, xin liên hệ Trung tâm."
)
NO_CADRES_RECORD = (
    "Mục này dành cho cán bộ trong danh sách của Trung tâm. "
    "Hồ sơ học viên của anh/chị có lịch học, tài liệu và kết quả."
)
STEP_IS_OVER = "Lựa chọn đó thuộc câu hỏi trước, nay đã qua."
STALE = "Nút này thuộc tin nhắn cũ, nay không còn dùng được. Xin chọn lại từ các mục bên dưới."
OVERTAKEN = "Có tin nhắn khác đến cùng lúc từ ứng dụng khác, nên tin này chưa được xử lý. Xin gửi lại."
FORM_CANCELLED = "Đã thôi, chưa có gì được ghi lại."
NOTHING_OPEN = "Hiện không có việc nào đang làm dở. Xin viết câu hỏi, hoặc nhắn 0 để xem các mục."
SHARE_CONTACT = "Gửi số điện thoại của tôi"
WENT_WRONG = (
    "Trợ lý gặp trục trặc nên chưa trả lời được; lỗi đã được ghi lại. "
    "Xin thử lại sau ít phút, hoặc gọi Trung tâm nếu việc gấp."
)
NOT_KEPT_YET = (
    "Máy của Trung tâm đang gặp sự cố nên Trợ lý chưa ghi được tin này. Khi khắc phục xong, Trợ lý sẽ trả lời tại đây; "
    "nếu lâu chưa thấy, xin gửi lại sau, hoặc gọi Trung tâm nếu việc gấp."
)
NOT_KEPT = (
    "Máy của Trung tâm đang gặp sự cố nên Trợ lý chưa ghi được; việc vừa yêu cầu chưa thực hiện. "
    "Xin thử lại sau, hoặc gọi Trung tâm nếu việc gấp."
)
PRIVATE_ONLY = "Trợ lý chỉ trả lời trong cuộc trò chuyện riêng. Xin nhắn riêng cho Trợ lý."
VOICE = "Trợ lý chưa nghe được tin thoại. Xin viết vài chữ, có dấu hay không dấu đều được, hoặc nhắn 0 để xem các mục."
STICKER = "Trợ lý chưa hiểu hình dán. Xin viết vài chữ, hoặc nhắn 0 để xem các mục."
UNSUPPORTED = "Trợ lý chưa đọc được loại tin này. Xin viết vài chữ, hoặc nhắn 0 để xem các mục."
TOO_LONG = "Tin nhắn dài quá, Trợ lý chưa đọc hết được. Xin viết lại trong một hai câu."
NOT_UNDERSTOOD = "Trợ lý chưa rõ ý. Có phải cần hỏi một trong các việc sau?"
CHOOSE_ONE = "Xin chọn một trong các mục bên dưới."
SHORTER = "Xin nhắn số, hoặc viết lại ngắn hơn."
OUT_OF_SCOPE = (
    "Việc này nằm ngoài phần Trợ lý được giao. Trợ lý trả lời về trình độ lý luận chính trị, "
    "các lớp học và hồ sơ riêng của người hỏi."
)

_CANCEL_WORDS = frozenset(("thoi", "huy", "huy bo", "dung", "thoat", "bo qua", "khong lam nua"))


def means_cancel(text: str) -> bool:
    """Whether a typed answer says to leave the form."""
    return fold(text) in _CANCEL_WORDS


def not_carried(channel: str) -> str:
    """What was sent stayed with the channel, by its name: it brings the assistant no documents."""
    return (
        f"{channel} không chuyển được tệp hay loại tin này tới Trợ lý. Xin viết vài chữ, hoặc gửi ảnh chụp. "
        "Cần gửi tệp, xin dùng trò chuyện trên web hoặc liên hệ Trung tâm."
    )


def answered_late(sent: datetime, today: date, asks: bool) -> str:
    """Opens an answer that comes long after its message, which was sent at that time of the centre's day."""
    what = "câu hỏi" if asks else "tin"
    day = "" if sent.date() == today else f" ngày {vietnamese(sent.date())}"
    return f"Trợ lý vừa hoạt động trở lại; xin lỗi vì trả lời muộn {what} lúc {sent:%H:%M}{day}."
