"""What reads words: whoever types anything is understood or not understood; no reader falls over."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hypothesis import example, given, note

from bot import html, logs, splitting, terminal, zalo_text
from handlers import dialog
from handlers.files.sheets import harmless
from handlers.linking import code
from handlers.messages import Reply
from handlers.staff import entries, part_form
from handlers.staff.classes import entries as class_entries
from handlers.staff.notices import parts
from handlers.texts import absence, common, home
from handlers.understanding import (
    asked_ahead,
    asked_papers,
    asked_title,
    attempts,
    calls,
    hours,
    instants,
    job_hours,
    leaving_class,
    notice_sentence,
    numbered,
    receipts,
    rhythms,
    seat_decisions,
    slots,
    study_answers,
)  # fmt: skip
from handlers.understanding.deciding import understand
from handlers.understanding.normalising import reading_of
from rules import (
    attendance,
    calendar_file,
    faq,
    groups,
    likeness,
    materials,
    merge_fields,
    named_people,
    office_hours,
    quotas,
    records,
    results,
    said_days,
    series,
    titles,
    units,
)  # fmt: skip
from rules import hours as class_hours
from rules import text as vietnamese
from rules.access import STRANGER, Asker, Grant, Role
from rules.audience.text import AudienceError, parse
from rules.classes import Part
from rules.dates import PartialDate
from rules.job_times import parse_when
from rules.levels import Level
from rules.roster import dates, levels, personal, posts
from rules.roster.problems import BadCell
from rules.unit_spelling import usual_spelling
from tests.fuzz.amounts import examples
from tests.fuzz.strategies import LONGEST, long_text, text

TODAY = date(2025, 6, 2)
NOW = datetime(2025, 6, 2, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
OFFICE = Asker("cb001", tuple(Grant(role) for role in (Role.STAFF, Role.OFFICER, Role.LEADER, Role.ADMIN)))
Reader = Callable[[str], object]

READERS: dict[str, Reader] = {
    "the bare letters": vietnamese.fold,
    "the place in a list": vietnamese.sort_key,
    "the place of a name": vietnamese.name_sort_key,
    "a unit's usual spelling": usual_spelling,
    "the words of a unit": units.words_of,
    "the tier of a title": groups.tier_named_in,
    "titles": titles.read_titles,
    "several posts": posts.split_posts,
    "a committee": posts.split_committee,
    "a mark": levels.is_mark,
    "a category": personal.parse_category,
    "part of a record's category": records.categories_of,
    "education": records.education_of,
    "a rating": records.rating_of,
    "periods of teaching": class_hours.periods_in,
    "the hours of a session": lambda text: calendar_file.hours_of(text, Part.SANG),
    "shares of a class": quotas.shares_in,
    "a series of sessions": lambda text: series.series_in(text, TODAY),
    "bands of marks": results.bands_of,
    "a mark of a class": results.verdict,
    "results line by line": results.results_in,
    "numbers of results": results.numbers_in,
    "a roll call": attendance.roll_in,
    "a cell of a roll": attendance.marked,
    "a limit of absences": attendance.limit_of,
    "named people": named_people.mentions_in,
    "office hours": office_hours.office_hours,
    "a day of a timetable": lambda text: said_days.slot_in(text, TODAY),
    "words that tell a material": materials.telling_words,
    "words that tell a question": likeness.meaning_words,
    "what is personal in a question": faq.personal_in,
    "fields of a letter": lambda text: merge_fields.problems(text, with_class=True),
    "a letter without its fields filled": lambda text: merge_fields.filled(text, {}),
    "a code": code.code_in,
    "whether it is a code": code.looks_like_code,
    "a typed number or label": lambda text: dialog.meant_key(text, '[[1,"Có","yes"],[0,"Về đầu","home"]]'),
    "an item of the menus": dialog.named_answer,
    "a way out": common.means_cancel,
    "a greeting": home.thanks_or_hello,
    "why somebody is absent": absence.reason_in,
    "a day gone by": lambda text: entries.past_date(text, TODAY),
    "a whole day": lambda text: entries.whole_day(text, TODAY),
    "a class's code": class_entries.code_in,
    "a class's name": class_entries.name_in,
    "places of a class": class_entries.places_in,
    "a span of days": lambda text: class_entries.span_in(text, TODAY),
    "part of a notice": lambda text: parts.why_not(text, with_class=True),
    "a question to be read": reading_of,
    "slots of a question": slots.slots_in,
    "a stranger's question": lambda text: understand(text, STRANGER),
    "a question of the office": lambda text: understand(text, OFFICE, "required_level"),
    "an attempt": attempts.attempt_in,
    "a figure ahead": asked_ahead.ahead_in,
    "a paper": asked_papers.paper_in,
    "a title that is asked about": asked_title.title_in,
    "a title somebody gets": asked_title.appointed_in,
    "calls that were made": calls.called_in,
    "hours": hours.hours_in,
    "an instant": lambda text: instants.instant_in(text, NOW),
    "a day": lambda text: instants.day_in(text, TODAY),
    "the hours of a job": job_hours.job_hours_in,
    "who leaves a class": leaving_class.taken_out_in,
    "a notice in a sentence": notice_sentence.parted,
    "codes in a sentence": notice_sentence.codes_said,
    "names in a sentence": notice_sentence.name_said,
    "a day without a date": notice_sentence.day_without_date,
    "numbers of a list": numbered.numbers_in,
    "a receipt": receipts.receipt_in,
    "a rhythm": lambda text: rhythms.wish_in(text, TODAY, 7),
    "a decision about seats": seat_decisions.decision_in,
    "answers about study": study_answers.answers_in,
    "a message of Telegram": html.messages,
    "a message of Zalo": lambda text: zalo_text.texts(Reply(text)),
    "emphasis": splitting.parsed,
    "the terminal": terminal.plain,
    "a log": logs.redacted,
    "a cell that is handed out": harmless,
}
"""Whatever is typed gives something: what it says, or nothing."""

REFUSING: dict[str, tuple[Reader, type[Exception]]] = {
    "a name": (personal.parse_name, BadCell),
    "a gender": (personal.parse_gender, BadCell),
    "a phone": (personal.parse_phone, BadCell),
    "a code of a cell": (personal.parse_code, BadCell),
    "a date of a cell": (lambda text: dates.parse_date(text, TODAY), BadCell),
    "a level": (levels.parse_level, BadCell),
    "a mode": (levels.parse_mode, BadCell),
    "a marked level": (lambda text: levels.parse_marked_level(Level.CAO_CAP, text), BadCell),
    "a stored date": (PartialDate, ValueError),
    "a crontab": (parse_when, ValueError),
    "for whom a notice is": (parse, AudienceError),
}
"""What says by an error of its own kind that it was not understood."""
PARTS = ("name", "phone", "category", "gender", "birth", "party_joined", "education")


@examples(12)
@given(given=text | long_text)
@example(given="9" * LONGEST)
def test_whatever_is_typed_is_read_or_left(given: str) -> None:
    for name, read in READERS.items():
        note(name)
        read(given)


@examples(12)
@given(given=text | long_text)
def test_what_is_not_understood_is_refused_by_the_error_that_its_reader_names(given: str) -> None:
    for name, (read, refusal) in REFUSING.items():
        note(name)
        with suppress(refusal):
            read(given)


@examples(12)
@given(given=text | long_text)
def test_a_part_of_a_record_is_taken_or_asked_for_again(given: str) -> None:
    for part in PARTS:
        note(part)
        part_form.read_part(part, given, TODAY)
