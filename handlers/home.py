"""The way in and the way home: menu by role, help, thanks, what lies outside the work, how to reach a person."""

from handlers.linking.ways import ask_consent, consented
from handlers.messages import Button, Reply
from handlers.texts import common, first_contact, home
from handlers.turn import Turn
from rules.access import Role

MENUS: dict[Role, tuple[str, ...]] = {
    Role.STAFF: ("find_cadre", "notices", "import_roster", "corrections", "link_requests", "target_summary"),
    Role.LEADER: ("target_summary", "target_plan", "subscriptions", "linked_by_unit", "upcoming_classes"),
    Role.OFFICER: ("unit_classes", "seat_wishes", "study_answer", "linked_by_unit", "notice_after_list"),
    Role.CADRE: ("my_status", "upcoming_classes", "eligibility", "what_if", "my_profile", "contact"),
    Role.LEARNER: ("upcoming_classes", "my_schedule", "materials", "my_notices", "notifications", "contact"),
    Role.STRANGER: ("start", "required_level", "upcoming_classes", "contact"),
}
"""What "Về đầu" offers, by the first of these roles that a person has. Each name is a line of the table."""

_WITHOUT_START = frozenset({"zalo"})
_ALSO_A_CADRE = "own_menu"
LONGEST_MENU = 6


async def menu(turn: Turn) -> Reply:
    """The menu of the role one mainly has here; who is a cadre besides finds their own answers one tap away."""
    roles = turn.asker.roles
    acting = Role.STAFF if Role.ADMIN in roles else next((role for role in MENUS if role in roles), Role.CADRE)
    names = list(MENUS[acting])
    if Role.CADRE in roles and acting is not Role.CADRE:
        names = [*names[: LONGEST_MENU - 1], _ALSO_A_CADRE]
    return Reply(home.greeting(turn.asker), home_buttons(names))


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


async def out_of_scope(turn: Turn) -> Reply:
    """Something that is not the assistant's to answer."""
    return Reply(common.OUT_OF_SCOPE, (*home_buttons(["contact"]), *common.HOME_ROW))


async def contact(turn: Turn) -> Reply:
    """How to reach a person: phone, address and office hours, as far as the centre gave them."""
    return Reply(home.contact(turn.house.centre), common.HOME_ROW)
