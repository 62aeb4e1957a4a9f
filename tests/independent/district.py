"""An invented district's people as an office would list them, written by hand where a rule bites, else from a seed."""

from random import Random

Person = dict[str, str]
"""Column titles of the plain form to what the office wrote; an empty cell is an empty string."""

COLUMNS = (
    "Mã cán bộ",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số điện thoại",
    "Đơn vị",
    "Đối tượng",
    "Chức vụ",
    "Cấp ủy",
    "Quy hoạch",
    "Trình độ chuyên môn",
    "Trình độ LLCT",
)

FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Thạch", "Kim", "Sơn", "Lâm", "Trương")
MIDDLE_NAMES = {"Nam": ("Văn", "Hữu", "Minh", "Thanh", "Quốc"), "Nữ": ("Thị", "Ngọc", "Thúy", "Mỹ", "Kim")}
GIVEN_NAMES = {
    "Nam": ("An", "Bình", "Cường", "Đạt", "Hải", "Khoa", "Lộc", "Nghĩa", "Phước", "Quý", "Tâm", "Vinh"),
    "Nữ": ("Ánh", "Bích", "Dung", "Hạnh", "Lan", "Loan", "Nga", "Oanh", "Phượng", "Thủy", "Tuyết", "Yến"),
}

OFFICES = (
    "Phòng Nội vụ",
    "Phòng Tư pháp",
    "Phòng Tài chính - Kế hoạch",
    "Phòng Giáo dục và Đào tạo",
    "Phòng Văn hóa và Thông tin",
    "Phòng Nông nghiệp và Phát triển nông thôn",
)
COMMUNES = (
    "xã An Trường",
    "xã An Trường A",
    "xã Đại Phúc",
    "xã Đại Phước",
    "xã Nhị Long",
    "xã Nhị Long Phú",
    "thị trấn Càng Long",
)

# unit; category; posts; committee; planned; level
BY_HAND = (
    ("Huyện ủy Càng Long", "Cán bộ", "Bí thư Huyện ủy", "Bí thư Huyện ủy", "", "CC"),
    ("Huyện ủy Càng Long", "cán bộ", "Chủ tịch HĐND huyện", "Phó Bí thư Huyện ủy", "", "Cao cấp"),
    ("UBND huyện Càng Long", "Cán bộ", "Chủ tịch UBND huyện", "Phó Bí thư Huyện ủy", "", "cử nhân chính trị"),
    ("UBND huyện Càng Long", "Cán bộ", "Phó Chủ tịch UBND huyện", "UV BTV Huyện ủy", "", "CC"),
    ("Ban Tổ chức Huyện ủy", "Công chức", "Trưởng Ban Tổ chức", "Ủy viên BTV Huyện ủy", "", "cao cấp"),
    ("Ban Tổ chức Huyện ủy", "Công chức", "Phó Trưởng Ban Tổ chức", "", "Trưởng Ban Tổ chức", "TC"),
    ("Ban Tuyên giáo Huyện ủy", "Công chức", "Trưởng ban", "HUV", "", "TC LLCT-HC"),
    ("Ủy ban Kiểm tra Huyện ủy", "Công chức", "Chủ nhiệm UBKT", "Ủy viên BCH Đảng bộ huyện", "", "CC"),
    ("Ủy ban Kiểm tra Huyện ủy", "Công chức", "Phó Chủ nhiệm UBKT", "", "", "CC"),
    ("Ủy ban Kiểm tra Huyện ủy", "Công chức", "Ủy viên UBKT", "", "", "TC"),
    ("Văn phòng Huyện ủy", "Công chức", "Chánh Văn phòng", "Huyện ủy viên", "", "CC"),
    ("Văn phòng Huyện ủy", "Công chức", "Phó Chánh Văn phòng", "", "", "CC"),
    ("Văn phòng Huyện ủy", "Hợp đồng", "Nhân viên lái xe", "", "", ""),
    ("Thanh tra huyện", "Công chức", "Chánh Thanh tra", "", "", "TC"),
    ("Thanh tra huyện", "Công chức", "Phó Chánh Thanh tra", "", "Chánh Thanh tra", "CC"),
    ("Trung tâm Chính trị huyện", "Viên chức", "Giám đốc", "HUV", "", "CC"),
    ("Trung tâm Chính trị huyện", "Viên chức", "Phó Giám đốc", "", "", "TC"),
    ("Trung tâm Chính trị huyện", "Viên chức", "Giảng viên", "", "", "CC"),
    ("Ủy ban MTTQ huyện", "Cán bộ", "Chủ tịch Ủy ban MTTQ huyện", "UV BTV Huyện ủy", "", "CC"),
    ("Ủy ban MTTQ huyện", "Cán bộ", "Phó Chủ tịch Ủy ban MTTQ huyện", "", "", "Trung cấp"),
    ("Hội Nông dân huyện", "Cán bộ", "Chủ tịch Hội Nông dân huyện", "", "", "trung cấp"),
    ("Liên đoàn Lao động huyện", "Cán bộ", "Chủ tịch Liên đoàn Lao động huyện", "HUV", "", "CC"),
    ("Huyện đoàn", "Cán bộ", "Bí thư Huyện đoàn", "", "", "CC"),
    ("Huyện đoàn", "Cán bộ", "Phó Bí thư Huyện đoàn", "", "Bí thư Huyện đoàn", "SC"),
    ("Phòng Nội vụ", "Công chức", "Trưởng phòng; Bí thư Chi bộ", "HUV", "Phó Chủ tịch UBND huyện", "CC"),
    ("Phòng Tư pháp", "Công chức", "Trưởng phòng", "Bí thư Chi bộ", "", "TC"),
    ("Phòng Tài chính - Kế hoạch", "Công chức", "Trưởng phòng", "Chi ủy viên", "", "cao cấp"),
    ("Phòng Giáo dục và Đào tạo", "", "Trưởng phòng", "", "", "CC"),
    ("Phòng Giáo dục và Đào tạo", "Công chức", "Chuyên viên", "", "Phó Trưởng phòng", "chưa"),
    ("Phòng Tư pháp", "Công chức", "Chuyên viên", "", "", "-"),
    ("Phòng Nội vụ", "", "Chuyên viên", "", "", "TC"),
    ("Phòng Tài chính - Kế hoạch", "Công chức", "Kế toán trưởng", "", "", "SC"),
    ("Trường Tiểu học Nhị Long A", "Viên chức", "Giáo viên", "Ủy viên BCH Đảng bộ xã Nhị Long", "", "SC"),
    ("UBND xã An Trường", "Cán bộ", "Bí thư Đảng ủy xã; Chủ tịch HĐND xã", "Huyện ủy viên", "", "TC"),
    ("Đảng ủy xã Đại Phước", "Cán bộ", "Phó Bí thư Thường trực", "Phó Bí thư Đảng ủy", "", "CC"),
    ("Đảng ủy xã Nhị Long Phú", "Cán bộ", "Bí thư Đảng ủy", "UV BCH Đảng bộ huyện; Bí thư Đảng ủy", "", "CC"),
    ("UBND xã Nhị Long", "Cán bộ", "Bí thư Đoàn xã", "", "", "SC"),
    ("UBND xã Đại Phúc", "Công chức", "Chỉ huy trưởng Quân sự xã", "UV BTV Đảng ủy", "", "TC"),
    ("Trạm Y tế xã Đại Phúc", "Viên chức", "Trưởng trạm", "ĐUV", "", ""),
    ("UBND thị trấn Càng Long", "Người hoạt động không chuyên trách", "Phó Chủ tịch Hội Nông dân", "", "", "SC"),
    ("UBND xã An Trường A", "Cán bộ không chuyên trách", "Bí thư Chi bộ ấp", "", "", ""),
    ("UBND xã Nhị Long", "", "Công chức Tư pháp - Hộ tịch", "", "", "TC"),
)

COMMUNE_POSTS = (
    ("Cán bộ", "Chủ tịch UBND xã", "Phó Bí thư Đảng ủy"),
    ("Cán bộ", "Phó Chủ tịch UBND xã", "UV BTV Đảng ủy"),
    ("Cán bộ", "Chủ tịch Hội Liên hiệp Phụ nữ xã", "Ủy viên BCH Đảng bộ xã"),
    ("Công chức", "Công chức Văn phòng - Thống kê", ""),
    ("Công chức", "Công chức Tài chính - Kế toán", "ĐUV"),
)


def people(seed: int = 2025) -> list[Person]:
    """Everyone of the district, with invented names; the same seed gives the same people."""
    dice = Random(seed)
    rows = [*BY_HAND, *_deputies(), *_commune_people(dice)]
    everyone = [_person(dice, number, row) for number, row in enumerate(rows, 1)]
    _make_namesakes(everyone)
    return everyone


def _deputies() -> list[tuple[str, ...]]:
    """Deputy heads with cao cấp, so many that exactly nine of ten deputies hold it: "trên 90%" is missed by one."""
    by_hand = [level for unit, _, post, _, _, level in BY_HAND if _deputises(unit, post)]
    untrained = sum(level != "CC" for level in by_hand)
    number = untrained * 9 - (len(by_hand) - untrained)
    return [(OFFICES[n % 6], "Công chức", "Phó Trưởng phòng", "", "", "CC") for n in range(number)]


def _deputises(unit: str, post: str) -> bool:
    """Whether a row written by hand stands among the deputies of the district's heads."""
    return post.startswith("Phó") and "UBND" not in post and " xã " not in unit and " thị trấn " not in unit


def _commune_people(dice: Random) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for commune in COMMUNES:
        for category, post, committee in COMMUNE_POSTS:
            level = dice.choice(("TC", "Trung cấp", "TC LLCT-HC", "CC", "SC", "", "chưa"))
            rows.append((f"UBND {commune}", category, post, committee, "", level))
    return rows


def _person(dice: Random, number: int, row: tuple[str, ...]) -> Person:
    unit, category, posts, committee, planned, level = row
    sex = dice.choice(("Nam", "Nữ"))
    given = f"{dice.choice(MIDDLE_NAMES[sex])} {dice.choice(GIVEN_NAMES[sex])}"
    values = (
        "",
        f"{dice.choice(FAMILY_NAMES)} {given}",
        f"{dice.randint(1, 28):02}/{dice.randint(1, 12):02}/{dice.randint(1966, 1995)}",
        sex,
        f"09{number:08}",
        unit,
        category,
        posts,
        committee,
        planned,
        dice.choice(("Đại học", "Cao đẳng", "Thạc sĩ")),
        level,
    )
    return dict(zip(COLUMNS, values, strict=True))


def _make_namesakes(everyone: list[Person]) -> None:
    """Two people of one name in one unit, told apart by birth, and of one name in two communes that are near-twins."""
    for one, other, unit in ((0, 1, "Huyện ủy Càng Long"), (-1, -2, "UBND thị trấn Càng Long")):
        everyone[other]["Họ và tên"] = everyone[one]["Họ và tên"]
        assert everyone[one]["Đơn vị"] == everyone[other]["Đơn vị"] == unit
    by_unit = {person["Đơn vị"]: person for person in everyone}
    for near, far in (("xã Đại Phúc", "xã Đại Phước"), ("xã Nhị Long", "xã Nhị Long Phú")):
        double = by_unit[f"UBND {near}"]
        by_unit[f"UBND {far}"].update({title: double[title] for title in ("Họ và tên", "Ngày sinh", "Giới tính")})
