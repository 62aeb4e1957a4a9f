"""Who is in the classes of the invented district, when they meet, and what they are given to read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from bot.demo.classes import HALL, ROOM, all_classes
from bot.demo.lecturers import all_lecturers, full_time
from rules.cadres import Cadre, Party, Tier
from rules.classes import Enrolment, EnrolmentState, Part, Session, TrainingClass
from rules.lecturers import Lecturer
from rules.levels import Level, Mode
from rules.materials import Material
from rules.records import party_on
from rules.text import name_sort_key

_TODAY = date(2025, 6, 2)
_PASSED = EnrolmentState.PASSED
_MARKS = ("Khá", "Khá", "Giỏi", "Khá", "Trung bình")

_SO_CAP_LESSONS = (
    "Khái quát chủ nghĩa Mác - Lênin, tư tưởng Hồ Chí Minh", "Thế giới quan duy vật biện chứng",
    "Phép biện chứng trong công tác ở cơ sở", "Giai cấp, dân tộc và vai trò của quần chúng",
    "Tư tưởng Hồ Chí Minh về Đảng và Nhà nước", "Học tập đạo đức, phong cách Hồ Chí Minh",
    "Thời kỳ quá độ lên chủ nghĩa xã hội", "Kinh tế thị trường định hướng xã hội chủ nghĩa",
    "Nông nghiệp, nông dân, nông thôn", "Văn hóa và con người", "Chính sách xã hội ở cơ sở",
    "Hệ thống chính trị ở cơ sở", "Nhà nước và pháp luật", "Đại đoàn kết toàn dân tộc",
    "Dân tộc và tôn giáo ở cơ sở", "Quốc phòng và an ninh", "Xây dựng tổ chức cơ sở đảng", "Công tác dân vận",
)  # fmt: skip
_TRUNG_CAP_LESSONS = (
    "Nhà nước và pháp luật: quản lý hành chính ở cơ sở", "Nhà nước và pháp luật: cải cách hành chính",
    "Xây dựng Đảng: công tác tổ chức, cán bộ", "Xây dựng Đảng: kiểm tra, giám sát",
    "Kỹ năng lãnh đạo, quản lý: ra quyết định", "Kỹ năng lãnh đạo, quản lý: điều hành công sở",
    "Công tác mặt trận và đoàn thể", "Tình hình và nhiệm vụ của địa phương",
)  # fmt: skip
_SHORT_LESSONS = {
    "CU-K2-2025": (
        "Nghiệp vụ công tác của cấp ủy viên", "Sinh hoạt chi bộ và ra nghị quyết", "Kiểm tra, giám sát của chi bộ",
    ),
    "DVM-K2-2025": ("Lịch sử vẻ vang của Đảng", "Điều lệ Đảng", "Phấn đấu trở thành đảng viên chính thức"),
    "NT-K3-2025": ("Khái quát lịch sử Đảng", "Nội dung cơ bản của Điều lệ Đảng", "Phấn đấu vào Đảng"),
    "CN-K1-2025": ("Chính quyền địa phương hai cấp", "Kỹ năng chuyển đổi số"),
    "CD-K1-2025": ("Chuyên đề năm 2025",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClassBook:
    """Classes with their sessions, their people and their materials; and who teaches."""

    lecturers: tuple[Lecturer, ...]
    classes: tuple[TrainingClass, ...]
    sessions: tuple[Session, ...]
    enrolments: tuple[Enrolment, ...]
    materials: tuple[Material, ...]


def class_book(cadres: Sequence[Cadre], studying: Mapping[str, Level]) -> ClassBook:
    """The book of all classes. `studying` gives the level each person studies for, by cadre id."""
    classes = all_classes()
    return ClassBook(
        tuple(all_lecturers(cadres)),
        classes,
        tuple(_sessions(classes, cadres)),
        tuple(_numbered(_enrolments(cadres, studying), cadres)),
        tuple(_materials()),
    )


def _numbered(enrolments: Iterable[Enrolment], cadres: Sequence[Cadre]) -> Iterator[Enrolment]:
    """Everyone with their place in the list of the class, in the order of Vietnamese names."""
    order = {each.id: (name_sort_key(each.name), each.code) for each in cadres}
    by_class = sorted(enrolments, key=lambda each: (each.class_id, order[each.person_id]))
    for _, listed in groupby(by_class, lambda each: each.class_id):
        yield from (replace(each, number=number) for number, each in enumerate(listed, 1))


def _enrolments(cadres: Sequence[Cadre], studying: Mapping[str, Level]) -> Iterator[Enrolment]:
    middle = [cadre for cadre in cadres if studying.get(cadre.id) is Level.TRUNG_CAP]
    for n, cadre in enumerate(middle):
        yield Enrolment("tc-k15" if n % 3 == 0 else "tc-k14", cadre.id)
    for cadre in cadres:
        if studying.get(cadre.id) is Level.CAO_CAP:
            yield Enrolment("cc-k75", cadre.id)
    beginners = [c for c in cadres if not c.credentials and c.id not in studying and c.unit.tier is Tier.COMMUNE]
    yield from (Enrolment("sc-k1-2025", cadre.id) for cadre in beginners[::2][:45])
    committee = [c for c in cadres if c.unit.tier is Tier.COMMUNE and any(post.committee for post in c.posts)]
    yield from (Enrolment("cu-k2-2025", cadre.id) for cadre in committee[3::7][:48])
    yield from (
        Enrolment("cu-k1-2025", cadre.id, _PASSED, _MARKS[n % 5]) for n, cadre in enumerate(committee[5::7][:47])
    )
    probationary = [c for c in cadres if party_on(c, _TODAY) is Party.PROBATIONARY]
    yield from (Enrolment("dvm-k2-2025", cadre.id) for cadre in probationary[::2])
    officers = [c for c in cadres if c.category == "Công chức" and c.unit.tier is Tier.COMMUNE]
    yield from (Enrolment("cn-k1-2025", cadre.id) for cadre in officers[1::4][:35])
    yield from _graduates(cadres)


def _graduates(cadres: Sequence[Cadre]) -> Iterator[Enrolment]:
    """Those whose papers of 2024 say that they finished the classes that ended then."""
    for cadre in cadres:
        for paper in cadre.credentials:
            if paper.issued is None or paper.issued.year != 2024 or paper.level is Level.CAO_CAP:
                continue
            of_school = "tc-k13" if paper.mode is Mode.TAP_TRUNG else "tc-k12"
            class_id = "sc-k2-2024" if paper.level is Level.SO_CAP else of_school
            yield Enrolment(class_id, cadre.id, _PASSED, _MARKS[int(cadre.code[2:]) % 5])


def _sessions(classes: Sequence[TrainingClass], cadres: Sequence[Cadre]) -> Iterator[Session]:
    teachers = full_time(cadres)
    by_id = {training.id: training for training in classes}
    yield from _run(by_id["sc-k1-2025"], _weekdays(date(2025, 5, 19), 25), _SO_CAP_LESSONS, ROOM, teachers)
    yield from _run(by_id["tc-k14"], _weekends(date(2025, 6, 7), 12), _TRUNG_CAP_LESSONS, HALL, [])
    yield from _run(by_id["tc-k15"], _weekdays(date(2025, 6, 2), 20), _TRUNG_CAP_LESSONS, "Phòng A2", [])
    yield from _run(by_id["cc-k75"], _weekdays(date(2025, 6, 16), 5), _TRUNG_CAP_LESSONS[4:6], "Giảng đường B1", [])
    for code, lessons in _SHORT_LESSONS.items():
        training = by_id[code.lower()]
        if training.starts_on and training.ends_on:
            count = (training.ends_on - training.starts_on).days + 1
            yield from _run(training, _weekdays(training.starts_on, count), lessons, "Hội trường 1", teachers)


def _run(
    training: TrainingClass, days: Sequence[date], lessons: Sequence[str], room: str, teachers: Sequence[Lecturer]
) -> Iterator[Session]:
    """Morning and afternoon of each day, the lessons spread evenly over them."""
    meetings = [(day, part) for day in days for part in (Part.SANG, Part.CHIEU)]
    for n, (day, part) in enumerate(meetings):
        lesson = n * len(lessons) // len(meetings)
        teacher = teachers[lesson % len(teachers)] if teachers else None
        yield Session(
            f"{training.id}-{n + 1:02}", training.id, day, part, f"Bài {lesson + 1}: {lessons[lesson]}",
            room, teacher.name if teacher else "", teacher.id if teacher else None,
        )  # fmt: skip


def _weekdays(first: date, count: int) -> list[date]:
    days = (first + timedelta(days=n) for n in range(count * 2))
    return [day for day in days if day.weekday() < 5][:count]


def _weekends(first: date, weeks: int) -> list[date]:
    return [first + timedelta(days=7 * week + n) for week in range(weeks) for n in (0, 1)]


def _materials() -> Iterator[Material]:
    for n, lesson in enumerate(_SO_CAP_LESSONS[:12], 1):
        yield _outline("sc-k1-2025", n, lesson)
    for n, lesson in enumerate(_TRUNG_CAP_LESSONS, 1):
        yield _outline("tc-k14", n, lesson)
    for n, lesson in enumerate(_TRUNG_CAP_LESSONS[:4], 1):
        yield _outline("tc-k15", n, lesson)
    for n, lesson in enumerate(_SHORT_LESSONS["CU-K2-2025"], 1):
        yield _outline("cu-k2-2025", n, lesson)
    yield Material(
        "sc-k1-2025-on", "sc-k1-2025", "Câu hỏi ôn tập cuối khóa",
        "Mười hai câu hỏi ôn tập, mỗi bài một câu; thi viết 120 phút, không dùng tài liệu. (Tài liệu minh họa.)",
    )  # fmt: skip


def _outline(class_id: str, lesson: int, title: str) -> Material:
    body = (
        f"Đề cương: {title}.\n"
        "1. Mục đích, yêu cầu của bài.\n2. Nội dung chính và liên hệ thực tế ở đơn vị.\n3. Câu hỏi thảo luận.\n"
        "(Tài liệu minh họa, không phải giáo trình.)"
    )
    return Material(f"{class_id}-{lesson:02}", class_id, title, body, lesson)
