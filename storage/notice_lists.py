"""Lists of notices: somebody's drafts, and those in certain states."""

from collections.abc import Iterable

from rules.notices import Notice, NoticeState
from storage.database import Database, Transaction
from storage.lists import list_text, members
from storage.notices import COLUMNS, notice_of

Source = Database | Transaction


async def drafts_of(source: Source, author: str, limit: int, skip: int = 0) -> list[Notice]:
    """Somebody's drafts and what they laid before a second person, the newest first."""
    return await in_states(source, (NoticeState.DRAFT, NoticeState.PROPOSED), author, limit, skip)


async def in_states(
    source: Source, states: Iterable[NoticeState], author: str = "", limit: int = 50, skip: int = 0
) -> list[Notice]:
    """Notices in these states, the newest first; those of one author where one is given."""
    found = await source.rows(
        f"select {COLUMNS} from notice n where n.state in {members(source.engine, '$1')}"
        " and ($2 = '' or n.author = $2) order by n.number desc limit $3 offset $4",
        list_text(states), author, limit, skip,
    )  # fmt: skip
    return [notice_of(row) for row in found]


async def of_centres(
    source: Source, states: Iterable[NoticeState], centres: Iterable[str], limit: int, skip: int = 0
) -> list[Notice]:
    """The same of some centres among several, by their top units."""
    found = await source.rows(
        f"select {COLUMNS} from notice n where n.state in {members(source.engine, '$1')}"
        f" and n.centre in {members(source.engine, '$2')} order by n.number desc limit $3 offset $4",
        list_text(states), list_text(centres), limit, skip,
    )  # fmt: skip
    return [notice_of(row) for row in found]
