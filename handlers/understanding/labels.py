"""The intents and the closed forms of the slots, as docs/labels.md sets them down."""

import re

INTENTS = (
    "my_status", "required_level", "eligibility", "upcoming_classes", "class_detail", "my_schedule", "register",
    "cancel_registration", "absence", "my_result", "materials", "procedure", "update_profile", "notifications",
    "contact", "target_summary", "unit_progress", "missing_list", "class_roster", "broadcast", "lecturers", "greeting",
    "help", "out_of_scope",
)  # fmt: skip
WITHOUT_SLOTS = ("greeting", "out_of_scope")
"""Intents that carry no slots, whatever is named."""
_COMMUNES = (
    "thị trấn Càng Long", "xã An Trường", "xã An Trường A", "xã Huyền Hội", "xã Tân An", "xã Tân Bình", "xã Bình Phú",
    "xã Phương Thạnh", "xã Đại Phúc", "xã Đại Phước", "xã Nhị Long", "xã Nhị Long Phú", "xã Đức Mỹ", "xã Mỹ Cẩm",
)  # fmt: skip
_OFFICES = (
    "Huyện ủy", "Ban Tổ chức", "Ban Tuyên giáo", "Ban Dân vận", "Ủy ban Kiểm tra", "Văn phòng Huyện ủy",
    "Phòng Nội vụ", "Phòng Tài chính - Kế hoạch", "Phòng Giáo dục và Đào tạo", "Phòng Tư pháp",
    "Phòng Kinh tế và Hạ tầng", "Phòng Nông nghiệp và Phát triển nông thôn", "Phòng Tài nguyên và Môi trường",
    "Phòng Văn hóa và Thông tin", "Phòng Lao động - Thương binh và Xã hội", "Thanh tra huyện",
    "Văn phòng HĐND và UBND", "Ủy ban MTTQ", "Hội Nông dân", "Hội Phụ nữ", "Hội Cựu chiến binh", "Huyện đoàn",
    "Liên đoàn Lao động", "Trung tâm Chính trị",
)  # fmt: skip
UNITS = (*_COMMUNES, *_OFFICES)
"""The units of Càng Long by their names as they are written, communes first."""
_CLOSED = {
    "level": {"so_cap", "trung_cap", "cao_cap"},
    "course": {"nhan_thuc_dang", "dang_vien_moi", "cap_uy", "chuyen_de", "cap_nhat_kien_thuc"},
    "mode": {"tap_trung", "khong_tap_trung"},
    "group": {"bch_huyen", "truong_phong", "pho_phong", "cbccvc_huyen", "bch_xa", "cbcc_xa"},
    "unit": set(UNITS),
}
_WHEN = re.compile(r"today|tomorrow|(this|next)_(week|month)|(\d{4}-)?(0[1-9]|1[0-2])|\d{4}")
SLOTS = (*_CLOSED, "when", "class_ref", "lesson")


def is_value(slot: str, value: str) -> bool:
    """Whether a slot may hold this value. A class is named verbatim, so any words may name one."""
    if slot in _CLOSED:
        return value in _CLOSED[slot]
    if slot == "when":
        return _WHEN.fullmatch(value) is not None
    if slot == "lesson":
        return value.isdecimal() and str(int(value)) == value
    return slot == "class_ref" and bool(value.strip())
