"""The way in and the way home: menu by role, help, thanks, what lies outside the work, how to reach a person."""

from handlers.faq.asked import kept
from handlers.linking.ways import ask_consent, consented
from handlers.messages import Button, Reply
from handlers.texts import classes as class_texts
from handlers.texts import common, first_contact, home
from handlers.turn import Answered, Handler, Turn
from handlers.understanding.attempts import Attempt
from rules.access import Role
from rules.classes import is_studying
from rules.likeness import meaning_words
from storage import classes
from storage.database import Transaction
from storage.journal import Entry, record

MENUS: dict[Role, tuple[str, ...]] = {
    Role.STAFF: ("find_cadre", "class_work", "notices", "inbox", "record_work", "target_summary"),
    Role.LEADER: ("target_summary", "target_plan", "subscriptions", "linked_by_unit", "upcoming_classes"),
    Role.OFFICER: ("unit_classes", "seat_wishes", "study_answer", "unit_lacking", "unit_more"),
    Role.LECTURER: ("my_teaching", "rollcall", "materials", "my_swaps", "my_hours", "my_works"),
    Role.CADRE: ("my_status", "upcoming_classes", "my_study", "eligibility", "my_profile", "contact"),
    Role.LEARNER: ("my_schedule", "materials", "absence", "my_result", "upcoming_classes", "own_more"),
    Role.STRANGER: ("start", "required_level", "upcoming_classes", "contact"),
}
"""What "Về đầu" offers, by the first of these roles that a person has. Each name is a line of the table."""

GROUPS: dict[str, tuple[str, ...]] = {
    "class_work": ("class_desk", "seats", "rollcall", "class_results", "class_more"),
    "class_more": ("enrol_list", "seats_demand", "lecturer_pool", "material_new", "class_feedback"),
    "record_work": ("import_roster", "corrections", "link_requests", "linked_by_unit", "certificate_book"),
    "unit_more": ("enrol_list", "linked_by_unit", "notice_after_list"),
    "my_study": ("my_schedule", "materials", "my_requests", "my_result", "absence"),
    "own_more": ("my_requests", "feedback", "my_notices", "notifications", "contact"),
}
"""What stands behind one option of a menu; its name is a line of the table too."""

_WITHOUT_START = frozenset({"zalo"})
_ALSO = {Role.OFFICER: "unit_menu", Role.LECTURER: "lecturer_menu", Role.CADRE: "own_menu"}
"""Where somebody finds what they may do by a role beside the one they mainly have."""
LONGEST_MENU = 6
_ASKS_MORE = 5
"""Words with a meaning from which somebody who wants a person has already said what about."""


async def menu(turn: Turn) -> Reply:
    """The menu of the role one mainly has here; what one may do by another role is one tap away.

    A learner reads on top which class they are in.
    """
    roles = turn.asker.roles
    acting = Role.STAFF if Role.ADMIN in roles else next((role for role in MENUS if role in roles), Role.CADRE)
    also = [name for role, name in _ALSO.items() if role in roles and role is not acting]
    names = [*MENUS[acting][: LONGEST_MENU - len(also)], *also]
    return Reply("\n".join([home.greeting(turn.asker), *await _own_classes(turn)]), home_buttons(names))


async def _own_classes(turn: Turn) -> list[str]:
    if not turn.asker.has(Role.LEARNER):
        return []
    every = await classes.every_class(turn.house.db, turn.asker)
    found = [each.training for each in every if is_studying(each.training, each.own)]
    return [class_texts.own_classes(found)] if found else []


async def unit_menu(turn: Turn) -> Reply:
    """An officer's menu, for those who mainly have another role."""
    return Reply(home.greeting(turn.asker), (*home_buttons(MENUS[Role.OFFICER]), *common.HOME_ROW))


async def lecturer_menu(turn: Turn) -> Reply:
    """A lecturer's menu, for those who mainly have another role."""
    return Reply(home.greeting(turn.asker), (*home_buttons(MENUS[Role.LECTURER][: LONGEST_MENU - 1]), *common.HOME_ROW))


def _group(name: str) -> Handler:
    """The answer that shows what stands behind an option of a menu."""

    async def show(turn: Turn) -> Reply:
        return Reply(home.GROUPS[name], (*home_buttons(GROUPS[name]), *common.HOME_ROW))

    return show


class_work, class_more, record_work = _group("class_work"), _group("class_more"), _group("record_work")
unit_more, my_study, own_more = _group("unit_more"), _group("my_study"), _group("own_more")


async def own_menu(turn: Turn) -> Reply:
    """A cadre's own menu, for those who also have another role."""
    return Reply(home.greeting(turn.asker), home_buttons(MENUS[Role.CADRE]))


def home_buttons(names: tuple[str, ...] | list[str]) -> tuple[tuple[Button, ...], ...]:
    """One button a row for lines of the table."""
    return tuple((Button(home.LABELS[name], name),) for name in names)


async def help_(turn: Turn) -> Reply:
    """What the assistant can do for this person."""
    return Reply(home.help_(turn.asker), common.HOME_ROW)


async def greeting(turn: Turn) -> Reply:
    """A greeting, thanks or goodbye is answered in kind, with the way on.

    Where a messenger has no button to begin with, a stranger's greeting is the beginning.
    """
    if turn.incoming.channel in _WITHOUT_START and turn.asker.has(Role.STRANGER) and not consented(turn):
        return ask_consent(first_contact.welcome(turn.house.centre))
    return Reply(home.thanks_or_hello(turn.incoming.text), common.HOME_ROW)


async def not_here(turn: Turn) -> Reply:
    """Something understood that is done at the centre, not in this chat."""
    return Reply(home.NOT_HERE, (*home_buttons(["contact"]), *common.HOME_ROW))


async def out_of_scope(turn: Turn) -> Answered:
    """Something that is not the assistant's to answer: courteously said.

    `out_of_scope:KIND` was an attempt of that kind: that it was made is kept, without its words.
    """
    rows = (*home_buttons(["ask_centre"]), *common.HOME_ROW)
    attempt = next((each for each in Attempt if turn.args == (each.value,)), None)
    if attempt is None:
        return Reply(common.OUT_OF_SCOPE, rows, topic=kept(turn.incoming.text))

    async def write(tx: Transaction) -> Reply:
        await record(tx, turn.by, Entry(f"try to {attempt.value}", "account", turn.account.id))
        return Reply(common.OUT_OF_SCOPE, common.HOME_ROW)

    return write


async def contact(turn: Turn) -> Reply:
    """How to reach a person: phone, address and office hours, as far as the centre gave them; and to ask one here."""
    rows = (*home_buttons(["ask_centre", "faq"]), *common.HOME_ROW)
    words = turn.incoming.text
    asks_more = len(meaning_words(words)) >= _ASKS_MORE
    return Reply(home.contact(turn.house.centre), rows, topic=kept(words) if asks_more else "")
