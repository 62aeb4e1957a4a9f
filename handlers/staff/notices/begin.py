""" "Nhắn cho cả lớp K12 mai nghỉ học": a sentence that opens the card already filled."""

import re
from dataclasses import replace
from datetime import timedelta

from handlers.forms import start
from handlers.messages import Reply
from handlers.staff.notices.approval import warning
from handlers.staff.notices.desk import state_of
from handlers.staff.notices.form import FORM
from handlers.staff.notices.parts import MOST_CLASSES, created
from handlers.texts import notices as texts
from handlers.texts import notices_people as people_texts
from handlers.turn import Answered, Turn, Write
from rules.audience import Key, having, text_of
from rules.classes import Listed, TrainingClass, named
from rules.notices import NoticeKind
from rules.text import clean, fold
from storage import classes, notices, units
from storage.database import Transaction
from storage.notices import Draft

_KINDS = (
    (NoticeKind.CHANGE, r"\b(nghi|doi|hoan|chuyen|lui|doi lich|thay doi|huy)\b"),
    (NoticeKind.SUMMONS, r"\b(trieu tap|giay trieu tap)\b"),
    (NoticeKind.RECRUITING, r"\b(chieu sinh|mo lop|nhan ho so)\b"),
    (NoticeKind.MATERIAL, r"\b(tai lieu|de cuong|giao trinh)\b"),
    (NoticeKind.REMINDER, r"\b(nhac|nho)\b"),
    (NoticeKind.TIMETABLE, r"\b(lich hoc|thoi khoa bieu)\b"),
)
"""The first whose words stand in the matter."""
_EVERYONE = re.compile(
    r"\b(cho|toi|den) ((tat ca|toan the) (can bo|cac dong chi|moi nguoi)|moi nguoi) ?(?=[:,.]|$|la |rang |biet )"
)
"""Nothing may stand behind it: "mọi người ở xã An Trường" is not everyone."""
_TO_WHOM = re.compile(
    r"(?:gui|nhan|thong bao|bao)(?: thong bao| tin)?(?: cho| toi| den)"
    r"(?: (?:tat ca(?: moi nguoi| can bo| cac dong chi)?|moi nguoi|toan the can bo"
    r"|ca lop|lop|hoc vien|cac dong chi|don vi|cac xa|xa|thi tran))*"
)
_MATTER_FIRST = re.compile(
    r"(?:xin |hay |nho )?(?:gui thong bao|thong bao|gui tin|nhan tin|gui tb|tb|gui|nhan|bao|phat) (?!cho |toi |den )"
    r"(.+?) (?:cho|toi|den) "
)
_TO_SAY = re.compile(r"^(?:la|rang|biet|ve viec|ve)(?= )")
_DAYS = tuple((re.compile(words, re.IGNORECASE), said, ahead) for words, said, ahead in texts.NEAR_DAYS)


async def broadcast(turn: Turn) -> Answered:
    """A notice from one sentence: the class or unit it names, and what is to be said."""
    text = clean(turn.incoming.text)
    found = await _classes_meant(turn)
    matter = _with_dates(_matter(text, turn.slots.get("class_ref", ""), turn.slots.get("unit", "")), turn)
    if not matter and not found:
        return await start(turn, FORM)
    kind = next((kind for kind, words in _KINDS if re.search(words, fold(matter))), NoticeKind.OTHER)
    training = found[0].training if len(found) == 1 else None
    draft = Draft(kind, texts.opening(kind, matter, training.name if training else ""))
    draft = replace(draft, audience=await _audience(turn, training), class_id=training.id if training else None)
    if len(found) > 1:
        return _asking_which(turn, draft, found)
    reference = turn.slots.get("class_ref", "")
    notes = [
        people_texts.FILLED_IN,
        people_texts.no_such_class(reference) if reference and not found else "",
        await warning(turn),
    ]
    return created(turn, draft, "\n".join(filter(None, notes)))


async def _classes_meant(turn: Turn) -> list[Listed]:
    reference = turn.slots.get("class_ref", "")
    return named(await classes.every_class(turn.house.db, turn.asker), reference) if reference else []


async def _audience(turn: Turn, training: TrainingClass | None) -> str:
    if training is not None:
        return text_of(having(Key.CLASS, training.code))
    unit = await units.by_name(turn.house.db, turn.slots["unit"]) if "unit" in turn.slots else None
    if unit is not None:
        return text_of(having(Key.UNIT, unit.id))
    everyone = "class_ref" not in turn.slots and _EVERYONE.search(fold(clean(turn.incoming.text)))
    return text_of(having(Key.EVERYONE)) if everyone else ""


def _asking_which(turn: Turn, draft: Draft, found: list[Listed]) -> Write:
    """Keep the draft, and ask which of the classes is meant."""
    ids = " ".join(each.training.id for each in found[:MOST_CLASSES])

    async def write(tx: Transaction) -> Reply:
        notice = await notices.create_draft(tx, turn.by, draft)
        return await start(turn, FORM, {**state_of(notice), "found": ids}, "class")

    return write


def _matter(text: str, class_ref: str, unit: str) -> str:
    """What is to be said: the words behind those that say to whom. Folding keeps the number of words."""
    words = text.split(" ")
    behind = max(_end_of(name, words) for name in (class_ref, unit))
    if not behind and (opening := _TO_WHOM.search(fold(text))):
        behind = len(fold(text)[: opening.end()].split())
    rest = " ".join(words[behind:]).lstrip(":,- ") if behind else ""
    said = _TO_SAY.match(fold(rest))
    told = " ".join(rest.split(" ")[len(said[0].split()) :]) if said else rest
    return told or _before_whom(text)


def _end_of(name: str, words: list[str]) -> int:
    """How many words there are up to the end of a name; 0 where it does not stand. "TC-K14" is the class "K14" too."""
    first, *others = fold(name).split() or [""]
    folded = [fold(word).strip(":,.") for word in words]
    for at, word in enumerate(folded if first else ()):
        end = at + 1 + len(others)
        if (word == first or word.endswith(f"-{first}")) and folded[at + 1 : end] == others:
            return end
    return 0


def _before_whom(text: str) -> str:
    """The matter of "thông báo đổi phòng học cho lớp K14", or else all that was said."""
    found = _MATTER_FIRST.match(fold(text))
    if found is None:
        return text
    begins, ends = (len(fold(text)[:place].split()) for place in found.span(1))
    return " ".join(text.split(" ")[begins:ends])


def _with_dates(matter: str, turn: Turn) -> str:
    """ "Mai" is another day to whoever reads it tomorrow: the date goes with it."""
    for words, said, ahead in _DAYS:
        day = texts.weekday(turn.today + timedelta(days=ahead))
        matter = words.sub(f"{said} ({day})", matter, count=1)
    return matter
