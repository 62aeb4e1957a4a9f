"""The clerk's desk: looking records up and changing them, as dialogs."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

import pytest

from handlers.house import House
from handlers.texts import common
from handlers.texts import record_forms as asks
from handlers.texts import record_moves as moves
from handlers.texts import staff_records as texts
from rules.access import OPERATOR, Role
from rules.cadres import Cadre, Post
from rules.dates import PartialDate
from rules.levels import Level, Mode
from storage import cadre_writes, cadres, grants
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked

Sent = Callable[[Person], Awaitable[list[str]]]


@pytest.fixture
async def lan(linked: Linked) -> Person:
    """The clerk."""
    return await linked(roster.LAN)


async def stored(house: House, cadre: Cadre) -> Cadre:
    found = await cadres.by_id(house.db, OPERATOR, cadre.id)
    assert found is not None
    return found


async def journal(house: House, cadre: Cadre) -> list[str]:
    rows = await house.db.rows(
        "select action, by_whom from journal where kind = 'cadre' and record_id = $1 and by_whom <> 'operator'",
        cadre.id,
    )
    return sorted(f"{row['by_whom']}: {row['action']}" for row in rows)


async def open_card(person: Person, code: str) -> None:
    await person.says(f"/tra {code}")


async def answers(person: Person, *words: str) -> str:
    """Tap or type each answer in turn; gives what is read last."""
    for word in words:
        await (person.taps(word) if word in person.labels else person.says(word))
    return person.last.text


async def test_a_record_is_found_by_its_code(lan: Person, house: House) -> None:
    card = await lan.says("/tra cb001")
    assert card.startswith("Đồng chí Trần Văn Nhã (CB001)\nHiện có: sơ cấp. Cần có: trung cấp")
    assert roster.NHA.phone not in card
    assert "•••• ••• 001" in card
    assert "Liên kết với Trợ lý: chưa có" in card
    assert len(card.splitlines()) <= 15
    assert len(lan.labels) <= 7


@pytest.mark.parametrize(
    "question",
    [
        "tra ho so tran van nha",
        "Cho xem hồ sơ của đồng chí Trần Văn Nhã?",
        "tra cứu hồ sơ cán bộ CB001",
        "tìm cán bộ nhã",
    ],
)
async def test_a_record_is_found_by_a_question(lan: Person, question: str) -> None:
    assert (await lan.says(question)).startswith("Đồng chí Trần Văn Nhã (CB001)")


async def test_a_menu_option_typed_as_its_number_or_words_asks_whom_to_find(lan: Person) -> None:
    await lan.says("0")
    assert await lan.says("1") == texts.WHO
    await lan.says("0")
    assert await lan.says("tra hồ sơ cán bộ") == texts.WHO


async def test_looking_at_a_record_leaves_a_journal_line(lan: Person, house: House) -> None:
    await open_card(lan, "CB001")
    assert await journal(house, roster.NHA) == ["nv01: look_at_record"]


async def test_several_records_of_a_name_are_offered(lan: Person) -> None:
    await lan.taps("find_cadre")
    said = await lan.says("sơn")
    assert said.splitlines()[0] == "Có 2 hồ sơ. Xin chọn một:"
    assert (await lan.taps("Sơn Văn Kiệt (CB008)")).startswith("Đồng chí Sơn Văn Kiệt")


async def test_a_list_of_records_can_be_searched_on_by_typing(lan: Person) -> None:
    await lan.says("tra hồ sơ sơn")
    assert (await lan.says("sơn văn kiệt")).startswith("Đồng chí Sơn Văn Kiệt (CB008)")


async def test_too_many_records_ask_for_more_words_and_the_search_goes_on(lan: Person) -> None:
    await lan.taps("find_cadre")
    assert "Có 9 hồ sơ như vậy" in await lan.says("n")
    assert (await lan.says("trần văn nhã")).startswith("Đồng chí Trần Văn Nhã")


async def test_nobody_of_a_name_leads_to_adding_one(lan: Person) -> None:
    assert "Không thấy hồ sơ nào theo “Không Có Ai”" in await lan.says("/tra Không Có Ai")
    assert texts.NEW_PERSON in lan.labels


@pytest.mark.parametrize("who", [roster.NHA, roster.LOC, roster.THANH])
async def test_cadres_officers_and_leaders_keep_no_records(linked: Linked, house: House, who: Cadre) -> None:
    person = await linked(who)
    for key in ("find_cadre", "cadre:cb002", "edit:level:cb002:1", "add_cadre", "corrections", "correction:1"):
        assert await person.taps(key) == common.NOT_ALLOWED
    assert await journal(house, roster.HOA) == []


async def test_a_stranger_is_told_nothing_of_a_record(stranger: Person, house: House) -> None:
    assert "Hòa" not in await stranger.taps("cadre:cb002")
    assert await journal(house, roster.HOA) == []


async def test_a_clerk_of_one_commune_reaches_only_its_people(linked: Linked, house: House) -> None:
    async with house.db.transaction() as tx:
        await grants.grant(tx, By("operator", 1), roster.NHA.id, Role.STAFF, roster.TAN_AN.id)
        await grants.grant(tx, By("operator", 1), roster.NHA.id, Role.LEADER)
    clerk = await linked(roster.NHA)
    assert (await clerk.taps("cadre:CB002")).startswith("Đồng chí Nguyễn Thị Hòa")
    assert await clerk.taps("cadre:CB003") == texts.NOT_SEEN
    assert await clerk.taps("edit:level:cb003:1") == texts.NOT_SEEN
    assert await clerk.taps("cadre:CB001") == texts.NOT_SEEN, "not even their own"


async def test_a_clerk_of_one_commune_cannot_move_people_out_of_it(linked: Linked, house: House) -> None:
    async with house.db.transaction() as tx:
        await grants.grant(tx, By("operator", 1), roster.MAI.id, Role.STAFF, roster.TAN_AN.id)
    clerk = await linked(roster.MAI)
    await open_card(clerk, "CB002")
    assert await answers(clerk, texts.POSTS, texts.UNIT, "Phòng Nội vụ", texts.SAVE) == texts.OUTSIDE
    assert (await stored(house, roster.HOA)).unit == roster.TAN_AN


async def test_a_level_is_kept_with_its_paper_and_the_person_is_told(
    lan: Person, linked: Linked, sent: Sent, house: House
) -> None:
    nha = await linked(roster.NHA)
    await open_card(lan, "CB001")
    said = await answers(
        lan, texts.LEVEL, "Trung cấp", "Không tập trung", "TC 0123", "15/05/2025", "Trường Chính trị tỉnh",
        "Đã xem bản gốc",
    )  # fmt: skip
    assert "- Văn bằng: sơ cấp, năm 2012 (chưa đối chiếu bản gốc) → " in said
    assert "trung cấp hệ không tập trung, số TC 0123, ngày 15/05/2025 (đã đối chiếu bản gốc)" in said
    assert (await stored(house, roster.NHA)).version == 1, "nothing before the yes"
    assert await answers(lan, texts.SAVE) == texts.SAVED
    after = await stored(house, roster.NHA)
    paper = after.credentials[-1]
    assert (paper.level, paper.mode, paper.number) == (Level.TRUNG_CAP, Mode.KHONG_TAP_TRUNG, "TC 0123")
    assert (paper.issued, paper.verified, after.version) == (PartialDate("2025-05-15"), True, 2)
    assert await journal(house, roster.NHA) == ["nv01: edit_level", "nv01: look_at_record"]
    assert await sent(nha) == [texts.updated().text]
    assert "trung cấp" not in texts.updated().text


async def test_a_paper_on_record_is_corrected_in_its_place(lan: Person, house: House) -> None:
    await open_card(lan, "CB001")
    await answers(
        lan, texts.LEVEL, "Sơ cấp", texts.KEEP, "SC 77", texts.KEEP, texts.KEEP, "Chưa xem bản gốc", texts.SAVE
    )
    (paper,) = (await stored(house, roster.NHA)).credentials
    assert (paper.level, paper.number, paper.issued) == (Level.SO_CAP, "SC 77", PartialDate("2012"))


async def test_a_paper_that_was_never_there_is_taken_away(lan: Person, house: House) -> None:
    await open_card(lan, "CB001")
    await answers(lan, texts.LEVEL, texts.PAPER_AWAY, "Sơ cấp", texts.SAVE)
    assert (await stored(house, roster.NHA)).credentials == ()


async def test_going_back_from_a_paper_to_take_away_forgets_it(lan: Person, house: House) -> None:
    await open_card(lan, "CB001")
    await answers(lan, texts.LEVEL, texts.PAPER_AWAY, "Sơ cấp", common.BACK, common.BACK)
    await answers(lan, "Sơ cấp", texts.KEEP, "SC 77", texts.KEEP, texts.KEEP, "Chưa xem bản gốc", texts.SAVE)
    assert [paper.number for paper in (await stored(house, roster.NHA)).credentials] == ["SC 77"]


async def test_a_paper_cannot_be_from_tomorrow(lan: Person) -> None:
    await open_card(lan, "CB001")
    await answers(lan, texts.LEVEL, "Trung cấp", texts.SKIP, texts.SKIP)
    assert (await lan.says("03/06/2025")).startswith(asks.IN_THE_FUTURE)


async def test_a_file_is_no_answer_to_a_question_of_a_form(lan: Person, house: House) -> None:
    await open_card(lan, "CB001")
    await answers(lan, texts.LEVEL, "Trung cấp", texts.SKIP)
    said = await lan.sends_file("anh.png", b"x")
    assert said == f"{asks.TOO_LONG}\n\n{asks.WHICH_NUMBER}"


async def test_a_post_is_added_and_a_committee_seat_known_for_one(lan: Person, house: House) -> None:
    await open_card(lan, "CB003")
    await answers(lan, texts.POSTS, texts.ADD_POST, "Ủy viên BCH Đảng bộ huyện", "Huyện ủy Càng Long", "01/06/2025")
    assert "Thêm chức vụ: Ủy viên BCH Đảng bộ huyện" in lan.last.text
    await answers(lan, texts.SAVE)
    post = (await stored(house, roster.TUAN)).posts[-1]
    assert (post.title, post.committee, post.since) == ("Ủy viên BCH Đảng bộ huyện", True, date(2025, 6, 1))
    assert post.unit == roster.HUYEN_UY


async def test_a_post_ends_with_its_last_day_and_stays_in_the_record(lan: Person, house: House) -> None:
    await open_card(lan, "CB001")
    await answers(lan, texts.POSTS, asks.END_POST.format(2))
    assert (await lan.says("31/05/2020")).startswith(asks.BEFORE_BEGIN)
    await answers(lan, "31/05/2025", texts.SAVE)
    after = await stored(house, roster.NHA)
    assert [post.until for post in after.posts] == [None, date(2025, 5, 31)]
    assert len(after.posts_on(house.clock().date())) == 1


async def test_a_unit_is_told_by_its_short_form(lan: Person, house: House) -> None:
    await open_card(lan, "CB001")
    assert "- Đơn vị: xã An Trường → xã Tân An" in await answers(lan, texts.POSTS, texts.UNIT, "xa tan an")
    await answers(lan, texts.SAVE)
    assert (await stored(house, roster.NHA)).unit == roster.TAN_AN


async def test_a_near_name_is_a_question_and_a_new_unit_needs_a_yes(lan: Person, house: House) -> None:
    await open_card(lan, "CB001")
    asked = await answers(lan, texts.POSTS, texts.UNIT, "Phòng Nội vũ")
    assert "Có phải là “Phòng Nội vụ" in asked
    await answers(lan, common.BACK, "Trạm Khuyến nông")
    assert "Chưa có đơn vị “Trạm Khuyến nông”" in lan.last.text
    await answers(lan, asks.NEW_UNIT, texts.SAVE)
    unit = (await stored(house, roster.NHA)).unit
    assert unit.name == "Trạm Khuyến nông"
    assert await house.db.rows("select 1 from journal where action = 'add_unit' and record_id = $1", unit.id)


async def test_a_phone_is_read_in_any_form_and_a_shared_one_is_said(lan: Person, house: House) -> None:
    await open_card(lan, "CB007")
    said = await answers(lan, texts.MORE_PARTS, "Số điện thoại", "+84 912 000 008")
    assert "chưa ghi → 0912000008" in said
    assert "đang ghi ở 2 hồ sơ khác" in said
    await answers(lan, texts.SAVE)
    assert (await stored(house, roster.THAO)).phone == roster.SHARED_PHONE


@pytest.mark.parametrize(
    ("label", "typed", "field", "kept"),
    [
        ("Họ tên", "Đặng Thị Thu Thảo", "name", "Đặng Thị Thu Thảo"),
        ("Ngày sinh", "1/2/1988", "birth", PartialDate("1988-02-01")),
        ("Đối tượng", "Cán bộ", "category", "Cán bộ"),
        ("Chuyên môn", "Đại học Luật", "education", "Đại học Luật"),
    ],
)
async def test_a_plain_part_is_corrected(
    lan: Person, house: House, label: str, typed: str, field: str, kept: object
) -> None:
    await open_card(lan, "CB007")
    await answers(lan, texts.MORE_PARTS)
    if label not in lan.labels:
        await answers(lan, asks.MORE)
    await answers(lan, label, typed, texts.SAVE)
    assert getattr(await stored(house, roster.THAO), field) == kept


async def test_the_further_parts_stand_on_further_pages(lan: Person, house: House) -> None:
    await open_card(lan, "CB007")
    await answers(lan, texts.MORE_PARTS, asks.MORE, "Ngày chính thức", "03/02/2020", texts.SAVE)
    assert (await stored(house, roster.THAO)).party_full == PartialDate("2020-02-03")


async def test_all_parts_are_offered_and_the_last_page_leads_to_the_first(lan: Person) -> None:
    await open_card(lan, "CB007")
    await answers(lan, texts.MORE_PARTS)
    first, offered = lan.labels, list(lan.labels)
    while (await answers(lan, asks.MORE)) and lan.labels != first:
        offered += lan.labels
    assert set(texts.PARTS.values()) <= set(offered)


async def test_every_one_of_many_posts_can_be_ended(lan: Person, house: House) -> None:
    posts = tuple(Post(f"Chức vụ thứ {n}", roster.AN_TRUONG) for n in range(1, 6))
    many = replace(roster.NHA, posts=posts, version=roster.NHA.version + 1)
    async with house.db.transaction() as tx:
        await cadre_writes.save(tx, By("operator", 1), "change", [roster.NHA], [many])
    await open_card(lan, "CB001")
    said = await answers(lan, texts.POSTS)
    assert "5. Chức vụ thứ 5 (xã An Trường)" in said
    await answers(
        lan,
        asks.OTHER_POSTS,
        asks.OTHER_POSTS,
        asks.END_POST.format(5),
        "31/05/2025",
        texts.SAVE,
    )
    assert [post.until is not None for post in (await stored(house, roster.NHA)).posts] == [False] * 4 + [True]


async def test_the_rating_of_a_year_is_recorded_and_taken_out(lan: Person, house: House) -> None:
    await open_card(lan, "CB001")
    await answers(lan, texts.RATING, "Năm 2024", "Hoàn thành xuất sắc", texts.SAVE)
    assert (await stored(house, roster.NHA)).ratings[2024] == "Hoàn thành xuất sắc nhiệm vụ"
    await open_card(lan, "CB001")
    await answers(lan, texts.RATING, "2023", asks.RATING_LABELS["none"], texts.SAVE)
    assert set((await stored(house, roster.NHA)).ratings) == {2024}


async def test_what_is_on_record_already_is_not_written_again(lan: Person, house: House) -> None:
    await open_card(lan, "CB001")
    assert await answers(lan, texts.RATING, "Năm 2024", "Hoàn thành tốt") == texts.NO_CHANGE
    assert texts.SAVE not in lan.labels


async def test_of_two_clerks_the_second_reads_that_the_record_changed(
    lan: Person, linked: Linked, house: House
) -> None:
    phuc = await linked(roster.PHUC)
    for clerk, words in ((lan, "Hoàn thành xuất sắc"), (phuc, "Hoàn thành")):
        await open_card(clerk, "CB001")
        await answers(clerk, texts.RATING, "Năm 2024", words)
    assert await answers(lan, texts.SAVE) == texts.SAVED
    assert await answers(phuc, texts.SAVE) == texts.JUST_CHANGED
    assert (await stored(house, roster.NHA)).ratings[2024] == "Hoàn thành xuất sắc nhiệm vụ"


async def test_a_button_on_a_card_seen_before_a_change_opens_no_form(lan: Person, house: House) -> None:
    async with house.db.transaction() as tx:
        after = replace(roster.NHA, category="Cán bộ", version=2)
        await cadre_writes.save(tx, By("someone", 1), "edit", [roster.NHA], [after])
    assert await lan.taps("edit:level:cb001:1") == texts.JUST_CHANGED
    assert texts.SEE_RECORD in lan.labels


@pytest.mark.parametrize(
    "key", ["edit", "edit:level", "edit:nothing:cb001:1", "edit:post_end:cb001:1:9", "edit:post_end:cb001:1"]
)
async def test_a_forged_key_does_nothing(lan: Person, key: str) -> None:
    assert await lan.taps(key) == common.STALE


async def test_leaving_a_form_keeps_nothing(lan: Person, house: House) -> None:
    await open_card(lan, "CB001")
    await answers(lan, texts.RATING, "Năm 2024", "Hoàn thành", common.CANCEL)
    assert lan.last.text == common.FORM_CANCELLED
    assert await stored(house, roster.NHA) == roster.NHA


async def test_the_date_of_the_data_moves_with_a_change(lan: Person, linked: Linked, clock: Clock) -> None:
    nha = await linked(roster.NHA)
    clock.move(days=3)
    await open_card(lan, "CB001")
    await answers(lan, texts.RATING, "Năm 2024", "Hoàn thành xuất sắc", texts.SAVE)
    assert "(Dữ liệu ngày 05/06/2025)" in await nha.taps("my_status")


async def test_who_leaves_is_taken_off_with_the_reason_and_loses_the_roles(
    lan: Person, linked: Linked, sent: Sent, house: House
) -> None:
    loc = await linked(roster.LOC)
    await open_card(lan, "CB006")
    said = await answers(lan, texts.REMOVE, texts.END, "Nghỉ hưu")
    assert "Đưa đồng chí Huỳnh Văn Lộc (CB006)" in said
    assert (await answers(lan, moves.END_IT)).startswith("Đã đưa đồng chí Huỳnh Văn Lộc")
    assert await cadres.by_id(house.db, OPERATOR, roster.LOC.id) is None
    assert await journal(house, roster.LOC) == [
        "nv01: end_reason", "nv01: end_record", "nv01: look_at_record",
    ]  # fmt: skip
    assert await sent(loc) == [moves.ENDED_FOR_PERSON.text]
    assert "Số người đã liên kết" not in await loc.taps("linked_by_unit")


async def test_who_was_taken_off_by_mistake_is_put_back_once(lan: Person, house: House) -> None:
    await open_card(lan, "CB006")
    await answers(lan, texts.REMOVE, texts.END, "Ghi nhầm", moves.END_IT)
    (key,) = [b.key for row in lan.last.buttons for b in row if b.label == moves.COME_BACK]
    assert await lan.taps(key) == moves.CAME_BACK
    after = await stored(house, roster.LOC)
    assert (after.posts, after.credentials) == (roster.LOC.posts, roster.LOC.credentials)
    assert "nv01: come_back" in await journal(house, roster.LOC)
    assert await lan.taps(key) == common.STALE


async def test_somebody_new_gets_a_code(lan: Person, house: House) -> None:
    await lan.taps("add_cadre")
    said = await answers(
        lan, "lâm thị ngọc", "05/06/1992", "xã Tân An", "Công chức", "Công chức Tài chính - Kế toán; Đảng ủy viên"
    )
    assert "Thêm đồng chí Lâm Thị Ngọc, xã Tân An." in said
    assert "LƯU Ý" not in said
    assert "mã CL00001" in await answers(lan, moves.ADD)
    new = await cadres.by_code(house.db, OPERATOR, "CL00001")
    assert new is not None
    assert (new.name, new.birth, new.unit) == ("Lâm Thị Ngọc", PartialDate("1992-06-05"), roster.TAN_AN)
    assert [(post.title, post.committee) for post in new.posts] == [
        ("Công chức Tài chính - Kế toán", False), ("Đảng ủy viên", True),
    ]  # fmt: skip
    assert await journal(house, new) == ["nv01: add_record"]


async def test_somebody_who_may_be_on_record_already_is_named_before_adding(lan: Person) -> None:
    await lan.taps("add_cadre")
    said = await answers(lan, "trần văn nhã", "1974", "xã An Trường", texts.SKIP, texts.SKIP)
    assert "LƯU Ý: có thể đã có trong danh sách: Trần Văn Nhã (CB001), xã An Trường." in said


async def test_one_word_is_no_name(lan: Person) -> None:
    await lan.taps("add_cadre")
    assert asks.FULL_NAME in await lan.says("Nhã")


async def test_two_records_become_one_with_all_that_hangs_on_them(
    lan: Person, linked: Linked, sent: Sent, house: House
) -> None:
    kiet = await linked(roster.KIET)
    await kiet.taps("update_profile:other")
    await answers(kiet, "Tôi có hai hồ sơ, xin gộp lại", "Gửi Trung tâm")
    await open_card(lan, "CB008")
    await answers(lan, texts.REMOVE, texts.MERGE, "CB009")
    assert lan.last.text.startswith("Giữ hồ sơ nào?")
    said = await answers(lan, "Giữ CB009")
    assert "Gộp Sơn Văn Kiệt (CB008) vào Sơn Thị Khoa (CB009)." in said
    assert (await answers(lan, moves.MERGE_IT)).startswith("Đã gộp: giữ hồ sơ CB009")
    after = await stored(house, roster.KHOA)
    assert [paper.level for paper in after.credentials] == [Level.TRUNG_CAP, Level.SO_CAP]
    assert len(after.posts) == 2
    assert await cadres.by_id(house.db, OPERATOR, roster.KIET.id) is None
    assert (await kiet.taps("my_profile")).startswith("Hồ sơ của đồng chí Sơn Thị Khoa")
    assert (await house.db.rows("select cadre_id from correction"))[0]["cadre_id"] == roster.KHOA.id
    assert "nv01: merge" in await journal(house, roster.KHOA)
    assert f"nv01: merged_into:{roster.KHOA.id}" in await journal(house, roster.KIET)
    assert texts.updated().text in await sent(kiet)


async def test_a_record_is_not_merged_with_itself(lan: Person) -> None:
    await open_card(lan, "CB008")
    await answers(lan, texts.REMOVE, texts.MERGE)
    assert (await lan.says("CB008")).startswith(moves.SAME_RECORD)


async def test_a_merge_stops_when_either_record_changed(lan: Person, house: House) -> None:
    await open_card(lan, "CB008")
    await answers(lan, texts.REMOVE, texts.MERGE, "CB009", "Giữ CB008")
    async with house.db.transaction() as tx:
        assert await cadre_writes.claim(tx, roster.KHOA.id, 1)
    assert await answers(lan, moves.MERGE_IT) == texts.JUST_CHANGED
    assert (await stored(house, roster.KIET)).version == 1
