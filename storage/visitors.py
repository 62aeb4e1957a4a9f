"""How many people are in touch with the assistant: now, today, this week, in all. Numbers only.

What came in within the week still lies in the inbox, with its instant and its chat; so nothing more is written for
these figures while people ask.
"""

from collections.abc import Collection
from dataclasses import dataclass

from storage.accounts import TERMINAL
from storage.database import Database
from storage.lists import list_text, members


@dataclass(frozen=True, slots=True)
class Visitors:
    """People, each counted once however many channels they use; a chat of nobody we know counts as one."""

    now: int
    today: int
    week: int
    ever: int


_WHO = "coalesce(a.holder_id, a.id)"


async def visitors(db: Database, since: tuple[int, int, int], units: Collection[str] | None = None) -> Visitors:
    """Who wrote since three instants (stored milliseconds: now, today, the week), and who ever did.

    The week begins at most seven days ago: earlier messages are forgotten. `units` counts only cadres of these.
    """
    bound, args = "", list[str]()
    if units is not None:
        bound = (
            " and exists (select 1 from cadre c where c.id = a.holder_id and c.gone_at is null"
            f" and c.unit_id in {members(db.engine, '$4')})"
        )
        args = [list_text(units)]
    now, today, week = since
    [found] = await db.rows(
        f"select count(distinct case when i.received_at >= $1 then {_WHO} end) as now,"
        f" count(distinct case when i.received_at >= $2 then {_WHO} end) as today, count(distinct {_WHO}) as week"
        " from inbox i join account a on a.channel = i.channel and a.chat = i.chat"
        f" where i.received_at >= $3{bound}",
        now, today, week, *args,
    )  # fmt: skip
    [ever] = await db.rows(
        f"select count(distinct {_WHO}) as people from account a where a.channel <> $1{bound.replace('$4', '$2')}",
        TERMINAL, *args,
    )  # fmt: skip
    return Visitors(int(found["now"]), int(found["today"]), int(found["week"]), int(ever["people"]))
