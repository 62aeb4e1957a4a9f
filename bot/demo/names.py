"""Invented names, in the proportions of the place: Kinh families, and Khmer ones as in Trà Vinh."""

from random import Random

from rules.text import clean

KINH, KHMER = "Kinh", "Khmer"

_FAMILIES = (
    ("Nguyễn",) * 9 + ("Trần",) * 5 + ("Lê",) * 4 + ("Phạm",) * 3 + ("Huỳnh",) * 3 + ("Võ",) * 2 + ("Phan",) * 2
    + ("Trương", "Bùi", "Đặng", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Cao", "Châu", "Lưu", "Tô", "Mai", "Diệp")
)  # fmt: skip
_MIDDLES = {
    "nam": ("Văn",) * 6 + ("Hữu", "Minh", "Quốc", "Thanh", "Hoàng", "Công", "Đức", "Ngọc", "Trung", "Tấn", "Phước"),
    "nu": ("Thị",) * 6 + ("Ngọc", "Kim", "Thanh", "Mỹ", "Hồng", "Thu", "Bích", "Cẩm", "Thị Mỹ", "Thị Thu", "Thúy"),
}
_GIVEN = {
    "nam": (
        "An", "Bảo", "Bình", "Cường", "Danh", "Dũng", "Đạt", "Điền", "Đông", "Được", "Giang", "Hải", "Hậu", "Hiền",
        "Hiếu", "Hòa", "Hùng", "Huy", "Khang", "Khánh", "Khoa", "Kiệt", "Lâm", "Lập", "Liêm", "Lợi", "Long", "Luân",
        "Mẫn", "Minh", "Nam", "Nghĩa", "Nguyên", "Nhã", "Nhân", "Nhựt", "Phong", "Phú", "Phúc", "Quân", "Quang",
        "Sang", "Sơn", "Tài", "Tâm", "Tân", "Thái", "Thắng", "Thành", "Thiện", "Thịnh", "Thuận", "Tín", "Toàn",
        "Trí", "Trọng", "Trường", "Tuấn", "Tùng", "Vinh", "Vũ", "Vương",
    ),
    "nu": (
        "Anh", "Ánh", "Cúc", "Diễm", "Diệu", "Dung", "Duyên", "Đào", "Giàu", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa",
        "Hồng", "Huệ", "Hương", "Huyền", "Khanh", "Lan", "Lành", "Liên", "Linh", "Loan", "Ly", "Mai", "Ngân", "Nga",
        "Ngọc", "Nguyệt", "Nhi", "Nhung", "Như", "Oanh", "Phượng", "Phương", "Quyên", "Tâm", "Thảo", "Thanh", "Thi",
        "Thoa", "Thơ", "Thủy", "Tiên", "Trang", "Trâm", "Trinh", "Trúc", "Tuyền", "Tuyết", "Uyên", "Vân", "Xuân", "Yến",
    ),
}  # fmt: skip
_KHMER_FAMILIES = ("Thạch",) * 4 + ("Kim",) * 3 + ("Sơn",) * 3 + ("Kiên",) * 2 + ("Lâm",) * 2
_KHMER_GIVEN = {
    "nam": (
        "Sa Rây", "Sô Phi", "Ngọc Minh", "Sa Ma", "Văn Sóc", "Rích Thi", "Chanh Đa", "Thanh Sóc", "Sa Oanh", "Vĩnh",
        "Ngọc Thạnh", "Minh Rết", "Sô Khone", "Sa Vuông", "Thành Nhân", "Hoài Phương",
    ),
    "nu": (
        "Thị Sa Phol", "Thị Sô Phia", "Thị Ngọc Hà", "Sô Thi", "Thị Chanh Thu", "Thị Thanh Tha", "Thị Sa Ry",
        "Thị Hồng Nga", "Sô Pha", "Thị Mỹ Dung", "Thị Sa Rinh", "Ngọc Diễm",
    ),
}  # fmt: skip


def invent(rng: Random, gender: str, ethnicity: str) -> str:
    """A full name of this gender (`nam`, `nu`) and ethnicity."""
    if ethnicity == KHMER:
        return clean(f"{rng.choice(_KHMER_FAMILIES)} {rng.choice(_KHMER_GIVEN[gender])}")
    return clean(f"{rng.choice(_FAMILIES)} {rng.choice(_MIDDLES[gender])} {rng.choice(_GIVEN[gender])}")
