"""The table is whole: every menu, label and phrase leads to a line of it, and every text keeps to the wording rules."""

import ast
import re
from inspect import iscoroutinefunction
from pathlib import Path

import pytest

from handlers import home
from handlers.inside import COUNTED
from handlers.table import ANSWERS, FORMS
from handlers.texts.home import LABELS
from handlers.understanding.phrases import PHRASES

_TEXTS = sorted(Path("handlers/texts").glob("*.py"))
_FORBIDDEN = re.compile(r"(?<![\w“])(bạn|(?<!của )(?<!chính )mình|nhé|ạ|tớ)(?!\w)", re.IGNORECASE)


def test_every_menu_entry_and_label_is_a_line_of_the_table() -> None:
    menus = [*home.MENUS.values(), *home.GROUPS.values()]
    entries = {name for names in menus for name in names} | set(home.GROUPS) | set(LABELS)
    assert entries <= set(ANSWERS)


def test_every_line_that_tells_of_figures_is_in_the_table() -> None:
    assert [name for name in COUNTED if name not in ANSWERS] == []


def test_every_line_leads_to_what_answers_it() -> None:
    assert [answer.name for answer in ANSWERS.values() if not iscoroutinefunction(answer.handle)] == []


def test_every_intent_that_can_be_heard_has_an_answer() -> None:
    assert set(PHRASES) <= set(ANSWERS)


def test_no_line_of_the_table_hides_another() -> None:
    table = "".join(path.read_text(encoding="utf-8") for path in sorted(Path("handlers").glob("table*.py")))
    written = re.findall(r"^    Answer\(([^,]+),", table, re.MULTILINE)
    assert len(written) == len(ANSWERS)


def test_commands_are_short_plain_and_different() -> None:
    commands = [answer.command for answer in ANSWERS.values() if answer.command]
    assert len(commands) == len(set(commands))
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", command) for command in commands)


def test_every_form_is_registered_under_its_own_name_and_starts_at_a_step() -> None:
    assert all(name == form.name and form.first in form.steps for name, form in FORMS.items())


def test_a_menu_has_at_most_six_options_of_at_most_seven_syllables() -> None:
    assert all(len(names) <= home.LONGEST_MENU for names in home.MENUS.values())
    assert all(len(names) < home.LONGEST_MENU for names in home.GROUPS.values()), "the way home is one more"


def test_what_a_menu_offers_may_be_asked_by_the_role_it_is_for() -> None:
    for role, names in home.MENUS.items():
        offered = {each for name in names for each in (name, *home.GROUPS.get(name, ()))}
        assert [name for name in offered if role not in ANSWERS[name].roles] == []


def test_labels_are_short() -> None:
    assert all(len(label.split()) <= 7 for label in LABELS.values())


@pytest.mark.parametrize("path", _TEXTS, ids=lambda path: path.stem)
def test_texts_keep_to_the_wording_rules(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    words = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert [text for text in words if "!" in text or _FORBIDDEN.search(text)] == []
