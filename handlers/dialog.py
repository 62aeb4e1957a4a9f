"""The state of a dialog between two messages: the last menu, the open form, the topic; and what a number means."""

from typing import Any

import orjson

from handlers.messages import FormState, Reply, choices
from handlers.texts.home import LABELS
from rules.text import fold


def menu_json(reply: Reply) -> str | None:
    """The numbered options of a reply as they are stored, or None when it offers none."""
    offered = choices(reply.buttons)
    return orjson.dumps([[c.number, c.label, c.key] for c in offered]).decode() if offered else None


def meant_key(text: str, menu: str | None) -> str | None:
    """The key a typed answer means: a number of the last menu ("1", "1.", "số 1", full-width digits), or a label of it.

    0 without a menu is the way home. None when it is neither.
    """
    typed = fold(text).removeprefix("so ").rstrip(".) ").strip()
    offered: list[Any] = orjson.loads(menu) if menu else []
    if typed.isdecimal() and len(typed) <= 2:
        number = int(typed)
        return next((key for n, _, key in offered if n == number), "home" if number == 0 else None)
    bare = typed.rstrip("?! ")
    return next((key for _, label, key in offered if fold(label).rstrip("? ") == bare), None)


def begun_option(text: str, menu: str | None) -> str | None:
    """The key of the one option of the last menu that begins with these words: "ảnh" for "Ảnh để chuyển tiếp".

    None where several do, or none. Options that stand for a record are left out: of units that are nearly named alike
    the shorter name is no beginning of the longer.
    """
    words = fold(text).rstrip("?!. ").split()
    offered: list[Any] = orjson.loads(menu) if menu else []
    begun = [key for _, label, key in offered if ":" not in key and fold(label).split()[: len(words)] == words]
    return begun[0] if words and len(begun) == 1 else None


def named_answer(text: str) -> str:
    """The answer whose label in the menus was typed, though no menu offers it now; empty for other words."""
    return _BY_LABEL.get(fold(text).rstrip("?!. "), "")


_BY_LABEL = {fold(label): name for name, label in LABELS.items()}


def form_json(form: FormState | None) -> str | None:
    """An open form as it is stored."""
    if form is None:
        return None
    return orjson.dumps([form.name, form.step, form.data, form.trail]).decode()


def form_from_json(stored: str | None) -> FormState | None:
    """The open form of a stored text."""
    if stored is None:
        return None
    name, step, data, trail = orjson.loads(stored)
    return FormState(name, step, data, tuple(trail))
