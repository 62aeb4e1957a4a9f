"""Whom to try the demonstration as: one person for each role and each kind of answer, by code."""

from dataclasses import dataclass

from rules.access import Role


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Someone to speak as: `cadrebot chat --as CODE`."""

    code: str
    who: str
    """In Vietnamese, for the list that the demonstration prints."""
    grant: Role | None = None
    unit_id: str | None = None
    """What bounds the role; None is the whole centre."""
    name: str = ""
    """Only for people of the centre who stand on no roster: the roster names the others."""


LACKS = DemoPerson("CL0755", "công chức, ủy viên BCH Đảng bộ xã Phương Thạnh, còn thiếu trung cấp")
MEETS = DemoPerson("CL0516", "Chủ tịch UBND xã Đức Mỹ, đã có trung cấp")
DEPUTY_HEAD = DemoPerson("CL0073", "Phó Trưởng phòng Tư pháp, có trung cấp, mục tiêu cần cao cấp")
STUDYING = DemoPerson("CL0484", "công chức xã Đại Phước, đang học trung cấp khóa 14")
PROBATIONARY = DemoPerson("CL0579", "công chức xã Huyền Hội, đảng viên dự bị")
OFFICER = DemoPerson("CL0333", "cán bộ phụ trách xã An Trường A", Role.OFFICER, "xa-an-truong-a")
LECTURER = DemoPerson("CL0236", "giảng viên của Trung tâm", Role.LECTURER)
LEADER = DemoPerson("CL0002", "lãnh đạo: Phó Bí thư Thường trực Huyện ủy", Role.LEADER)
STAFF = DemoPerson("NV01", "cán bộ Trung tâm", Role.STAFF, name="Lê Thị Thanh Tuyền")
ADMIN = DemoPerson("NV02", "người quản trị", Role.ADMIN, name="Trần Quốc Khải")
STRANGER = DemoPerson("stranger", "người chưa liên kết hồ sơ")

DEMO_PEOPLE = (
    LACKS, MEETS, DEPUTY_HEAD, STUDYING, PROBATIONARY, OFFICER, LECTURER, LEADER, STAFF, ADMIN, STRANGER,
)  # fmt: skip
"""All of them, in the order a list shows them."""
