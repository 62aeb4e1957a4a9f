"""The question of whom to send, as an integer programme over kinds of people and classes."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rules.planning.offers import Offer, Study
from rules.planning.program import Program
from rules.planning.prospects import Prospect, doubt
from rules.planning.question import Kind, Limit, Question
from rules.planning.runs import Run, moments_of, runs_of

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Choice:
    """A column: how many people of a kind go to a study. Which of its classes is the unit's matter."""

    kind: Kind
    study: Study
    column: int
    helps: tuple[str, ...]
    """The open targets that each of them helps."""
    doubt: int


@dataclass(frozen=True, slots=True)
class Seats:
    """A column: how many people of a unit go to a run of classes."""

    unit_id: str
    run: Run
    column: int


@dataclass(frozen=True, slots=True)
class Sent:
    """Someone to be proposed for a class."""

    person: Prospect
    offer: Offer
    helps: tuple[str, ...]
    """The targets they help by it."""


class Model:
    """The programme of a question, and the two sums that say how good an answer is: the smaller the better."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.program = Program()
        self._moments = moments_of(question.offers, question.away)
        self.choices = tuple(self._choices())
        self.seats = tuple(self._seats())
        self.places = ones(self.choices)
        self._people_go_once()
        self._units_fill_their_seats()
        self._places_are_kept()
        self._units_keep_their_people()
        self.counted, self.reached = self._count_targets()

    @property
    def left_undone(self) -> Mapping[int, int]:
        """Less much for each target that becomes true, and one for each person counted in one, up to its need."""
        much = 1 + sum(self.program.tops[column] for column in self.counted.values())
        return {**dict.fromkeys(self.counted.values(), -1), **dict.fromkeys(self.reached.values(), -much)}

    @property
    def most_places(self) -> int:
        """No answer needs more places than these."""
        return len(self.question.prospects)

    def done(self, values: Sequence[int]) -> tuple[int, int]:
        """Of an answer that leaves least undone: the targets that become true, and the people counted in them."""
        return sum(values[n] for n in self.reached.values()), sum(values[n] for n in self.counted.values())

    def sent(self, values: Sequence[int]) -> tuple[Sent, ...]:
        """The people of an answer: of each kind the first ones, in this order into the classes of their unit."""
        place = self.question.place
        gone: dict[int, int] = defaultdict(int)
        going: dict[tuple[str, Study], list[Prospect]] = defaultdict(list)
        for choice in self.choices:
            first = gone[choice.kind.number]
            gone[choice.kind.number] = first + values[choice.column]
            going[choice.kind.unit_id, choice.study].extend(choice.kind.people[first : gone[choice.kind.number]])
        filling = {each.run.number: each.run.in_turn() for each in self.seats}
        sent: list[Sent] = []
        for key, seats in self._seats_by_study().items():
            offers = [next(filling[each.run.number]) for each in seats for _ in range(values[each.column])]
            people = sorted(going[key], key=lambda person: place[person.id])
            pairs = zip(people, offers, strict=True)
            sent.extend(Sent(person, offer, person.helped_by(offer.level)) for person, offer in pairs)
        return tuple(sorted(sent, key=lambda each: (-len(each.helps), place[each.person.id])))

    def _choices(self) -> Iterator[Choice]:
        for kind in self.question.kinds:
            for study in self.question.studies:
                helps, way = kind.first.helped_by(study[0]), self.question.way(kind.first, study)
                if helps and way is not None:
                    yield Choice(kind, study, self.program.column(len(kind.people)), helps, doubt(way.answer))

    def _seats(self) -> Iterator[Seats]:
        runs = runs_of(self.question.offers, self._moments)
        for (unit_id, study), choices in self._by_study().items():
            most = sum(len(choice.kind.people) for choice in choices)
            for run in runs:
                if run.study == study:
                    yield Seats(unit_id, run, self.program.column(most))

    def _by_study(self) -> dict[tuple[str, Study], list[Choice]]:
        return grouped(self.choices, lambda choice: (choice.kind.unit_id, choice.study))

    def _seats_by_study(self) -> dict[tuple[str, Study], list[Seats]]:
        return grouped(self.seats, lambda each: (each.unit_id, each.run.study))

    def _people_go_once(self) -> None:
        for choices in grouped(self.choices, lambda choice: choice.kind.number).values():
            self.program.row(ones(choices), most=len(choices[0].kind.people))

    def _units_fill_their_seats(self) -> None:
        seats = self._seats_by_study()
        for key, choices in self._by_study().items():
            self.program.row({**ones(choices), **dict.fromkeys(ones(seats[key]), -1)}, least=0, most=0)

    def _places_are_kept(self) -> None:
        question = self.question
        for seats in grouped(self.seats, lambda each: each.run.number).values():
            run = seats[0].run
            self._at_most(seats, question.limit(Limit.CLASS_PLACES, run.places))
            for each in seats:
                self._at_most([each], question.limit(Limit.QUOTAS, run.quotas.get(each.unit_id)))
        self._at_most(self.choices, question.limit(Limit.PLACES, question.limits.places))

    def _at_most(self, columns: Iterable[Choice | Seats], most: int | None) -> None:
        if most is not None:
            self.program.row(ones(columns), most=max(0, most))

    def _count_targets(self) -> tuple[dict[str, int], dict[str, int]]:
        """By target: the column of the people counted in it, and that which is 1 when it becomes true."""
        counted: dict[str, int] = {}
        reached: dict[str, int] = {}
        for need in self.question.open_needs:
            helpers = ones(choice for choice in self.choices if need.target_id in choice.helps)
            people = len(need.lacking) if need.needed is None else need.needed
            counted[need.target_id] = column = self.program.column(people)
            self.program.row({**helpers, column: -1}, least=0)
            if need.needed is not None:
                reached[need.target_id] = true = self.program.column(1)
                self.program.row({column: 1, true: -need.needed}, least=0)
        return counted, reached

    def away_together(self) -> Iterator[tuple[list[Seats], int]]:
        """For each unit and moment the seats that are away then, with how many others of the unit are."""
        for unit_id, seats in grouped(self.seats, lambda each: each.unit_id).items():
            for number, moment in enumerate(self._moments):
                together = [each for each in seats if number in each.run.moments]
                if together:
                    yield together, moment.away.get(unit_id, 0)

    def _units_keep_their_people(self) -> None:
        most = self.question.limit(Limit.ABSENCE, self.question.limits.absent)
        if most is not None:
            for seats, others in self.away_together():
                self._at_most(seats, most - others)


def ones(columns: Iterable[Choice | Seats]) -> dict[int, int]:
    return {each.column: 1 for each in columns}


_Thing = TypeVar("_Thing")


def grouped(things: Iterable[_Thing], key: Callable[[_Thing], _Key]) -> dict[_Key, list[_Thing]]:
    """Things by a key, in the order in which the keys first come."""
    found: dict[_Key, list[_Thing]] = defaultdict(list)
    for thing in things:
        found[key(thing)].append(thing)
    return found
