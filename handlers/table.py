"""The one table of answers and forms: the map of what the assistant can do. Nothing registers itself elsewhere."""

from handlers import home
from handlers.answers import ANYONE, Answer
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
    # Cadres
    # Officers
    # Staff
    # Leaders
)

ANSWERS = {answer.name: answer for answer in _ANSWERS}

FORMS: dict[str, Form] = {form.name: form for form in ()}
