"""How well questions are understood, on authors who were not trained on; beside a plain n-gram classifier.

First an examination: questions of ordinary people on an ordinary week by a writer who saw the label guide alone, set
down when the model was done, and read by the model of the house. Then each author of the training questions is left out
in turn: the weights are found on the others, the bar on the others' own turns of being left out. Of these `first_set`
is the label guide's own, by other people; `khaosat` wrote as ordinary people do; the others were asked for lines that
are easily taken for another intent, `chotloi` for nothing else. Writes benchmarks/understanding.md.

Run: python -m benchmarks.understanding (`--examination`: that part alone, on standard output)
"""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from zlib import crc32

from handlers.understanding.features import Features
from handlers.understanding.labelled import Question, authors, questions_of
from handlers.understanding.ranking import Model, unpacked
from handlers.understanding.reader import read
from handlers.understanding.training import Example, Weighed, examples_of, judgement_of, trained, weighed_by
from handlers.understanding.understood import Understood

FILE = Path(__file__).with_suffix(".md")
EXAMINERS = FILE.with_name("questions")
"""Authors who are never trained on."""
FIRST_SET = "first_set"
"""The 600 questions of the guide."""
NOT_JUDGED = ("few_words",)
"""Written by the house to teach the words of its menus: trained on, never counted."""
STYLES = {"plain": "plain", "nodiacritics": "without diacritics", "chat": "chat style", "long": "long"}
_WORST, _CONFUSED = 20, 25
_COLD = """
import os, sys, time
import orjson, rapidfuzz.distance, rules.access, rules.policy, rules.text
from benchmarks.start import resident_mib
before, begun = resident_mib(os.getpid()), time.perf_counter()
from handlers.understanding.ranking import model
model()
loaded = time.perf_counter()
from handlers.understanding.reader import read
read("k14 hoc phong nao z")
first = time.perf_counter()
print((loaded - begun) * 1000, (first - loaded) * 1000, resident_mib(os.getpid()) - before)
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A question, and what a reader who was not trained on its author took it for."""

    question: Question
    understood: Understood

    @property
    def right(self) -> set[str]:
        return {self.question.intent, self.question.also} - {""}

    @property
    def is_right(self) -> bool:
        return self.understood.intent in self.right

    @property
    def is_among_three(self) -> bool:
        return not self.right.isdisjoint(intent for intent, _ in self.understood.alternatives[:3])

    @property
    def is_wrong_and_sure(self) -> bool:
        return not self.is_right and not self.understood.asks

    @property
    def has_right_slots(self) -> bool:
        return dict(self.understood.slots) == {slot: value.strip() for slot, value in self.question.slots.items()}


def left_out(examples: Sequence[Example]) -> dict[str, list[Seen]]:
    """Author → their questions as a model of all the others reads them."""
    models: dict[str, Model] = {}
    weighed: dict[str, list[Weighed]] = {}
    for author in _authors(examples):
        models[author] = unpacked(trained([each for each in examples if each.question.author != author]))
        weighed[author] = weighed_by(models[author], _by(author, examples))
        sys.stderr.write(f"left out {author}\n")
    return {
        author: _read_by(replace(model, judgement=judgement_of(_others(author, weighed))), _by(author, examples))
        for author, model in models.items()
    }


def examined() -> dict[str, list[Seen]]:
    """Examiner → their questions as the model of the house reads them."""
    return {
        name: [Seen(each, read(each.text, each.role)) for each in questions_of(name, EXAMINERS)]
        for name in authors(EXAMINERS)
    }


def _authors(examples: Iterable[Example]) -> list[str]:
    return sorted({each.question.author for each in examples} - set(NOT_JUDGED))


def _by(author: str, examples: Iterable[Example]) -> list[Example]:
    return [each for each in examples if each.question.author == author]


def _others(author: str, weighed: dict[str, list[Weighed]]) -> list[Weighed]:
    return [each for name, of_one in weighed.items() if name != author for each in of_one]


def _read_by(model: Model, examples: Iterable[Example]) -> list[Seen]:
    questions = [each.question for each in examples]
    return [Seen(question, read(question.text, question.role, by=model)) for question in questions]


def plain_n_grams(examples: Sequence[Example]) -> dict[str, float]:
    """What words, pairs and runs of letters as typed put right of the guide's questions, without our other layers."""
    bare = [Example(each.question, _n_grams(each.question.text.lower())) for each in examples]
    shares = {}
    for author in (FIRST_SET,):
        model = unpacked(trained([each for each in bare if each.question.author != author]))
        seen = [(each.question, model.ranked(each.features)[0][0]) for each in _by(author, bare)]
        shares[author] = sum(intent in (asked.intent, asked.also) for asked, intent in seen) / len(seen)
    return shares


def _n_grams(text: str) -> Features:
    words = text.split()
    runs = (text[at : at + length] for length in (2, 3, 4, 5) for at in range(len(text) - length + 1))
    pairs = map(" ".join, pairwise(words))
    return {crc32(each.encode()) for each in (*words, *pairs)}, {crc32(f"l{run}".encode()) for run in runs}, {0}


def _share(seen: Iterable[Seen], holds: Callable[[Seen], bool]) -> float:
    found = [holds(each) for each in seen]
    return sum(found) / len(found) if found else 0.0


def _of_style(seen: Iterable[Seen], style: str) -> list[Seen]:
    return [each for each in seen if each.question.style == style]


def _taken_in(seen: Iterable[Seen]) -> float:
    strangers = [each for each in seen if each.question.intent == "out_of_scope"]
    return _share(strangers, lambda each: each.understood.intent not in {"greeting", *each.right})


def figures(seen: Sequence[Seen]) -> list[tuple[str, float, str]]:
    """The figures of the issue that are shares: name, value, what was asked for."""
    with_intent = [each for each in seen if each.is_right]
    return [
        ("intent, first choice", _share(seen, lambda each: each.is_right), "≥ 95%"),
        ("right intent among the first three", _share(seen, lambda each: each.is_among_three), "≥ 99%"),
        ("wrong and confident", _share(seen, lambda each: each.is_wrong_and_sure), "≤ 2%"),
        ("out of scope taken as in scope", _taken_in(seen), "≤ 4%"),
        ("slots, exact set, of those with the right intent", _share(with_intent, lambda e: e.has_right_slots), "≥ 95%"),
        *(
            (f"{name}, first choice", _share(_of_style(seen, style), lambda each: each.is_right), "≥ 92%")
            for style, name in STYLES.items()
        ),
        ("would ask back", _share(seen, lambda each: each.understood.asks), ""),
    ]


def speed(questions: Sequence[Question]) -> tuple[float, float]:
    """Milliseconds of processor time that one question takes, median and 99th percentile, once all is loaded."""
    spans = []
    for question in questions:
        begun = time.thread_time()
        read(question.text, question.role)
        spans.append((time.thread_time() - begun) * 1000)
    spans.sort()
    return spans[len(spans) // 2], spans[len(spans) * 99 // 100]


def cold() -> list[float]:
    """Milliseconds to load the model, and of the first question; MiB added by both. In a process of its own."""
    found = [
        [float(each) for each in subprocess.check_output([sys.executable, "-c", _COLD], text=True).split()]
        for _ in range(5)
    ]
    return [sorted(column)[2] for column in zip(*found, strict=True)]


def examination() -> list[str]:
    """The part of the file about questions that nobody trained on."""
    seen = examined()
    rows = [figures(of_one) for of_one in seen.values()]
    lines = [
        f"| {name} | {least} | {' | '.join(f'{row[at][1]:.1%}' for row in rows)} |"
        for at, (name, _, least) in enumerate(rows[0])
    ]
    counts = " | ".join(str(len(of_one)) for of_one in seen.values())
    head = f"| figure | asked for | {' | '.join(seen)} |\n| --- | --- |{' ---: |' * len(seen)}"
    every = [each for of_one in seen.values() for each in of_one]
    return [
        "## Examination", "", head, *lines, f"| questions | | {counts} |", "",
        *_costs([each.question for each in every]), "", "What was wrong in it:", "",
        "| text | meant | taken for | confidence |", "| --- | --- | --- | ---: |", *map(_told, _worst(every)), "",
    ]  # fmt: skip


def report(seen: dict[str, list[Seen]], beside: dict[str, float]) -> str:
    """The file."""
    everyone = [each for of_one in seen.values() for each in of_one]
    rows = [figures(everyone), *(figures(of_one) for of_one in seen.values())]
    names = ["all", *seen]
    head = f"| figure | asked for | {' | '.join(names)} |\n| --- | --- |{' ---: |' * len(names)}"
    lines = [
        f"| {name} | {least} | {' | '.join(f'{row[at][1]:.1%}' for row in rows)} |"
        for at, (name, _, least) in enumerate(rows[0])
    ]
    counts = " | ".join(str(len(of_one)) for of_one in seen.values())
    alone = " | ".join(f"{beside[name]:.1%}" if name in beside else "" for name in names)
    return "\n".join([
        "# Understanding", "", (__doc__ or "").strip(), "", *examination(),
        "## Each author left out in turn", "", head, *lines, f"| plain n-grams, first choice | | {alone} |",
        f"| questions | | {len(everyone)} | {counts} |", "",
        "## What is taken for what", "", "| meant | taken for | times |", "| --- | --- | ---: |",
        *(f"| {meant} | {taken} | {times} |" for (meant, taken), times in _confusions(everyone)), "",
        "## The worst errors: wrong, and the surest of it", "",
        "| text | meant | taken for | confidence |", "| --- | --- | --- | ---: |", *map(_told, _worst(everyone)), "",
    ])  # fmt: skip


def _costs(questions: Sequence[Question]) -> list[str]:
    median, slow = speed(questions)
    load, first, memory = cold()
    return [
        "| cost | asked for | measured |", "| --- | --- | ---: |",
        f"| one question, processor time, median / p99 | 2 ms / 10 ms | {median:.2f} ms / {slow:.2f} ms |",
        f"| loading the model, with its code | 50 ms | {load:.0f} ms |",
        f"| the first question beyond that: tables, patterns | | {first:.0f} ms |",
        f"| memory added | 40 MB | {memory:.1f} MiB |",
    ]  # fmt: skip


def _confusions(seen: Iterable[Seen]) -> list[tuple[tuple[str, str], int]]:
    wrong = Counter((each.question.intent, each.understood.intent) for each in seen if not each.is_right)
    return wrong.most_common(_CONFUSED)


def _worst(seen: Iterable[Seen]) -> list[Seen]:
    wrong = [each for each in seen if not each.is_right]
    return sorted(wrong, key=lambda each: -each.understood.confidence)[:_WORST]


def _told(seen: Seen) -> str:
    text = seen.question.text.replace("|", "/")
    return f"| {text} | {seen.question.intent} | {seen.understood.intent} | {seen.understood.confidence:.2f} |"


def main() -> int:
    """Measure, write the file, and print it."""
    if "--examination" in sys.argv[1:]:
        sys.stdout.write("\n".join(examination()))
        return 0
    examples = examples_of(authors())
    beside = plain_n_grams(examples)
    text = report(left_out(examples), beside)
    FILE.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
