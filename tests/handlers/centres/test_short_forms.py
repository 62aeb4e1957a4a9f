"""Short forms of several centres: each centre's people are read by its own, and by those that all share."""

import pytest

from handlers.house import House
from rules.access import Role
from tests.handlers import roster
from tests.handlers.asking import asks
from tests.handlers.centres.conftest import A
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.several import grant
from tests.handlers.test_short_forms import adds

_ASKED = "cho xem lhtr"


async def test_a_centres_short_form_is_for_its_own_people(linked: Linked, lan: Person) -> None:
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    await adds(lan, "lhtr = lịch học tuần này")
    await nha.says(_ASKED)
    assert nha.turned.intent == "my_schedule"
    assert "chưa rõ ý" in await hoa.says(_ASKED)


async def test_each_centre_may_mean_something_else_and_goes_before_what_all_share(
    linked: Linked, lan: Person, mai: Person, phuc: Person
) -> None:
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    await adds(phuc, "lhtr = lịch học tuần này")
    for person in (nha, hoa):
        await person.says(_ASKED)
        assert person.turned.intent == "my_schedule"
    assert "hiện Trợ lý đọc “lhtr” là “lịch học tuần này”" in await mai.says("/viettat lhtr = tài liệu của lớp")
    await mai.taps("Lưu, bỏ cách đọc cũ")
    await nha.says(_ASKED)
    await hoa.says(_ASKED)
    assert (nha.turned.intent, hoa.turned.intent) == ("my_schedule", "materials")


@pytest.mark.parametrize("key", ["short_form:1", "short_form_edit:1", "short_form_drop:1:1", "short_form_back:1:1"])
async def test_staff_of_another_centre_neither_read_nor_change_it(
    house: House, lan: Person, mai: Person, key: str
) -> None:
    await adds(lan, "lhtr = lịch học tuần này")
    assert "lịch học" not in await mai.taps(key)
    assert "lhtr" not in await mai.says("/viettat")
    [row] = await house.db.rows("select removed, version, centre from short_form")
    assert (row["removed"], row["version"], row["centre"]) == (0, 1, A)


async def test_what_all_share_is_read_by_a_centre_and_changed_by_who_stands_above(lan: Person, phuc: Person) -> None:
    await adds(phuc, "lhtr = lịch học tuần này")
    assert "lhtr = lịch học tuần này (dùng chung)" in await lan.says("/viettat")
    await lan.taps("lhtr")
    assert lan.labels == ["Các từ viết tắt", "Về đầu"]
    assert "vừa có người sửa" in await lan.taps("short_form_drop:1:1")
    await phuc.taps("short_form:1")
    assert "Bỏ từ này" in phuc.labels


async def test_who_keeps_two_centres_is_told_that_each_writes_its_own(
    house: House, linked: Linked, lan: Person
) -> None:
    await grant_both(house)
    both = await linked(roster.MAI)
    assert "từng Trung tâm" in await both.says("/viettat hl = học lại")


async def test_words_are_unknown_to_the_centre_that_was_asked_and_to_whom_may_write_them_down(
    house: House, linked: Linked, lan: Person, phuc: Person
) -> None:
    nha = await linked(roster.NHA)
    await asks(nha, "Học viên có được gửi xe ở ntd không?")
    assert "chưa biết: “ntd”" in await phuc.taps("inbox_open:1")
    await adds(lan, "ntd = nhà thi đấu")
    await lan.taps("inbox")
    assert "chưa biết" not in await phuc.taps("inbox_open:1")
    await asks(nha, "Chiều mai có bxq không?")
    await grant_both(house)
    both = await linked(roster.MAI)
    assert "bxq" in await both.taps("inbox_open:2")
    assert "Ghi từ viết tắt" not in both.labels
    assert "chưa biết: “bxq”" in await lan.taps("inbox_open:2")


async def grant_both(house: House) -> None:
    await grant(house, roster.MAI.id, Role.STAFF, A)
    async with house.db.transaction() as tx:
        await tx.rows(
            "insert into role_grant (id, holder_id, role, unit_id, granted_at) values ('g2', $1, 'staff', $2, 0)",
            roster.MAI.id, roster.TAN_AN.id,
        )  # fmt: skip
