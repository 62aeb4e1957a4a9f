"""Short forms that staff add: what they make of a question, what is refused, and the way back of each change."""

from dataclasses import replace

import pytest

from handlers.house import House
from handlers.known_forms import KnownForms
from handlers.texts import common
from handlers.understanding.normalising import reading_of
from handlers.understanding.own_forms import NO_OWN_FORMS, own_forms
from handlers.understanding.unknown_words import unknown_in
from storage import units
from storage.database import Database
from tests.handlers import roster
from tests.handlers.asking import asks, ship
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked

_ASKED = "cho xem lhtr"
_MEANT = "lịch học tuần này"


@pytest.fixture
async def lan(linked: Linked) -> Person:
    return await linked(roster.LAN)


@pytest.fixture
async def nha(linked: Linked) -> Person:
    return await linked(roster.NHA)


async def adds(person: Person, line: str) -> str:
    """Write a short form in one line and keep it; what is read then."""
    await person.says(f"/viettat {line}")
    return await person.taps(next(label for label in person.labels if label.startswith("Lưu")))


async def _actions(db: Database) -> list[str]:
    rows = await db.rows("select action from journal where kind = 'short_form' order by at, id")
    return sorted(row["action"] for row in rows)


async def test_a_question_that_was_not_understood_is_once_staff_added_its_short_form(lan: Person, nha: Person) -> None:
    assert "chưa rõ ý" in await nha.says(_ASKED)
    assert f"“lhtr” đọc là “{_MEANT}”" in await adds(lan, f"lhtr = {_MEANT}")
    await nha.says(_ASKED)
    assert nha.turned.intent == "my_schedule"
    assert "chưa rõ ý" not in nha.last.text


async def test_the_form_asks_for_the_line_shows_what_it_does_and_keeps_it(lan: Person, db: Database) -> None:
    await lan.says("/viettat")
    assert "chưa ghi từ viết tắt nào" in lan.last.text
    await lan.taps("Ghi từ viết tắt")
    assert "hl = học lại" in lan.last.text
    assert "“lhtr” sẽ đọc là “lịch học tuần này”" in await lan.says(f"LHTR = {_MEANT}")
    text = await lan.says("cho xem LHTR")
    assert "Bây giờ: chưa rõ ý, sẽ hỏi lại" in text
    assert "đọc là “cho xem lịch học tuần này”; hiểu là “Lịch học của tôi”" in text
    assert "không có từ này, nên đọc như cũ" in await lan.says("chào buổi sáng")
    assert await short_forms_kept(db) == []
    await lan.taps("Lưu")
    assert await short_forms_kept(db) == [("lhtr", '["lịch học tuần này"]')]
    assert "1. lhtr = lịch học tuần này" in await lan.says("/viettat")


async def short_forms_kept(db: Database) -> list[tuple[str, str]]:
    rows = await db.rows("select typed, meanings from short_form where removed = 0 order by typed")
    return [(row["typed"], row["meanings"]) for row in rows]


async def test_a_word_alone_is_asked_what_it_means(lan: Person) -> None:
    assert "Đọc “lhtr” thế nào?" in await lan.says("/viettat lhtr")
    assert "“lhtr” sẽ đọc là “lịch học tuần này”" in await lan.says(_MEANT)


async def test_several_meanings_stay_beside_each_other(lan: Person, nha: Person, house: House) -> None:
    await lan.says("/viettat htt = học thêm tối | hội trường tầng ba")
    assert "“học thêm tối”, hoặc “hội trường tầng ba”" in lan.last.text
    await lan.taps("Lưu")
    await nha.says("mai có htt không")
    reading = reading_of("mai có htt không", house.short_forms.of("").table)
    assert reading.words[2:5] == ("hoc", "them", "toi")
    assert (2, ("hoi", "truong", "tang", "ba")) in reading.others


async def test_a_removed_one_counts_no_longer_and_can_be_taken_back(lan: Person, nha: Person, db: Database) -> None:
    await adds(lan, f"lhtr = {_MEANT}")
    await lan.says("/viettat lhtr")
    await lan.taps("Bỏ từ này")
    assert "Đã bỏ từ “lhtr”" in lan.last.text
    assert "chưa rõ ý" in await nha.says(_ASKED)
    assert "Đã lấy lại" in await lan.taps("Lấy lại")
    await nha.says(_ASKED)
    assert nha.turned.intent == "my_schedule"
    assert await _actions(db) == ["add short form", "remove short form", "restore short form"]


async def test_a_removed_one_is_found_and_taken_back_later(lan: Person) -> None:
    await adds(lan, f"lhtr = {_MEANT}")
    await lan.says("/viettat lhtr")
    await lan.taps("Bỏ từ này")
    assert "(đã bỏ)" in await lan.says("/viettat")
    await lan.taps("lhtr")
    assert "Đã lấy lại" in await lan.taps("Lấy lại")


async def test_a_changed_one_goes_back_to_what_it_meant(lan: Person, nha: Person) -> None:
    await adds(lan, "lhtr = liên hệ trung tâm")
    await lan.says("/viettat lhtr")
    await lan.taps("Sửa cách đọc")
    assert "Đang ghi: “liên hệ trung tâm”" in lan.last.text
    await lan.says(_MEANT)
    await lan.taps("Lưu")
    await nha.says(_ASKED)
    assert nha.turned.intent == "my_schedule"
    await lan.says("/viettat lhtr")
    assert "“liên hệ trung tâm”" in await lan.taps("Trở lại như trước")
    await nha.says(_ASKED)
    assert nha.turned.intent != "my_schedule"


async def test_an_old_button_changes_nothing(lan: Person, db: Database) -> None:
    await adds(lan, f"lhtr = {_MEANT}")
    for key in (
        "short_form_drop:1:7",
        "short_form_back:1:1",
        "short_form_drop:9:1",
        "short_form_drop:x",
        "short_form:9",
    ):
        await lan.taps(key)
    assert await short_forms_kept(db) == [("lhtr", '["lịch học tuần này"]')]


async def test_who_was_slower_is_told(lan: Person, linked: Linked, db: Database) -> None:
    phuc = await linked(roster.PHUC)
    await lan.says("/viettat lhtr = lịch học tuần này")
    await adds(phuc, "lhtr = liên hệ trung tâm")
    assert "vừa có người sửa" in await lan.taps("Lưu")
    assert await short_forms_kept(db) == [("lhtr", '["liên hệ trung tâm"]')]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("h = học", "chỉ là chữ cái rời"),
        ("h l = học lại", "chỉ là chữ cái rời"),
        ("15 = mười lăm", "cần có chữ cái"),
        ("? = hỏi", "cần có chữ cái"),
        ("lop = lớp học phần", "“lop” là một từ Trợ lý đang hiểu đúng nghĩa"),
        ("học = học lại", "“học” là một từ Trợ lý đang hiểu đúng nghĩa"),
        ("ubnd = ủy ban xã", "“ubnd” có trong tên đơn vị"),
        ("tân an = tân an hội", "có trong tên đơn vị “xã Tân An”"),
        ("my cam = mỹ cẩm", "có trong tên đơn vị “xã Mỹ Cẩm”"),
        ("k14 = khóa mười bốn", "đọc như ký hiệu của lớp"),
        ("trung cấp = cao cấp", "để nhận ra trình độ, lớp hoặc thời gian"),
        ("xin cho tôi hỏi hl = học lại", "Từ viết tắt dài quá"),
        ("hl = ", "Chưa có cách đọc"),
        ("hl = hl", "giống hệt"),
        ("hl = a | b | c | d", "Nhiều cách đọc quá"),
        ("hl = học; lại", "chỉ gồm chữ và số"),
        ("hl = học ktt", "chữ “ktt” lại là chữ viết tắt"),
        ("hl = " + "rất dài " * 10, "dài quá: tối đa 60"),
        ("ktt = không tập trung", "Trợ lý đã đọc “ktt” đúng như vậy"),
    ],
)
async def test_what_would_harm_other_sentences_is_refused_by_name(
    lan: Person, db: Database, line: str, wrong: str
) -> None:
    assert wrong in await lan.says(f"/viettat {line}")
    assert "Viết từ viết tắt, dấu bằng" in lan.last.text
    assert await short_forms_kept(db) == []


async def test_the_word_of_a_unit_on_record_is_refused(lan: Person, db: Database) -> None:
    async with db.transaction() as tx:
        await units.save(tx, [replace(roster.TAN_AN, id="hlx", name="Hội HLX Tân An", parent_id=None)])
    assert "có trong tên đơn vị “Hội HLX Tân An”" in await lan.says("/viettat hlx = học lại")


async def test_another_meaning_than_everybodys_is_warned_of_and_may_be_kept_beside_it(
    lan: Person, db: Database
) -> None:
    text = await lan.says("/viettat kt = kế toán")
    assert "hiện Trợ lý đọc “kt” là “kiểm tra”, hoặc “kiến thức”" in text
    assert lan.labels[:2] == ["Lưu, giữ cả cách cũ", "Lưu, bỏ cách đọc cũ"]
    await lan.taps("Lưu, giữ cả cách cũ")
    assert await short_forms_kept(db) == [("kt", '["kế toán","kiểm tra","kiến thức"]')]


@pytest.mark.parametrize(
    ("line", "warning"),
    [
        ("thum = thu hoạch", "có thể là một chữ tiếng Việt"),
        ("bài xong = bài thu hoạch", "toàn chữ thường dùng"),
        ("hl = xquwk zzyk", "chưa gặp chữ nào"),
    ],
)
async def test_what_may_surprise_is_said_before_it_is_kept(lan: Person, line: str, warning: str) -> None:
    assert warning in await lan.says(f"/viettat {line}")
    assert lan.labels[0] == "Lưu"


@pytest.mark.parametrize(
    "key", ["short_forms", "short_form:1", "short_form_new", "short_form_new:hl", "short_form_edit:1",
            "short_form_drop:1:1", "short_form_back:1:1"],
)  # fmt: skip
async def test_a_cadre_is_refused(lan: Person, nha: Person, db: Database, key: str) -> None:
    await adds(lan, f"lhtr = {_MEANT}")
    assert "dành cho người được giao nhiệm vụ riêng" in await nha.taps(key)
    assert await short_forms_kept(db) == [("lhtr", '["lịch học tuần này"]')]


async def test_a_cadre_who_types_the_command_is_refused(nha: Person, db: Database) -> None:
    assert "dành cho người được giao nhiệm vụ riêng" in await nha.says("/viettat hl = học lại")
    assert await short_forms_kept(db) == []


async def test_another_process_reads_by_it_at_its_next_question(lan: Person, nha: Person, house: House) -> None:
    other = Person(replace(house, short_forms=KnownForms()), nha.channel, nha.chat, nha.name)
    assert "chưa rõ ý" in await other.says(_ASKED)
    await adds(lan, f"lhtr = {_MEANT}")
    await other.says(_ASKED)
    assert other.turned.intent == "my_schedule"
    await lan.says("/viettat lhtr")
    await lan.taps("Bỏ từ này")
    assert "chưa rõ ý" in await other.says(_ASKED)


async def test_long_lists_come_in_pages(lan: Person) -> None:
    for typed in ("hlv", "dkt", "bcx", "ktx"):
        await adds(lan, f"{typed} = học lại")
    assert "Trung tâm đã ghi: 4" in await lan.says("/viettat")
    assert lan.labels[:4] == ["bcx", "dkt", "hlv", "Xem tiếp"]
    await lan.taps("Xem tiếp")
    assert lan.labels == ["ktx", "Ghi từ viết tắt", "Về đầu"]


async def test_a_word_nobody_knows_is_pointed_out_under_the_question_that_waits(
    lan: Person, nha: Person, house: House
) -> None:
    await ship(house)
    await asks(nha, "Học viên có được gửi xe ở ntd không?")
    text = await lan.taps("inbox_open:1")
    assert "Trợ lý chưa biết: “ntd”" in text
    await lan.taps("Ghi từ viết tắt")
    await lan.says("nhà thi đấu")
    assert "Trong hộp thư câu hỏi đang có:\nCâu “Học viên có được gửi xe ở ntd không?”" in lan.last.text
    await lan.taps("Lưu")
    assert "chưa biết" not in await lan.taps("inbox_open:1")


async def test_a_title_is_found_by_its_short_form(lan: Person, nha: Person) -> None:
    await adds(lan, "ptpnv = phó trưởng phòng nội vụ")
    assert "cao cấp" in await nha.says("ptpnv phải có trình độ gì?")


async def test_a_question_asked_often_is_found_by_a_short_form(lan: Person, stranger: Person, house: House) -> None:
    await ship(house)
    assert "sơ yếu lý lịch" not in await stranger.says("hsthoc trung cấp?")
    await adds(lan, "hsthoc = hồ sơ học gồm những gì")
    assert "sơ yếu lý lịch" in await stranger.says("hsthoc trung cấp?")


async def test_a_unit_that_came_later_with_the_same_word_is_told_on_the_card(lan: Person, db: Database) -> None:
    await adds(lan, "hlx = học lại")
    async with db.transaction() as tx:
        await units.save(tx, [replace(roster.TAN_AN, id="hlx", name="Hội HLX Tân An", parent_id=None)])
    assert "Lưu ý: “hlx” có trong tên đơn vị “Hội HLX Tân An”" in await lan.says("/viettat hlx")


async def test_staff_find_the_short_forms_at_the_desk_of_questions(lan: Person, linked: Linked) -> None:
    await lan.taps("faq_desk")
    assert "chưa ghi từ viết tắt nào" in await lan.taps("Từ viết tắt")
    leader = await linked(roster.THANH)
    await leader.taps("faq_desk")
    assert "Từ viết tắt" not in leader.labels


@pytest.mark.parametrize(
    "text",
    ["viết tắt", "từ viết tắt", "Viet tat", "viettat", "các từ viết tắt", "xem danh sách từ viết tắt",
     "ghi từ viết tắt", "cho tôi xem chữ viết tắt của Trung tâm"],
)  # fmt: skip
async def test_staff_come_to_them_by_words_alone(lan: Person, text: str) -> None:
    assert "chưa ghi từ viết tắt nào" in await lan.says(text)
    assert lan.turned.intent == "short_forms"


@pytest.mark.parametrize("text", ["lớp viết tắt là gì", "tc là viết tắt của từ gì", "viết tắt trung cấp thế nào"])
async def test_a_question_with_these_words_in_it_is_none_for_them(lan: Person, text: str) -> None:
    await lan.says(text)
    assert lan.turned.intent != "short_forms"


async def test_a_cadre_is_not_sent_where_only_staff_may_go(nha: Person) -> None:
    assert common.NOT_ALLOWED not in await nha.says("viết tắt")


# How they join what everybody reads


def test_without_any_the_table_is_that_of_the_house() -> None:
    assert own_forms([]) is NO_OWN_FORMS
    assert NO_OWN_FORMS.written_out("Cho xem LHTR!") == "Cho xem LHTR!"


def test_what_stands_around_a_short_form_stays_as_it_is() -> None:
    forms = own_forms([("lhtr", ["lịch học tuần này"]), ("tổ hl", ["tổ học lại"]), ("ktq", ["kết quả", "kỹ thuật"])])
    assert forms.written_out("Xã Tân An: LHTR, to hl?") == "Xã Tân An: lịch học tuần này, tổ học lại?"
    assert forms.written_out("Có ktq chưa") == "Có ktq chưa", "which of the two is meant the ranking weighs"


def test_one_word_counts_as_it_is_typed_and_several_without_their_marks() -> None:
    forms = own_forms([("đhl", ["được học lại"]), ("tổ hl", ["tổ học lại"])])
    assert reading_of("dhl", forms.table).words == ("dhl",)
    assert reading_of("to hl", forms.table).words == ("to", "hoc", "lai")


def test_only_what_cannot_be_a_word_is_unknown() -> None:
    assert unknown_in("sdt cua thay Nguyen Van Ba o ktx, lichj hocj k14") == ["ktx"]
    assert unknown_in("ktx", own_forms([("ktx", ["ký túc xá"])])) == []
