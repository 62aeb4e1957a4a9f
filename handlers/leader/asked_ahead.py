""" "Chỉ tiêu tới đâu?", the same of then and of what will be, as a picture, as a file: one intent, several answers."""

from handlers.leader import asked, bridge, committee_list, papers, picture, summary, trend, what_if_graduates
from handlers.leader.scope import reference
from handlers.turn import Answered, Turn
from handlers.understanding.asked_ahead import Ahead, ahead_in
from handlers.understanding.asked_papers import Paper, PeriodAsked, paper_in
from rules.periods import Period, numbered_period, period_of

_ANSWERS = {
    Ahead.TREND: trend.show,
    Ahead.BRIDGE: bridge.show,
    Ahead.GRADUATES: what_if_graduates.start,
    Ahead.COMMITTEE: committee_list.start,
}
_PAPERS = {Paper.PICTURE: picture.show, Paper.EXCEL: papers.excel, Paper.WORD: papers.word, Paper.ANY: papers.choose}


async def answer(turn: Turn) -> Answered:
    """The summary, or what the words ask beyond it; of a unit where they name one. A tap has no words, and so is
    always the summary."""
    text = turn.incoming.text
    ahead = ahead_in(text)
    if ahead is not None:
        return await _ANSWERS[ahead](turn)
    paper = paper_in(text)
    if isinstance(paper, PeriodAsked):
        return await papers.period(turn.taken_for(turn.incoming, _args(paper, turn), turn.slots))
    if paper in (None, Paper.PICTURE) and text and (unit := await asked.unit_spoken_of(turn)):
        if paper is None:
            return await asked.unit_progress(turn)
        return await picture.show(turn.taken_for(turn.incoming, ("", reference(unit.id)), turn.slots))
    return await (_PAPERS[paper](turn) if paper else summary.show(turn))


def _args(report: PeriodAsked, turn: Turn) -> tuple[str, ...]:
    """What a tap on the same report would carry: the kind, and the first day where the words tell the period."""
    wanted = _wanted(report, turn)
    return (report.kind, wanted.first.isoformat()) if wanted else (report.kind,)


def _wanted(report: PeriodAsked, turn: Turn) -> Period | None:
    if report.number is not None:
        this_year = numbered_period(report.kind, report.number, report.year or turn.today.year)
        # Of a period without a year people mean the last one that has begun.
        begun = report.year is not None or this_year.first <= turn.today
        return this_year if begun else numbered_period(report.kind, report.number, turn.today.year - 1)
    if report.ago is None:
        return None
    period = period_of(report.kind, turn.today)
    for _ in range(report.ago):
        period = period.before
    return period
