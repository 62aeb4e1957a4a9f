"""The small world of the permission tests: each kind of person, two units, two classes, and what hangs on them."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

from handlers.house import House
from handlers.messages import Reply
from rules.access import Role
from rules.attendance import Presence
from rules.cadres import Cadre
from rules.classes import ClassState, Course, Enrolment, Part, RunBy, Session, TrainingClass
from rules.dates import PartialDate
from rules.learners import Learner
from rules.lecturers import Lecturer, State
from rules.levels import Level, Mode
from rules.materials import Material
from rules.notices import NoticeKind
from rules.results import Verdict
from storage import (
    attendance,
    classes,
    corrections,
    grants,
    learners,
    lecturer_swaps,
    lecturers,
    link_requests,
    materials,
    notices,
    privacy_requests,
    results,
    study_requests,
)
from storage.corrections import Asked
from storage.journal import By
from storage.notices import Draft
from storage.privacy_requests import Kind, Wanted
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.noticed import notify

BY = By("operator", 1_748_826_000_000)
TODAY = date(2025, 6, 2)
BINH = Learner("hv1", "HV00001", "Lê Thị Bình", roster.TAN_AN, PartialDate("1999-03-02"), "nu", "0912000111")
"""Of the own class: that of the lecturer and the cadre who ask."""
CUONG = Learner("hv2", "HV00002", "Đỗ Văn Cường", roster.AN_TRUONG, PartialDate("1998"), "nam", "0912000222")
OWN = TrainingClass(
    "nt3", "NT-K3", "Bồi dưỡng nhận thức về Đảng, khóa 3", course=Course.NHAN_THUC_DANG, state=ClassState.RUNNING,
    starts_on=TODAY, ends_on=date(2025, 6, 6),
)  # fmt: skip
OTHER = TrainingClass("cu2", "CU-K2", "Bồi dưỡng cấp ủy viên, khóa 2", state=ClassState.RUNNING, kind="cap_uy")
OPEN = TrainingClass(
    "cu3", "CU-K3", "Bồi dưỡng cấp ủy viên cơ sở, khóa 3/2025", course=Course.CAP_UY, state=ClassState.OPEN,
    starts_on=date(2025, 6, 23), ends_on=date(2025, 6, 25), register_until=date(2025, 6, 20), places=9, kind="cap_uy",
)  # fmt: skip
SCHOOL = TrainingClass(
    "tc16", "TC-K16", "Trung cấp lý luận chính trị, khóa 16", Level.TRUNG_CAP, None, Mode.KHONG_TAP_TRUNG,
    RunBy.SCHOOL, ClassState.OPEN, register_until=date(2025, 6, 30), kind="trung_cap",
)  # fmt: skip
OVER = TrainingClass(
    "tck14", "TC-K14", "Trung cấp lý luận chính trị, khóa 14", Level.TRUNG_CAP, mode=Mode.KHONG_TAP_TRUNG,
    state=ClassState.RESULTS,
)  # fmt: skip
QUESTION = "Tôi bận trực đêm, có đổi sang học buổi tối được không?"

OFFICER = roster.Centre("nv11", "NV11", "Tô Văn Phụ")
LEADER = roster.Centre("nv12", "NV12", "Vương Thị Lãnh")
LECTURER = roster.Centre("nv13", "NV13", "Phan Văn Giảng")
COLLEAGUE = roster.Centre("nv14", "NV14", "Cao Thị Dạy")
KINDS: dict[str, roster.Centre | Cadre | None] = {
    "người lạ": None,
    "học viên": roster.Centre(BINH.id, BINH.code, BINH.name),
    "cán bộ": roster.RAY,
    "giảng viên": LECTURER,
    "phụ trách, đơn vị mình": OFFICER,
    "cán bộ Trung tâm": roster.LAN,
    "lãnh đạo": LEADER,
    "quản trị": roster.PHUC,
}
"""Each kind of the documentation by its heading, as somebody who is nothing else."""


@dataclass(frozen=True)
class World:
    """The people of two units and two classes, and the ids by which buttons name what hangs on them."""

    house: House
    path: Path
    ids: tuple[str, ...]
    """What a forged button may name: people, units, classes, sessions, requests, notices, ... of others. The first ten
    are one of each kind."""

    def rows(self, *without: str) -> dict[str, list[tuple[object, ...]]]:
        """All that is stored, by table, but for these tables."""
        with sqlite3.connect(f"file:{self.path}?mode=ro", uri=True) as file:
            names = [row[0] for row in file.execute("select name from sqlite_master where type = 'table'")]
            return {
                name: sorted(file.execute(f"select * from {name}").fetchall(), key=repr)
                for name in names
                if name not in without and not name.startswith("sqlite_")
            }


async def make_world(house: House, linked: Linked, path: Path) -> World:
    """Two units at work: Tân An, whose officer asks, and An Trường, of which nobody there may hear."""
    db = house.db
    async with db.transaction() as tx:
        for person, role, unit in (
            (OFFICER, Role.OFFICER, roster.TAN_AN.id), (LEADER, Role.LEADER, None),
            (LECTURER, None, None), (COLLEAGUE, None, None),
        ):  # fmt: skip
            await tx.rows(
                "insert into staff_person (id, code, name) values ($1, $2, $3)", person.id, person.code, person.name
            )
            if role is not None:
                await grants.grant(tx, BY, person.id, role, unit)
        await grants.grant(tx, BY, roster.KHOA.id, Role.OFFICER, roster.AN_TRUONG.id)
        teaching = [
            await lecturers.add(
                tx, BY, Lecturer("", "", each.name, state=State.APPROVED, holder_id=each.id, phone=phone)
            )
            for each, phone in ((LECTURER, "0912000333"), (COLLEAGUE, "0912000444"))
        ]
        waiting = await lecturers.add(tx, BY, Lecturer("", "", "Hồ Văn Chờ", state=State.SUBMITTED, phone="0912000555"))
        await learners.save(tx, BY, "add", [BINH, CUONG])
        await classes.save_classes(tx, BY, "create", [OWN, OTHER, OPEN, SCHOOL, OVER])
        await classes.save_enrolments(tx, BY, [
            Enrolment("nt3", BINH.id), Enrolment("nt3", roster.RAY.id), Enrolment("cu2", CUONG.id),
            Enrolment("cu2", roster.NHA.id), Enrolment("cu2", roster.KIET.id), Enrolment("tck14", roster.NHA.id),
            Enrolment("tck14", roster.KIET.id),
        ])  # fmt: skip
        await classes.replace_sessions(tx, BY, "nt3", _sessions("s", "nt3", teaching[0]))
        await classes.replace_sessions(tx, BY, "cu2", _sessions("x", "cu2", teaching[1]))
        await attendance.call(tx, BY, "x1", {roster.NHA.id: Presence.PRESENT, CUONG.id: Presence.ABSENT})
        await results.type_in(tx, By(roster.LAN.id, BY.at), "tck14", {roster.NHA.id: Verdict(True, "Khá")})
        material = Material("tl1", "cu2", "Đề cương riêng của khóa 2", "Nội dung của khóa 2", added_by=COLLEAGUE.id)
        await materials.save(tx, BY, [material])
        swap = await lecturer_swaps.ask(tx, BY, "x2", teaching[1].id, None, "bận công tác")
        draft = Draft(NoticeKind.OTHER, "Kính gửi {ho_ten}.", "everyone")
        drafts = [await notices.create_draft(tx, By(each.id, BY.at), draft) for each in (roster.LAN, roster.PHUC)]
    numbers = await _asked_for(house, linked)
    nha, loc, khoa = [await linked(each) for each in (roster.NHA, roster.LOC, roster.KHOA)]
    sent = await notify(house, nha, khoa, await linked(KINDS["học viên"] or roster.LAN))
    await nha.taps("register_send:trung_cap:tc16")
    await loc.taps("register_send:trung_cap:tc16")
    await nha.taps("ask_centre")
    await nha.says(QUESTION)
    await nha.taps("Gửi câu hỏi")
    [asked] = await db.rows("select number from question")
    [seat, *seats] = [row["id"] for row in await db.rows("select id from seat_request order by place")]
    ids = (
        roster.NHA.id, roster.AN_TRUONG.id, "cu2", "x1", "tl1", seat, str(asked["number"]), CUONG.id, str(swap),
        str(sent.number), roster.NHA.code, roster.KIET.id, roster.HOA.id, CUONG.code, roster.NOI_VU.id, "tc16", "tck14",
        "cu3", "nt3", "x2", teaching[1].id, waiting.id, *(str(each.number) for each in drafts), *numbers, *seats,
        "truong_phong", "bch_xa", "on", "all",
    )  # fmt: skip
    return World(house, path, tuple(dict.fromkeys(ids)))


def _sessions(letter: str, class_id: str, who: Lecturer) -> list[Session]:
    return [
        Session(f"{letter}{n}", class_id, date(2025, 6, 1 + n), Part.SANG, f"Bài {n}", "Hội trường 1", who.name, who.id)
        for n in (1, 2, 3)
    ]


async def _asked_for(house: House, linked: Linked) -> list[str]:
    """What waits for the centre or a unit: the numbers and ids of a link, a correction, an erasure, a nomination."""
    await linked(roster.NHA)
    await Person(house, chat="8888", name="Chat của người chờ").says("0")
    found: list[str] = []
    async with house.db.transaction() as tx:
        [unknown] = await tx.rows("select id from account where chat = '8888'")
        found.append(await link_requests.add(tx, BY, unknown["id"], "Đoàn Thị Xa", "1991", "xã An Trường"))
        [account] = await tx.rows("select id from account where holder_id = $1", roster.NHA.id)
        asked = Asked("phone", "Số mới của tôi: 0912000777")
        found.append(str(await corrections.add(tx, BY, roster.NHA.id, account["id"], asked)))
        wanted = Wanted(Kind.ERASE_CHAT, roster.NHA.id, account["id"], "Xóa giúp tôi", TODAY, TODAY)
        found.append(str((await privacy_requests.add(tx, BY, wanted)).number))
        person = study_requests.Wanted(roster.NHA.id, "tc16", ("bch_xa",), date(2025, 6, 20))
        await study_requests.ask(tx, BY, [person])
    return found


SECRETS: dict[str, frozenset[str]] = {
    **{
        each.name: frozenset(word for word in (each.name, each.phone, f"{each.code} ") if word.strip())
        for each in roster.CADRES
        if each.phone != roster.SHARED_PHONE
    },
    **{each.name: frozenset({each.name, each.phone, each.code}) for each in (BINH, CUONG)},
    roster.KIET.name: frozenset({roster.KIET.name, roster.SHARED_PHONE, "CB008"}),
    roster.KHOA.name: frozenset({roster.KHOA.name, "CB009"}),
    "those who wait": frozenset(
        {QUESTION, "Nội dung của khóa 2", "Đoàn Thị Xa", "Hồ Văn Chờ", "0912000555", "0912000777", "0912000444"}
    ),
}
"""What tells of somebody: name, phone, code. The names of those who teach and of the centre's people are no secret."""
_OF_TAN_AN = {each.name for each in (*roster.CADRES, BINH) if each.unit.id == roster.TAN_AN.id}
_SEES = {
    "học viên": {BINH.name},
    "cán bộ": {roster.RAY.name},
    "giảng viên": {BINH.name, roster.RAY.name},
    "phụ trách, đơn vị mình": _OF_TAN_AN,
}


def secrets_from(kind: str) -> frozenset[str]:
    """What somebody of this kind may never read, where they may see anything about people."""
    hidden = [words for name, words in SECRETS.items() if name not in _SEES.get(kind, set())]
    return frozenset[str]().union(*hidden)


def all_that_is_read(reply: Reply) -> str:
    """The words of a reply, of its buttons and of its files."""
    labels = [f"{button.label} {button.key}" for row in reply.buttons for button in row]
    return "\n".join((reply.text, *labels, *(text for file in reply.files for text in _texts(file.content))))


def _texts(content: bytes) -> Iterator[str]:
    if not is_zipfile(BytesIO(content)):
        yield content.decode("utf-8", "ignore")
        return
    with ZipFile(BytesIO(content)) as packed:
        for name in packed.namelist():
            yield re.sub(r"<[^>]+>", " ", packed.read(name).decode("utf-8", "ignore"))
