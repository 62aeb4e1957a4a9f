"""Talks that go on from what was said: follow-ups, and the three readings when it is not clear, on every channel."""

from dataclasses import replace

from rules.classes import ClassState
from storage import classes
from storage.database import Database
from storage.journal import By
from tests.dialogs.conftest import Meets
from tests.handlers import roster
from tests.handlers.test_classes import COMMITTEE, TRUNG_CAP


async def test_another_title_is_asked_in_three_words(meets: Meets) -> None:
    tuan = await meets(roster.TUAN)
    await tuan.says("phó trưởng phòng cần trình độ gì")
    tuan.reads("Phó trưởng phòng: cần cao cấp lý luận chính trị.")
    await tuan.says("con truong phong thi sao")
    tuan.reads("phong: cần cao cấp lý luận chính trị.")


async def test_after_ones_standing_another_level_asks_whether_one_may_go(meets: Meets) -> None:
    nha = await meets(roster.NHA)
    await nha.says("tôi cần học trình độ gì")
    nha.reads("Cần có: trung cấp lý luận chính trị.")
    await nha.says("còn cao cấp thì sao?")
    nha.reads("Cao cấp lý luận chính trị: ")


async def test_another_level_of_classes_is_asked_without_naming_classes(meets: Meets, db: Database) -> None:
    async with db.transaction() as tx:
        planned = replace(TRUNG_CAP, state=ClassState.PLANNED)  # of one that takes names a job may tell in between
        await classes.save_classes(tx, By("operator", 1), "add", (planned, COMMITTEE))
    nha = await meets(roster.NHA)
    await nha.says("sắp tới có lớp cao cấp nào không")
    nha.does_not_read(TRUNG_CAP.name)
    await nha.says("còn trung cấp?")
    nha.reads(TRUNG_CAP.name)


async def test_a_leader_goes_from_commune_to_commune(meets: Meets) -> None:
    thanh = await meets(roster.THANH)
    await thanh.says("xã An Trường đạt bao nhiêu phần trăm rồi")
    thanh.reads("XÃ AN TRƯỜNG")
    await thanh.says("thế xã Tân An?")
    thanh.reads("XÃ TÂN AN")
    await thanh.says("ai còn thiếu ở xã Tân An")
    thanh.reads("Xã Tân An: còn 1 đồng chí chưa đủ trình độ.")
    await thanh.says("còn xã An Trường?")
    thanh.reads("Xã An Trường: còn")


async def test_what_is_not_clear_is_asked_and_a_number_answers(meets: Meets) -> None:
    tuan = await meets(roster.TUAN)
    await tuan.says("lớp đó sao rồi trình độ")
    tuan.reads("Trợ lý chưa rõ ý. Có phải cần hỏi một trong các việc sau?")
    assert len([label for label in tuan.last.options if label not in ("Gặp cán bộ Trung tâm", "Về đầu")]) == 3
    first = tuan.last.options[0]
    await tuan.types_number_of(first)
    tuan.does_not_read("Trợ lý chưa rõ ý")


async def test_what_is_out_of_scope_is_declined_and_goes_to_a_person(meets: Meets) -> None:
    nha = await meets(roster.NHA)
    await nha.says("giá vàng hôm nay bao nhiêu")
    nha.reads("Việc này nằm ngoài phần Trợ lý được giao.")
    nha.is_offered("Hỏi cán bộ Trung tâm")
