"""What the doctor says to the office's own technician: of each part how it is, and what to do about it."""

from datetime import date
from pathlib import Path

from rules.dates import vietnamese

Advice = tuple[str, str]
"""How a part is, and what to do."""

MARKS = {"ok": "tốt", "warn": "chú ý", "bad": "hỏng"}

SETTINGS_READ = "Đọc được cấu hình."
MEND_SETTINGS = "Sửa dòng đó trong tệp cấu hình; config.example.toml có mọi khóa kèm giải thích."


def time_zone(zone: str) -> str:
    return f"Múi giờ {zone}."


def foreign_zone(zone: str) -> Advice:
    return f"Múi giờ {zone}, không phải giờ Việt Nam.", "Đặt [centre] timezone = Asia/Ho_Chi_Minh."


MEND_FULL_DISK = "Dọn bớt ngay: đầy đĩa thì không ghi được tin nhắn mới."
MEND_NARROW_DISK = "Nên dọn bớt để còn ít nhất 1 GB."


def processes(count: int) -> str:
    if count == 0:
        return "Chưa có tiến trình nào đang chạy trên cơ sở dữ liệu này."
    if count == 1:
        return "Một tiến trình đang chạy trên cơ sở dữ liệu này."
    return f"{count} tiến trình đang cùng chạy trên cơ sở dữ liệu này."


def disk(free: int) -> str:
    """`free` in bytes."""
    return f"Đĩa chứa dữ liệu còn {free / 1e9:.1f} GB.".replace(".", ",", 1)


def writable(folder: Path) -> str:
    return f"Ghi được vào {folder}."


def not_writable(folder: Path, why: str) -> Advice:
    return f"Không ghi được vào {folder}: {why}.", "Sửa quyền của thư mục, hoặc đổi [files] folder."


NO_BACKUP: Advice = ("Chưa chọn nơi sao lưu.", "Chọn trong cadrebot setup, mục Sao lưu.")


def backup(folder: Path) -> str:
    return f"Sao lưu vào {folder}."


def backup_gone(folder: Path) -> Advice:
    return f"Không thấy thư mục sao lưu {folder}.", "Cắm lại ổ đĩa, hoặc chọn thư mục khác."


def backup_not_writable(folder: Path, why: str) -> Advice:
    return f"Không ghi được vào {folder}: {why}.", "Sửa quyền của thư mục sao lưu."


def backup_beside_data(folder: Path) -> Advice:
    mend = "Hỏng đĩa là mất cả hai: nên sao lưu sang ổ khác hoặc máy khác."
    return f"Nơi sao lưu {folder} nằm cùng ổ đĩa với dữ liệu.", mend


_MAKE_ONE = "Chạy cadrebot backup, rồi nhắn /lichtudong xem việc sao lưu hằng đêm có đang bật không."
NO_BACKUP_YET: Advice = ("Chưa có bản sao lưu nào.", _MAKE_ONE)


def last_backup(day: date) -> str:
    return f"Bản sao lưu mới nhất: ngày {vietnamese(day)}."


def old_backup(day: date, days: int) -> Advice:
    return f"Bản sao lưu mới nhất đã {days} ngày (ngày {vietnamese(day)}).", _MAKE_ONE


def port_free(number: int) -> str:
    return f"Cổng {number} còn trống: cadrebot serve chưa chạy ở đây."


def port_ours(number: int) -> str:
    return f"Cổng {number}: cadrebot serve đang chạy."


def port_in_trouble(number: int, why: str) -> Advice:
    mend = "Xem dung lượng, quyền ghi của đĩa và chương trình khác đang mở tệp; hết sự cố thì tự chạy tiếp."
    return f"Cổng {number}: cadrebot serve đang chạy nhưng chưa ghi được gì ({why}).", mend


def port_taken(number: int) -> Advice:
    return f"Cổng {number} bị chương trình khác giữ.", "Đổi [web] port, hoặc dừng chương trình kia."


NO_DATABASE: Advice = ("Chưa có cơ sở dữ liệu; nó được tạo khi thiết lập.", "Chạy cadrebot setup.")


def database_closed(why: str) -> Advice:
    return f"Không mở được cơ sở dữ liệu: {why}.", "Xem quyền đọc ghi thư mục và dung lượng đĩa."


def database_damaged(damage: str) -> Advice:
    mend = "Dừng chương trình, giữ lại tệp này, rồi dùng bản sao lưu gần nhất."
    return f"Cơ sở dữ liệu bị hỏng: {damage}", mend


def long_log(size: str, log: str) -> Advice:
    mend = "Khởi động lại cadrebot serve để dồn nhật ký vào tệp chính."
    return f"Nguyên vẹn ({size}), nhưng nhật ký ghi đã tới {log}.", mend


def old_tables(size: str, pending: int) -> Advice:
    mend = "Lần chạy tới sẽ tự cập nhật; nên sao lưu trước."
    return f"Nguyên vẹn ({size}), còn {pending} bản cập nhật cấu trúc.", mend


def database_well(size: str) -> str:
    return f"Nguyên vẹn, cấu trúc mới nhất ({size})."


def unlinked_staff(names: list[str], rest: int) -> Advice:
    """Those named, and how many more there are."""
    more = f" và {rest} người khác" if rest > 0 else ""
    mend = "Cấp lại mã liên kết: cadrebot invite MÃ, rồi đưa tận tay."
    return f"Người được giao nhiệm vụ chưa liên kết tài khoản chat: {', '.join(names)}{more}.", mend


NO_CHANNEL: Advice = ("Chưa bật kênh nào, chưa ai nhắn được.", "Bật một kênh trong cadrebot setup, mục Kênh.")


def unreachable(title: str, host: str | None) -> Advice:
    mend = "Kiểm tra mạng của máy, tường lửa và proxy; với Telegram, nhà mạng có thể đã chặn."
    return f"{title}: không kết nối được tới {host}.", mend


def token_unknown(title: str) -> Advice:
    mend = "Lấy lại mã (token) của bot rồi nhập ở cadrebot setup, mục Kênh."
    return f"{title} không nhận mã của bot.", mend


def refused(title: str, code: int, description: str) -> Advice:
    return f"{title} từ chối ({code} {description}).", "Chờ ít phút rồi xem lại."


def token_known(title: str, bot: str) -> str:
    return f"{title}: bot {bot} nhận mã."


def calls_fail(title: str, error: str) -> Advice:
    mend = "Xem địa chỉ https có mở từ ngoài và chứng thư còn hạn không."
    return f"{title} gọi về bị lỗi: {error}.", mend


def calls(title: str, there: str) -> str:
    return f"{title} gọi về {there}."


def calls_elsewhere(title: str, there: str, wanted: str) -> Advice:
    """Where the messenger calls, and where the settings want it to; each empty for nowhere."""
    if not wanted:
        said = f"{title} đang gọi về {there}, trong khi cấu hình là hỏi tin (polling)."
    elif not there:
        said = f"{title} chưa gọi về {wanted}."
    else:
        said = f"{title} gọi về {there}, không phải {wanted}."
    return said, "Chạy cadrebot serve: chương trình tự đặt lại khi khởi động."


CLOCK_RIGHT = "Đồng hồ máy đúng giờ."


def clock_off(seconds: int) -> Advice:
    """How far the machine's clock is ahead; behind when negative."""
    way = "nhanh" if seconds > 0 else "chậm"
    mend = "Bật tự đồng bộ giờ (Windows: Cài đặt, Giờ và ngôn ngữ; Linux: timedatectl set-ntp true)."
    return f"Đồng hồ máy {way} {abs(seconds) // 60} phút {abs(seconds) % 60} giây.", mend


MEND_POLICIES = "Sửa [centre] policies trong tệp cấu hình, hoặc chọn lại trong cadrebot setup."


def no_targets(known: str) -> Advice:
    mend = "Ghi chỉ tiêu của nhiệm kỳ vào một bản sao của tệp này rồi nêu đường dẫn ở [centre] policies."
    return f"{known}: bộ quy định chưa có chỉ tiêu nào.", mend


def deadline_past(known: str, deadline: date) -> Advice:
    mend = "Nếu Trung tâm đã có chỉ tiêu nhiệm kỳ mới, chọn lại trong cadrebot setup."
    return f"{known}: thời hạn của chỉ tiêu đã qua ({vietnamese(deadline)}).", mend


def targets(known: str, count: int) -> str:
    return f"{known}: {count} chỉ tiêu."
