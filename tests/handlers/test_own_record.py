"""One's own record: profile, data as a file, corrections, settings."""

import pytest

from handlers.house import House
from handlers.understanding.hours import hours_in
from tests.handlers import roster
from tests.handlers.conftest import Linked


async def test_the_profile_hides_most_of_the_phone(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    text = await nha.says("hồ sơ của tôi")
    assert "Hồ sơ của đồng chí Trần Văn Nhã (CB001)" in text
    assert roster.NHA.phone not in text
    assert "sơ cấp, năm 2012 (chưa đối chiếu bản gốc)" in text


async def test_wrong_data_is_reported_in_own_words_and_staff_are_told_without_a_name(
    house: House, linked: Linked, sent: object
) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    await nha.says("thông tin chưa đúng")
    await nha.taps("Trình độ, văn bằng")
    text = await nha.says("Tôi có bằng trung cấp số 45, cấp năm 2020")
    assert "Người được xem: cán bộ Trung tâm" in text
    assert "Đã ghi nhận yêu cầu số 1" in await nha.taps("Gửi Trung tâm")
    [row] = await house.db.rows("select subject, words, state from correction")
    assert (row["subject"], row["state"]) == ("level", "open")
    [told] = await sent(lan)  # type: ignore[operator]
    assert "số 1" in told
    assert "Nhã" not in told


async def test_the_matter_typed_at_once_need_not_be_typed_again(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.says("thông tin chưa đúng")
    text = await nha.says("ngày sinh của tôi là 12/04/1974")
    assert "Nội dung: ngày sinh của tôi là 12/04/1974" in text


async def test_a_question_never_becomes_the_words_of_a_correction(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.says("thông tin chưa đúng")
    assert "giống một câu hỏi" in await nha.says("sắp tới có lớp nào")
    await nha.taps("Lớp sắp mở")
    assert nha.turned.reply is not None
    assert nha.turned.reply.form is None
    await nha.says("thông tin chưa đúng")
    await nha.taps("Mục khác")
    await nha.says("sắp tới có lớp nào")
    assert "Nội dung: sắp tới có lớp nào" in await nha.taps("Đây là nội dung cần sửa")


@pytest.mark.parametrize(
    "words",
    ["Tôi có bằng trung cấp số 45, cấp năm 2020", "tôi đã học xong lớp trung cấp K12", "tôi mới đổi số điện thoại"],
)
async def test_words_about_ones_own_record_go_straight_to_be_confirmed(linked: Linked, words: str) -> None:
    nha = await linked(roster.NHA)
    await nha.says("thông tin chưa đúng")
    assert f"Nội dung: {words}" in await nha.says(words)


async def test_sending_twice_keeps_one_request(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    for _ in range(2):
        await nha.says("thông tin chưa đúng")
        await nha.taps("Mục khác")
        await nha.says("sai ngạch công chức")
        await nha.taps("Gửi Trung tâm")
    assert len(await house.db.rows("select number from correction")) == 1


async def test_leaving_the_form_keeps_nothing(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.says("thông tin chưa đúng")
    await nha.taps("Mục khác")
    assert "chưa có gì được ghi lại" in await nha.says("thôi")
    assert await house.db.rows("select number from correction") == []


async def test_back_asks_the_step_before(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.says("thông tin chưa đúng")
    await nha.taps("Mục khác")
    assert "Phần nào trong hồ sơ chưa đúng?" in await nha.taps("Quay lại")


async def test_a_button_of_a_step_already_left_does_nothing(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.says("thông tin chưa đúng")
    await nha.taps("Mục khác")
    text = await nha.taps("f:subject:phone")
    assert "nay đã qua" in text
    assert "Mục khác: xin đồng chí viết" in text


async def test_a_form_is_still_open_after_a_restart_and_on_another_channel(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.says("thông tin chưa đúng")
    await nha.taps("Số điện thoại")
    elsewhere = await linked(roster.NHA, "zalo", "z-1")
    assert "Nội dung: 0912 345 678" in await elsewhere.says("0912 345 678")


async def test_notices_can_be_switched_off_and_on(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.says("tắt thông báo giúp tôi")
    assert "Đã tắt thông báo" in await nha.taps("Tắt thông báo")
    [account] = await house.db.rows("select muted from account where chat = $1", nha.chat)
    assert account["muted"] == 1
    await nha.says("cài đặt")
    assert "Đã bật thông báo" in await nha.taps("Bật thông báo")


async def test_quiet_hours_are_typed_as_people_say_them(house: House, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.taps("quiet")
    assert "chưa đọc được" in await nha.says("buổi tối")
    assert "từ 21 giờ đến 06 giờ 30" in await nha.says("từ 21 giờ đến 6h30")
    [account] = await house.db.rows("select quiet from account where chat = $1", nha.chat)
    assert account["quiet"] == "21:00-06:30"


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("20:30-06:30", "20:30-06:30"),
        ("20h30 đến 6h30", "20:30-06:30"),
        ("từ 21 giờ tới 6 giờ", "21:00-06:00"),
        ("22-5", "22:00-05:00"),
        ("25 đến 6", ""),
        ("21h đến 21h", ""),
        ("tối", ""),
    ],
)
def test_hours_are_read_from_everyday_forms(text: str, hours: str) -> None:
    assert hours_in(text) == hours
