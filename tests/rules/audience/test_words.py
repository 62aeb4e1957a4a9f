"""An audience reads as the centre would say it."""

import pytest
from hypothesis import given

from rules.audience import Audience, Names, in_words, parse
from tests.rules.audience.strategies import audiences

NAMES = Names(groups={"pho_phong": "Phó Trưởng phòng"}, units={"xa-tan-an": "xã Tân An"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("everyone", "Tất cả cán bộ"),
        ("not unit=xa-tan-an", "Tất cả cán bộ, trừ đơn vị xã Tân An"),
        ('class=TC-K14 and state=enrolled and not unit="xã Tân An"', "Học viên lớp TC-K14, trừ đơn vị xã Tân An"),
        ("group=pho_phong and lacks=cao_cap", "Nhóm Phó Trưởng phòng, còn thiếu cao cấp theo chỉ tiêu"),
        ("unit=xa-tan-an and class=A", "Học viên lớp A, thuộc đơn vị xã Tân An"),
        ("class=A,B:passed", "Học viên lớp A hoặc người đã đạt lớp B"),
        ("codes=C1,C2", "Mã số C1, C2"),
        ("codes=C1,C2,C3,C4,C5,C6", "Danh sách 6 mã số"),
        ("channel=none", "Người chưa liên kết kênh nào"),
        ("role=officer and unconfirmed=12", "Cán bộ phụ trách của đơn vị, chưa xác nhận thông báo số 12"),
        (
            "(class=A or class=B) and holds=so_cap",
            "Người có trình độ sơ cấp trở lên, (học viên lớp A hoặc học viên lớp B)",
        ),
        ("class=A or group=x and unit=y", "Học viên lớp A hoặc (nhóm x, thuộc đơn vị y)"),
    ],
)
def test_an_audience_in_words(text: str, words: str) -> None:
    assert in_words(parse(text), NAMES) == words


@given(audiences)
def test_every_audience_has_words(audience: Audience) -> None:
    assert in_words(audience).strip()
