"""Questions about the targets that look back or ahead are understood, and lead to their own answer."""

import pytest

from handlers.understanding.asked_ahead import Ahead, ahead_in
from tests.handlers import roster
from tests.handlers.conftest import Linked

SAID = {
    "Cuối năm có đạt không?": "Đến 31/12/2025: dự kiến đạt",
    "xu huong chi tieu the nao": "Đến 31/12/2025: dự kiến đạt",
    "Ai làm tăng, giảm các chỉ tiêu?": "Chưa có số liệu chốt cuối tháng nào",
    "So với tháng trước thì sao?": "Chưa có số liệu chốt cuối tháng nào",
    "Nếu 5 đồng chí này tốt nghiệp thì sao?": "Những đồng chí nào tốt nghiệp?",
    "nếu cả lớp TC-K14 tốt nghiệp thì đạt bao nhiêu": "Những đồng chí nào tốt nghiệp?",
    "Nếu BCH huyện khóa mới như danh sách này thì sao": "Tính thử danh sách mới của cấp ủy nào?",
    "Vì sao tháng này tăng?": "Chưa có số liệu chốt cuối tháng nào",
    "Chỉ tiêu xã An Trường tới đâu rồi?": "CHỈ TIÊU TRÌNH ĐỘ LÝ LUẬN CHÍNH TRỊ, XÃ AN TRƯỜNG",
    "xa an truong toi dau roi": "CHỈ TIÊU TRÌNH ĐỘ LÝ LUẬN CHÍNH TRỊ, XÃ AN TRƯỜNG",
    "Tình hình xã Tân An": "CHỈ TIÊU TRÌNH ĐỘ LÝ LUẬN CHÍNH TRỊ, XÃ TÂN AN",
    "Xã nào chưa đạt?": "Chậm nhất: ",
    "Còn thiếu bao nhiêu người?": "CHỈ TIÊU TRÌNH ĐỘ LÝ LUẬN CHÍNH TRỊ, HUYỆN CÀNG LONG",
    "Đề nghị cử đi học đã gửi": "Chưa gửi đề nghị cử đi học nào",
    "Đơn vị trả lời chưa?": "Chưa gửi đề nghị cử đi học nào",
    "Chỉ tiêu tới đâu rồi?": "CHỈ TIÊU TRÌNH ĐỘ LÝ LUẬN CHÍNH TRỊ",
}


@pytest.mark.parametrize("question", SAID)
async def test_a_leaders_words_lead_to_their_answer(linked: Linked, question: str) -> None:
    leader = await linked(roster.THANH)
    assert (await leader.says(question)).startswith(SAID[question])


async def test_the_picture_of_a_unit_is_that_of_the_unit(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    text = await leader.says("Ảnh chỉ tiêu xã An Trường")
    assert "lý luận chính trị, xã An Trường." in text
    assert leader.last.files[0].picture


async def test_the_number_of_an_item_is_no_question(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    await leader.says("Cuối năm có đạt không?")
    assert (await leader.taps("Chỉ tiêu")).startswith("CHỈ TIÊU TRÌNH ĐỘ")


def test_how_things_stand_asks_nothing_beyond() -> None:
    assert ahead_in("Chỉ tiêu tới đâu rồi?") is None
    assert ahead_in("Tiến độ so với quý trước") is Ahead.BRIDGE
