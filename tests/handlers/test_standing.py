"""What a cadre reads about their own level, the reasons, and what another post would ask."""

from dataclasses import replace

import pytest

from handlers.house import House
from rules.cadres import Post, PostKind
from storage import cadre_writes
from tests.handlers import roster
from tests.handlers.conftest import _BY, Clock, Linked


async def test_the_first_lines_say_what_is_held_and_what_is_required(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    text = await nha.says("Tôi cần học trình độ gì?")
    assert text.splitlines()[:2] == [
        "Đồng chí Trần Văn Nhã, xã An Trường",
        "Hiện có: sơ cấp. Cần có: trung cấp lý luận chính trị.",
    ]
    assert "Thời hạn: 31/12/2025." in text
    assert "Diện đào tạo: trung cấp, theo Quy định 57-QĐ/TW." in text


async def test_who_holds_what_is_asked_reads_so(linked: Linked) -> None:
    dung = await linked(roster.DUNG)
    text = await dung.says("tôi đã đạt chuẩn chưa")
    assert "Hiện có: cao cấp. Đã đạt mức cần có: cao cấp lý luận chính trị." in text
    assert "Việc tiếp theo" not in text


async def test_whom_no_target_asks_anything_is_told_so(linked: Linked) -> None:
    ray = await linked(roster.RAY)
    assert "Chức vụ hiện nay chưa có mục tiêu nào yêu cầu" in await ray.says("tôi cần học trình độ gì")


async def test_a_target_above_the_regulation_is_told_apart_from_it(linked: Linked, clock: Clock) -> None:
    tuan = await linked(roster.TUAN)
    clock.move(days=100)
    text = await tuan.says("/status")
    assert "Mục tiêu (huyện Càng Long, đến năm 2025): cao cấp (Phó Trưởng phòng)" in text
    assert "Diện đào tạo: trung cấp" in text
    assert "việc cử học cao cấp do cấp có thẩm quyền xem xét" in text


async def test_a_level_whose_posts_are_not_known_is_a_question_and_no_lower_level_the_answer(linked: Linked) -> None:
    asked = "Diện đào tạo cao cấp: chưa có căn cứ, xin hỏi Ban Tổ chức."
    tuan, mai = await linked(roster.TUAN), await linked(roster.MAI)
    status = await tuan.says("/status")
    assert f"Diện đào tạo: trung cấp, theo Quy định 57-QĐ/TW. {asked}" in status
    assert status.count("Ban Tổ chức") == 1
    assert asked in await tuan.taps("Vì sao?")
    assert asked in await mai.says("nếu được bổ nhiệm trưởng phòng thì sao")


async def test_a_head_of_the_former_district_may_be_meant_by_the_newer_regulation(linked: Linked, clock: Clock) -> None:
    mai = await linked(roster.MAI)
    clock.move(days=100)
    text = await mai.says("nếu được bổ nhiệm trưởng phòng thì sao")
    assert "Có thể thuộc diện cao cấp; diện này và điều kiện cá nhân: chưa có căn cứ, xin hỏi Ban Tổ chức." in text
    assert text.count("Ban Tổ chức") == 1


async def test_why_names_post_target_article_and_every_condition(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.says("tôi cần học trình độ gì")
    text = await nha.says("1")
    assert text.startswith("Chức vụ quyết định: Ủy viên BCH Đảng bộ xã (xã An Trường, đương chức).")
    assert "“100% Ủy viên Ban Chấp hành Đảng bộ cấp xã" in text
    assert "Điều 5 Quy định 57-QĐ/TW ngày 08/02/2022 của Ban Bí thư" in text
    assert "- Đủ: 51 tuổi (hệ không tập trung: nam từ 35 tuổi)." in text
    assert "Văn bằng đã ghi: sơ cấp, năm 2012 (chưa đối chiếu bản gốc)." in text
    assert len(text) <= 1000


async def test_the_regulation_of_the_day_is_the_one_that_speaks(linked: Linked, clock: Clock) -> None:
    nha = await linked(roster.NHA)
    clock.move(days=100)
    text = await nha.says("tôi cần học trình độ gì")
    assert "Quy định 350-QĐ/TW" in text
    assert "Quy định 57" not in text


async def test_after_the_deadline_the_target_is_late_not_the_person(linked: Linked, clock: Clock) -> None:
    nha = await linked(roster.NHA)
    clock.move(days=365)
    text = await nha.says("tôi cần học trình độ gì")
    assert "Thời hạn của mục tiêu, 31/12/2025, đã qua." in text
    assert "quá hạn" not in text


async def test_what_the_record_lacks_is_said_and_can_be_added(linked: Linked, clock: Clock) -> None:
    nha = await linked(roster.NHA)
    clock.move(days=365)
    assert "chưa có dữ liệu xếp loại năm 2025" in await nha.says("tôi cần học trình độ gì")
    await nha.taps("Vì sao?")
    assert nha.labels[0] == "Bổ sung xếp loại"
    assert "Xếp loại hằng năm" in await nha.taps("Bổ sung xếp loại")


async def test_a_planned_post_is_never_told_where_it_may_not_be_kept(house: House, linked: Linked) -> None:
    planned = Post("Trưởng phòng", roster.NOI_VU, PostKind.PLANNED)
    someone = replace(roster.MAI, posts=(*roster.MAI.posts, planned), version=2)
    async with house.db.transaction() as tx:
        await cadre_writes.save(tx, _BY, "change", [roster.MAI], [someone])
    mai = await linked(roster.MAI)
    silent = await mai.says("tôi cần học trình độ gì")
    async with house.db.transaction() as tx:
        await cadre_writes.save(tx, _BY, "change", [someone], [roster.MAI])
    assert silent == await mai.says("tôi cần học trình độ gì")
    async with house.db.transaction() as tx:
        await cadre_writes.save(tx, _BY, "change", [roster.MAI], [someone])
    mai.house = replace(house, planned_posts=True)
    assert "Theo quy hoạch, sẽ cần: cao cấp." in await mai.says("tôi cần học trình độ gì")


async def test_a_post_one_might_be_appointed_to_is_picked_from_a_list(linked: Linked) -> None:
    mai = await linked(roster.MAI)
    await mai.says("nếu được bổ nhiệm thì cần gì")
    assert mai.labels[-1] == "Về đầu"
    text = await mai.taps("Trưởng phòng")
    assert text.startswith("Nếu được bổ nhiệm Trưởng phòng:\nHiện chưa có trình độ nào. Cần có: cao cấp")
    assert "không phải dự kiến nhân sự" in text


async def test_a_post_named_in_the_question_is_answered_at_once(linked: Linked) -> None:
    mai = await linked(roster.MAI)
    assert "Nếu được bổ nhiệm Phó Trưởng phòng:" in await mai.says("nếu được bổ nhiệm phó trưởng phòng thì sao?")


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("nếu được bổ nhiệm kế toán trưởng bệnh viện thì cần gì?", "kế toán trưởng bệnh viện"),
        ("nếu tôi được bầu làm tổ trưởng tổ ubnd thì sao", "tổ trưởng tổ UBND"),
    ],
)
async def test_a_post_that_is_not_listed_is_said_to_be_missing_first(linked: Linked, question: str, title: str) -> None:
    mai = await linked(roster.MAI)
    text = await mai.says(question)
    assert text.startswith(f"Danh sách chức danh của Trợ lý chưa có “{title}”.")
    assert mai.labels[0] == "Trưởng phòng"


@pytest.mark.parametrize(
    "question", ["nếu được bổ nhiệm chức vụ khác thì cần gì?", "Nếu được bổ nhiệm", "nếu lên chức"]
)
async def test_no_post_is_missed_where_none_is_named(linked: Linked, question: str) -> None:
    mai = await linked(roster.MAI)
    assert "chưa có “" not in await mai.says(question)


async def test_the_short_forms_of_a_title_are_written_as_they_should_be(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert (await nha.says("chủ tịch ubnd xã cần trình độ gì?")).startswith("Chủ tịch UBND xã: cần từ trung cấp")
    assert (await nha.says("phó chủ tịch hdnd xã cần trình độ gì?")).startswith("Phó chủ tịch HĐND xã: cần")
    assert "UBMTTQ xã" in await nha.says("chủ tịch ubmttq xã cần trình độ gì?")


async def test_a_title_is_answered_to_anyone(stranger: object, house: House) -> None:
    from tests.handlers.chat import Person

    person = Person(house, chat="77")
    text = await person.says("Phó trưởng phòng phải có trình độ gì?")
    assert text.startswith("Phó trưởng phòng: cần cao cấp lý luận chính trị.")
    assert "trên 90% Phó Trưởng phòng" in text


async def test_a_title_that_no_target_speaks_of_is_said_to_be_so(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    text = await nha.says("bí thư chi bộ ấp cần trình độ gì?")
    assert text.startswith("Chưa thấy mục tiêu nào nêu “bí thư chi bộ ấp”.")
    assert nha.labels[0] == "Trưởng phòng"


async def test_a_cadastral_officer_is_no_wish_to_correct_something(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert "Phần nào trong hồ sơ" not in await nha.says("công chức địa chính xã cần trình độ gì?")
    assert nha.last.text.startswith("Công chức địa chính xã: cần từ trung cấp")


async def test_every_unmet_condition_is_told_at_once(linked: Linked) -> None:
    thao = await linked(roster.THAO)
    text = await thao.says("em có đủ điều kiện học trung cấp không")
    assert text.startswith("Trung cấp lý luận chính trị: còn thiếu điều kiện.")
    assert "- Chưa rõ: chưa có dữ liệu ngày vào Đảng." in text
    assert "- Còn thiếu: trình độ trung cấp (yêu cầu từ cao đẳng)." in text
    assert "chưa có dữ liệu ngày sinh" in text


async def test_below_the_age_the_other_ways_are_named_never_a_refusal(linked: Linked) -> None:
    young = replace(roster.TUAN, id="cb903", code="CB903", birth=roster.MAI.birth)
    person = await linked(roster.TUAN)
    async with person.house.db.transaction() as tx:
        await cadre_writes.save(tx, _BY, "change", [roster.TUAN], [replace(young, id="cb003", version=2)])
    text = await person.says("tôi học cao cấp không tập trung được không")
    assert "học hệ tập trung, hoặc cấp có thẩm quyền quyết định" in text
    assert "không đủ tuổi" not in text


async def test_what_the_rule_leaves_unknown_is_said_with_whom_to_ask(linked: Linked, clock: Clock) -> None:
    tuan = await linked(roster.TUAN)
    clock.move(days=200)
    text = await tuan.says("điều kiện học cao cấp của tôi")
    assert "chưa có căn cứ, xin hỏi Ban Tổ chức" in text
    assert "thiếu dữ liệu để trả lời" in text


async def test_all_that_a_rule_leaves_unknown_stands_on_one_line(linked: Linked, clock: Clock) -> None:
    nha = await linked(roster.NHA)
    clock.move(days=200)
    text = await nha.says("điều kiện học cao cấp của tôi")
    assert text.count("chưa có căn cứ, xin hỏi Ban Tổ chức") == 1
    names = "diện đào tạo, đảng viên, trình độ chuyên môn, tuổi, xếp loại hằng năm"
    assert f"- Chưa rõ: {names}: chưa có căn cứ, xin hỏi Ban Tổ chức." in text
