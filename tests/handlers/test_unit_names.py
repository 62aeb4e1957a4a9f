"""Units named in a question: in full, in short, by the beginning of a long name."""

import pytest

from handlers.understanding.unit_names import unit_named
from tests.handlers import roster

ALIASES = {unit.id: unit.aliases for unit in roster.POLICY.units}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ai chưa có trung cấp ở phòng tài chính", "phong-tai-chinh-ke-hoach"),
        ("tien do phong giao duc", "phong-giao-duc-dao-tao"),
        ("xã An Trường A còn thiếu ai", "xa-an-truong-a"),
        ("ubnd huyện đạt bao nhiêu", "ubnd-huyen"),
        ("danh sách ai chưa có cao cấp", None),
        ("phòng nào chậm nhất", None),
    ],
)
def test_the_unit_is_that_of_the_most_words(text: str, meant: str | None) -> None:
    found = unit_named(text, roster.UNITS, ALIASES)
    assert (found.id if found else None) == meant
