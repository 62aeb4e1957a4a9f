"""Classes of the school and the academy: announced here, names sent on; the level rises with the paper brought back."""

from dataclasses import dataclass

import pytest

from handlers.house import House
from rules.access import OPERATOR, Role
from rules.cadres import Cadre
from rules.courses import CourseKind
from rules.levels import Mode
from rules.seats import SeatState
from storage import cadres, grants, seat_requests
from storage.journal import By
from tests.dialogs.class_cast import Town, is_told, reads, taps, types
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked

KINDS = [kind for kind in roster.COURSES.kinds if not kind.is_own]


@dataclass
class Way:
    """Who goes it, what it gives, and the line of the leader's figures that moves at its end."""

    who: Cadre
    level: str
    before: str
    after: str


WAYS = {
    "trung_cap": Way(roster.NHA, "Trung cấp", "Ủy viên BCH Đảng bộ cấp xã: 1/2 (50,0%)", "cấp xã: 2/2 (100,0%)"),
    "cao_cap": Way(roster.TUAN, "Cao cấp", "Phó Trưởng phòng: 0/1 (0,0%)", "Phó Trưởng phòng: 1/1 (100,0%)"),
}


@dataclass
class Cast:
    kind: CourseKind
    way: Way
    town: Town
    lan: Person
    khoa: Person
    """The officer of the unit."""
    thanh: Person
    person: Person

    async def state(self) -> SeatState:
        live = await seat_requests.live_of(self.town.house.db, self.way.who.id, self.kind.id)
        assert live is not None
        return live.state


@pytest.fixture(params=KINDS, ids=lambda kind: kind.id)
async def cast(request: pytest.FixtureRequest, house: House, clock: Clock, linked: Linked) -> Cast:
    way = WAYS[request.param.id]
    async with house.db.transaction() as tx:
        await grants.grant(tx, By("operator", 1), roster.KHOA.id, Role.OFFICER, way.who.unit.id)
    people = [await linked(each) for each in (roster.LAN, roster.KHOA, roster.THANH, way.who)]
    return Cast(request.param, way, Town(house, clock), *people)


async def test_a_name_is_sent_on_and_the_paper_brought_back_raises_the_level(cast: Cast) -> None:
    for chapter in (
        _the_class_is_announced, _the_person_wishes, _the_unit_agrees, _the_centre_sends_the_name_on,
        _nothing_counts_before_the_paper, _the_paper_is_entered, _the_level_counts,
    ):  # fmt: skip
        await chapter(cast)


async def _the_class_is_announced(cast: Cast) -> None:
    lan = cast.lan
    await types(lan, "/quanlylop")
    await taps(lan, "Lập lớp mới")
    await types(lan, cast.kind.name)
    await taps(lan, "Chưa có", "Dùng mã này", "Dùng tên này", "Không giới hạn", "Chưa có")
    await types(lan, "đến 30/06/2025")
    await taps(lan, "Chưa có")
    reads(lan, "Lớp do nơi khác mở: Trung tâm thông báo và chuyển danh sách, không ghi danh.")
    await taps(lan, "Lập lớp", "Xem lớp", "Mở nhận danh sách", "Mở nhận danh sách")
    await cast.town.waits_until(3)
    is_told(await cast.town.news(cast.person), "Lớp đang nhận danh sách cử", "tin này chưa phải là cử đi học")


async def _the_person_wishes(cast: Cast) -> None:
    await types(cast.person, f"cho tôi đăng ký lớp {cast.kind.name.lower()}")
    reads(cast.person, "Nguyện vọng học", "Đây chưa phải là cử đi học hay nhập học.", "Người được xem:")
    await taps(cast.person, "Gửi nguyện vọng")
    reads(cast.person, "Đã ghi nhận nguyện vọng số 1", f"đơn vị {cast.way.who.unit.name}")
    assert await cast.state() is SeatState.WISH


async def _the_unit_agrees(cast: Cast) -> None:
    is_told(await cast.town.news(cast.khoa), cast.way.who.name, "Đề nghị đơn vị cho ý kiến")
    await types(cast.khoa, "/cudihoc")
    await taps(cast.khoa, "Nguyện vọng của đơn vị")
    await types(cast.khoa, "đồng ý 1")
    reads(cast.khoa, "Đã ghi đồng ý: số 1.")
    is_told(await cast.town.news(cast.person), "Đơn vị đã đồng ý. Đang chờ: Trung tâm chuyển danh sách")
    assert await cast.state() is SeatState.AGREED


async def _the_centre_sends_the_name_on(cast: Cast) -> None:
    lan = cast.lan
    await types(lan, "/xetlop")
    await taps(lan, f"Danh sách {cast.way.level.lower()}", "Chuyển tất cả")
    reads(lan, "Đây chưa phải là cử đi học.")
    await taps(lan, "Chuyển danh sách")
    assert [file.name.rpartition("-2025")[0] for file in lan.last.files] == [
        f"danh-sach-{cast.kind.id.replace('_', '-')}"
    ]
    is_told(await cast.town.news(cast.person), "Trung tâm đã chuyển tên đồng chí", "Cấp có thẩm quyền quyết định.")
    assert await cast.state() is SeatState.FORWARDED
    assert not await cast.town.house.db.rows("select 1 from enrolment")


async def _nothing_counts_before_the_paper(cast: Cast) -> None:
    await cast.town.waits_until(1, month=12)
    assert await cast.town.news(cast.person) == "", "who was sent on is not told again that names are taken"
    await types(cast.thanh, "chỉ tiêu tới đâu rồi?")
    reads(cast.thanh, cast.way.before)
    await types(cast.person, "Tôi cần học gì?")
    reads(cast.person, f"Cần có: {cast.way.level.lower()} lý luận chính trị.")


async def _the_paper_is_entered(cast: Cast) -> None:
    lan = cast.lan
    await types(lan, f"tra {cast.way.who.name}")
    await taps(lan, "Trình độ, văn bằng", cast.way.level, "Không tập trung")
    await types(lan, "B 0123", "28/11/2025", "Trường Chính trị tỉnh")
    await taps(lan, "Đã xem bản gốc", "Ghi lại")
    stored = await cadres.by_id(cast.town.house.db, OPERATOR, cast.way.who.id)
    assert stored is not None
    [paper] = [each for each in stored.credentials if each.level is cast.kind.level]
    assert (paper.mode, paper.number) == (Mode.KHONG_TAP_TRUNG, "B 0123")


async def _the_level_counts(cast: Cast) -> None:
    await types(cast.person, "Tôi cần học gì?")
    reads(cast.person, f"Hiện có: {cast.way.level.lower()}. Đã đạt mức cần có")
    await types(cast.thanh, "chỉ tiêu tới đâu rồi?")
    reads(cast.thanh, cast.way.after)
    assert cast.way.before not in cast.thanh.last.text
