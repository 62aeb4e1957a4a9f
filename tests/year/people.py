"""The twelve people of the simulated year, the days nobody works, and the two targets, as stored on New Year's Day."""

from datetime import date, datetime
from importlib import resources
from zoneinfo import ZoneInfo

from handlers.texts import first_contact
from rules.access import Role
from rules.cadres import Cadre, Credential, Post
from rules.dates import PartialDate
from rules.holidays import parse_holidays
from rules.lecturers import Lecturer, State
from rules.levels import Level
from storage import accounts, cadre_writes, consents, lecturers, links, units
from storage.clock import to_ms
from storage.database import Database, Transaction
from storage.ids import new_id
from storage.journal import By
from tests.handlers.roster import AN_TRUONG, HUYEN_UY, TAN_AN, TRUNG_TAM, UNITS
from tests.handlers.roster import POLICY as ALL_TARGETS

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NEW_YEAR = datetime(2025, 1, 1, tzinfo=ZONE)
CHANNEL = "telegram"
BY = By("operator", to_ms(NEW_YEAR))

_TWO = ("bch_xa", "cbcc_xa")
POLICY = ALL_TARGETS.model_copy(update={"targets": tuple(t for t in ALL_TARGETS.targets if t.id in _TWO)})
"""Both ask trung cấp of a commune: of its committee, and of its cán bộ, công chức."""

_ENTERED = """
[[days]]
name = "Tết Âm lịch"
first = 2025-01-25
last = 2025-02-02
source = "thử"

[[days]]
name = "Giỗ Tổ Hùng Vương"
first = 2025-04-07
last = 2025-04-07
source = "thử"
"""
HOLIDAYS = parse_holidays(
    (resources.files("policies") / "holidays.toml").read_text(encoding="utf-8") + _ENTERED, "holidays.toml"
)
"""The days of Tết and Giỗ Tổ were entered; the day beside 2/9 was not."""


def _cadre(number: int, name: str, post: Post, level: Level = Level.NONE, category: str = "Công chức") -> Cadre:
    return Cadre(
        f"cb{number:02}", f"CB{number:03}", name, post.unit, PartialDate("1975-03-12"), "nam", "Kinh",
        f"09120000{number:02}", category, education="Đại học", party_joined=PartialDate("2001-05-19"),
        party_full=PartialDate("2002-05-19"), posts=(post,),
        credentials=(Credential(level, None, issued=PartialDate("2015")),) if level else (),
        ratings={2023: "Hoàn thành tốt nhiệm vụ", 2024: "Hoàn thành tốt nhiệm vụ"},
    )  # fmt: skip


_CAN_BO = "Cán bộ"
_IN_PARTY = "Ủy viên BCH Đảng bộ xã"
NHA = _cadre(1, "Trần Văn Nhã", Post(_IN_PARTY, AN_TRUONG, committee=True), Level.SO_CAP)
KIET = _cadre(2, "Sơn Văn Kiệt", Post(_IN_PARTY, AN_TRUONG, committee=True))
BE = _cadre(3, "Lý Thị Bé", Post("Công chức Văn phòng - Thống kê", AN_TRUONG))
KHOA = _cadre(4, "Sơn Thị Khoa", Post("Chủ tịch Hội Liên hiệp Phụ nữ xã", AN_TRUONG), Level.TRUNG_CAP, category=_CAN_BO)
THAO = _cadre(5, "Đặng Thị Thảo", Post(_IN_PARTY, TAN_AN, committee=True), Level.SO_CAP)
SAU = _cadre(6, "Huỳnh Văn Sáu", Post("Chủ tịch Hội Nông dân xã", TAN_AN, until=date(2025, 7, 31)), category=_CAN_BO)
LOC = _cadre(7, "Huỳnh Văn Lộc", Post("Công chức Văn phòng - Thống kê", TAN_AN), Level.TRUNG_CAP)
AN = _cadre(8, "Trần Thị An", Post("Viên chức", TRUNG_TAM), Level.CAO_CAP, category="Viên chức")
THANH = _cadre(
    9, "Trương Văn Thành", Post("Phó Bí thư Thường trực Huyện ủy", HUYEN_UY, committee=True), Level.CAO_CAP,
    category=_CAN_BO,
)  # fmt: skip
MAI = _cadre(10, "Võ Thị Mai", Post("Viên chức hành chính", TRUNG_TAM), Level.TRUNG_CAP, category="Viên chức")
CADRES = (NHA, KIET, BE, KHOA, THAO, SAU, LOC, AN, THANH, MAI)
LAN = ("nv01", "NV01", "Ngô Thị Lan")
"""The clerk of the centre, on no roster."""

CHATS = {
    "Nhã": NHA.id, "Kiệt": KIET.id, "Khoa": KHOA.id, "Sáu": SAU.id, "Lộc": LOC.id, "An": AN.id, "Thành": THANH.id,
    "Mai": MAI.id, "Lan": LAN[0],
}  # fmt: skip
"""Who is linked from the beginning, by the name that acts.txt and calendar.txt use. Bé, Bình and Thảo are not."""

_GRANTS = (
    (KHOA.id, Role.OFFICER, AN_TRUONG.id),
    (LOC.id, Role.OFFICER, TAN_AN.id),
    (THANH.id, Role.LEADER, None),
    (LAN[0], Role.STAFF, None),
)


async def settle_in(db: Database) -> None:
    """Write the district of New Year's Day."""
    async with db.transaction() as tx:
        await units.save(tx, UNITS)
        await cadre_writes.save(tx, BY, "import", [None] * len(CADRES), CADRES)
        await tx.run_many("insert into staff_person (id, code, name) values ($1, $2, $3)", [LAN])
        await tx.run_many(
            "insert into role_grant (id, holder_id, role, unit_id, granted_at) values ($1, $2, $3, $4, $5)",
            [(new_id(), holder, role.value, unit_id, BY.at) for holder, role, unit_id in _GRANTS],
        )
        await lecturers.add(tx, BY, Lecturer("", "", AN.name, True, State.APPROVED, holder_id=AN.id))
        for chat, holder in CHATS.items():
            await _link(tx, chat, holder)


async def _link(tx: Transaction, chat: str, holder: str) -> None:
    await accounts.open_account(tx, CHANNEL, chat, chat, BY.at)
    [found] = await tx.rows("select id from account where channel = $1 and chat = $2", CHANNEL, chat)
    await links.attach(tx, BY, found["id"], holder)
    for purpose in first_contact.PURPOSES:
        await consents.give(tx, BY, found["id"], purpose, first_contact.VERSION)
