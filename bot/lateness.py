"""Answers that come late because the machine slept or the program was down: said once in each chat."""

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.messages import Incoming, Kind, Reply
from handlers.texts import common

LATE = timedelta(minutes=15)
"""From here on a person has stopped waiting, and wonders what the answer is about."""


class Lateness:
    """Knows which chats were told about the last outage. After a restart it may be said once more."""

    def __init__(self) -> None:
        self._told: dict[str, datetime] = {}

    def excused(self, reply: Reply, incoming: Incoming, now: datetime) -> Reply:
        """The reply, opened by a line of excuse where it is the first late one of its chat since an outage.

        `now` is aware, in the centre's time zone. Whatever was sent before a chat was told belongs to the same outage.
        A tap is never excused: it carries no question to be reminded of, and no messenger says when it was made.
        """
        if incoming.kind is Kind.TAP or now - incoming.at <= LATE:
            return reply
        told = self._told.get(incoming.chat)
        if told is not None and incoming.at <= told:
            return reply
        self._told[incoming.chat] = now
        sent = incoming.at.astimezone(now.tzinfo)
        excuse = common.answered_late(sent, now.date(), asks=incoming.kind is Kind.TEXT)
        return replace(reply, text=f"{excuse}\n\n{reply.text}")
