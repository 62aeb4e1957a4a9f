"""What goes on around notices on their way: writing down recipients, and showing authors how far they are."""

import asyncio
import logging
from collections.abc import Mapping
from time import monotonic

from bot.budget import Urgency
from bot.channel import NotSent, SendFailure, TooMany
from bot.service import ChannelService
from handlers.dialog import menu_json
from handlers.house import House
from handlers.staff.notices.freezing import freeze_approved
from handlers.staff.notices.progress import followed, progress
from rules.notices import NoticeState
from storage import notice_progress, notices
from storage.notice_progress import Progress

logger = logging.getLogger(__name__)

ROUND = 0.5
"""Seconds between two looks for notices that were approved."""
SHOWN_EVERY = 3.0
"""Seconds between two edits of a progress message."""
EDITED = frozenset({"telegram", "web"})
"""Channels that can change a message; on others the word at the end is all."""
_BEFORE = (NoticeState.FREEZING, NoticeState.SCHEDULED)
_OVER = (NoticeState.DONE, NoticeState.CANCELLED)


class NoticeWork:
    """Works on all channels of a program that run."""

    def __init__(self, house: House, services: Mapping[str, ChannelService]) -> None:
        self._house = house
        self._services = services

    async def work(self) -> None:
        """Go on until cancelled."""
        shown = monotonic()
        while True:
            if await freeze_approved(self._house):
                for service in self._services.values():
                    service.delivery.call()
            if monotonic() - shown >= SHOWN_EVERY:
                await self._show_all()
                shown = monotonic()
            await asyncio.sleep(ROUND)

    async def _show_all(self) -> None:
        for each in await notice_progress.under_way(self._house.db, EDITED & self._services.keys()):
            await self._show(each)

    async def _show(self, each: Progress) -> None:
        """Bring one message up to date; what cannot be shown any more is left as it is, for good."""
        notice = await notices.by_id(self._house.db, each.notice_id)
        if notice is None or notice.state in _BEFORE:
            return
        reply = followed(await progress(self._house.db, self._house, notice))
        message, ended = each.message, notice.state in _OVER
        if reply.text == each.shown and not ended:
            return
        service = self._services[each.channel]
        slot = await service.sender.slot(Urgency.PUSH, each.chat)
        try:
            if message:
                await service.channel.edit(each.chat, message, reply)
            else:
                sent = service.channel.messages(each.chat, reply)
                message = await service.sender.send_all(sent, Urgency.PUSH, each.chat, slot)
        except (NotSent, TooMany) as failure:
            logger.info("the progress of notice %d waits: %s", notice.number, failure)
            return
        except SendFailure as failure:
            logger.warning("the progress of notice %d is shown no more: %s", notice.number, failure)
            ended = True
        finally:
            slot.answered()
        menu = menu_json(reply) or ""
        await notice_progress.keep(self._house.db, each, message, reply.text, menu, ended or not message)
