"""Words for the clerk's desk: a record on one screen, and what differs between two states of it."""

from collections.abc import Iterator, Sequence
from datetime import date

from handlers.messages import Button, Reply
from handlers.texts.profile import credential, masked
from handlers.texts.standing import held_and_required
from rules.cadres import Cadre, Post, PostKind
from rules.dates import vietnamese
from rules.learners import Learner
from rules.levels import Level
from rules.standing import Standing

UNKNOWN = "chưa có dữ liệu"
NOT_SEEN = "Không thấy hồ sơ này trong danh sách cán bộ mà đồng chí được giao."
JUST_CHANGED = "Hồ sơ này vừa được sửa nên chưa ghi gì. Xin xem lại hồ sơ rồi làm lại nếu còn cần."
OUTSIDE = "Đơn vị đó ngoài phạm vi đồng chí được giao nên chưa ghi gì. Xin chọn đơn vị khác."
SAVE = "Ghi lại"
SAVED = "Đã ghi lại."
NO_CHANGE = "Hồ sơ đang ghi đúng như vậy, không có gì thay đổi."
SEE_RECORD = "Xem hồ sơ"
NEW_PERSON = "Thêm người mới"
FIND_AGAIN = "Tra hồ sơ khác"
SKIP = "Chưa rõ"
KEEP = "Giữ như đang ghi"
TODAY = "Hôm nay"
PRESS_SAVE = "Xin chọn “Ghi lại”, hoặc “Quay lại” để sửa."

WHO = "Xin nhắn mã cán bộ, hoặc họ tên (có dấu hay không dấu, một phần tên cũng được)."
LEVEL, POSTS, UNIT, RATING, MORE_PARTS, REMOVE = (
    "Trình độ, văn bằng",
    "Chức vụ, đơn vị",
    "Đơn vị công tác",
    "Xếp loại hằng năm",
    "Mục khác",
    "Gộp hoặc đưa ra",
)
ADD_POST, MERGE, END = "Thêm chức vụ", "Gộp với hồ sơ khác", "Đưa ra khỏi danh sách"
PAPER_AWAY = "Bỏ văn bằng ghi sai"
WHICH_CHANGE = "Cần làm gì với hồ sơ này?"


def card(cadre: Cadre, standing: Standing, linked: bool) -> str:
    """A record on one screen, for whoever keeps it. The phone stays masked."""
    posts = cadre.posts_on(standing.day)
    return "\n".join(
        [
            f"Đồng chí {cadre.name} ({cadre.code})",
            held_and_required(standing),
            f"Đơn vị: {cadre.unit.name}. Đối tượng: {cadre.category or UNKNOWN}",
            f"Chức vụ: {'; '.join(post.title for post in posts) or UNKNOWN}",
            f"Văn bằng: {papers(cadre) or 'chưa ghi văn bằng nào'}",
            f"Xếp loại: {'; '.join(f'năm {year}: {text}' for year, text in _latest(cadre)) or UNKNOWN}",
            f"Ngày sinh: {cadre.birth or UNKNOWN}. Điện thoại: {masked(cadre.phone)}",
            f"Vào Đảng: {cadre.party_joined or UNKNOWN}; chính thức: {cadre.party_full or UNKNOWN}",
            f"Chuyên môn: {cadre.education or UNKNOWN}",
            f"Liên kết với Trợ lý: {'đã có' if linked else 'chưa có'}",
        ]
    )


def papers(cadre: Cadre) -> str:
    """The papers of a record in one line; empty when there is none."""
    return "; ".join(credential(paper) for paper in cadre.credentials if paper.level is not Level.NONE)


def part_now(cadre: Cadre, subject: str, today: date) -> str:
    """What the record says at present of the part a request is about; empty for no part in particular."""
    posts = "; ".join(of_post(post) for _, post in standing_posts(cadre, today))
    said = {
        "level": papers(cadre) or "chưa ghi văn bằng nào",
        "post": f"{cadre.unit.name}; {posts or 'chưa ghi chức vụ nào'}",
        "unit": cadre.unit.name,
        "phone": masked(cadre.phone),
        "rating": "; ".join(f"năm {year}: {text}" for year, text in _latest(cadre)) or UNKNOWN,
    }
    return said.get(subject, "")


def _latest(cadre: Cadre) -> list[tuple[int, str]]:
    return sorted(cadre.ratings.items(), reverse=True)[:2]


def nobody(words: str) -> str:
    """No record fits what was typed."""
    return f"Không thấy hồ sơ nào theo “{words}”. Xin kiểm tra lại mã hoặc họ tên."


def learners(shown: Sequence[Learner], found: int) -> str:
    """People of classes who stand on no roster."""
    lines = [f"- {each.name} ({each.code}), {each.unit.name}, ngày sinh: {each.birth or UNKNOWN}" for each in shown]
    more = ["Xin nhắn đầy đủ họ tên hơn, hoặc mã học viên."] if found > len(shown) else []
    return "\n".join([f"Không có trong danh sách cán bộ. Học viên các lớp: {found} người.", *lines, *more])


def choose(found: Sequence[Cadre]) -> str:
    """Several records fit: who they are."""
    lines = [f"{n}. {each.name} ({each.code}), {each.unit.name}" for n, each in enumerate(found, 1)]
    return "\n".join([f"Có {len(found)} hồ sơ. Xin chọn một:", *lines])


def too_many(found: int) -> str:
    """More records fit than can be shown; the search stops at fifty."""
    return f"Có {found if found < 50 else 'từ 50'} hồ sơ như vậy. Xin nhắn đầy đủ họ tên hơn, hoặc mã cán bộ."


def label(cadre: Cadre) -> str:
    """A record as an option."""
    return f"{cadre.name} ({cadre.code})"


def summary(before: Cadre, after: Cadre) -> str:
    """What a form would change, each part before → after, to be read before it is kept."""
    lines = list(differences(before, after))
    if not lines:
        return NO_CHANGE
    return "\n".join([f"Đồng chí {before.name} ({before.code}). Sẽ ghi:", *lines])


def differences(before: Cadre, after: Cadre) -> Iterator[str]:
    """Each part of a record that differs, in a line of its own."""
    for name, text in PARTS.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield f"- {text}: {plain(name, old)} → {plain(name, new)}"
    if before.unit.id != after.unit.id:
        yield f"- Đơn vị: {before.unit.name} → {after.unit.name}"
        yield "  (Chức vụ không đổi theo; cần thì thêm hoặc kết thúc ở mục “Chức vụ, đơn vị”.)"
    yield from _posts(before, after)
    if before.credentials != after.credentials:
        yield f"- Văn bằng: {papers(before) or 'chưa ghi'} → {papers(after) or 'không ghi'}"
    for year in sorted({*before.ratings, *after.ratings}):
        old, new = before.ratings.get(year, ""), after.ratings.get(year, "")
        if old != new:
            yield f"- Xếp loại {year}: {old or 'chưa ghi'} → {new or 'không ghi'}"


PARTS = {
    "name": "Họ tên",
    "birth": "Ngày sinh",
    "phone": "Số điện thoại",
    "category": "Đối tượng",
    "education": "Chuyên môn",
    "party_joined": "Ngày vào Đảng",
    "party_full": "Ngày chính thức",
    "gender": "Giới tính",
    "ethnicity": "Dân tộc",
    "grade": "Ngạch",
}
"""The plain parts of a record, by the field that holds them, the most asked for first."""


def plain(name: str, value: object) -> str:
    """A plain part as it is written."""
    if name == "gender":
        return {"nam": "Nam", "nu": "Nữ"}.get(str(value), "chưa ghi")
    return str(value) if value else "chưa ghi"


def _posts(before: Cadre, after: Cadre) -> Iterator[str]:
    known = set(before.posts)
    for post in after.posts:
        if post not in known and post.kind is PostKind.INCUMBENT:
            ends = post.until is not None
            yield f"- {'Chức vụ kết thúc' if ends else 'Thêm chức vụ'}: {of_post(post)}"


def of_post(post: Post) -> str:
    """A post with its unit and dates."""
    parts = [f"{post.title} ({post.unit.name})"]
    if post.since:
        parts.append(f"từ {vietnamese(post.since)}")
    if post.until:
        parts.append(f"đến hết {vietnamese(post.until)}")
    return ", ".join(parts)


def updated() -> Reply:
    """What the person concerned is told unasked: nothing of the record itself."""
    return Reply(
        "Hồ sơ của đồng chí tại Trung tâm đã được cập nhật. Xin xem tại đây; chưa đúng, xin báo lại Trung tâm.",
        ((Button("Hồ sơ của tôi", "my_profile"),),),
    )


def standing_posts(cadre: Cadre, today: date) -> list[tuple[int, Post]]:
    """The posts in force or to come, with their place in the record; planned ones are not shown."""
    return [
        (place, post)
        for place, post in enumerate(cadre.posts)
        if post.kind is PostKind.INCUMBENT and (post.until is None or post.until >= today)
    ]
