"""The doctor looks at the database and at who of the staff can be reached."""

from bot.doctor.finding import Finding, bad, ok, warn
from bot.settings import Settings
from storage.checkup import Checkup, check_up
from storage.database import DatabaseUnavailable

_LARGE_WAL = 200_000_000
"""Bytes of a log that is no longer emptied: somebody holds a read open for days."""
_FEW = 5


async def database(settings: Settings) -> list[Finding]:
    """Whether it opens, is whole, has the tables of this program, and how large it is."""
    try:
        found = await check_up(settings.database.url)
    except DatabaseUnavailable as error:
        return [
            bad("database", f"Không mở được cơ sở dữ liệu: {error}.", "Xem quyền đọc ghi thư mục và dung lượng đĩa.")
        ]
    if found is None:
        said = "Chưa có cơ sở dữ liệu; nó được tạo khi thiết lập."
        return [warn("database", said, "Chạy cadrebot setup.")]
    return [*_file(found), *_staff(found)]


def _file(found: Checkup) -> list[Finding]:
    if found.damage:
        mend = "Dừng chương trình, giữ lại tệp này, rồi dùng bản sao lưu gần nhất."
        return [bad("database", f"Cơ sở dữ liệu bị hỏng: {found.damage}", mend)]
    size = f"{found.engine}, {megabytes(found.size)}"
    if found.wal > _LARGE_WAL:
        mend = "Khởi động lại cadrebot serve để dồn nhật ký vào tệp chính."
        return [warn("database", f"Nguyên vẹn ({size}), nhưng nhật ký ghi đã tới {megabytes(found.wal)}.", mend)]
    if found.pending:
        mend = "Lần chạy tới sẽ tự cập nhật; nên sao lưu trước."
        return [warn("database", f"Nguyên vẹn ({size}), còn {found.pending} bản cập nhật cấu trúc.", mend)]
    return [ok("database", f"Nguyên vẹn, cấu trúc mới nhất ({size}).")]


def _staff(found: Checkup) -> list[Finding]:
    if not found.unlinked:
        return []
    rest = len(found.unlinked) - _FEW
    names = ", ".join(found.unlinked[:_FEW]) + (f" và {rest} người khác" if rest > 0 else "")
    mend = "Cấp lại mã liên kết: cadrebot invite MÃ, rồi đưa tận tay."
    return [warn("staff", f"Người được giao nhiệm vụ chưa liên kết tài khoản chat: {names}.", mend)]


def megabytes(size: int) -> str:
    """`12,3 MB`."""
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
