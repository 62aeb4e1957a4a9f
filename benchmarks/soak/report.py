"""The outcome of a soak as it is printed."""

from collections import Counter
from collections.abc import Iterator
from statistics import quantiles

from benchmarks.soak.invariants import INVARIANTS
from benchmarks.soak.story import Outcome

_SHOWN = 8
"""Breaches that are told of each invariant."""


def printed(outcome: Outcome) -> tuple[str, int]:
    """The text, and how many invariants do not hold."""
    verdicts = list(_verdicts(outcome))
    failed = sum(bool(breaches) for _, breaches in verdicts) + (outcome.quiet_after is None)
    lines = [*_done(outcome), *_figures(outcome), ""]
    for sentence, breaches in verdicts:
        lines.append(f"{'BROKEN' if breaches else 'holds '}  {sentence}")
        lines += [f"          {breach}" for breach in breaches[:_SHOWN]]
        lines += [f"          and {len(breaches) - _SHOWN} more"] if len(breaches) > _SHOWN else []
    return "\n".join([*lines, ""]), failed


def _verdicts(outcome: Outcome) -> Iterator[tuple[str, list[str]]]:
    for invariant in INVARIANTS:
        sentence = (invariant.__doc__ or "").strip().partition("\n")[0]
        yield sentence, list(invariant(outcome.evidence))


def _done(outcome: Outcome) -> Iterator[str]:
    yield f"seed {outcome.given.seed}"
    yield from (f"  {name:45} {times}" for name, times in sorted(outcome.did.items()))
    yield f"  {'programs started':45} {outcome.starts}"


def _figures(outcome: Outcome) -> Iterator[str]:
    seen = outcome.evidence
    yield f"updates {len(seen.pushed)}, in the inbox: {_counted(seen.states('inbox'))}"
    notices = len(seen.of("notice"))
    yield f"messages read {outcome.answers}; notices {notices}, to people: {_counted(seen.states('delivery'))}"
    yield f"parcels: {_counted(seen.states('outbox'))}; runs of jobs: {_counted(seen.states('job_run'))}"
    memory = seen.memory
    yield (
        f"told so: {sum(memory.corrections.values())} requests, {len(memory.phones)} phones,"
        f" {len(memory.linked)} links, {len(memory.receipts)} receipts, {len(memory.notices)} notices on their way"
    )
    waits = [wait for _, wait in outcome.waits]
    if len(waits) > 1:
        cuts = quantiles(waits, n=100)
        yield f"answers after: p50 {cuts[49]:.2f} s, p99 {cuts[98]:.1f} s, longest {max(waits):.1f} s"
    gaps = sorted(_gaps(outcome))
    if gaps:
        yield f"after a kill the first answer came in: median {gaps[len(gaps) // 2]:.1f} s, longest {gaps[-1]:.1f} s"
    left = sorted(begun + wait - killed for killed in outcome.killed_at for begun, wait in _waiting(outcome, killed))
    if left:
        middle = left[len(left) // 2]
        yield f"who waited at a kill read the answer after: median {middle:.1f} s, longest {left[-1]:.1f} s"
    peaks = ", ".join(f"{max(found):.0f}" for found in seen.memory_mib.values() if found)
    yield f"memory at most, MiB: {peaks}"
    quiet = outcome.quiet_after
    yield f"quiet {quiet:.0f} s after the last mishap" if quiet is not None else "BROKEN  it never became quiet"


def _gaps(outcome: Outcome) -> Iterator[float]:
    """Of each kill: seconds until somebody had an answer that was written after it."""
    read = sorted(begun + wait for begun, wait in outcome.waits)
    for killed in outcome.killed_at:
        after = next((at for at in read if at > killed), None)
        if after is not None:
            yield after - killed


def _waiting(outcome: Outcome, at: float) -> Iterator[tuple[float, float]]:
    """Who had asked at an instant, and was answered after it: whatever else went wrong meanwhile."""
    return ((begun, wait) for begun, wait in outcome.waits if begun < at < begun + wait)


def _counted(states: Counter[str]) -> str:
    return ", ".join(f"{name} {times}" for name, times in sorted(states.items())) or "none"
