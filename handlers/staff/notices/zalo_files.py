"""Files on Zalo: without a public address they do not come there, which the author must know before sending."""

from collections.abc import Sequence

from handlers.house import House
from handlers.staff.notices.people import selection
from handlers.texts import notices_people as texts
from handlers.turn import Turn
from rules.audience import Key, all_of, having, parse, text_of
from rules.notices import Notice, NoticeFile
from storage.audience import Preview, preview

_ZALO = "zalo"


async def warning(turn: Turn, notice: Notice, files: Sequence[NoticeFile]) -> list[str]:
    """A line on the recipients who will get the text without these files; none where there are none.

    Only those who have a chat on Zalo are looked at: a card is shown often, and the others change nothing.
    """
    house = turn.house
    if not files or not notice.audience or house.files_by_address or _ZALO not in house.channels:
        return []
    there = text_of(all_of(parse(notice.audience), having(Key.CHANNEL, _ZALO)))
    return _told(await preview(house.db, selection(house, turn.asker, there)))


def warning_of(house: House, figures: Preview, files: Sequence[NoticeFile]) -> list[str]:
    """The same where everybody was counted already."""
    return [] if not files or house.files_by_address else _told(figures)


def _told(figures: Preview) -> list[str]:
    people = figures.by_channel[_ZALO]
    return [texts.without_files(people)] if people else []
