"""The send budget of a bot's token: replies and pushes draw on it, and no second ever holds more than the rate.

Where several processes send with one token, each has a budget of its own with some of the rate's tokens in it
(`bot/crew/share.py` says how many, and until when). A process alone has all of them for ever.
"""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto

from bot.tokens import Tokens

SPAN = 1.0
"""Seconds in which no more than the rate may arrive at the messenger."""
_APART = 0.9
"""Of the even distance between two pushes; a little less, so that what was lost can be made up for."""
_FEW = 100
"""Up to this rate pushes go evenly. At a thousand a second a burst lasts as long as the second it would leave empty,
and to wake up for each push apart takes a third more of a core."""
_LEARNT = 100
"""Answers after which the fastest of them is believed to be about the fastest there is."""


class Urgency(Enum):
    REPLY = auto()
    """Someone waits for it: goes first, and a chat may get several within a second."""
    PUSH = auto()
    """Nobody asked: leaves the reserve alone, and a chat gets one a second."""


class Slot:
    """The right to send one message. It must be given back: `answered` once the messenger replied, else `unused`."""

    __slots__ = ("_budget", "_chat", "_given_back", "_term", "opens")

    def __init__(self, budget: "Budget", chat: str, opens: float) -> None:
        self._budget = budget
        self._chat = chat
        self._given_back = False
        self._term = budget.term
        self.opens = opens
        """When it may be used, on the budget's clock; in the past unless it was taken ahead."""

    @property
    def has_lapsed(self) -> bool:
        """Whether the right ended unused: by now another process may send in its place."""
        return self._term != self._budget.term or self._budget.is_over

    async def opened(self) -> None:
        """Wait until it may be used."""
        wait = self.opens - self._budget.clock()
        if wait > 0:
            await asyncio.sleep(wait)

    def answered(self, took: float | None = None) -> None:
        """The message went out and its answer is here, or will never come. Free again one second from now.

        `took` is the round trip in seconds, told when the messenger took the message.
        """
        if not self._given_back:
            self._given_back = True
            self._budget._cool(self._chat, took)

    def unused(self) -> None:
        """Nothing went out. Free again at once; harmless after `answered`."""
        if not self._given_back:
            self._given_back = True
            self._budget._release(self._chat, self.opens)


@dataclass(frozen=True, slots=True, eq=False)
class _Waiter:
    chat: str
    turn: asyncio.Future[Slot]


class Budget:
    """At most `rate` messages in any second, `reserve` of them kept for replies.

    When a message arrived at the messenger is unknown, only that it was between the call and its answer. A slot that is
    free one second after the *answer* keeps the promise for every window at the far end, and wastes a round trip a
    second. With `learns` a slot is free earlier by a part of it: the way back of one message and the way there of the
    next together take no less than the fastest round trip can. The fastest of those seen stands for it, less a fifth
    of the usual one: four fifths of it on a steady line, next to nothing on one whose round trips differ much.
    """

    def __init__(
        self,
        rate: int,
        reserve: int = 0,
        *,
        chats_rest: bool = True,
        learns: bool = False,
        clock: Callable[[], float] = time.monotonic,
        later: Callable[[float, Callable[[], None]], object] | None = None,
    ) -> None:
        """`chats_rest`: a chat gets one push a second.

        `clock` gives monotonic seconds; `later(delay, call)` calls back, by default on the running loop.
        """
        self._rate = rate
        self._reserve = reserve
        self._tokens = Tokens(rate, reserve, clock)
        self._fullest = 0
        self.call: Callable[[], None] = _nobody
        """Told when more tokens would be of use, and when the messenger asks for a pause."""
        self._chats_rest = chats_rest
        self._learns = learns
        self.clock = clock
        self._later = later
        self._taken = 0
        self._chats: Counter[str] = Counter()
        self._cooling: deque[float] = deque()
        """When each slot that was used is free, in order."""
        self._resting: deque[tuple[float, str]] = deque()
        """When each chat may get the next push."""
        self._answers = 0
        self._fastest = float("inf")
        self._usual = 0.0
        self._waiting: dict[Urgency, list[_Waiter]] = {Urgency.REPLY: [], Urgency.PUSH: []}
        self._paused_until = 0.0
        self.pauses = 0
        """How often the messenger asked for one."""
        self._alarm: float | None = None
        self._apart = _apart(rate)
        self._evenly = 0.0
        """When the next push may go: sent in one burst, their slots would open in one burst each second, and whoever
        asks in between would wait for it."""

    async def take(self, urgency: Urgency, chat: str, held: Slot | None = None) -> Slot:
        """Wait for a slot: replies before pushes, each in order; a push whose chat must rest lets others pass.

        One that is `held` already is given instead, unless it has lapsed.
        """
        slot = held
        while slot is None or slot.has_lapsed:
            if slot is not None:
                slot.unused()
            slot = await self._turn(urgency, chat)
        return slot

    async def _turn(self, urgency: Urgency, chat: str) -> Slot:
        if any(self._waiting.values()):
            self._serve()
        else:
            self._thaw()
        if not self._waiting[urgency] and self._is_open(urgency, chat):
            return self._give(chat)
        waiter = _Waiter(chat, asyncio.get_running_loop().create_future())
        self._waiting[urgency].append(waiter)
        self._note()
        self._set_alarm()
        try:
            return await waiter.turn
        except asyncio.CancelledError:
            if waiter.turn.done() and not waiter.turn.cancelled():
                waiter.turn.result().unused()
            raise

    def pushes(self, chats: Iterable[str], ahead: float) -> list[Slot | None]:
        """Slots for pushes to these chats that open within `ahead` seconds, without waiting for any.

        Aligned with `chats`, and shorter when nothing more is free; None for a chat that must rest. To know them ahead
        leaves time for what must be on disk before the bytes go. Nobody is overtaken who waits in `take` for a slot; a
        push that waits there for its chat lets these pass.
        """
        self._serve()
        given: list[Slot | None] = []
        until = self.clock() + ahead
        line = iter(chats)
        for chat in line:
            if self._rests(chat):
                given.append(None)
            elif (opens := self._next_push(until)) is not None:
                given.append(self._give(chat, opens))
            else:
                self._note(1 + sum(1 for _ in line))
                break
        return given

    @property
    def rate(self) -> int:
        """Messages a second, of all processes together."""
        return self._rate

    @property
    def reserve(self) -> int:
        """How many of them are kept for replies, by all processes together."""
        return self._reserve

    @property
    def tokens(self) -> int:
        """Messages a second that may go out here."""
        return self._tokens.number

    def pause(self, seconds: float) -> None:
        """The messenger said "too many": nothing goes out until the seconds are over. `learns` is trusted no more."""
        self.pauses += 1
        self.hold(seconds)
        self.call()

    def hold(self, seconds: float) -> None:
        """The same, where the messenger said it to another process."""
        self._learns = False
        self._paused_until = max(self._paused_until, self.clock() + seconds)

    @property
    def paused_for(self) -> float:
        """Seconds until a pause is over; 0 outside of one."""
        return max(0.0, self._paused_until - self.clock())

    # The tokens

    def resize(self, tokens: int, kept: int, until: float | None = None) -> None:
        """Use so many tokens from now on, `kept` of them for replies: more at once, fewer as slots cool.

        They may be used `until` then, on the clock, or for as long as before. No slot outlives a time when none might.
        """
        self._thaw()
        self._tokens.resize(tokens, kept, until, self._taken)
        self._apart = _apart(tokens)
        self._serve()

    @property
    def is_over(self) -> bool:
        """Whether the time has passed in which the tokens may be used here."""
        return self._tokens.is_over

    @property
    def term(self) -> int:
        """Counts the times since which they may."""
        return self._tokens.term

    @property
    def held(self) -> int:
        """The tokens that nobody else may have: those in use here, and those that have not cooled for others."""
        self._thaw()
        return self._tokens.held(self._taken)

    def demand(self) -> int:
        """How many tokens would have been of use at the fullest moment since this was last asked."""
        self._thaw()
        fullest, self._fullest = self._fullest, 0
        self._note()
        return max(fullest, self._fullest)

    def _note(self, in_line: int = 0) -> None:
        """Take note of what is under way or waits, with `in_line` pushes that were asked for and not given."""
        pushes = in_line + len(self._waiting[Urgency.PUSH])
        wanted = self._taken + len(self._waiting[Urgency.REPLY]) + (pushes + self._tokens.kept if pushes else 0)
        self._fullest = max(self._fullest, wanted)
        if wanted > self._tokens.number:
            self.call()

    # The slots

    def _is_open(self, urgency: Urgency, chat: str) -> bool:
        if self._paused_until or self.is_over:
            return False
        if urgency is Urgency.REPLY:
            return self._taken < self._tokens.number
        return self._taken < self._for_pushes and not self._rests(chat)

    def _rests(self, chat: str) -> bool:
        return self._chats_rest and self._chats[chat] > 0

    def _is_next_elses(self) -> bool:
        """Whether the next free slot is for one who waits: not for a push whose chat must rest, though it waits too."""
        pushes = self._waiting[Urgency.PUSH]
        return bool(self._waiting[Urgency.REPLY]) or any(not self._rests(waiter.chat) for waiter in pushes)

    @property
    def _for_pushes(self) -> int:
        return self._tokens.number - self._tokens.kept

    def _next_push(self, until: float) -> float | None:
        """When the next slot for a push opens, taken out of those that cool; None if that is after `until`."""
        if self._paused_until or self.is_over or self._evenly > until or self._is_next_elses():
            return None
        beyond = self._taken - self._for_pushes
        opens = 0.0
        if beyond >= 0:
            if beyond >= len(self._cooling) or self._cooling[beyond] > until:
                return None
            opens = self._cooling[beyond]  # those before it go back to the reserve
            del self._cooling[beyond]
            self._taken -= 1
        opens = max(opens, self._evenly)
        self._evenly = max(opens, self.clock()) + self._apart
        return opens

    def _give(self, chat: str, opens: float = 0.0) -> Slot:
        self._taken += 1
        self._fullest = max(self._fullest, self._taken)
        self._chats[chat] += 1
        return Slot(self, chat, opens)

    def _cool(self, chat: str, took: float | None) -> None:
        now = self.clock()
        if took is not None:
            self._answers += 1
            self._fastest = min(self._fastest, took)
            self._usual += (took - self._usual) / min(self._answers, _LEARNT)
        early = self._surely_on_the_way()
        self._tokens.free_early(early)
        self._cooling.append(now + SPAN - early)
        self._resting.append((now + SPAN, chat))
        self._set_alarm()

    def _surely_on_the_way(self) -> float:
        """Seconds that a message's way back and the next one's way there take at least."""
        known = self._learns and self._answers >= _LEARNT
        return max(0.0, self._fastest - self._usual / 5) if known else 0.0

    def _release(self, chat: str, opens: float) -> None:
        if opens > self.clock():
            self._cooling.appendleft(opens)  # the second of the message before it is not over
        else:
            self._free(self.clock())
        self._rested(chat)
        self._serve()

    def _free(self, since: float) -> None:
        """A slot is free since an instant."""
        self._tokens.given_back(since, self._taken)
        self._taken -= 1

    def _rested(self, chat: str) -> None:
        self._chats[chat] -= 1
        if not self._chats[chat]:
            del self._chats[chat]

    def _thaw(self) -> None:
        now = self.clock()
        if self._paused_until <= now:
            self._paused_until = 0.0
        while self._cooling and self._cooling[0] <= now:
            self._free(self._cooling.popleft())
        self._tokens.thaw(now)
        while self._resting and self._resting[0][0] <= now:
            self._rested(self._resting.popleft()[1])

    def _serve(self) -> None:
        """Give out what is free to those who wait."""
        self._thaw()
        for urgency in Urgency:  # replies stand first
            self._waiting[urgency] = [waiter for waiter in self._waiting[urgency] if not self._served(urgency, waiter)]
        self._set_alarm()

    def _served(self, urgency: Urgency, waiter: _Waiter) -> bool:
        if waiter.turn.done():
            return True
        if not self._is_open(urgency, waiter.chat):
            return False
        waiter.turn.set_result(self._give(waiter.chat))
        return True

    def _set_alarm(self) -> None:
        """Wake up when the next slot has cooled or the pause is over, if anyone waits."""
        if self._alarm is not None or not any(self._waiting.values()):
            return
        due = self._paused_until or self._next_change()
        if due < float("inf"):  # else every slot is in use, and the next one given back comes here
            self._alarm = due
            (self._later or asyncio.get_running_loop().call_later)(max(0.0, due - self.clock()), self._ring)

    def _next_change(self) -> float:
        cooled = self._cooling[0] if self._cooling else float("inf")
        return min(cooled, self._resting[0][0]) if self._resting else cooled

    def _ring(self) -> None:
        self._alarm = None
        self._serve()


def _apart(tokens: int) -> float:
    """Seconds between two pushes."""
    return _APART * SPAN / tokens if 0 < tokens <= _FEW else 0.0


def _nobody() -> None:
    """Hears that more would be of use where there is no more."""
