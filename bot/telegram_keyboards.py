"""The keyboards of Telegram, as its JSON: buttons under a message, or keys below the input line."""

from typing import Any

from handlers.messages import Reply
from handlers.texts import common


def keyboard_of(reply: Reply) -> dict[str, Any] | None:
    """The `reply_markup` of a reply's last message, or None where it offers nothing."""
    if reply.asks_contact:
        # Below the input line there is room for one keyboard only: the options go there too, and come back as text.
        rows = [[{"text": common.SHARE_CONTACT, "request_contact": True}]]
        rows += [[{"text": button.label} for button in row] for row in reply.buttons]
        return {"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True}
    if not reply.buttons:
        return None
    return {"inline_keyboard": [[{"text": b.label, "callback_data": b.key} for b in row] for row in reply.buttons]}
