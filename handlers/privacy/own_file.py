"""All that is stored about oneself, as a file to read and one for machines: the right to see and to take along."""

from asyncio import to_thread
from dataclasses import dataclass

from handlers.files.own_data import own_data_json, own_data_workbook, with_instants
from handlers.house import House
from handlers.messages import Attachment, Button, Reply
from handlers.privacy.readers import MOST_IN_FILE, as_rows, since_when
from handlers.texts import common, privacy
from handlers.texts import own_data as texts
from handlers.turn import Answered, Turn
from storage import own_data
from storage.database import Transaction
from storage.looks import looks_at

MOST_A_DAY = 3
_DAY = 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose data a file holds. A stranger has no `holder_id`: then it is what their chat keeps."""

    holder_id: str | None
    account_id: str
    name: str
    code: str
    """Of the roster, of a learner or of the centre; for a stranger the name of the channel."""


async def take(turn: Turn) -> Answered:
    """`my_data`: to the chat that asks, a few times a day; that it was taken stands in the journal."""
    account = turn.account
    taken = await own_data.times_taken(turn.house.db, account.id, turn.at - _DAY)
    if taken >= MOST_A_DAY:
        return Reply(privacy.TOO_OFTEN.format(MOST_A_DAY), common.HOME_ROW)
    code = await own_data.code_of(turn.house.db, account.holder_id or "") or account.channel
    whose = Whose(account.holder_id, account.id, turn.asker.name or account.display_name or code, code)
    files = await own_files(turn.house, whose)

    async def write(tx: Transaction) -> Reply:
        await own_data.note_taken(tx, turn.by, account.id)
        return Reply(privacy.AS_FILE, ((Button(privacy.BACK, "privacy"),), *common.HOME_ROW), files)

    return write


async def own_files(house: House, whose: Whose) -> tuple[Attachment, Attachment]:
    """The workbook and the JSON."""
    now = house.clock()
    found = with_instants(await own_data.own_data(house.db, whose.holder_id, whose.account_id), now)
    looks = []
    if whose.holder_id is not None:
        looks = await looks_at(house.db, (whose.holder_id, whose.code), since_when(house)[1], MOST_IN_FILE)
    found["looks"] = as_rows(looks, now.tzinfo)
    name = texts.FILE.format(whose.code)
    workbook = await to_thread(own_data_workbook, found, whose.name, now)
    return Attachment(f"{name}.xlsx", workbook), Attachment(f"{name}.json", own_data_json(found, now))
