"""Units and people for the tests of the memory."""

from datetime import date

from rules.cadres import Cadre, Credential, Post, PostKind, Tier, Unit
from rules.dates import PartialDate
from rules.levels import Level, Mode
from storage import cadre_writes, units
from storage.database import Database
from storage.journal import By

BY = By("operator", 1_748_822_400_000)

DISTRICT = Unit("huyen", "UBND huyện", Tier.DISTRICT)
OFFICE = Unit("noi-vu", "Phòng Nội vụ", Tier.DISTRICT, "huyen")
TEAM = Unit("to-mot", "Tổ một cửa", Tier.DISTRICT, "noi-vu")
COMMUNE = Unit("an-truong", "UBND xã An Trường", Tier.COMMUNE)
UNITS = (DISTRICT, OFFICE, TEAM, COMMUNE)

HEAD = Cadre(
    id="c-head",
    code="CB001",
    name="Nguyễn Thị Ánh",
    unit=OFFICE,
    birth=PartialDate("1980-02"),
    gender="nu",
    phone="0912345678",
    posts=(
        Post("Trưởng phòng", OFFICE, since=date(2020, 1, 1)),
        Post("Ủy viên BCH Đảng bộ huyện", DISTRICT, committee=True),
        Post("Phó Chủ tịch", DISTRICT, PostKind.PLANNED),
    ),
    credentials=(Credential(Level.CAO_CAP, Mode.TAP_TRUNG, "123", PartialDate("2018"), "Học viện", True),),
    ratings={2023: "Hoàn thành tốt nhiệm vụ", 2024: "Hoàn thành xuất sắc nhiệm vụ"},
)
CLERK = Cadre("c-clerk", "CB002", "Trần Văn Bình", TEAM, posts=(Post("Chuyên viên", TEAM),))
CHAIR = Cadre("c-chair", "CB003", "Lê Đức Ân", COMMUNE, posts=(Post("Chủ tịch UBND", COMMUNE),))
PEOPLE = (HEAD, CLERK, CHAIR)


async def keep(db: Database, *cadres: Cadre) -> None:
    """Keep people who are not in the database yet, and all units."""
    async with db.transaction() as tx:
        await units.save(tx, UNITS)
        await cadre_writes.save(tx, BY, "test", [None] * len(cadres), cadres)
