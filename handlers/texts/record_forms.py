"""Words for the forms that change a part of a record: its level, posts, unit, ratings and plain parts."""

from collections.abc import Sequence

from handlers.texts.staff_records import PARTS, of_post, plain
from rules.cadres import Cadre, Post, Tier, Unit

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
    return f"{PARTS[name]} đang ghi: {plain(name, now)}.\nXin nhắn nội dung mới.{_HINTS.get(name, '')}"


def shared_phone(others: int) -> str:
    """The phone stands in other records too."""
    return f"\nLưu ý: số này đang ghi ở {others} hồ sơ khác."
