"""One process's part of a channel's send budget: what it asks for, what it gives back, and when it ends by itself.

A token is the right to send one message a second. Over all processes there are never more than the messenger's rate,
and each is used by one process at a time: it is given back when a whole second has passed since the last message that
went out on it was answered. A process that could not renew its share sends nothing any more before others may have it.
No clock of one machine is compared with that of another: what a process counts itself begins before the database
counts, and is over long before.
"""

from collections import deque
from math import ceil

from bot.budget import SPAN, Budget
from bot.sending import ARRIVED
from rules.fair_parts import fair_parts
from storage.send_shares import Board, Claim, Held

LASTS = 8.0
"""Seconds for which a process relies on its share, from before it asked for it."""
UNDER_WAY = ARRIVED + SPAN + 1.0
"""Seconds after that until others may have it: the last message has arrived, its second is over, and clocks differ."""
_TURN = 5_000
"""Milliseconds after which those who have one token less than others, or none at all, are others."""


class Share:
    """What one process does about one channel. It decides only; whoever calls reads and writes the board."""

    def __init__(self, budget: Budget, worker: str) -> None:
        self.budget = budget
        self._worker = worker
        self._goal = 0
        self._kept = 0
        self._demands: deque[tuple[float, int]] = deque()
        self._pauses_told = 0
        self._pauses = 0
        self.moves = False
        """Whether the last board changed how many tokens there are here, or is about to."""
        self.is_short = False
        """Whether more would be of use than are here."""
        budget.resize(0, 0, until=-float("inf"))

    def claim(self, board: Board) -> Claim:
        """What the share is to be now. What is too much goes out of use here at once, and is given back as it cools."""
        before = board.shares.get(self._worker, Held(0, 0)).tokens
        wants = self._wish(len(board.shares.keys() | {self._worker}), before)
        self._goal = self._fair_part(board, wants)
        if self._goal < self.budget.tokens:
            self._use(self._goal, None)
        if self._goal < before:
            tokens = min(before, max(self._goal, self.budget.held))
        else:
            free = self.budget.rate - sum(held.tokens for held in board.shares.values())
            tokens = min(self._goal, before + max(0, free))
        self.moves = tokens != before or tokens > self._goal
        self.is_short = wants > tokens
        if board.pause:
            self.budget.hold(board.pause / 1000)
        self._pauses = self.budget.pauses
        pause = self.budget.paused_for if self._pauses > self._pauses_told else 0.0
        return Claim(Held(tokens, wants), ceil((LASTS + UNDER_WAY) * 1000), ceil(pause * 1000))

    def granted(self, claim: Claim, since: float) -> None:
        """The board has it so; it was looked at after `since`, on the budget's clock."""
        self._pauses_told = self._pauses
        self._use(min(claim.share.tokens, self._goal), since + LASTS)

    def _use(self, tokens: int, until: float | None) -> None:
        self.budget.resize(tokens, min(self._kept, max(0, tokens - 1)), until)

    def _wish(self, workers: int, before: int) -> int:
        """How many tokens would be of use: some more than were, and never less than a part of those for replies.

        Where there are more processes than tokens, those that have nothing to send leave them to the others.
        """
        self._kept = ceil(self.budget.reserve / workers)
        demand = self._demand()
        doubled = 2 * before if demand > before else 0  # how much there is to send, nobody knows beforehand
        least = min(max(1, self._kept), self.budget.rate // workers)
        return min(self.budget.rate, max(least, demand + demand // 4, doubled))

    def _demand(self) -> int:
        """How many tokens would have been of use at the fullest moment of the last second."""
        now = self.budget.clock()
        self._demands.append((now, self.budget.demand()))
        while self._demands[0][0] < now - SPAN:
            self._demands.popleft()
        return max(demand for _, demand in self._demands)

    def _fair_part(self, board: Board, wants: int) -> int:
        wishes = {name: held.wants for name, held in board.shares.items()} | {self._worker: wants}
        names = sorted(wishes)
        first = board.now // _TURN % len(names)
        names = names[first:] + names[:first]
        return fair_parts(self.budget.rate, [wishes[name] for name in names])[names.index(self._worker)]
