"""The register of the certificates of a year, of all classes, as a file."""

import re
from asyncio import to_thread

from handlers.messages import HOME, Attachment, Button, Reply
from handlers.staff.desk import keeps_classes
from handlers.texts import certificate_book as texts
from handlers.texts import common
from handlers.turn import Answered, Turn
from storage import certificates
from storage.database import Transaction
from storage.looks import looked_at

BOOK = "certificate_book"
_YEAR = re.compile(r"\b20\d\d\b")


async def of_year(turn: Turn) -> Answered:
    """`certificate_book[:YEAR]`, or the year that is named; else this one."""
    from handlers.files.certificate_book import certificate_book

    if not keeps_classes(turn):
        return Reply(common.NOT_ALLOWED, common.HOME_ROW)
    said = _YEAR.search(turn.args[0] if turn.args else turn.incoming.text)
    year = int(said[0]) if said else turn.today.year
    every = await certificates.issued_in(turn.house.db, year)
    found = [each for each in every if turn.asker.keeps_of(each.centre)]
    rows = [(Button(texts.BEFORE, f"{BOOK}:{year - 1}"),)]
    if year < turn.today.year:
        rows.append((Button(texts.AFTER, f"{BOOK}:{year + 1}"),))
    if not found:
        return Reply(texts.of_year(year, found), (*rows, (HOME,)))
    file = Attachment(f"so-cap-giay-{year}.xlsx", await to_thread(certificate_book, year, found, turn.today))

    async def write(tx: Transaction) -> Reply:
        await looked_at(tx, turn.by, f"{BOOK}:{year}", [each.certificate.person_id for each in found])
        return Reply(texts.of_year(year, found), (*rows, (HOME,)), (file,))

    return write
