"""A walk through every answer: each line of the table, each kind of button, each step of a form, as each role.

`Person` counts the options of every message; the walk sees to it that every message is met.
"""

import re
from collections import deque

import pytest

from handlers.dialog import form_json
from handlers.messages import FormState, Reply
from handlers.table import ANSWERS, FORMS
from rules.cadres import Cadre
from rules.notices import NoticeKind
from storage import notices
from storage.journal import By
from storage.notices import Draft
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.test_permissions import opens

_TYPED = ("CB003", "Sắp tới có lớp nào?", "Phạm Văn Mới", "01/02/2020", "Trạm Khuyến nông", "0912000008")
"""What is tried at each step of a form: a code, a question, a name, a date, a unit nobody knows, a number."""
_NOT_TAPPED = re.compile(r"not_me|unlink_yes|consent_no|f:confirm|f:check|f:\w+:(back|cancel)")
"""What would end the walk: the chat is nobody's any more, the record another, the form closed."""
_WITH_A_RECORD = [["cadre:cb001"], ["find_cadre:Thị"], ["update_profile:level"], ["home", "notice_reason:1:other"]]
_DETAIL = re.compile(r":[^:]*\d[^:]*")


@pytest.mark.parametrize("who", [roster.NHA, roster.LOC, roster.LAN, None], ids=["cadre", "officer", "staff", "nobody"])
async def test_every_answer_offers_what_can_be_seen_at_a_glance(
    linked: Linked, stranger: Person, who: Cadre | roster.Centre | None
) -> None:
    person = await linked(who) if who else stranger
    await person.taps("agree:lien_ket:1")
    met = await walk(person, [*([name] for name in ANSWERS), *_WITH_A_RECORD])
    mine = {name for name, form in FORMS.items() if form.roles & person.turned.roles}
    assert {(name, step) for name in mine for step in FORMS[name].steps} <= met | _ELSEWHERE


_OF_A_CLASS = ("class_edit", "class_quota", "class_cancel", "session_new", "session_change")
_OF_LECTURERS = ("swap_give", "swap_no", "work_add")
_ELSEWHERE = {
    ("correction_no", "why"), ("correction_no", "confirm"), ("find_cadre", "more"), ("notice_calls", "list"),
    ("study_answer", "list"), ("study_answer", "sure"), ("class_people_out", "list"), ("class_people_out", "sure"),
    ("nominate", "list"), ("nominate", "sure"), ("seat_wishes", "list"), ("seat_wishes", "sure"),
    ("nomination_paper", "file"), ("seats_consider", "list"), ("seats_consider", "sure"),
    ("kept_name", "name"), ("class_results", "lines"), ("certificates", "day"), ("certificates", "numbers"),
    ("results_undo", "lines"), ("record_keep", "why"),
    ("inbox_answer", "words"), ("inbox_answer", "check"), ("inbox_talk", "line"),
    ("rollcall", "roll"), ("absence", "session"), ("absence", "why"), ("absence", "send"), ("feedback", "word"),
    ("enrol_file", "file"), ("lecturer_edit", "part"), ("lecturer_edit", "value"),
    *((name, step) for name in ("privacy_no", "privacy_more") for step in FORMS[name].steps),
    *((name, step) for name in ("notice", "material_new", *_OF_A_CLASS, *_OF_LECTURERS) for step in FORMS[name].steps),
}  # fmt: skip
"""Steps that need a request, a sent notice, something that was given a name, or more people of one name than there are;
and those of a notice, whose buttons hold for one version of it: they are opened one by one."""


@pytest.mark.parametrize("step", FORMS["notice"].steps)
async def test_every_step_of_a_notice_offers_what_can_be_seen_at_a_glance(linked: Linked, step: str) -> None:
    lan = await linked(roster.LAN)
    by = By(roster.LAN.id, 1)
    async with lan.house.db.transaction() as tx:
        notice = await notices.create_draft(tx, by, Draft(NoticeKind.OTHER, "Kính gửi {ho_ten}.", "everyone"))
        data = {"number": str(notice.number), "version": str(notice.version), "class": "K1", "relation": "lacks"}
        opened = form_json(FormState("notice", step, data))
        await tx.rows("insert into dialog (owner, form, topic) values ($1, $2, '')", by.actor, opened)
    await lan.says("🙂")
    assert lan.last.text
    assert step_of(lan) in (("notice", step), ("notice", "card"), ("notice", "audience"), None)
    if step_of(lan) == ("notice", step):
        options = [button for row in lan.last.buttons for button in row]
        for button in options:
            await lan.taps(button.key)
            assert lan.last.text


Step = tuple[str, str] | None


async def walk(person: Person, ways: list[list[str]]) -> set[Step]:
    """Follow every kind of button once, and from each step of a form the first word that leads on; the steps met.

    A form is opened again at the step where it offered a button: the way there was walked once.
    """
    waiting = deque[tuple[FormState | None, list[str], tuple[str, ...]]]((None, way, ()) for way in ways)
    tapped, met = set[str](), set[Step]()

    def look() -> None:
        form, step = person.last.form, step_of(person)
        for button in (button for row in person.last.buttons for button in row):
            is_of_form = button.key.startswith("f:")
            kind = f"{form.name if form and is_of_form else ''} {_DETAIL.sub('', button.key)}"
            if kind not in tapped and not _NOT_TAPPED.match(button.key):
                tapped.add(kind)
                waiting.append((form if is_of_form else None, [button.key], ()))
        if step and step not in met:
            met.add(step)
            waiting.append((form, [], _TYPED))

    while waiting:
        form, way, words = waiting.popleft()
        if form:
            await opens(person, form)
            person.last = Reply("", form=form)
        for key in way:
            await person.taps(key)
        look()
        begun = step_of(person)
        for word in words:  # a word that is not taken leaves the form where it was: the next is tried at once
            if step_of(person) == begun:
                await person.says(word)
                look()
    return met


def step_of(person: Person) -> Step:
    form = person.last.form
    return (form.name, form.step) if form else None
