"""What a typed text is taken for: the intent by who asks, and what the text itself names."""

import pytest

from handlers.understanding import understand
from handlers.understanding.normalising import telling_part
from handlers.understanding.places import communes_of
from handlers.understanding.slots import slots_in
from rules.access import Asker, Grant, Role
from tests.handlers import roster
from tests.handlers.conftest import Linked

CADRE = Asker("cb001")
CLERK = Asker(grants=(Grant(Role.STAFF),))


@pytest.mark.parametrize(
    "text",
    [
        "CB001",
        "cb001",
        "tra CB001",
        "tra cứu Trần Văn Nhã",
        "Tra cứu Nhã",
        "tìm tran van nha",
        "tìm đồng chí Trần Văn Nhã",
    ],
)
async def test_a_clerk_finds_a_record_by_code_or_name_alone(linked: Linked, text: str) -> None:
    lan = await linked(roster.LAN)
    assert "Trần Văn Nhã" in await lan.says(text)
    assert lan.turned.intent == "find_cadre"


@pytest.mark.parametrize(
    "text", ["tìm tài liệu bài 4", "tìm lớp trung cấp", "tra cứu lịch học tuần này", "tra cứu lớp"]
)
def test_what_a_clerk_looks_for_is_not_always_a_person(text: str) -> None:
    assert understand(text, CLERK).intent != "find_cadre"


def test_a_name_after_tra_cuu_is_no_search_for_those_who_keep_no_records() -> None:
    assert understand("tra cứu Trần Văn Nhã", CADRE).intent == "out_of_scope"


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("lớp trung cấp", {"level": "trung_cap"}),
        ("lop tc", {"level": "trung_cap"}),
        ("lớp tháng 12", {"when": "12"}),
        ("các lớp bồi dưỡng tháng sau", {"when": "next_month"}),
    ],
)
def test_a_class_named_by_level_or_month_alone_asks_what_opens(text: str, slots: dict[str, str]) -> None:
    understood = understand(text, CADRE)
    assert (understood.intent, understood.asks, understood.slots) == ("upcoming_classes", False, slots)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Phó trưởng phòng phải có trình độ gì?", "pho_phong"),
        ("PP cần gì", "pho_phong"),
        ("trưởng phòng cần trình độ gì", "truong_phong"),
        ("Phó Giám đốc trung tâm", "pho_phong"),
        ("bí thư đảng ủy xã", "bch_xa"),
        ("ủy viên BCH đảng bộ xã Tân An", "bch_xa"),
        ("đảng ủy viên cấp xã toàn huyện", "bch_xa"),
        ("huyện ủy viên cần bằng gì", "bch_huyen"),
        ("ủy viên ban chấp hành đảng bộ huyện", "bch_huyen"),
        ("công chức địa chính xã", "cbcc_xa"),
        ("chủ tịch hội nông dân xã", "cbcc_xa"),
        ("bí thư đoàn xã", "cbcc_xa"),
        ("cán bộ, công chức, viên chức cấp huyện", "cbccvc_huyen"),
        ("công chức cần trình độ gì", None),
        ("người hoạt động không chuyên trách xã", None),
        ("công tác xã hội", None),
    ],
)
def test_a_plain_title_names_its_group(text: str, group: str | None) -> None:
    assert slots_in(text).get("group") == group


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("xã An Trường đạt bao nhiêu", "xã An Trường"),
        ("xa an truong a dat bao nhieu", "xã An Trường A"),
        ("xã Nhị Long", "xã Nhị Long"),
        ("xã Nhị Long Phú", "xã Nhị Long Phú"),
        ("xa dai phuc", "xã Đại Phúc"),
        ("xa dai phuoc", "xã Đại Phước"),
        ("thị trấn Càng Long", "thị trấn Càng Long"),
        ("huyện Càng Long", None),
        ("xã An Trường B", None),
        ("đồng chí Tân Bình", None),
    ],
)
def test_a_commune_is_named_in_full_and_never_taken_for_its_twin(text: str, unit: str | None) -> None:
    assert slots_in(text, communes_of(roster.POLICY)).get("unit") == unit


async def test_what_the_front_door_hears_names_the_commune(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.says("công chức xã Đại Phước cần trình độ gì?")
    assert nha.turned.slots == {"group": "cbcc_xa", "unit": "xã Đại Phước"}


def test_of_a_long_letter_the_beginning_and_the_end_are_read() -> None:
    courtesy = "Tôi công tác đã nhiều năm và luôn cố gắng. " * 40
    asked = "Lớp trung cấp khi nào mở ở xã Tân An?"
    for letter in (f"{asked} {courtesy}", f"{courtesy} {asked}"):
        understood = understand(letter, CADRE)
        assert (understood.intent, understood.slots["level"]) == ("upcoming_classes", "trung_cap")


@pytest.mark.parametrize("pasted", ["100 xã ", "tôi ", "An Trường ", "số"])
def test_the_longest_message_is_read_no_further_than_a_letters_ends(pasted: str) -> None:
    part = telling_part((pasted * 2000)[:2000])
    assert len(part) <= 601
    assert telling_part(part) == part
    assert telling_part(pasted) == pasted
