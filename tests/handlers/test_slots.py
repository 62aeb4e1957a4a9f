"""What a text itself names, in the closed forms of the label guide."""

import pytest

from handlers.understanding.slots import fitting, slots_in


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("an trường a đạt nhiêu", "xã An Trường A"),
        ("xã An Trường ạ", "xã An Trường"),
        ("xa antruong dat chua", "xã An Trường"),
        ("xa phuong thah", "xã Phương Thạnh"),
        ("xa dai phuo", None),
        ("tt càng long", "thị trấn Càng Long"),
        ("các xã, thị trấn", None),
        ("ai bên tài chính kế hoạch", "Phòng Tài chính - Kế hoạch"),
        ("phòng GD&ĐT", "Phòng Giáo dục và Đào tạo"),
        ("chủ tịch hội nông dân xã", None),
        ("thầy nào dạy môn dân vận", None),
        ("em chuyển từ Phòng Nội vụ về xã Tân An", "xã Tân An"),
        ("Phòng Tư pháp chứ không phải Phòng Nội vụ", "Phòng Tư pháp"),
        ("so xã Đại Phước với xã Đại Phúc", "xã Đại Phước"),
    ],
)
def test_a_unit_is_known_by_the_words_people_use_and_never_taken_for_its_twin(text: str, unit: str | None) -> None:
    assert slots_in(text).get("unit") == unit


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("có sơ cấp rồi muốn học trung cấp", "trung_cap"),
        ("tôi có trung cấp, đạt chưa", "trung_cap"),
        ("chưa học sơ cấp mà học thẳng trung cấp được không", "trung_cap"),
        ("học trung cấp dược được không", None),
        ("đk học tc ko tt", "trung_cap"),
        ("lớp SC-K2 học ở đâu", None),
        ("lop sơcấp", "so_cap"),
    ],
)
def test_the_level_is_the_one_aimed_at(text: str, level: str | None) -> None:
    assert slots_in(text).get("level") == level


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("tối nay học gì", "today"),
        ("chiều mai", "tomorrow"),
        ("tháng sau", "next_month"),
        ("từ đầu tháng tôi nghỉ", None),
        ("tháng mười hai", "12"),
        ("t12 mở lớp gì", "12"),
        ("tháng 1/2026", "2026-01"),
        ("năm 2026", "2026"),
        ("ngày 5/12", "12"),
        ("thứ sáu tuần sau", "next_week"),
        ("quý 4 năm nay", None),
        ("mốt học không", None),
    ],
)
def test_a_time_is_named_as_the_guide_has_it(text: str, when: str | None) -> None:
    assert slots_in(text).get("when") == when


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("bài 4 lớp khoá 3", {"lesson": "4", "class_ref": "khoá 3"}),
        ("xin vắng b3 k14", {"lesson": "3", "class_ref": "k14"}),
        ("lớp K74B.21", {"class_ref": "K74B.21"}),
        ("nghỉ buổi thứ Bảy", {}),
        ("lớp cảm tình đảng", {"course": "nhan_thuc_dang"}),
        ("em là đảng viên dự bị", {}),
        ("lớp bí thư chi bộ", {"course": "cap_uy"}),
        ("hệ tc", {"mode": "khong_tap_trung"}),
        ("bảy giờ tập trung tại sân", {}),
    ],
)
def test_classes_lessons_courses_and_modes(text: str, slots: dict[str, str]) -> None:
    assert slots_in(text) == slots


def test_small_talk_and_what_is_out_of_scope_carry_nothing() -> None:
    slots = slots_in("cảm ơn, lớp trung cấp hay lắm")
    assert slots
    assert fitting(slots, "greeting") == {}
    assert fitting(slots, "out_of_scope") == {}


def test_the_centre_is_a_unit_only_where_its_own_attainment_is_meant() -> None:
    slots = slots_in("Trung tâm Chính trị ở đâu")
    assert fitting(slots, "contact") == {}
    assert fitting(slots, "unit_progress") == {"unit": "Trung tâm Chính trị"}
