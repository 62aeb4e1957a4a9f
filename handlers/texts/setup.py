"""What setting up says to the office's own technician when something cannot be used, and what the trial sends."""

CONFIG_HEAD = "# Tệp cấu hình của cadrebot. Mọi khóa, kèm giải thích: config.example.toml.\n"
SERVICE = "Trợ lý cadrebot"
"""The program's name in the list of a machine's services."""
DONE = "Đã thiết lập xong."

POLICIES = {
    "cang-long-2025": (
        "Cấp huyện, mục tiêu đến năm 2025",
        "Sáu chỉ tiêu của huyện Càng Long: Ban Chấp hành, trưởng phòng, phó trưởng phòng, công chức huyện và xã.",
    ),
    "xa-2025-2030": (
        "Cấp xã, nhiệm kỳ 2025-2030",
        "Nhóm đối tượng của xã mới. Chỉ tiêu để trống, Trung tâm điền theo nghị quyết của cấp ủy.",
    ),
}
"""Title and description of the policies on offer."""

TOO_LONG = "Nội dung dài quá, xin viết ngắn lại."
UNREADABLE = "Trang gửi sai dạng. Xin tải lại trang rồi thử lại."
LOCKED = "Liên kết này đã dùng hoặc không đúng. Xin chạy lại lệnh cadrebot setup rồi mở liên kết mới."
WENT_WRONG = "Có lỗi ngoài dự kiến, chưa có gì được ghi. Chi tiết nằm ở cửa sổ dòng lệnh."

NAME_MISSING = "Xin ghi tên Trung tâm."
NO_POLICY = "Xin chọn một bộ chỉ tiêu."

ROSTER_GONE = "Tệp này không còn chờ. Xin thả lại tệp."
ROSTER_CHANGED = "Dữ liệu đã thay đổi sau khi xem tệp, nên chưa nạp. Xin xem lại rồi nạp."
ROSTER_EMPTY = "Tệp không có nội dung."

PERSON_NAME = "Xin ghi họ và tên."
PERSON_UNKNOWN = "Không tìm thấy người này. Xin tìm lại."
ROLE_UNKNOWN = "Vai trò này không có."

TOKEN_MISSING = "Xin dán mã (token) của bot."
TOKEN_SHAPE = "Mã của bot Telegram có dạng 123456789:AbCd... Xin chép lại cả dòng từ BotFather."
TOKEN_ZALO = "Mã của bot Zalo là một dòng chữ số liền nhau, có dấu hai chấm. Xin chép lại cả dòng."
NOT_SET = "Kênh này chưa có mã. Xin dán mã rồi thử lại."

PORT = "Cổng là một số từ 1 đến 65535, thường là 8080."
PUBLIC = "Địa chỉ phải bắt đầu bằng https://, như https://chat.trungtam.vn."
NO_NETWORK = "Máy chưa nối mạng nội bộ nên chưa biết địa chỉ. Xin nối mạng rồi thử lại."

NOBODY_LEFT = "Mọi người của đơn vị này đã liên kết hoặc đã có mã ở mục Người phụ trách, hoặc đơn vị chưa có ai."

FOLDER_MISSING = "Xin ghi đường dẫn của thư mục sao lưu."
FOLDER_RELATIVE = "Xin ghi đường dẫn đầy đủ, như /mnt/saoluu hoặc D:\\saoluu."
FOLDER_NOT_THERE = "Không thấy thư mục này. Xin tạo thư mục, hoặc cắm ổ đĩa rồi thử lại."
FOLDER_SAME = "Thư mục này nằm chung với dữ liệu: hỏng một là mất cả hai. Xin chọn thư mục khác, tốt nhất là ổ khác."


def opened(address: str) -> str:
    return f"Mở trang thiết lập trong trình duyệt (liên kết dùng một lần):\n\n  {address}\n\nCtrl-C để dừng."


def not_taken(reason: str) -> str:
    return f"Tệp cấu hình không nhận giá trị này: {reason}"


def not_written(file: str, reason: str) -> str:
    return f"Không ghi được {file}: {reason}. Xin xem quyền ghi của thư mục."


def token_refused(title: str) -> str:
    return f"{title} không nhận mã này. Xin chép lại mã từ nơi tạo bot, không thừa dấu cách."


def refused(title: str, code: int, description: str) -> str:
    return f"{title} từ chối ({code} {description}). Xin chờ ít phút rồi thử lại."


def unreachable(title: str) -> str:
    hint = " Ở Việt Nam, Telegram có thể bị nhà mạng chặn; có thể bỏ qua kênh này." if title == "Telegram" else ""
    return f"Không kết nối được tới {title}. Xin kiểm tra mạng rồi thử lại.{hint}"


def webhook_in_the_way(title: str, url: str) -> str:
    return f"Bot {title} đang gọi về {url}, có thể do chương trình khác đặt. Gỡ ra thì mới thử tại đây được."


def another_listens(title: str) -> str:
    return (
        f"Chương trình khác đang nhận tin của bot {title}, có thể là cadrebot serve. Dừng chương trình đó rồi thử lại."
    )


def trial(centre: str) -> str:
    """What the bot answers to the first word somebody says to it while setting up."""
    return f"Gửi thử thành công. Đây là Trợ lý tự động của {centre}."


def port_taken(port: int) -> str:
    return f"Cổng {port} đang có chương trình khác dùng. Xin chọn cổng khác, như {port + 1}."


def folder_not_writable(reason: str) -> str:
    return f"Không ghi được vào thư mục này: {reason}. Xin sửa quyền ghi hoặc chọn thư mục khác."


def copy_failed(reason: str) -> str:
    return f"Chưa tạo được bản sao: {reason}"
