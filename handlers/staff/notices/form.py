"""The form of a notice. It begins with kind and text; from then on every step changes one part of a kept draft."""

from dataclasses import replace

from handlers.answers import STAFF
from handlers.forms import Form, Step, start
from handlers.messages import HOME, Button, FormState, Reply
from handlers.staff.notices import audience, card, files, filters, parts, preview, templates
from handlers.staff.notices.approval import warning
from handlers.staff.notices.whose import own
from handlers.texts import common
from handlers.texts import notices as texts
from handlers.turn import Answered, Turn


async def leave(turn: Turn, state: FormState) -> Answered:
    """Out of a question back to the card; from the card, to be taken up later."""
    if "number" not in state.data:
        return Reply(texts.NO_DRAFT_YET, common.HOME_ROW)
    notice = await own(turn.house.db, turn, state.data["number"])
    if notice is None or state.step == card.CARD:
        return Reply(texts.KEPT_FOR_LATER, ((Button(texts.DRAFTS, "notice_drafts"),), (HOME,)))
    return await card.show(turn.house.db, turn, notice)


FORM = Form(
    card.FORM_NAME,
    "kind",
    {
        "kind": Step(parts.ask_kind, parts.take_kind),
        "text": Step(parts.ask_text, parts.take_text),
        card.CARD: Step(parts.ask_card, parts.take_card),
        "class": Step(parts.ask_class, parts.take_class),
        "time": Step(parts.ask_time, parts.take_time),
        "until": Step(parts.ask_until, parts.take_until),
        "files": Step(files.ask_files, files.take_files),
        "name": Step(templates.ask_name, templates.take_name),
        "template": Step(templates.ask_which, templates.take_which),
        "audience": Step(audience.ask_whom, audience.take_whom),
        "whose": Step(preview.ask_whose, preview.take_whose),
        **filters.STEPS,
    },
    STAFF,
    leave,
)


async def new(turn: Turn) -> Reply:
    """ "Soạn thông báo mới". Where nobody could approve a notice to many, that is said first."""
    reply = await start(turn, FORM)
    warned = await warning(turn)
    return replace(reply, text=f"{warned}\n\n{reply.text}") if warned else reply
