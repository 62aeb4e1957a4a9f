"""Words for the clerk's desk: a record on one screen, the questions of its forms, and what a change means."""

from collections.abc import Iterator, Sequence
from datetime import date

from handlers.messages import Button, Reply
from handlers.texts.profile import credential, masked
from handlers.texts.standing import held_and_required
from rules.cadres import Cadre, Post, PostKind, Tier, Unit
from rules.dates import vietnamese
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
            yield f"- {text}: {_plain(name, old)} → {_plain(name, new)}"
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


def _plain(name: str, value: object) -> str:
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


# Level and its paper

LEVELS = {"so_cap": "Sơ cấp", "trung_cap": "Trung cấp", "cao_cap": "Cao cấp"}
MODES = {"tap_trung": "Tập trung", "khong_tap_trung": "Không tập trung"}
WHICH_LEVEL = "Văn bằng, giấy xác nhận của trình độ nào?"
WHICH_MODE = "Hệ đào tạo?"
WHICH_NUMBER = "Số của văn bằng, giấy xác nhận? Xin nhắn số, ví dụ TC 0123."
WHICH_ISSUED = "Ngày cấp? Ghi ngày/tháng/năm, hoặc chỉ tháng/năm, chỉ năm."
WHICH_ISSUER = "Nơi cấp? Xin nhắn tên cơ quan cấp."
SEEN = {"yes": "Đã xem bản gốc", "no": "Chưa xem bản gốc"}
WAS_SEEN = "Đã đối chiếu với bản gốc chưa?"
WHICH_PAPER = "Bỏ văn bằng nào?"
NO_PAPER = "Hồ sơ chưa ghi văn bằng nào."
IN_THE_FUTURE = "Ngày này chưa tới. Xin ghi lại."

# Posts

WHICH_TITLE = "Chức vụ, chức danh là gì? Ví dụ: Phó Trưởng phòng Nội vụ; Ủy viên BCH Đảng bộ xã."
WHERE_POST = "Tại đơn vị nào? Chọn, hoặc nhắn tên đơn vị khác."
OWN_UNIT = "Đơn vị đang công tác"
SINCE_WHEN = "Giữ từ ngày nào? Ghi ngày/tháng/năm."
LAST_DAY = "Ngày cuối cùng giữ chức vụ? Ghi ngày/tháng/năm."
WHOLE_DAY = "Xin ghi đủ ngày/tháng/năm, ví dụ 01/06/2025."
BEFORE_BEGIN = "Ngày cuối trước ngày bắt đầu. Xin ghi lại."
TITLE_TOO_LONG = "Xin ghi một chức vụ bằng chữ, gọn trong một dòng."
OTHER_POSTS = "Chức vụ khác nữa"
END_POST = "Kết thúc số {}"
"""The number of a post in the list."""


def posts_menu(cadre: Cadre, shown: Sequence[Post]) -> str:
    """The posts in force, numbered as their options are."""
    lines = [f"{n}. {of_post(post)}" for n, post in enumerate(shown, 1)]
    unit = f"Đơn vị công tác: {cadre.unit.name}."
    return "\n".join([unit, f"Chức vụ của đồng chí {cadre.name} ({cadre.code}):", *(lines or ["chưa ghi chức vụ nào"])])


# Units

TIERS = {Tier.DISTRICT: "cấp huyện", Tier.COMMUNE: "cấp xã"}

WHICH_UNIT = "Đơn vị nào? Xin nhắn tên đơn vị, ví dụ: xã Tân An, Phòng Nội vụ."
NEW_UNIT = "Thêm đơn vị mới"


def unit_question(text: str, tier: str, near: Unit | None) -> str:
    """A unit that is not known: whether it is a slip for one, or really new."""
    asked = f"Chưa có đơn vị “{text}” trong danh sách."
    if near is not None:
        asked += f" Có phải là “{near.name}”?"
    return f"{asked}\nNếu đúng là đơn vị mới ({tier}), xin chọn “{NEW_UNIT}”; viết lại tên thì chọn “Quay lại”."


# Ratings

RATINGS = {
    "xs": "Hoàn thành xuất sắc nhiệm vụ",
    "tot": "Hoàn thành tốt nhiệm vụ",
    "ht": "Hoàn thành nhiệm vụ",
    "kht": "Không hoàn thành nhiệm vụ",
}
RATING_LABELS = {
    "xs": "Hoàn thành xuất sắc",
    "tot": "Hoàn thành tốt",
    "ht": "Hoàn thành",
    "kht": "Không hoàn thành",
    "none": "Bỏ xếp loại năm này",
}
WHICH_YEAR = "Xếp loại của năm nào?"
YEAR_WRONG = "Xin ghi năm bằng bốn chữ số, không quá năm nay."


def year_option(year: int) -> str:
    """A year as an option."""
    return f"Năm {year}"


def which_rating(year: str, now: str) -> str:
    """The rating of a year, with the one on record."""
    return f"Xếp loại năm {year}?" + (f" Đang ghi: {now}." if now else "")


# Plain parts

GENDERS = ("Nam", "Nữ")
CATEGORY_UNKNOWN = "Chưa rõ đối tượng"

MORE = "Mục khác nữa"
CATEGORIES = ("Cán bộ", "Công chức", "Viên chức", "Không chuyên trách")
WHICH_PART = "Sửa mục nào?"
CLEAR = "Bỏ trống mục này"
CATEGORY_WRONG = "Xin chọn một trong các đối tượng bên dưới"
TOO_LONG = "Xin ghi nội dung bằng chữ, gọn trong một dòng."
FULL_NAME = "Xin ghi đầy đủ họ và tên, không có chữ số"
_HINTS = {
    "birth": " Ghi ngày/tháng/năm, hoặc chỉ năm.",
    "party_joined": " Ghi ngày/tháng/năm, hoặc chỉ năm.",
    "party_full": " Ghi ngày/tháng/năm, hoặc chỉ năm.",
    "phone": " Ghi 10 chữ số.",
}


def new_value(name: str, now: object) -> str:
    """Ask for the new value of a plain part."""
    return f"{PARTS[name]} đang ghi: {_plain(name, now)}.\nXin nhắn nội dung mới.{_HINTS.get(name, '')}"


def shared_phone(others: int) -> str:
    """The phone stands in other records too."""
    return f"\nLưu ý: số này đang ghi ở {others} hồ sơ khác."


# Off the roster

REASONS = ("Nghỉ hưu", "Chuyển công tác", "Thôi việc", "Từ trần", "Ghi nhầm")
WHY_END = "Vì sao đưa ra khỏi danh sách? Chọn, hoặc nhắn vài chữ."
END_IT = "Đưa ra"
COME_BACK = "Đưa lại danh sách"
CAME_BACK = "Đã đưa lại vào danh sách cán bộ. Nhiệm vụ được giao trên Trợ lý (nếu có) phải giao lại."
ENDED_FOR_PERSON = Reply(
    "Hồ sơ của đồng chí không còn trong danh sách cán bộ do Trung tâm theo dõi. Cần hỏi thêm, xin liên hệ Trung tâm.",
    ((Button("Gặp cán bộ Trung tâm", "contact"),),),
)


def end_summary(cadre: Cadre, reason: str) -> str:
    """What taking someone off the roster means."""
    return (
        f"Đưa đồng chí {cadre.name} ({cadre.code}), {cadre.unit.name}, ra khỏi danh sách cán bộ.\n"
        f"Lý do: {reason}\n"
        "Hồ sơ không còn trong tra cứu và chỉ tiêu; nhiệm vụ được giao trên Trợ lý (nếu có) cũng thôi."
    )


def ended(cadre: Cadre) -> str:
    """After taking someone off."""
    return f"Đã đưa đồng chí {cadre.name} ({cadre.code}) ra khỏi danh sách cán bộ."


# Somebody new

NEW_NAME = "Họ và tên người mới?"
NEW_BIRTH = "Ngày sinh? Ghi ngày/tháng/năm, hoặc chỉ năm."
NEW_CATEGORY = "Đối tượng? Nếu chưa biết, xin nhắn “chưa rõ”."
NEW_POST = "Chức vụ hiện nay? Nhiều chức vụ cách nhau bằng dấu chấm phẩy (;)."
ADD = "Thêm vào danh sách"


def add_summary(cadre: Cadre, alike: Sequence[Cadre]) -> str:
    """A new record before it is kept, and whoever it may be already."""
    lines = [
        f"Thêm đồng chí {cadre.name}, {cadre.unit.name}.",
        f"Ngày sinh: {cadre.birth or 'chưa ghi'}. Đối tượng: {cadre.category or 'chưa ghi'}",
        f"Chức vụ: {'; '.join(post.title for post in cadre.posts) or 'chưa ghi'}",
    ]
    if alike:
        known = "; ".join(f"{each.name} ({each.code}), {each.unit.name}" for each in alike[:3])
        lines.append(f"LƯU Ý: có thể đã có trong danh sách: {known}.")
    lines.append("Mã cán bộ được cấp khi ghi lại.")
    return "\n".join(lines)


def added(cadre: Cadre) -> str:
    """After keeping a new record."""
    return f"Đã thêm đồng chí {cadre.name}, mã {cadre.code}, {cadre.unit.name}."


# Two records of one person

MERGE_WITH = "Gộp với hồ sơ nào? Xin nhắn mã cán bộ hoặc họ tên."
MERGE_IT = "Gộp"
SAME_RECORD = "Đó chính là hồ sơ này. Xin nhắn mã của hồ sơ kia."


def which_stays(one: Cadre, other: Cadre) -> str:
    """Which of the two records stays."""
    lines = [
        f"{n}. {each.name} ({each.code}), {each.unit.name}, sinh {each.birth or 'chưa ghi'}"
        for n, each in enumerate((one, other), 1)
    ]
    return "\n".join(["Giữ hồ sơ nào? Hồ sơ kia ra khỏi danh sách.", *lines])


def stays(cadre: Cadre) -> str:
    """The option of keeping this record."""
    return f"Giữ {cadre.code}"


def merge_summary(before: Cadre, after: Cadre, goes: Cadre) -> str:
    """What merging brings into the record that stays, and what else moves."""
    lines = list(differences(before, after)) or ["- Nội dung hồ sơ giữ lại không đổi."]
    return "\n".join(
        [
            f"Gộp {goes.name} ({goes.code}) vào {before.name} ({before.code}).",
            *lines,
            "- Chuyển theo: liên kết chat, ghi danh lớp, yêu cầu sửa, nhiệm vụ được giao.",
            f"Hồ sơ {goes.code} ra khỏi danh sách.",
        ]
    )


def merged(stayed: Cadre, gone: Cadre) -> str:
    """After merging."""
    return f"Đã gộp: giữ hồ sơ {stayed.code}, hồ sơ {gone.code} đã ra khỏi danh sách."


def standing_posts(cadre: Cadre, today: date) -> list[tuple[int, Post]]:
    """The posts in force or to come, with their place in the record; planned ones are not shown."""
    return [
        (place, post)
        for place, post in enumerate(cadre.posts)
        if post.kind is PostKind.INCUMBENT and (post.until is None or post.until >= today)
    ]
