"""What need not be kept any longer."""

from storage import inbox, web_chat, web_sessions
from storage.database import Database
from storage.house_facts import DEMONSTRATION, house_fact

_DAY = 24 * 3600 * 1000


async def forget_old(db: Database, at: int) -> None:
    """Drop what was answered or sent a week ago, codes a month after their end, and files and wrong tries of yesterday.

    The web chat keeps what was said for ninety days, since no messenger does. A code is known as expired for a while,
    so that whoever types it late is told why it does not work.
    """
    await inbox.forget(db, at - 7 * _DAY)
    await db.write("delete from outbox where done_at < $1", at - 7 * _DAY)
    await db.write("delete from link_code where expires_at < $1", at - 30 * _DAY)
    await db.write("delete from upload where created_at < $1", at - _DAY)
    await db.write("delete from link_attempt where at < $1", at - _DAY)
    await _let_files_go(db, at)
    if await house_fact(db, DEMONSTRATION) is None:  # whose clock jumps over months, to show what arrived meanwhile
        await web_chat.forget(db, at - 90 * _DAY)
    await web_sessions.forget(db, at)


async def _let_files_go(db: Database, at: int) -> None:
    """Files are kept for good with notices alone: those of no notice that was sent, or may be, go in ninety days."""
    await db.write(
        "update stored_file set keep_until = $1 where keep_until is null and not exists (select 1 from notice_file f"
        " join notice n on n.id = f.notice_id where f.digest = stored_file.digest"
        " and (n.state <> 'cancelled' or n.approved_at is not null))",
        at + 90 * _DAY,
    )
