"""The first contact: what the assistant says of itself, and consent."""

from handlers.house import House
from storage.database import Database
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.stored import consents_of, holder_of


async def test_the_first_message_says_what_this_is_and_asks_for_consent(stranger: Person) -> None:
    text = await stranger.starts()
    assert text.startswith("Đây là Trợ lý tự động của Trung tâm Chính trị huyện Càng Long.")
    assert "gặp cán bộ" in text
    assert "Anh/chị có đồng ý không?" in text
    assert stranger.labels == ["Đồng ý", "Chỉ hỏi chung", "Gặp cán bộ Trung tâm", "Về đầu"]


async def test_the_first_message_fits_a_small_phone(stranger: Person) -> None:
    text = await stranger.starts()
    assert len(text) <= 600
    assert len(text.splitlines()) <= 15


async def test_nobody_has_agreed_before_they_tap(stranger: Person, db: Database) -> None:
    await stranger.starts()
    assert await consents_of(db) == []
    await stranger.taps("Đồng ý")
    assert await consents_of(db) == [("lien_ket", "1")]


async def test_agreeing_twice_is_logged_once(stranger: Person, db: Database) -> None:
    await stranger.starts()
    await stranger.taps("Đồng ý")
    await stranger.taps("agree:lien_ket:1")
    assert await consents_of(db) == [("lien_ket", "1")]


async def test_consent_to_an_old_text_does_not_count(stranger: Person, db: Database) -> None:
    text = await stranger.taps("agree:lien_ket:0")
    assert "đã thay đổi" in text
    assert "Đồng ý" in stranger.labels
    assert await consents_of(db) == []


async def test_a_forged_purpose_does_nothing(stranger: Person, db: Database) -> None:
    await stranger.taps("agree:tat_ca:1")
    await stranger.taps("agree")
    assert await consents_of(db) == []


async def test_after_agreeing_the_three_ways_are_offered(stranger: Person) -> None:
    await stranger.starts()
    text = await stranger.taps("Đồng ý")
    assert text.startswith("Đã ghi nhận anh/chị đồng ý.")
    assert stranger.labels[:3] == ["Nhập mã liên kết", "Gửi số điện thoại", "Nhờ Trung tâm xác nhận"]


async def test_a_number_typed_does_what_the_button_does(stranger: Person, db: Database) -> None:
    await stranger.starts()
    await stranger.says("1")
    assert await consents_of(db) == [("lien_ket", "1")]


async def test_who_does_not_agree_is_still_answered_in_general(stranger: Person, db: Database) -> None:
    await stranger.starts()
    text = await stranger.taps("Chỉ hỏi chung")
    assert "vẫn hỏi được" in text
    assert await consents_of(db) == []
    assert "liên kết" not in (await stranger.says("sắp tới có lớp nào")).lower()


async def test_a_personal_question_of_a_stranger_says_first_that_it_needs_a_link(stranger: Person) -> None:
    await stranger.starts()
    text = await stranger.says("lịch học của tôi")
    assert text.splitlines()[0] == "Mục này trả lời theo hồ sơ riêng, nên cần liên kết tài khoản trước."
    assert "Đồng ý" in stranger.labels
    await stranger.taps("Đồng ý")
    text = await stranger.says("lịch học của tôi")
    assert text.startswith("Mục này trả lời theo hồ sơ riêng")
    assert "Nhập mã liên kết" in stranger.labels


async def test_start_again_is_harmless(linked: Linked, db: Database) -> None:
    nha = await linked(roster.NHA)
    assert "đã liên kết với đồng chí Trần Văn Nhã" in await nha.starts()
    assert "đã liên kết với đồng chí Trần Văn Nhã" in await nha.says("/start")
    assert await holder_of(db, nha) == roster.NHA.id


async def test_on_zalo_no_phone_can_be_shared(house: House) -> None:
    person = Person(house, channel="zalo", chat="z1")
    await person.starts()
    await person.says("1")
    assert person.labels == ["Nhập mã liên kết", "Nhờ Trung tâm xác nhận", "Gặp cán bộ Trung tâm", "Về đầu"]
