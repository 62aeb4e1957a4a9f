"""The unit's signed list comes back as a photo or a PDF, and is kept with the class."""

from handlers.answers import OFFICERS
from handlers.files import proof
from handlers.forms import Again, Form, Step, start
from handlers.messages import FileUnavailable, FormState, Reply
from handlers.officer.bounds import officer
from handlers.texts import common
from handlers.texts import seats_officer as texts
from handlers.turn import Answered, Turn, Write
from storage import classes, nomination_papers
from storage.database import Transaction
from storage.files import Stored

PAPER = "nomination_paper"


async def begin(turn: Turn) -> Answered:
    """`nomination_paper:CLASS`: asks for the photo."""
    listed = await classes.by_id(turn.house.db, turn.asker, turn.args[0] if turn.args else "")
    if listed is None:
        return Reply(common.STALE, common.HOME_ROW)
    return await start(turn, FORM, {"class": listed.training.id})


async def _ask(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.SEND_PAPER)


async def _take(turn: Turn, state: FormState, value: str) -> Again | Answered:
    file = turn.incoming.file
    if file is None or file.size > proof.LARGEST:
        return Again(texts.NO_PAPER)
    try:
        content = await file.fetch()
    except FileUnavailable:
        return Again(texts.NO_PAPER)
    name = proof.named_by_content(file.name, content) if len(content) <= proof.LARGEST else ""
    if not name:
        return Again(texts.NO_PAPER)
    return _keeping(turn, state.data["class"], name, await turn.house.files.put(content))


def _keeping(turn: Turn, class_id: str, name: str, stored: Stored) -> Write:
    async def write(tx: Transaction) -> Reply:
        unit_id = next((grant.unit_id for grant in officer(turn).grants if grant.unit_id), None)
        await turn.house.files.keep(tx, stored, turn.at, None)
        await nomination_papers.add(tx, turn.by, class_id, unit_id, (stored.digest, name))
        return Reply(texts.PAPER_KEPT, common.HOME_ROW)

    return write


FORM = Form(PAPER, "file", {"file": Step(_ask, _take)}, OFFICERS)
