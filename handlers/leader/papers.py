""" "Tệp Word, Excel": the leader's papers, made off the event loop. Who takes names away stands in the journal."""

from asyncio import to_thread
from datetime import date

from handlers.files.report_form import Letterhead
from handlers.files.target_paper import TargetPaper
from handlers.leader.scope import seeing
from handlers.leader.summary import bounds_of
from handlers.messages import HOME, Attachment, Button, Reply
from handlers.period_papers import period_figures
from handlers.target_papers import target_paper
from handlers.texts import period_report as period_texts
from handlers.texts import target_papers as texts
from handlers.turn import Answered, Turn
from rules.periods import Period, PeriodKind, period_of
from rules.policy import DataKind
from storage.database import Transaction
from storage.looks import looked_at

FILES, WORD, EXCEL, PERIOD = "target_files", "target_word", "target_excel", "target_period"
"""Lines of the table. The last takes a kind of period, and the first day of one."""
SUMMARY = Button(texts.BACK, "target_summary")
_WAYS_ON = ((Button(texts.OTHER_FILES, FILES),), (SUMMARY,), (HOME,))


async def choose(turn: Turn) -> Reply:
    """Which paper is wanted."""
    papers = ((texts.WORD, WORD), (texts.EXCEL, EXCEL), (texts.PERIOD, PERIOD))
    return Reply(texts.CHOOSE_FILE, (*((Button(*each),) for each in papers), (SUMMARY,), (HOME,)), topic=FILES)


async def word(turn: Turn) -> Reply:
    """The report on the targets as .docx; nobody is named in it."""
    from handlers.files.target_document import target_document

    paper = await _paper(turn, names=False)
    if paper is None:
        return _no_figures()
    made = await to_thread(target_document, paper, _letterhead(turn))
    return Reply(
        texts.word_sent(made.problem), _WAYS_ON, (Attachment(texts.file_name(turn.today, "docx"), made.content),)
    )


async def excel(turn: Turn) -> Answered:
    """The targets as .xlsx, with those the asker may see by name."""
    from handlers.files.target_workbook import target_workbook

    paper = await _paper(turn, names=True)
    if paper is None:
        return _no_figures()
    content = await to_thread(target_workbook, paper)
    file = Attachment(texts.file_name(turn.today, "xlsx"), content)

    async def write(tx: Transaction) -> Reply:
        await looked_at(tx, turn.by, EXCEL, paper.named)
        return Reply(
            texts.excel_sent(len(paper.named), left_out=paper.names_allowed and paper.people is None), _WAYS_ON, (file,)
        )

    return write


async def period(turn: Turn) -> Reply:
    """`target_period:KIND:FIRST`: the centre's own report; without a kind or a period, which one is wanted."""
    kind = _kind(turn)
    if kind is None:
        kinds = tuple((Button(texts.KINDS[each], f"{PERIOD}:{each}"),) for each in PeriodKind)
        return Reply(texts.CHOOSE_KIND, (*kinds, (Button(texts.OTHER_FILES, FILES),), (HOME,)), topic=FILES)
    day = _day(turn)
    if day is None:
        this = period_of(kind, turn.today)
        options = tuple((_option(each),) for each in (this, this.before))
        return Reply(texts.choose_period(kind), (*options, (Button(texts.PERIOD, PERIOD),), (HOME,)), topic=FILES)
    return await _period_report(turn, period_of(kind, day))


async def _period_report(turn: Turn, wanted: Period) -> Reply:
    from handlers.files.period_report import period_document, period_workbook

    asker = seeing(turn, DataKind.FIGURES_BY_UNIT)
    if asker is None:
        return _no_figures()
    figures = await period_figures(turn.house, asker, wanted)
    units, letterhead = await bounds_of(turn.house.db, asker), _letterhead(turn)
    made = await to_thread(period_document, figures, units, letterhead)
    table = await to_thread(period_workbook, figures, units, letterhead)
    files = (
        Attachment(period_texts.file_name(wanted, "docx"), made.content),
        Attachment(period_texts.file_name(wanted, "xlsx"), table),
    )
    return Reply(texts.period_sent(period_texts.period(wanted), made.problem), _WAYS_ON, files)


def _option(wanted: Period) -> Button:
    return Button(period_texts.label(wanted), f"{PERIOD}:{wanted.kind}:{wanted.first.isoformat()}")


def _kind(turn: Turn) -> PeriodKind | None:
    given = turn.args[0] if turn.args else ""
    return next((each for each in PeriodKind if each == given), None)


def _day(turn: Turn) -> date | None:
    """The day in the tapped key, which anybody could have made up; None for none, and for one still to come."""
    try:
        day = date.fromisoformat(turn.args[1])
    except (IndexError, ValueError):
        return None
    return day if date(1990, 1, 1) < day <= turn.today else None


async def _paper(turn: Turn, names: bool) -> TargetPaper | None:
    """The paper within what the policy lets the asker see; None where that is nothing."""
    asker = seeing(turn, DataKind.FIGURES_BY_UNIT)
    return None if asker is None else await target_paper(turn.house, asker, turn.today, names)


def _no_figures() -> Reply:
    return Reply(texts.NO_FIGURES, ((SUMMARY,), (HOME,)))


def _letterhead(turn: Turn) -> Letterhead:
    return Letterhead(turn.house.centre, turn.house.papers, turn.today)
