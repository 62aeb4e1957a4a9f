"""The labelled questions of `questions/`: one file an author, read strictly.

`# ...` is a comment, `== intent` opens a section; a line is a letter for the role (c cadre, s staff, l leader), one for
the style (p plain, n without diacritics, x chat, g long), a space, the text, then ` ; slot=value, slot=value` and
` ; also=intent` where there are any; slots may stand in parts of their own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handlers.understanding.labels import INTENTS, WITHOUT_SLOTS, is_value

FOLDER = Path(__file__).parent / "questions"
_ROLES = {"c": "cadre", "s": "staff", "l": "leader"}
_STYLES = {"p": "plain", "n": "nodiacritics", "x": "chat", "g": "long"}


class BadQuestion(ValueError):
    """A line that cannot be read; says the file, the line and why."""


@dataclass(frozen=True, slots=True)
class Question:
    """One labelled question."""

    author: str
    text: str
    role: str
    style: str
    intent: str
    slots: Mapping[str, str]
    also: str = ""
    """Another intent that is as good."""


def authors(folder: Path = FOLDER) -> list[str]:
    """The names of the authors, in a fixed order."""
    return sorted(file.stem for file in folder.glob("*.txt"))


def questions_of(author: str, folder: Path = FOLDER) -> list[Question]:
    """All questions of an author, in the order of the file. Raises BadQuestion."""
    file = folder / f"{author}.txt"
    return list(_read(author, file))


def _read(author: str, file: Path) -> Iterator[Question]:
    intent = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
        line = line.strip()
        try:
            if line.startswith("=="):
                intent = _intent(line[2:].strip())
            elif line and not line.startswith("#"):
                yield _question(author, intent, line)
        except ValueError as problem:
            raise BadQuestion(f"{file.name}:{number}: {problem}") from None


def _intent(name: str) -> str:
    if name not in INTENTS:
        raise ValueError(f"no such intent: {name!r}")
    return name


def _question(author: str, intent: str, line: str) -> Question:
    if not intent:
        raise ValueError("a question before any section")
    role, style = _ROLES.get(line[:1]), _STYLES.get(line[1:2])
    if role is None or style is None or line[2:3] != " ":
        raise ValueError(f"neither role and style: {line[:3]!r}")
    text, *parts = line[3:].split(" ; ")
    if not text.strip():
        raise ValueError("no text")
    slots: dict[str, str] = {}
    also = ""
    for part in parts:
        if part.startswith("also="):
            also = _intent(part.removeprefix("also=").strip())
        else:
            slots |= dict(_slot(pair) for pair in part.split(", "))
    if slots and intent in WITHOUT_SLOTS:
        raise ValueError(f"{intent} has no slots")
    return Question(author, text, role, style, intent, slots, also)


def _slot(pair: str) -> tuple[str, str]:
    slot, _, value = pair.strip().partition("=")
    if not is_value(slot, value):
        raise ValueError(f"no such slot or value: {pair!r}")
    return slot, value
