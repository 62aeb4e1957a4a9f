"""`cadrebot papers`: the leaders' papers as files, Word or Excel by the ending of the file's name."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from bot.cli.centres import one_place, takes_centre
from bot.cli.frame import takes_config
from bot.cli.looking_up import unit_named
from bot.cli.running import Unusable, by_operator, in_house, say, write_file
from handlers.files.report_form import Letterhead, Report, packaged_templates
from handlers.files.target_paper import MOST_ROWS
from handlers.house import House
from handlers.leader.summary import bounds_of
from handlers.period_papers import period_figures
from handlers.target_papers import target_paper
from rules.access import OPERATOR, Asker, CentreReach, Grant, Role
from rules.periods import PeriodKind, period_of
from storage.looks import looked_at

Made = Callable[[House], Awaitable[Report]]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be written, as it was given."""

    out: Path
    as_of: datetime | None
    unit: str | None
    centre: str | None = None

    @property
    def is_word(self) -> bool:
        return self.out.suffix.lower() == ".docx"

    def day(self, house: House) -> date:
        return (self.as_of or house.clock()).date()


def _takes_paper(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every paper."""
    for option in (
        takes_centre,
        click.option("--unit", metavar="UNIT", help="Only this unit, by its name or id, and all units below it."),
        click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="The day it is of."),
        click.option(
            "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
            help="Ending in .docx or .xlsx.",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


@click.group()
@takes_config
def papers() -> None:
    """Reports on the targets, and of the centre's own work, as files."""


@papers.command()
@takes_config
@_takes_paper
@click.option("--without-names", is_flag=True, help="Leave the lists of people out of a workbook.")
def targets(out: Path, as_of: datetime | None, unit: str | None, centre: str | None, without_names: bool) -> None:
    """How far the targets are. The posts are counted as held on the day of --as-of."""
    wanted = _Wanted(out, as_of, unit, centre)
    _write(wanted, lambda house: _targets(house, wanted, names=not without_names))


@papers.command()
@takes_config
@_takes_paper
@click.option("--kind", type=click.Choice([kind.value for kind in PeriodKind]), default="month", show_default=True)
def period(out: Path, as_of: datetime | None, unit: str | None, centre: str | None, kind: str) -> None:
    """The centre's own report: classes, learners, results. Of the period that the day of --as-of lies in."""
    wanted = _Wanted(out, as_of, unit, centre)
    _write(wanted, lambda house: _period(house, wanted, PeriodKind(kind)))


@papers.command()
@takes_config
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def templates(folder: Path) -> None:
    """Put the Word templates into FOLDER, to be changed there and named in [papers] templates. Keeps what is there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(f"cannot make {folder}: {error.strerror}") from None
    for name, content in packaged_templates().items():
        if (folder / name).exists():
            say(f"Kept as it is: {folder / name}")
        else:
            write_file(folder / name, content)


def _write(wanted: _Wanted, made: Made) -> None:
    if wanted.out.suffix.lower() not in (".docx", ".xlsx"):
        raise Unusable(f"--out: {wanted.out.name} ends neither in .docx nor in .xlsx")
    report = in_house(made)
    if report.problem:
        say(f"The centre's own template was not used: {report.problem}")
    write_file(wanted.out, report.content)


async def _targets(whole: House, wanted: _Wanted, names: bool) -> Report:
    from handlers.files.target_document import target_document
    from handlers.files.target_workbook import target_workbook

    house = await one_place(whole, wanted.centre, wanted.unit)
    day = wanted.day(house)
    paper = await target_paper(house, await _asker(house, wanted), day, names and not wanted.is_word)
    if wanted.is_word:
        return target_document(paper, Letterhead(house.centre, house.papers, house.clock().date()))
    if names and paper.people is None:
        say(f"The lists of people were left out: more than {MOST_ROWS} rows. Ask for one unit with --unit.")
    async with house.db.transaction() as tx:
        await looked_at(tx, by_operator(house), f"papers_targets:{wanted.unit or ''}", paper.named)
    return Report(target_workbook(paper))


async def _period(whole: House, wanted: _Wanted, kind: PeriodKind) -> Report:
    from handlers.files.period_report import period_document, period_workbook

    house = await one_place(whole, wanted.centre, wanted.unit)
    asker = _of_centre(house) if wanted.unit is None and house.centre_unit else await _asker(house, wanted)
    figures = await period_figures(house, asker, period_of(kind, wanted.day(house)))
    units = await bounds_of(house.db, asker)
    letterhead = Letterhead(house.centre, house.papers, house.clock().date())
    if wanted.is_word:
        return period_document(figures, units, letterhead)
    return Report(period_workbook(figures, units, letterhead))


def _of_centre(house: House) -> Asker:
    """The operator, bounded to the centre of the house."""
    top = house.centre_unit or ""
    own = CentreReach(top, frozenset({top}), frozenset({top}))
    return replace(OPERATOR, grants=(Grant(Role.ADMIN, top),), centres=own)


async def _asker(house: House, wanted: _Wanted) -> Asker:
    """The operator, bounded to the unit that was named."""
    if wanted.unit is None:
        return OPERATOR
    unit = await unit_named(house, wanted.unit)
    return Asker(grants=(Grant(Role.ADMIN, unit.id),), name=OPERATOR.name, user_id=OPERATOR.user_id)
