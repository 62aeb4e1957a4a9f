"""The backup of each night, and each week a rehearsal: would it open, and is all of it there?"""

import asyncio
from datetime import datetime
from itertools import chain
from pathlib import Path

from handlers.house import House
from handlers.messages import Reply
from handlers.push import holders_told, push_to_person
from handlers.texts import backups as texts
from rules.access import Role
from storage.backup import backups_in, drop_old, make_backup
from storage.restoring import RestoreFailed
from storage.restoring import rehearse as open_and_compare

_OLD = 2
"""Days after which the newest backup is too old to be passed over in silence."""


async def back_up(house: House) -> int | None:
    """Write tonight's backup, then drop those that need no longer be kept. Raises BackupFailed."""
    if house.copies is None:
        return None
    await make_backup(house.copies, house.clock())
    await asyncio.to_thread(drop_old, house.copies.folder, house.copies.keeping)
    return 1


async def rehearse(house: House) -> int | None:
    """Restore the newest backup into a scratch copy, compare it table by table, and tell staff what came of it."""
    if house.copies is None:
        return None
    newest = next(iter((await asyncio.to_thread(backups_in, house.copies.folder)).items()), None)
    await _tell(house, await _found(house, newest))
    return 1


async def _found(house: House, newest: tuple[datetime, Path] | None) -> str:
    if newest is None or house.copies is None:
        return texts.NONE
    made, file = newest
    try:
        contents = await open_and_compare(file, house.copies.passphrase)
    except RestoreFailed as error:
        return texts.failed(made, str(error))
    if (house.clock().date() - made.date()).days >= _OLD:
        return texts.old(made)
    people, files = contents.rows.get("cadre", 0), contents.files
    return texts.well(made, len(contents.rows), people, files)


async def _tell(house: House, words: str) -> None:
    """Everyone who looks after the program, once each."""
    async with house.db.transaction() as tx:
        of_both = [await holders_told(tx, house, role) for role in (Role.STAFF, Role.ADMIN)]
        for holder in dict.fromkeys(chain(*of_both)):
            await push_to_person(tx, house, house.clock(), holder, Reply(words))
