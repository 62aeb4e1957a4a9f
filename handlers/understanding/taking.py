"""What people write about taking part in classes: their requests, the roll, results, units' lists; by who writes it."""

import re
from collections.abc import Mapping

Weighed = Mapping[str, tuple[tuple[str, float], ...]]

OF_STUDENTS: Weighed = {
    "my_requests": (
        (r"\bnguyen vong\b.*\b(cua )?(toi|em|minh)\b|^(xem )?nguyen vong$", 4.2),
        (r"^(xem )?(cac )?yeu cau (di )?(hoc )?cua (toi|em|minh)$", 4.2),
        (r"^(nhan|giu|khong nhan) cho( hoc)?$", 4.2),
        (r"\b(dang )?(cho|xep hang)\b.*\b(thu may|vi tri)\b", 4.0),
        (r"\b(don vi|cap uy|trung tam)\b.*\b(dong y|duyet|xet|tra loi)\b.*\b(toi|em|minh)\b.*\bchua\b", 4.0),
    ),
    "cancel_registration": ((r"\b(rut|huy|bo)\b.*\b(nguyen vong|yeu cau|don xin hoc)\b", 4.6),),
    "feedback": ((r"\b(gop y|danh gia|nhan xet)\b.*\b(lop|khoa hoc|giang vien)\b", 4.2),),
    "absence": (
        (r"\b(hom nay|mai|sang|chieu|buoi)\b.*\bkhong (di hoc|hoc|den lop|du|tham du|toi lop)( \w+)? ?duoc\b", 4.2),
    ),
}
OF_CALLERS: Weighed = {"rollcall": ((r"^(xin |cho )?diem danh\b", 4.6),)}
"""Of staff and lecturers."""
OF_STAFF: Weighed = {
    "class_results": (
        (r"^(nhap|ghi|vao|xem|xac nhan|duyet) (diem|ket qua)\b(?!.*\b(toi|em|minh)\b)", 4.6),
        (r"^ket qua (cua )?lop\b", 4.6),
        (r"^(cap |nhap |ghi )?(giay )?chung nhan( cua| cho)? lop\b", 4.6),
    ),
    "certificate_book": (
        (r"^(xem |in |xuat |lap )?so (cap|dang ky|theo doi)( cap)? (giay|bang|van bang|chung chi|chung nhan)\b", 6.0),
    ),
    "class_feedback": ((r"\b(gop y|danh gia|nhan xet)\b.*\b(cua )?(hoc vien|lop|khoa)\b", 4.6),),
    "seats": ((r"^(xet |xem )?(danh sach cu|xet lop|yeu cau hoc)( den)?( trung tam)?$", 5.8),),
    "enrol_list": ((r"^(nap|nhap|gui|dua) (len )?danh sach cu\b", 5.8),),
    "seats_demand": ((r"\b(nhu cau|nguyen vong)\b.*\bhoc\b|^nhu cau (hoc|dao tao|boi duong)$", 4.6),),
    "class_desk": (
        (r"^(quan ly|mo|tao|sua|huy) lop( hoc)?( moi)?$", 4.6),
        (r"^((quan ly|xem|mo|sua|huy) )?lop [a-z]{2,4}[ -]?k ?\d+([ -]\d{4})?$", 6.0),
    ),
}
OF_OFFICERS: Weighed = {
    "seat_wishes": ((r"\bnguyen vong\b.*\b(cua )?(don vi|can bo|xa|co quan)\b", 4.6),),
    "unit_classes": ((r"^(xem |lap )?danh sach cu( hoc vien| di hoc)?$", 6.0),),
    "enrol_list": ((r"^(nap|nhap|gui|nop) danh sach cu\b", 6.0),),
}
OF_OFFICERS_ALONE: Weighed = {
    # A leader who asks this means the targets.
    "unit_lacking": (
        (r"\b(danh sach|nhung ai|ai|nguoi nao|dong chi nao)\b.*\b(chua co|chua dat|con thieu|thieu)\b", 5.0),
    ),
}


def weights_of(words: str, sets: tuple[Weighed, ...]) -> dict[str, float]:
    """Intent → the heaviest of its phrases that is found in the words."""
    found: dict[str, float] = {}
    for each in sets:
        for intent, phrases in each.items():
            weight = max((weight for pattern, weight in phrases if re.search(pattern, words)), default=0.0)
            if weight > found.get(intent, 0.0):
                found[intent] = weight
    return found
