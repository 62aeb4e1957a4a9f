"""Who vouches for the data: whoever last read in or corrected the roster, told with its day."""

from datetime import date

import pytest

from handlers.house import House
from handlers.texts.targets import vouched_by
from rules.access import Role
from storage.clock import to_ms
from storage.grants import revoke
from storage.journal import By
from storage.vouching import Vouched, vouch, vouched
from tests.handlers import roster
from tests.handlers.conftest import Linked

DAY = date(2025, 5, 15)


async def corrected(house: House, actor: str) -> Vouched:
    async with house.db.transaction() as tx:
        await vouch(tx, By(actor, to_ms(house.clock())), DAY)
    return await vouched(house.db)


async def test_of_a_roster_that_nobody_read_in_nothing_is_told(house: House) -> None:
    source = await vouched(house.db)
    assert (source, vouched_by(source)) == (Vouched(), "")


@pytest.mark.parametrize(
    ("actor", "told"),
    [
        (roster.LAN.id, "do Trung tâm cập nhật (Ngô Thị Lan)"),
        (roster.PHUC.id, "do Trung tâm cập nhật (Bùi Văn Phúc)"),
        (roster.LOC.id, "do cán bộ phụ trách đơn vị cập nhật (Huỳnh Văn Lộc)"),
        (roster.NHA.id, "do đồng chí Trần Văn Nhã cập nhật"),
        ("operator", "do quản trị cập nhật"),
        ("nobody-known", ""),
    ],
)
async def test_who_corrected_it_last_is_told_by_role_and_name(house: House, actor: str, told: str) -> None:
    source = await corrected(house, actor)
    assert source.day == DAY
    assert vouched_by(source) == told


async def test_somebody_of_the_centre_stays_that_without_the_role(house: House) -> None:
    async with house.db.transaction() as tx:
        await revoke(tx, By("operator", 1), roster.LAN.id, Role.STAFF)
    assert (await corrected(house, roster.LAN.id)).role is Role.STAFF


async def test_the_second_line_of_the_summary_tells_it(house: House, linked: Linked) -> None:
    await corrected(house, roster.LAN.id)
    leader = await linked(roster.THANH)
    line = (await leader.says("chỉ tiêu tới đâu rồi?")).splitlines()[1]
    assert line == ("Số liệu ngày 15/05/2025, do Trung tâm cập nhật (Ngô Thị Lan). Thời hạn 31/12/2025, còn 212 ngày.")
