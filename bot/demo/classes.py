"""The classes of the invented district, as they stand on 2/6/2025: over, running, and to come."""

from dataclasses import replace
from datetime import date

from rules.classes import ClassState, Course, RunBy, TrainingClass
from rules.levels import Level, Mode

HALL, ROOM = "Hội trường 1, Trung tâm Chính trị", "Phòng học 2, Trung tâm Chính trị"
_SCHOOL, _ACADEMY = "Trường Chính trị tỉnh", "Học viện Chính trị khu vực IV"
_HOURS = "sáng từ 07 giờ 30, chiều từ 13 giờ 30"
_SENT = "cán bộ thuộc diện đào tạo, được cấp ủy xem xét cử"
_COMMITTEES = "cấp ủy viên cơ sở, bí thư, phó bí thư chi bộ"
_NEW_MEMBERS = "đảng viên dự bị"
_PROMISING = "quần chúng ưu tú do chi bộ giới thiệu"
_SO_CAP = "đảng viên, công chức cấp xã, người hoạt động không chuyên trách, đoàn viên, hội viên ở cơ sở"


def _centre(code: str, name: str, course: Course, days: tuple[date, date], until: date) -> TrainingClass:
    """A short course of the centre's own."""
    audience = {
        Course.CAP_UY: _COMMITTEES,
        Course.DANG_VIEN_MOI: _NEW_MEMBERS,
        Course.NHAN_THUC_DANG: _PROMISING,
    }.get(course, "theo giấy mời")
    over = days[1] < date(2025, 6, 2)
    return TrainingClass(
        code.lower(), code, name, course=course, state=ClassState.ARCHIVED if over else ClassState.OPEN,
        starts_on=days[0], ends_on=days[1], register_until=until, hours=_HOURS,
        places=60 if course is Course.CAP_UY else 80, place=HALL, audience=audience,
    )  # fmt: skip


def _so_cap(code: str, name: str, state: ClassState, days: tuple[date, date], until: date) -> TrainingClass:
    return TrainingClass(
        code.lower(), code, name, Level.SO_CAP, None, Mode.TAP_TRUNG, RunBy.CENTRE, state,
        days[0], days[1], until, _HOURS, 60, ROOM, _SO_CAP,
    )  # fmt: skip


def _routed(
    code: str,
    name: str,
    mode: Mode,
    state: ClassState,
    days: tuple[date | None, date | None],
    until: date | None = None,
) -> TrainingClass:
    """A class of the provincial school or of the academy: the centre only announces it."""
    high = code.startswith("CC")
    return TrainingClass(
        code.lower(), code, name, Level.CAO_CAP if high else Level.TRUNG_CAP, None, mode,
        RunBy.ACADEMY if high else RunBy.SCHOOL, state, days[0], days[1], until, "", None,
        _ACADEMY if high else HALL if mode is Mode.KHONG_TAP_TRUNG else _SCHOOL, _SENT,
    )  # fmt: skip


def all_classes() -> tuple[TrainingClass, ...]:
    """Every class of the world."""
    found = (*_over(), *_running(), *_coming())
    return tuple(replace(each, kind=each.course.value if each.course else each.level.code) for each in found)


def _over() -> tuple[TrainingClass, ...]:
    over, ktt, tt = ClassState.ARCHIVED, Mode.KHONG_TAP_TRUNG, Mode.TAP_TRUNG
    return (
        _so_cap(
            "SC-K2-2024", "Sơ cấp lý luận chính trị, khóa 2/2024", over,
            (date(2024, 9, 9), date(2024, 10, 11)), date(2024, 8, 23),
        ),
        _routed(
            "TC-K12", "Trung cấp lý luận chính trị, hệ không tập trung, khóa 12", ktt, over,
            (date(2023, 3, 4), date(2024, 6, 28)),
        ),
        _routed(
            "TC-K13", "Trung cấp lý luận chính trị, hệ tập trung, khóa 13", tt, over,
            (date(2024, 2, 26), date(2024, 10, 25)),
        ),
        _centre(
            "CU-K1-2025", "Bồi dưỡng cấp ủy viên cơ sở, khóa 1/2025", Course.CAP_UY,
            (date(2025, 3, 17), date(2025, 3, 19)), date(2025, 3, 7),
        ),
        _centre(
            "NT-K1-2025", "Bồi dưỡng nhận thức về Đảng, khóa 1/2025", Course.NHAN_THUC_DANG,
            (date(2025, 2, 24), date(2025, 2, 28)), date(2025, 2, 14),
        ),
        _centre(
            "NT-K2-2025", "Bồi dưỡng nhận thức về Đảng, khóa 2/2025", Course.NHAN_THUC_DANG,
            (date(2025, 4, 14), date(2025, 4, 18)), date(2025, 4, 4),
        ),
        _centre(
            "DVM-K1-2025", "Bồi dưỡng đảng viên mới, khóa 1/2025", Course.DANG_VIEN_MOI,
            (date(2025, 4, 7), date(2025, 4, 11)), date(2025, 3, 28),
        ),
    )  # fmt: skip


def _running() -> tuple[TrainingClass, ...]:
    running, ktt, tt = ClassState.RUNNING, Mode.KHONG_TAP_TRUNG, Mode.TAP_TRUNG
    return (
        _so_cap(
            "SC-K1-2025", "Sơ cấp lý luận chính trị, khóa 1/2025", running,
            (date(2025, 5, 19), date(2025, 6, 20)), date(2025, 5, 9),
        ),
        _routed(
            "TC-K14", "Trung cấp lý luận chính trị, hệ không tập trung, khóa 14", ktt, running,
            (date(2024, 10, 5), date(2025, 12, 20)),
        ),
        _routed(
            "TC-K15", "Trung cấp lý luận chính trị, hệ tập trung, khóa 15", tt, running,
            (date(2025, 3, 3), date(2025, 10, 31)),
        ),
        _routed(
            "CC-K75", "Cao cấp lý luận chính trị, hệ không tập trung, khóa 2023-2025", ktt, running,
            (date(2023, 10, 9), date(2025, 11, 28)),
        ),
    )  # fmt: skip


def _coming() -> tuple[TrainingClass, ...]:
    ktt = Mode.KHONG_TAP_TRUNG
    return (
        _centre(
            "CU-K2-2025", "Bồi dưỡng cấp ủy viên cơ sở, khóa 2/2025", Course.CAP_UY,
            (date(2025, 6, 9), date(2025, 6, 11)), date(2025, 6, 4),
        ),
        _centre(
            "DVM-K2-2025", "Bồi dưỡng đảng viên mới, khóa 2/2025", Course.DANG_VIEN_MOI,
            (date(2025, 6, 16), date(2025, 6, 20)), date(2025, 6, 10),
        ),
        _centre(
            "NT-K3-2025", "Bồi dưỡng nhận thức về Đảng, khóa 3/2025", Course.NHAN_THUC_DANG,
            (date(2025, 6, 23), date(2025, 6, 27)), date(2025, 6, 16),
        ),
        _centre(
            "CN-K1-2025", "Cập nhật kiến thức cho cán bộ, công chức cấp xã, đợt 1/2025", Course.CAP_NHAT_KIEN_THUC,
            (date(2025, 6, 12), date(2025, 6, 13)), date(2025, 6, 6),
        ),
        _centre(
            "CD-K1-2025", "Chuyên đề học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm 2025",
            Course.CHUYEN_DE, (date(2025, 6, 26), date(2025, 6, 26)), date(2025, 6, 20),
        ),
        _so_cap(
            "SC-K2-2025", "Sơ cấp lý luận chính trị, khóa 2/2025", ClassState.PLANNED,
            (date(2025, 7, 7), date(2025, 8, 8)), date(2025, 6, 27),
        ),
        _routed(
            "TC-K16", "Trung cấp lý luận chính trị, hệ không tập trung, khóa 16", ktt, ClassState.OPEN,
            (None, None), date(2025, 6, 30),
        ),
        _routed(
            "CC-K77", "Cao cấp lý luận chính trị, hệ không tập trung, khóa 2025-2027", ktt, ClassState.PLANNED,
            (date(2025, 9, 15), None), date(2025, 7, 15),
        ),
    )  # fmt: skip
