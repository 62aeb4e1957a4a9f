"""A learner who joins the roster: their chat, classes, results and certificates go on under the new record."""

from collections.abc import Sequence
from dataclasses import replace

from rules.access import OPERATOR
from rules.cadres import Credential
from rules.dates import PartialDate
from rules.learners import Learner, who_joined
from rules.levels import Level, Mode
from rules.results import with_pass
from storage import cadre_writes, cadres, learners, merging
from storage.database import Transaction
from storage.journal import By
from storage.lists import list_text, members

_PASSED = (
    "select t.level, t.mode, g.number, g.issued_on from enrolment e join training_class t on t.id = e.class_id"
    " left join certificate g on g.class_id = e.class_id and g.person_id = e.person_id"
    " where e.person_id = $1 and e.state = 'passed' and t.level <> 'none'"
)


async def join(tx: Transaction, by: By, learner: Learner, cadre_id: str) -> None:
    """Make a learner the cadre whom they have become. What they passed as a learner is on the record from now on."""
    papers = [
        Credential(
            Level.of(row["level"]), Mode(row["mode"]) if row["mode"] else None, row["number"] or "",
            PartialDate(row["issued_on"]) if row["issued_on"] else None, verified=True,
        )
        for row in await tx.rows(_PASSED, learner.id)
    ]  # fmt: skip
    await merging.move(tx, by, learner.id, cadre_id)
    await learners.save(tx, by, "join roster", [replace(learner, cadre_id=cadre_id)])
    await _give(tx, by, cadre_id, papers)


async def _give(tx: Transaction, by: By, cadre_id: str, papers: Sequence[Credential]) -> None:
    if not papers:
        return
    await cadre_writes.lock(tx, [cadre_id])
    [before] = await cadres.with_ids(tx, OPERATOR, [cadre_id])
    after = before
    for paper in papers:
        after = with_pass(after, paper)
    if after != before:
        await cadre_writes.save(tx, by, "join roster", [before], [replace(after, version=before.version + 1)])


async def join_import(tx: Transaction, by: By, number: int, proposed: Sequence[Learner]) -> int:
    """Join those learners, of the ones proposed, who came onto the roster by an import; how many."""
    if not proposed:
        return 0
    rows = await tx.rows("select cadre_id from import_change where import_number = $1 and before is null", number)
    added = await cadres.with_ids(tx, OPERATOR, [row["cadre_id"] for row in rows])
    still = {each.id for each in await learners.in_bounds(tx, OPERATOR)}
    pairs = who_joined([each for each in proposed if each.id in still], added)
    for learner, cadre in pairs:
        await join(tx, by, learner, cadre.id)
    return len(pairs)


async def part(tx: Transaction, by: By, cadre_ids: Sequence[str]) -> None:
    """Undo `join` for those of these cadres who were learners: what hangs on them goes back to the learner."""
    rows = await tx.rows(
        f"select id from learner where cadre_id in {members(tx.engine, '$1')} order by id", list_text(cadre_ids)
    )
    for row in rows:
        learner = await learners.by_id(tx, OPERATOR, row["id"])
        if learner is not None and learner.cadre_id is not None:
            await merging.move(tx, by, learner.cadre_id, learner.id)
            await learners.save(tx, by, "leave roster", [replace(learner, cadre_id=None)])
