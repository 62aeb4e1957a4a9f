"""Words that ask for the figures as a picture, a file or a report lead there, and others do not."""

import pytest

from handlers.understanding import understand
from handlers.understanding.asked_papers import Paper, PeriodAsked, paper_in
from rules.access import Asker, Grant, Role
from rules.periods import PeriodKind
from tests.handlers import roster
from tests.handlers.conftest import Linked

LEADER = Asker(grants=(Grant(Role.LEADER),))
SENT = {
    "gửi ảnh chỉ tiêu": [".png"],
    "cho tôi file excel chỉ tiêu": [".xlsx"],
    "gui bang so lieu bang excel": [".xlsx"],
    "báo cáo word chỉ tiêu": [".docx"],
    "xuất báo cáo word": [".docx"],
    "cho tôi báo cáo bằng file excel": [".xlsx"],
    "báo cáo quý này": [".docx", ".xlsx"],
    "cho toi bao cao thang truoc": [".docx", ".xlsx"],
    "báo cáo quý 1": [".docx", ".xlsx"],
}
ASKED = {
    "cho tôi tệp số liệu": "Chọn tệp cần lấy",
    "báo cáo quý": "Báo cáo quý: chọn kỳ này",
    "báo cáo": "Chọn tệp cần lấy",
    "xuất báo cáo": "Chọn tệp cần lấy",
    "cử ai đi học": "ử đi học",
    "có kịp chỉ tiêu không": "Đến 31/12/2025",
    "cần cử ai?": "ử đi học",
    "xã Tân An được bao nhiêu phần trăm": "XÃ TÂN AN",
}


@pytest.mark.parametrize("question", SENT)
async def test_a_leader_is_sent_what_the_words_ask_for(linked: Linked, question: str) -> None:
    leader = await linked(roster.THANH)
    await leader.says(question)
    assert [f".{file.name.rpartition('.')[2]}" for file in leader.last.files] == SENT[question]


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("báo cáo quý 1", "Báo cáo quý I năm 2025"),
        ("báo cáo tháng 11", "Báo cáo tháng 11 năm 2024"),
        ("báo cáo năm 2024", "Báo cáo năm 2024"),
        ("báo cáo 6 tháng đầu năm", "Báo cáo 6 tháng đầu năm 2025"),
    ],
)
async def test_a_period_without_a_year_is_the_last_that_has_begun(linked: Linked, question: str, period: str) -> None:
    leader = await linked(roster.THANH)
    assert (await leader.says(question)).startswith(f"{period} kèm theo đây")


@pytest.mark.parametrize("question", ASKED)
async def test_a_leaders_words_lead_to_their_answer(linked: Linked, question: str) -> None:
    leader = await linked(roster.THANH)
    assert ASKED[question] in await leader.says(question)


@pytest.mark.parametrize("question", ["có kịp không?", "lieu co kip ko", "kịp tiến độ không", "dự báo thế nào"])
async def test_after_the_figures_a_leader_asks_in_two_words_whether_they_will_be_reached(
    linked: Linked, question: str
) -> None:
    leader = await linked(roster.THANH)
    assert ASKED["có kịp chỉ tiêu không"] not in await leader.says(question)
    await leader.says("chỉ tiêu tới đâu rồi?")
    assert ASKED["có kịp chỉ tiêu không"] in await leader.says(question)


async def test_a_leader_who_is_not_understood_is_offered_figures(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    await leader.says("xyz")
    assert leader.labels[:2] == ["Chỉ tiêu tới đâu", "Theo đơn vị"]


async def test_nobody_else_is_sent_any(linked: Linked) -> None:
    tuan = await linked(roster.TUAN)
    for question in SENT:
        await tuan.says(question)
        assert not tuan.last.files


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("báo cáo 6 tháng", PeriodAsked(PeriodKind.HALF, None)),
        ("Báo cáo năm nay", PeriodAsked(PeriodKind.YEAR, 0)),
        ("gửi tôi báo cáo quý trước", PeriodAsked(PeriodKind.QUARTER, 1)),
        ("báo cáo quý 1", PeriodAsked(PeriodKind.QUARTER, number=1)),
        ("Báo cáo quý IV năm 2024", PeriodAsked(PeriodKind.QUARTER, number=4, year=2024)),
        ("báo cáo quý III/2024 của Trung tâm", PeriodAsked(PeriodKind.QUARTER, number=3, year=2024)),
        ("bao cao thang 05/2025", PeriodAsked(PeriodKind.MONTH, number=5, year=2025)),
        ("báo cáo tháng 5 năm nay", PeriodAsked(PeriodKind.MONTH, number=5)),
        ("báo cáo 6 tháng đầu năm", PeriodAsked(PeriodKind.HALF, number=1)),
        ("báo cáo 6 tháng cuối năm 2024", PeriodAsked(PeriodKind.HALF, number=2, year=2024)),
        ("báo cáo năm 2024", PeriodAsked(PeriodKind.YEAR, number=1, year=2024)),
        ("báo cáo quý 7", PeriodAsked(PeriodKind.QUARTER)),
        ("Em đang làm báo cáo quý, cả huyện có bao nhiêu phần trăm?", None),
        ("Tổng hợp tình hình thực hiện mục tiêu", None),
        ("anh cho em xin số liệu", None),
        ("hình chỉ tiêu", Paper.PICTURE),
        ("Tệp Word, Excel", Paper.ANY),
    ],
)
def test_words_name_a_form_or_none(text: str, asked: Paper | PeriodAsked | None) -> None:
    assert paper_in(text) == asked


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("phó phòng đạt bao nhiêu phần trăm", "target_summary"),
        ("Cho tôi số liệu tổng hợp", "target_summary"),
        ("nhóm nào thấp nhất", "target_summary"),
        ("so sánh các xã", "unit_progress"),
        ("xem xã An Trường A", "unit_progress"),
        ("UBND huyện đạt bao nhiêu", "unit_progress"),
        ("tỷ lệ tập trung và không tập trung", "target_modes"),
        ("ai chưa học", "missing_list"),
        ("lập danh sách cử đi học trung cấp", "target_plan"),
        ("thị trấn Càng Long có mấy phần trăm", "unit_progress"),
        ("Ai cử tôi đi học?", None),
        ("khi nào tôi được cử đi học", None),
    ],
)
def test_near_words_keep_their_own_meaning(text: str, intent: str | None) -> None:
    found = understand(text, LEADER)
    assert found.intent == intent if intent else found.intent != "target_summary"
