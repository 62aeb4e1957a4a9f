"""Words about one's own record."""

from datetime import date

from rules.cadres import Cadre, Credential, Post, PostKind
from rules.dates import vietnamese
from rules.levels import Level

WRONG = "Thông tin chưa đúng"
AS_FILE = "Dữ liệu của tôi"
UNLINK = "Hủy liên kết"
PRIVACY = "Quyền riêng tư"
_UNKNOWN = "chưa có dữ liệu"


def card(cadre: Cadre, today: date) -> str:
    """The record on one small screen."""
    lines = [
        f"Hồ sơ của đồng chí {cadre.name} ({cadre.code})",
        f"Đơn vị: {cadre.unit.name}",
        f"Chức vụ: {_posts(cadre.posts_on(today))}",
    ]
    if planned := cadre.posts_on(today, PostKind.PLANNED):
        lines.append(f"Quy hoạch: {_posts(planned)}")
    lines += [
        f"Đối tượng: {cadre.category or _UNKNOWN}",
        f"Ngày sinh: {cadre.birth or _UNKNOWN}. Điện thoại: {masked(cadre.phone)}",
        f"Vào Đảng: {cadre.party_joined or _UNKNOWN}; chính thức: {cadre.party_full or _UNKNOWN}",
        f"Chuyên môn: {cadre.education or _UNKNOWN}",
        f"Lý luận chính trị: {_credentials(cadre.credentials)}",
        f"Xếp loại: {_ratings(cadre)}",
    ]
    return "\n".join(lines)


def masked(phone: str) -> str:
    """A phone on a screen that others may see: only its last three digits. Asterisks would be read as emphasis."""
    return f"•••• ••• {phone[-3:]}" if phone else _UNKNOWN


def _posts(posts: tuple[Post, ...]) -> str:
    return "; ".join(dict.fromkeys(post.title for post in posts)) or _UNKNOWN


def _credentials(credentials: tuple[Credential, ...]) -> str:
    held = [c for c in credentials if c.level is not Level.NONE]
    return "; ".join(credential(c) for c in held) if held else "chưa có văn bằng nào được ghi"


def credential(paper: Credential) -> str:
    """One paper: level, mode, year or day, number, and whether it was compared with the original."""
    parts = [paper.level.label]
    if paper.mode:
        parts[0] += f" hệ {paper.mode.label}"
    if paper.number:
        parts.append(f"số {paper.number}")
    if paper.issued:
        day = paper.issued.day
        parts.append(
            f"ngày {vietnamese(day)}"
            if day
            else f"năm {paper.issued}"
            if len(str(paper.issued)) == 4
            else f"tháng {paper.issued}"
        )
    state = "đã đối chiếu bản gốc" if paper.verified else "chưa đối chiếu bản gốc"
    return f"{', '.join(parts)} ({state})"


def _ratings(cadre: Cadre) -> str:
    latest = sorted(cadre.ratings.items(), reverse=True)[:2]
    return "; ".join(f"năm {year}: {rating}" for year, rating in latest) or _UNKNOWN
