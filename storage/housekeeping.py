"""What need not be kept any longer."""

from rules.retention import DEFAULT_RETENTION, Retention
from storage import inbox, job_runs, questions, web_chat, web_sessions
from storage.database import Database
from storage.house_facts import DEMONSTRATION, house_fact
from storage.journal import forget_values
from storage.looks import forget_looks

_DAY = 24 * 3600 * 1000


async def forget_old(db: Database, at: int, keep: Retention = DEFAULT_RETENTION) -> None:
    """Drop what was kept for as long as the centre set; and files and wrong tries of yesterday."""
    await inbox.forget(db, at - keep.inbox * _DAY)
    await db.write("delete from outbox where done_at < $1", at - keep.inbox * _DAY)
    await db.write("delete from link_code where expires_at < $1", at - keep.codes * _DAY)
    await db.write("delete from upload where created_at < $1", at - _DAY)
    await db.write("delete from link_attempt where at < $1", at - _DAY)
    await _let_files_go(db, at, at + keep.files * _DAY)
    if keep.looks:
        await forget_looks(db, at - keep.looks * _DAY)
    if keep.journal:
        await forget_values(db, at - keep.journal * _DAY)
    if await house_fact(db, DEMONSTRATION) is None:  # whose clock jumps over months, to show what arrived meanwhile
        await web_chat.forget(db, at - keep.messages * _DAY)
    await web_sessions.forget(db, at)
    await questions.forget(db, at - keep.messages * _DAY)
    await job_runs.forget(db, at - 14 * _DAY)


async def _let_files_go(db: Database, at: int, until: int) -> None:
    """Files are kept for good with what shows them: a material, a signed list, a notice that was sent or may be. All
    others go after a while."""
    await db.write(
        "update stored_file set keep_until = $1 where keep_until is null and not exists (select 1 from notice_file f"
        " join notice n on n.id = f.notice_id where f.digest = stored_file.digest"
        " and (n.state <> 'cancelled' or n.approved_at is not null))"
        " and not exists (select 1 from material m where m.digest = stored_file.digest)"
        " and not exists (select 1 from nomination_paper p where p.digest = stored_file.digest)",
        until,
    )
