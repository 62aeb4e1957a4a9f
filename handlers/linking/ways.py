"""What a stranger is offered: the question of consent, and then the three ways to link."""

from handlers.messages import Button, Reply
from handlers.texts import common, first_contact, home, linking
from handlers.turn import Turn

A_PERSON = Button(home.LABELS["contact"], "contact")
"""The way to somebody of the centre."""


def consented(turn: Turn) -> bool:
    """Whether the person of this chat agreed to the text in force."""
    return (first_contact.LIEN_KET, first_contact.VERSION) in turn.facts.consents


def ask_consent(text: str) -> Reply:
    """A text that asks for consent, with its buttons. Nothing is chosen beforehand."""
    agree = Button(first_contact.AGREE, f"agree:{first_contact.LIEN_KET}:{first_contact.VERSION}")
    only_general = Button(first_contact.ONLY_GENERAL, f"decline:{first_contact.LIEN_KET}")
    return Reply(text, ((agree, only_general), (A_PERSON,), *common.HOME_ROW))


def ways(turn: Turn, text: str, by_code: bool = True) -> Reply:
    """A text with the ways to link under it. Sharing one's phone is offered where the channel has it."""
    offered = [Button(linking.BY_REQUEST, "link_form"), A_PERSON]
    if turn.incoming.channel in _SHARES_CONTACT:
        offered.insert(0, Button(linking.BY_PHONE, "link_phone"))
    else:
        text = text.replace(linking.WAY_BY_PHONE, "")
    if by_code:
        offered.insert(0, Button(linking.BY_CODE, "link"))
    return Reply(text, (*((button,) for button in offered), *common.HOME_ROW))


_SHARES_CONTACT = frozenset({"telegram", "terminal"})
