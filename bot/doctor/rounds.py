"""The round of the doctor: which parts are looked at, in which order they are told."""

import asyncio
from collections.abc import Sequence

from bot.doctor.finding import Finding
from bot.doctor.machine import backup_folder, disk, files_folder, port, time_zone
from bot.doctor.memory import database
from bot.doctor.messengers import messengers
from bot.doctor.policy import policies
from bot.settings import Settings


async def examine(settings: Settings) -> list[Finding]:
    """Look at every part, the slow ones beside each other. Changes nothing; takes at most some five seconds.

    The settings themselves were read by the caller: without them there is nothing to look at.
    """
    parts: Sequence[list[Finding]] = await asyncio.gather(
        asyncio.to_thread(time_zone, settings),
        asyncio.to_thread(disk, settings),
        database(settings),
        asyncio.to_thread(files_folder, settings),
        asyncio.to_thread(backup_folder, settings),
        asyncio.to_thread(policies, settings),
        port(settings),
        messengers(settings),
    )
    return [finding for part in parts for finding in part]
