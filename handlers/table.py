"""The one table of answers and forms: the map of what the assistant can do. Nothing registers itself elsewhere."""

from handlers import home
from handlers.answers import ANYONE, CADRES, Answer
from handlers.cadre import classes, studies
from handlers.forms import Form

ON_CONTACT = "contact_card"
"""The line that takes a shared contact."""
ON_FILE = "file"
"""The line that takes a file sent outside any form."""

_ANSWERS: tuple[Answer, ...] = (
    # Everyone
    Answer("home", ANYONE, home.menu, "menu", "Các mục"),
    Answer("help", ANYONE, home.help_, "help", "Trợ lý làm được gì"),
    Answer("greeting", ANYONE, home.greeting),
    Answer("out_of_scope", ANYONE, home.out_of_scope),
    Answer("contact", ANYONE, home.contact, "lienhe", "Gặp cán bộ Trung tâm"),
    # Linking
    # Classes
    Answer("upcoming_classes", ANYONE, classes.upcoming_classes, "lop", "Lớp sắp mở"),
    Answer("class_detail", ANYONE, classes.class_detail),
    Answer("class_timetable", ANYONE, classes.class_timetable),
    Answer("my_schedule", CADRES, studies.my_schedule, "lichhoc", "Lịch học của tôi"),
    Answer("materials", CADRES, studies.materials, "tailieu", "Tài liệu của lớp"),
    Answer("material", CADRES, studies.material),
    # Cadres
    # Officers
    # Staff
    # Leaders
)

ANSWERS = {answer.name: answer for answer in _ANSWERS}

FORMS: dict[str, Form] = {form.name: form for form in ()}
