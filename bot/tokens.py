"""The tokens of a send budget that are here to be used: each is the right to send one message a second."""

from collections import deque
from collections.abc import Callable


class Tokens:
    """How many there are, until when, and which of those that leave nobody else may use yet.

    A process alone has all of the rate's for ever; `bot/crew/share.py` says how many each of several has.
    """

    def __init__(self, number: int, kept: int, clock: Callable[[], float]) -> None:
        """`clock` gives monotonic seconds."""
        self.number = number
        self.kept = kept
        """How many of them are for replies alone."""
        self.term = 0
        """Counts the times since which they are here."""
        self._clock = clock
        self._ends = float("inf")
        self._leaving: deque[float] = deque()
        """When each that is not to be used here any more has cooled for whoever uses it next."""
        self._early = 0.0
        """By how many seconds of its second one was free here at most."""

    @property
    def is_over(self) -> bool:
        """Whether the time has passed in which they may be used here."""
        return self._clock() >= self._ends

    def held(self, taken: int) -> int:
        """Those that nobody else may have: in use here, where `taken` are, and not cooled for others."""
        return max(self.number, taken) + len(self._leaving)

    def resize(self, number: int, kept: int, until: float | None, taken: int) -> None:
        """So many from now on, `kept` of them for replies, until then or for as long as before."""
        leaving = self.held(taken) - max(number, taken)
        self.number, self.kept = number, kept
        while len(self._leaving) > max(0, leaving):
            self._leaving.popleft()  # they are of use here again
        free_for_others = self._clock() + self._early
        self._leaving.extend(free_for_others for _ in range(leaving - len(self._leaving)))
        if until is not None:
            self.term += self.is_over
            self._ends = until

    def free_early(self, seconds: float) -> None:
        """One is free here so much before its second is over. For others it is not."""
        self._early = max(self._early, seconds)

    def given_back(self, since: float, taken: int) -> None:
        """One of `taken` is free since an instant: where that is more than there are, it leaves."""
        if taken > self.number:
            self._leaving.append(since + self._early)

    def thaw(self, now: float) -> None:
        """Let go of what has cooled for others."""
        while self._leaving and self._leaving[0] <= now:
            self._leaving.popleft()
