"""From settings to the house that every conversation leans on: policies read, database open, clock wound."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sections import YearPlan, policy_text
from bot.settings import Settings, SettingsError
from bot.ways_in import way_in_fact
from handlers.house import Centre, House, Papers, Terms, WaysIn
from handlers.texts import home
from rules.backups import Keeping
from rules.cadres import Unit
from rules.classes import Course
from rules.courses import Courses, parse_courses
from rules.faq import ShippedFaq, parse_faq
from rules.holidays import Holidays, parse_holidays
from rules.levels import Level
from rules.policy import Policy, PolicyError, Regulation, parse_any
from rules.retention import Retention
from rules.text import fold
from rules.year_plan import PlannedKind
from storage import faq, units
from storage.clock import to_ms
from storage.copies import Copies
from storage.database import Database, open_database
from storage.files import FileStore
from storage.house_facts import DEMONSTRATION, SIGNING_KEY, house_fact, kept_secret

Clock = Callable[[], datetime]


@asynccontextmanager
async def open_house(settings: Settings, clock: Clock | None = None) -> AsyncIterator[House]:
    """Open the database of the settings, and close it at the end.

    `clock` is the machine's unless one is given, or the database is a demonstration's, which has its own.
    Raises SettingsError for a policy that cannot be used, DatabaseUnavailable.
    """
    terms = _terms(settings)
    questions = load_faq(settings)
    db = await open_database(settings.database.url)
    try:
        if await house_fact(db, DEMONSTRATION) is not None:
            settings, clock = await _as_demo(settings, db, clock)
            terms = _terms(settings)
        clock = clock or machine_clock(settings.centre.timezone)
        await faq.keep_shipped(db, questions.entries, to_ms(clock()))
        several = await _several(settings, terms, db)
        await _keep_own_questions(settings, several, db, to_ms(clock()))
        yield House(
            db=db,
            clock=clock,
            planned_posts=settings.privacy.planned_posts,
            files=FileStore(settings.files.folder),
            ways_in=await _ways_in(settings, db),
            files_by_address=bool(settings.web.public_url),
            channels=_channels(settings),
            code_days=settings.link.code_days,
            signing_key=await kept_secret(db, SIGNING_KEY),
            retention=_retention(settings),
            copies=copies_of(settings),
            several=several,
            **terms.in_house(),
        )
    finally:
        await db.close()


async def _as_demo(settings: Settings, db: Database, clock: Clock | None) -> tuple[Settings, Clock]:
    """What a demonstration's database asks of whoever opens it: its own clock, its own centre, nothing real."""
    from bot.demo import DemoRefused, demo_clock, demo_settings

    try:
        return demo_settings(settings, settings.database.url), clock or await demo_clock(db)
    except DemoRefused as error:
        raise SettingsError(str(error)) from error


def _terms(settings: Settings, top: str | None = None) -> Terms:
    """What a centre goes by, of settings that are its own."""
    policy, regulations = load_policies(settings)
    courses, holidays = load_calendar(settings)
    return Terms(
        centre_unit=top,
        policy=policy,
        regulations=regulations,
        centre=_centre(settings),
        courses=courses,
        holidays=holidays,
        papers=_papers(settings),
        count_unverified=settings.targets.count_unverified,
        push_hour=settings.targets.push_hour,
        answer_hours=settings.centre.answer_hours,
        quiet_hours=settings.centre.quiet_hours,
        approve_above=settings.notices.approve_above,
        chase_after=settings.notices.chase_after,
        chase_times=settings.notices.chase_times,
    )


async def _several(settings: Settings, whole: Terms, db: Database) -> tuple[Terms, ...]:
    """What each of several centres goes by, after the deployment itself; nothing where it is one centre.

    A roster without units has no centres yet: it must be possible to import one.
    """
    if not settings.centres:
        return ()
    known = await units.every_unit(db)
    tops = centre_tops([one.unit for one in settings.centres], known) if known else ()
    own = [_terms(settings.of_centre(one), top) for one, top in zip(settings.centres, tops, strict=False)]
    return (whole, *own) if own else ()


async def _keep_own_questions(settings: Settings, several: Sequence[Terms], db: Database, at: int) -> None:
    """Bring in the questions asked often of each centre that names a file of its own."""
    for one, own in zip(settings.centres, several[1:], strict=False):
        if "faq" in one.model_fields_set and own.centre_unit is not None:
            await faq.keep_shipped(db, load_faq(settings.of_centre(one)).entries, at, own.centre_unit)


def centre_tops(given: Sequence[str], known: Sequence[Unit]) -> tuple[str, ...]:
    """The ids of the top units that `[[centres]]` names. Raises SettingsError for a unit that is unknown or not
    the only one called so, and for one that is the top of two centres."""
    tops: list[str] = []
    for name in given:
        found = [each.id for each in known if name in (each.id, each.name)]
        found = found or [each.id for each in known if fold(each.name) == fold(name)]
        if len(found) != 1:
            problem = "several units are called so, give the id of one" if found else "there is no such unit"
            raise SettingsError(f"centres.unit: '{name}': {problem}.")
        if found[0] in tops:
            raise SettingsError(f"centres.unit: '{name}' is the top unit of two centres.")
        tops += found
    return tuple(tops)


def _retention(settings: Settings) -> Retention:
    keep = settings.privacy
    return Retention(
        messages=keep.keep_messages_days,
        inbox=keep.keep_inbox_days,
        codes=keep.keep_codes_days,
        files=keep.keep_files_days,
        looks=keep.keep_looks_days,
        journal=keep.keep_journal_days,
    )


def _centre(settings: Settings) -> Centre:
    centre = settings.centre
    return Centre(centre.name or home.CENTRE, centre.phone, centre.address, centre.office_hours)


def _papers(settings: Settings) -> Papers:
    papers = settings.papers
    return Papers(papers.templates, papers.parent, papers.place, tuple(map(_planned, papers.year_plan)))


def _planned(each: YearPlan) -> PlannedKind:
    """A kind of the plan: a level, or a course that gives none."""
    is_course = each.kind in tuple(Course)
    return PlannedKind(
        each.year,
        Level.NONE if is_course else Level.of(each.kind),
        Course(each.kind) if is_course else None,
        each.classes,
        each.learners,
    )


def copies_of(settings: Settings) -> Copies | None:
    """What is backed up, and where to; None where the settings name no folder."""
    backup = settings.backup
    if backup.folder is None:
        return None
    return Copies(
        settings.database.url,
        FileStore(settings.files.folder),
        backup.folder,
        backup.passphrase.get_secret_value() if backup.passphrase else "",
        Keeping(backup.keep_daily, backup.keep_weekly, backup.keep_monthly),
    )


async def _ways_in(settings: Settings, db: Database) -> WaysIn:
    """The ways in by the settings; where they are silent, by what the messengers said when they were last reached."""
    name = settings.telegram.username
    return WaysIn(
        telegram=f"https://t.me/{name}" if name else await house_fact(db, way_in_fact("telegram")) or "",
        zalo=await house_fact(db, way_in_fact("zalo")) or "",
        web=settings.web.public_url if settings.web.enabled else "",
    )


def _channels(settings: Settings) -> frozenset[str]:
    enabled = {"telegram": settings.telegram.enabled, "zalo": settings.zalo.enabled, "web": settings.web.enabled}
    return frozenset(name for name, is_enabled in enabled.items() if is_enabled)


def machine_clock(timezone: str) -> Clock:
    """The machine's clock in a time zone."""
    zone = ZoneInfo(timezone)
    return lambda: datetime.now(zone)


def load_policies(settings: Settings) -> tuple[Policy, tuple[Regulation, ...]]:
    """The one policy and the regulations that `[centre] policies` names. Raises SettingsError naming file and key."""
    policies: list[Policy] = []
    regulations: list[Regulation] = []
    for name in settings.centre.policies:
        try:
            made = parse_any(policy_text(name) or "", name)
        except PolicyError as error:
            raise SettingsError(f"policy {error}") from error
        if isinstance(made, Policy):
            policies.append(made)
        else:
            regulations.append(made)
    if len(policies) != 1:
        raise SettingsError(
            f"centre.policies: must name exactly one policy beside the regulations, not {len(policies)}."
        )
    return policies[0], tuple(regulations)


def load_calendar(settings: Settings) -> tuple[Courses, Holidays]:
    """The kinds of courses and the holidays that `[centre]` names. Raises SettingsError naming file and key."""
    courses, holidays = settings.centre.courses, settings.centre.holidays
    try:
        return parse_courses(policy_text(courses) or "", courses), parse_holidays(policy_text(holidays) or "", holidays)
    except PolicyError as error:
        raise SettingsError(f"policy {error}") from error


def load_faq(settings: Settings) -> ShippedFaq:
    """The questions asked often that `[centre]` names. Raises SettingsError naming file and key."""
    name = settings.centre.faq
    try:
        return parse_faq(policy_text(name) or "", name)
    except PolicyError as error:
        raise SettingsError(f"policy {error}") from error
