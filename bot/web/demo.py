"""The demonstration's panel: be anybody of its people, and move its clock."""

import asyncio
from datetime import datetime, time, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.demo.cast import DEMO_PEOPLE, STRANGER
from bot.demo.clock import ZONE, DemoClock, move_clock
from bot.web.guard import Refusal, client_of, fields_of
from bot.web.joining import web_chat_of
from bot.web.rooms import CatchUp, Rooms
from handlers.messages import HOME, Kind
from handlers.texts import first_contact
from handlers.texts import web as texts
from storage import accounts, consents, links, web_sessions
from storage.database import Transaction
from storage.ids import new_id
from storage.journal import By
from storage.web_chat import CHANNEL
from storage.web_sessions import Session

_STEPS = {"+1d": timedelta(days=1), "+1w": timedelta(weeks=1)}
_TO_DEADLINE = "deadline"
_MORNING = time(8)


class Demo:
    """The routes of the panel; there are none outside a demonstration."""

    def __init__(self, rooms: Rooms, catch_up: CatchUp) -> None:
        self._rooms = rooms
        self._catch_up = catch_up
        self._moving = asyncio.Lock()
        self._opening = asyncio.Lock()

    def routes(self) -> list[BaseRoute]:
        """All of them."""
        door = self._rooms.door
        return [
            Route("/demo/people", door(self.people), methods=["GET"]),
            Route("/demo/as", door(self.become), methods=["POST"]),
            Route("/demo/clock", door(self.move), methods=["POST"]),
        ]

    async def people(self, request: Request) -> Response:
        """Whom one may be, who one is, and what time it is."""
        db = self._rooms.house.db
        holders = [(person, await links.holder_by_code(db, person.code)) for person in DEMO_PEOPLE]
        people = [
            {"code": person.code, "name": holder.name if holder else "", "who": person.who}
            for person, holder in holders
        ]
        me = await self._code_of(await self._rooms.sessions.of(request))
        return JSONResponse({"people": people, "me": me, "clock": self._clock()})

    async def _code_of(self, session: Session | None) -> str:
        if session is None:
            return ""
        db = self._rooms.house.db
        account = (await accounts.facts(db, CHANNEL, session.chat)).account
        holder = await links.holder_by_id(db, account.holder_id) if account and account.holder_id else None
        return holder.code if holder else STRANGER.code

    async def open_chats(self) -> None:
        """Give everybody of the panel their web chat: what is sent to them is there when one becomes them later."""
        for person in DEMO_PEOPLE:
            if person.code != STRANGER.code:
                await self._chat_of(person.code)

    async def become(self, request: Request) -> Response:
        """Be somebody: their web chat in this browser. The stranger is a new one each time."""
        rooms, before = self._rooms, await self._rooms.changing(request)
        code = (await fields_of(request)).get("code", "")
        if code not in {person.code for person in DEMO_PEOPLE}:
            raise Refusal(400, texts.UNREADABLE)
        rooms.limits.count("people", client_of(request, rooms.settings))
        chat = await self._chat_of(code)
        if before is not None:
            await rooms.sessions.end(before)
            rooms.listeners.end(before)
        token, session = await rooms.sessions.open(chat)
        response = JSONResponse({"me": code, "csrf": rooms.sessions.csrf(session)})
        rooms.sessions.give(response, token)
        return response

    async def _chat_of(self, code: str) -> str:
        rooms = self._rooms
        holder = await links.holder_by_code(rooms.house.db, code) if code != STRANGER.code else None
        if holder is None:
            chat = await rooms.new_chat()
            await rooms.start(chat)
            return chat
        async with self._opening:
            known = await web_sessions.chat_of(rooms.house.db, holder.id)
            if known is not None:
                return known
            async with rooms.house.db.transaction() as tx:
                chat = await self._joined(tx, holder.id)
            await rooms.hand_in(chat, f"start.{new_id()}", {"kind": Kind.TAP, "key": HOME.key})
            return chat

    async def _joined(self, tx: Transaction, holder_id: str) -> str:
        """A new web chat of a person who is linked and agreed to everything."""
        by = By("operator", self._rooms.at)
        chat = await web_chat_of(tx, by, holder_id)
        facts = await accounts.facts(tx, CHANNEL, chat)
        if facts.account is not None:
            for purpose in first_contact.PURPOSES:
                if (purpose, first_contact.VERSION) not in facts.consents:
                    await consents.give(tx, by, facts.account.id, purpose, first_contact.VERSION)
        return chat

    async def move(self, request: Request) -> Response:
        """Move the clock on; what fell due meanwhile has been done when this answers."""
        await self._rooms.speaking(request)
        to = (await fields_of(request)).get("to", "")
        clock = self._rooms.house.clock
        if not isinstance(clock, DemoClock) or to not in (*_STEPS, _TO_DEADLINE):
            raise Refusal(400, texts.UNREADABLE)
        async with self._moving:
            await self._move(clock, to)
        return JSONResponse({"clock": self._clock()})

    async def _move(self, clock: DemoClock, to: str) -> None:
        before = clock()
        by = _STEPS.get(to) or self._until_deadline(before)
        if by <= timedelta():
            return
        async with self._rooms.house.db.transaction() as tx:
            await move_clock(tx, by)
        with clock.standing(before) as stand:
            await clock.refresh()
            await self._catch_up(before, before + by, stand)

    def _until_deadline(self, now: datetime) -> timedelta:
        deadline = self._rooms.house.policy.deadline
        return datetime.combine(deadline, _MORNING, ZONE) - now if deadline else timedelta()

    def _clock(self) -> str:
        return self._rooms.house.clock().isoformat(timespec="seconds")
