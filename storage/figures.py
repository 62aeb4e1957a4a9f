"""How much waits and what became of the rest, for whoever watches over the program."""

from storage.database import Database


async def outbox_by_state(db: Database) -> list[tuple[str, str, int]]:
    """(channel, state, how many) of what goes out without being asked for, as long as it is kept."""
    rows = await db.rows("select channel, state, count(*) as many from outbox group by channel, state")
    return [(row["channel"], row["state"], int(row["many"])) for row in rows]


async def waiting_since(db: Database) -> list[tuple[str, int]]:
    """(channel, when the oldest unanswered message came) for the channels that have one, in stored milliseconds."""
    rows = await db.rows(
        "select channel, min(received_at) as since from inbox where state = 'waiting' group by channel order by channel"
    )
    return [(row["channel"], int(row["since"])) for row in rows]


async def deliveries(db: Database, since: int) -> list[tuple[str, str, str, int]]:
    """(channel, state, reason of the failed, how many) of notices under way, and of those that ended after an instant.

    Who was reached on no channel has an empty one.
    """
    rows = await db.rows(
        "select d.channel, d.state, case when d.state = 'failed' then d.reason else '' end as why, count(*) as many"
        " from notice n join delivery d on d.notice_id = n.id"
        " where n.state in ('scheduled', 'sending', 'paused') or n.done_at >= $1 group by d.channel, d.state, 3",
        since,
    )
    return [(row["channel"], row["state"], row["why"], int(row["many"])) for row in rows]
