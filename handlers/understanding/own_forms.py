"""Short forms that a centre added to the house's table: how they join it, and a text in which they are written out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from handlers.understanding.normalising import Table, Words, longest_at, parted, short_forms, tokens_in
from rules.text import clean, fold


@dataclass(frozen=True, slots=True)
class OwnForms:
    """What a centre taught the reader."""

    own: Table = field(default_factory=dict)
    """What is typed, word by word → its meanings, the likeliest first."""
    table: Table | None = None
    """The same over the table of the house; None where there is nothing of one's own."""
    first: frozenset[str] = frozenset()
    """The folded words that the own ones begin with: hardly any word of a text is one."""

    def written_out(self, text: str) -> str:
        """A text with one's own short forms written out, all else as it is: for what looks at letters.

        Those of several meanings stay: which one is meant only the ranking can weigh.
        """
        if not self.own:
            return text
        text = clean(text)
        found = list(tokens_in(text))
        tokens = [token.lower() for token, _, _ in found]
        if self.first.isdisjoint(map(fold, tokens)):
            return text
        pieces, at, done = [], 0, 0
        while at < len(tokens):
            length, meanings = longest_at(tokens, at, self.own)
            if meanings is not None and len(meanings) == 1:
                pieces += [text[done : found[at][1]], " ".join(meanings[0])]
                done = found[at + length - 1][2]
            at += length
        return "".join([*pieces, text[done:]])

    def present(self, typed: str) -> tuple[str, ...]:
        """What a short form means now, by the house or by one's own; empty where nobody knows it."""
        found = (short_forms() if self.table is None else self.table).get(parted(typed), ())
        return tuple(map(" ".join, found))

    def with_one(self, typed: str, meanings: Sequence[str]) -> "OwnForms":
        """With one more, or another meaning of one."""
        return _over_house({**self.own, **_entry(typed, meanings)})


NO_OWN_FORMS = OwnForms()


def own_forms(entries: Iterable[tuple[str, Sequence[str]]]) -> OwnForms:
    """Of what is typed and its meanings, later ones over earlier ones."""
    own: dict[Words, tuple[Words, ...]] = {}
    for typed, meanings in entries:
        own |= _entry(typed, meanings)
    return _over_house(own)


def _over_house(own: Mapping[Words, tuple[Words, ...]]) -> OwnForms:
    if not own:
        return NO_OWN_FORMS
    return OwnForms(own, {**short_forms(), **own}, frozenset(fold(key[0]) for key in own))


def _entry(typed: str, meanings: Sequence[str]) -> dict[Words, tuple[Words, ...]]:
    """As in the table of the house: one word as it is typed, several also without their marks."""
    key, said = parted(typed), tuple(tuple(each.split()) for each in meanings)
    return {tuple(map(fold, key)): said, key: said} if len(key) > 1 else {key: said}
