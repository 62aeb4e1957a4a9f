"""The figures of use: who sees them, what they say, and that small groups are no numbers to leaders."""

import pytest

from handlers.house import House
from handlers.questions import Question, question_in
from handlers.usage import FEW
from rules.access import Role
from storage import grants, inbox, question_counts
from storage.clock import to_ms
from storage.journal import By
from storage.question_counts import UNCLEAR, Way
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked


async def writes(person: Person, clock: Clock) -> None:
    """As the running program keeps it before it is answered."""
    at = to_ms(clock())
    assert await inbox.store(person.house.db, person.channel, f"{person.chat}-{at}", person.chat, "{}", at)


async def test_staff_read_people_links_and_questions(linked: Linked, clock: Clock, house: House) -> None:
    staff, nha = await linked(roster.LAN), await linked(roster.NHA)
    await writes(nha, clock)
    clock.move(hours=1)
    await writes(staff, clock)
    today = clock().date()
    await question_counts.add(
        house.db,
        {
            (today, "my_status", Way.ASSISTANT): 1200,
            (today, "eligibility", Way.ASSISTANT): 34,
            (today, UNCLEAR, Way.NOBODY): 100,
            (today, UNCLEAR, Way.PERSON): 6,
        },
    )
    said = await staff.says("/thongke")
    assert "Đang nhắn (5 phút qua): 1\n- Hôm nay: 2\n- Trong tuần: 2\n" in said
    assert f"Đã liên kết: 1/{len(roster.CADRES)} cán bộ" in said
    assert "CÂU HỎI TRONG 30 NGÀY QUA: 1.340" in said
    assert "Trợ lý trả lời: 1.234 (92,1%)" in said
    assert "Cán bộ trả lời: 6" in said
    assert "Chưa trả lời được: 100" in said
    assert "- Trình độ của tôi: 1.200\n- Chưa rõ ý người hỏi: 106\n- Điều kiện đi học: 34" in said


async def test_few_people_are_no_number_to_a_leader(linked: Linked, clock: Clock) -> None:
    leader = await linked(roster.THANH)
    await writes(leader, clock)
    assert f"Hôm nay: dưới {FEW}" in await leader.says("thống kê truy cập")


async def test_a_leader_of_one_unit_reads_of_its_people_alone(linked: Linked, clock: Clock, house: House) -> None:
    await writes(await linked(roster.NHA), clock)
    async with house.db.transaction() as tx:
        await grants.revoke(tx, By("operator", 1), roster.THANH.id, Role.LEADER)
        await grants.grant(tx, By("operator", 1), roster.THANH.id, Role.LEADER, roster.TAN_AN.id)
    said = await (await linked(roster.THANH)).says("/thongke")
    assert "các đơn vị được xem" in said
    assert "Chưa có câu hỏi nào trong 30 ngày qua (toàn Trung tâm)" in said
    assert "Hôm nay: 0" in said


async def test_cadres_do_not_see_them(linked: Linked) -> None:
    assert "nhiệm vụ riêng" in await (await linked(roster.NHA)).says("/thongke")


@pytest.mark.parametrize(
    "words", ["thống kê truy cập", "bao nhieu nguoi dung bot", "có bao nhiêu người đang dùng trợ lý"]
)
async def test_it_is_asked_for_in_words(linked: Linked, words: str) -> None:
    assert "THỐNG KÊ TRUY CẬP" in await (await linked(roster.LAN)).says(words)


@pytest.mark.parametrize(
    ("key", "intent", "asked_back", "counted"),
    [
        ("my_status", "my_status", False, Question("my_status", Way.ASSISTANT)),
        ("my_status", "", False, Question("my_status", Way.ASSISTANT)),
        ("class_detail:k1", "", False, Question("class_detail", Way.ASSISTANT)),
        ("", "my_status", True, Question(UNCLEAR, Way.NOBODY)),
        ("procedure", "procedure", False, Question("procedure", Way.NOBODY)),
        ("home", "home", False, None),
        ("notice_ok:3:1", "", False, None),
        ("", "", False, None),
    ],
)
def test_what_counts_as_a_question(key: str, intent: str, asked_back: bool, counted: Question | None) -> None:
    assert question_in(key, intent, asked_back) == counted


def test_a_formality_counts_as_answered_where_an_entry_answers_it() -> None:
    assert question_in("procedure", "procedure", False) == Question("procedure", Way.NOBODY)
    assert question_in("faq_one:7", "procedure", False) == Question("procedure", Way.ASSISTANT)
