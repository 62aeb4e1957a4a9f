"""Words of the web chat: what is refused and why, the page that logs in, and what is told about it."""

from datetime import datetime

from handlers.house import Centre
from rules.dates import vietnamese

NOT_LOGGED_IN = "Phiên làm việc trên web đã hết hoặc chưa có. Xin mở lại trang và đăng nhập."
NOT_FROM_HERE = "Yêu cầu không đến từ trang trò chuyện này, nên không được nhận. Xin tải lại trang."
PAGE_IS_OLD = "Trang này đã cũ. Xin tải lại trang rồi gửi lại."
UNREADABLE = "Nội dung gửi lên không đọc được. Xin tải lại trang rồi gửi lại."
EMPTY = "Tin nhắn chưa có nội dung."
ID_TAKEN = "Tin nhắn này đã có ở nơi khác. Xin gửi lại thành tin mới."
TOO_LARGE = "Tin nhắn dài quá, chưa gửi được. Xin viết ngắn lại."
FILE_TOO_LARGE = "Tệp lớn quá 20 MB, chưa gửi được. Xin gửi tệp nhỏ hơn."
FILE_EMPTY = "Tệp không có nội dung."
NOT_FOUND = "Không có nội dung này, hoặc đã hết hạn lưu."
TOO_MANY_STREAMS = "Trò chuyện này đang mở ở quá nhiều thẻ của trình duyệt. Xin đóng bớt."
LINK_SPENT = "Đường dẫn này đã dùng hoặc đã hết hạn. Xin nhắn “/web” cho Trợ lý để nhận đường dẫn mới."
INTERRUPTED = "Trợ lý vừa khởi động lại trong khi trả lời câu này; xin hỏi lại."

LOGIN_TITLE = "Mở trò chuyện trên web"
LOGIN_WHY = "Bấm nút dưới đây để trò chuyện với Trợ lý trên thiết bị này. Đường dẫn chỉ dùng được một lần."
LOGIN_BUTTON = "Mở trò chuyện"
LOGIN_BACK = "Về trang trò chuyện"

CLOSE = "Đóng trò chuyện web"
CLOSED = "Đã đóng trò chuyện trên web ở mọi thiết bị. Muốn mở lại, nhắn “/web”."

NO_WEB = "Trung tâm chưa mở trang trò chuyện trên web. Xin trò chuyện với Trợ lý tại đây."
HERE_ALREADY = "Đây chính là trang trò chuyện trên web."
NOT_FROM_TERMINAL = "Đường dẫn vào web chỉ gửi trong Telegram hoặc Zalo của chính người đã liên kết."


def too_often(seconds: int) -> str:
    """Something was asked for too often; it is taken again in so many seconds."""
    wait = f"{seconds} giây" if seconds < 90 else f"{-(-seconds // 60)} phút"
    return f"Đã gửi quá nhiều trong thời gian ngắn. Xin đợi {wait} rồi thử lại."


def login_link(address: str, minutes: int) -> str:
    """The link that opens the web chat."""
    return (
        f"Mở trò chuyện trên web tại: {address}\n"
        f"Đường dẫn của riêng đồng chí, dùng một lần, trong {minutes} phút. Không chuyển cho người khác."
    )


def opened(at: datetime, centre: Centre) -> str:
    """To every chat of the person: somebody opened their web chat."""
    call = f"gọi ngay {centre.phone}" if centre.phone else "báo ngay cho Trung tâm"
    return (
        f"Đã mở trò chuyện trên web lúc {at:%H:%M} ngày {vietnamese(at.date())}. "
        f"Nếu không phải đồng chí làm việc này, xin chọn “{CLOSE}” và {call}."
    )
