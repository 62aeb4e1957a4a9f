"""What ten cadres of different posts are told, beside what a person who knows the targets would tell them."""

import openpyxl
import pytest

from .district import Person
from .office import Office

NONE, SC, TC, CC = "none", "so_cap", "trung_cap", "cao_cap"
WORDS = {SC: "sơ cấp", TC: "trung cấp", CC: "cao cấp"}

# post as written; unit; held, required, groups, by hand
BY_HAND: tuple[tuple[str, str, str, str, set[str]], ...] = (
    ("Bí thư Huyện ủy", "Huyện ủy Càng Long", CC, CC, {"bch_huyen", "cbccvc_huyen"}),
    ("Phó Trưởng Ban Tổ chức", "Ban Tổ chức Huyện ủy", TC, CC, {"pho_phong", "cbccvc_huyen"}),
    ("Nhân viên lái xe", "Văn phòng Huyện ủy", NONE, NONE, set()),
    ("Kế toán trưởng", "Phòng Tài chính - Kế hoạch", SC, TC, {"cbccvc_huyen"}),
    ("Giáo viên", "Trường Tiểu học Nhị Long A", SC, TC, {"cbccvc_huyen", "bch_xa"}),
    ("Bí thư Đảng ủy xã; Chủ tịch HĐND xã", "UBND xã An Trường", TC, CC, {"bch_huyen", "bch_xa", "cbcc_xa"}),
    ("Trưởng trạm", "Trạm Y tế xã Đại Phúc", NONE, TC, {"bch_xa"}),
    ("Phó Chủ tịch Hội Nông dân", "UBND thị trấn Càng Long", SC, NONE, set()),
    ("Bí thư Đoàn xã", "UBND xã Nhị Long", SC, TC, {"cbcc_xa"}),
    ("Phó Bí thư Huyện đoàn", "Huyện đoàn", SC, CC, {"pho_phong", "cbccvc_huyen"}),
)
RANKS = (NONE, SC, TC, CC)


@pytest.fixture(scope="session")
def codes(prepared: Office, everyone: list[Person]) -> dict[tuple[str, str], str]:
    """Post and unit, as the office wrote them, to the code the person was given; found by the phone number."""
    assert prepared.run("export", "roster", "codes.xlsx").status == 0
    rows = list(openpyxl.load_workbook(prepared.folder / "codes.xlsx").worksheets[0].values)
    top = next(row for row in rows if "Mã cán bộ" in row)
    code, phone = top.index("Mã cán bộ"), top.index("Số điện thoại")
    by_phone = {str(row[phone]): str(row[code]) for row in rows}
    return {(each["Chức vụ"], each["Đơn vị"]): by_phone[each["Số điện thoại"]] for each in everyone}


@pytest.mark.parametrize(("post", "unit", "held", "required", "groups"), BY_HAND)
def test_a_cadre_is_shown_what_the_posts_require(
    post: str,
    unit: str,
    held: str,
    required: str,
    groups: set[str],
    prepared: Office,
    codes: dict[tuple[str, str], str],
) -> None:
    shown = prepared.run("show", codes[post, unit], "--json").json
    met = None if required == NONE else RANKS.index(held) >= RANKS.index(required)
    found = {key: shown[key] for key in ("code", "held", "required", "planned_required", "met")}
    assert found == {
        "code": codes[post, unit],
        "held": held,
        "required": required,
        "planned_required": NONE,
        "met": met,
    }
    assert set(shown["groups"]) == groups
    assert {reason["group"] for reason in shown["reasons"]} - {None} == groups


@pytest.mark.parametrize(
    ("post", "unit", "required"), [(each[0], each[1], each[3]) for each in (BY_HAND[1], BY_HAND[4], BY_HAND[6])]
)
def test_a_cadre_who_asks_is_told_the_level_and_then_the_reason(
    post: str, unit: str, required: str, prepared: Office, codes: dict[tuple[str, str], str]
) -> None:
    ask = ("ask", "--as", codes[post, unit], "Tôi cần học trình độ gì?", "--json")
    answer = prepared.run(*ask).json
    assert answer["intent"] == "my_status"
    assert f"Cần có: {WORDS[required]} lý luận chính trị" in answer["text"]
    (why,) = [button["key"] for row in answer["buttons"] for button in row if button["label"] == "Vì sao?"]
    reason = prepared.run(*ask, "--tap", why).json["text"]
    assert unit.removesuffix(" Huyện ủy") in reason
    assert "trên 90%" in reason if required == CC else "100%" in reason


def test_an_invitation_is_a_code_for_one_person(prepared: Office, codes: dict[tuple[str, str], str]) -> None:
    code = codes["Bí thư Huyện ủy", "Huyện ủy Càng Long"]
    invitation = prepared.run("invite", code, "--json").json
    assert set(invitation) == {"cadre", "code", "link", "expires"}
    assert (invitation["cadre"], len(invitation["code"])) == (code, 10)
    assert set(invitation["code"]) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_a_post_that_also_decides_is_named(prepared: Office, codes: dict[tuple[str, str], str]) -> None:
    teacher = codes["Giáo viên", "Trường Tiểu học Nhị Long A"]
    reason = prepared.run("ask", "--as", teacher, "Tôi cần học trình độ gì?", "--tap", "why").out
    assert "Giáo viên" in reason
    assert "Ủy viên BCH Đảng bộ xã Nhị Long" in reason


def test_who_has_no_category_is_told_that_targets_of_staff_cannot_be_judged(
    prepared: Office, codes: dict[tuple[str, str], str]
) -> None:
    officer = codes["Công chức Tư pháp - Hộ tịch", "UBND xã Nhị Long"]
    assert "chưa ghi rõ Đối tượng" in prepared.run("ask", "--as", officer, "Tôi cần học trình độ gì?").out


def test_a_wrong_record_is_told_step_by_step_at_the_terminal(settled: Office) -> None:
    """Each line answers the question before it: which part, in which words, and whether to send them."""
    told = settled.run("chat", "--as", "CL00006", typed="thông tin chưa đúng\n1\nĐã có bằng cao cấp năm 2024\n1\n").out
    assert told.index("Phần nào trong hồ sơ chưa đúng") < told.rindex("Đã có bằng cao cấp năm 2024")
    assert "Nút này thuộc tin nhắn cũ" not in told


def test_a_stranger_is_told_nothing_of_anybody(prepared: Office, everyone: list[Person]) -> None:
    answer = prepared.run("ask", "--as", "stranger", "Tôi cần học trình độ gì?", "--json").json
    assert set(answer) == {"intent", "slots", "text", "buttons", "files"}
    assert not [person["Họ và tên"] for person in everyone if person["Họ và tên"] in answer["text"]]
