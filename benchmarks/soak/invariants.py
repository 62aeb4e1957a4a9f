"""What must hold after a soak: each a sentence with a function that gives the breaches, none where it holds."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from benchmarks.soak.evidence import Evidence, Line
from benchmarks.soak.people import mark_in
from handlers.texts import common
from rules.seats import HOLDING, is_nominated

ENDED = frozenset({"answered", "unknown", "set_aside"})
SETTLED = frozenset({"sent", "failed", "unknown", "skipped"})
MOST_MEMORY = 400.0
"""MiB that a program may take."""
_SAID_IN_TROUBLE = (common.NOT_KEPT_YET,)
_NEWS = ("Có yêu cầu sửa hồ sơ số", "Đề nghị duyệt thông báo số")
_SET_ASIDE = (common.WENT_WRONG, common.NOT_KEPT)

Invariant = Callable[[Evidence], Iterable[str]]


def each_update_is_kept_once_and_ended(seen: Evidence) -> Iterator[str]:
    """Each update that the messenger sent is in the inbox once, and ended answered, unknown or set aside."""
    if seen.untaken:
        yield f"{seen.untaken} updates were never taken"
    kept = Counter(line["event"] for line in seen.of("inbox"))
    yield from (f"update {event} is not in the inbox" for event in seen.pushed if event not in kept)
    yield from (f"update {event} is in the inbox {times} times" for event, times in kept.items() if times > 1)
    yield from (f"update {event} was never sent" for event in kept if event not in seen.pushed)
    yield from (f"update {x['event']} is {x['state']}" for x in seen.of("inbox") if x["state"] not in ENDED)


def nothing_was_set_aside_by_a_fault_of_the_program(seen: Evidence) -> Iterator[str]:
    """What was set aside was so for the database or the messenger, not because a handler failed."""
    for line in seen.of("inbox"):
        if line["state"] == "set_aside" and line["note"] not in FOREIGN:
            yield f"update {line['event']} was set aside: {line['note']}"


FOREIGN = frozenset({"NotSent", "TooMany", "FileUnavailable"})
"""Why an update may be set aside: the messenger would not take its answer in any of the tries, or gave no file."""


def each_answer_came_once_and_in_order(seen: Evidence) -> Iterator[str]:
    """Whoever only asks reads one answer to each answered update, at most one to an unknown one, in their order."""
    theirs: dict[int, list[Line]] = defaultdict(list)
    for line in seen.of("inbox"):
        if line["chat"].isdigit() and int(line["event"]) in seen.memory.asked:
            theirs[int(line["chat"])].append(line)
    for chat in seen.askers:
        theirs[chat].sort(key=lambda line: seen.came[int(line["event"])])
        said = [text for text in seen.heard.get(chat, ()) if not text.startswith(_SAID_IN_TROUBLE)]
        problem = _mismatch(seen, chat, theirs[chat], said)
        if problem:
            yield f"chat {chat}: {problem}"


def _mismatch(seen: Evidence, chat: int, updates: list[Line], said: list[str]) -> str:
    """Why these updates cannot have had just these answers; empty when they can.

    `reach` holds how many of the answers can be explained by the updates looked at so far, and the marks of those whose
    answer nobody knows of: its process stood still with it in hand, and may have sent it when it woke, after others.
    """
    marks = seen.memory.marks[chat]
    reach: set[_Reached] = {(0, ())}
    for line in updates:
        mark = marks[seen.memory.asked[int(line["event"])]]
        answers = {(n + 1, late) for n, late in reach if n < len(said) and _is_answer(line, mark, said[n])}
        after = answers if line["state"] == "answered" else answers | reach
        if line["state"] == "unknown":
            after |= {(n, (*late, mark)) for n, late in reach}
        if not after:
            furthest = max(n for n, _ in reach)
            found = said[furthest][:60] if furthest < len(said) else "nothing"
            return f"update {line['event']} ({line['state']}) asked for {mark!r} and after it came {found!r}"
        reach = _with_late_ones(after, said)
    furthest = max(n for n, _ in reach)
    return "" if furthest == len(said) else f"{len(said) - furthest} answers too many: {said[furthest][:60]!r}"


_Reached = tuple[int, tuple[str, ...]]


def _with_late_ones(reach: set[_Reached], said: list[str]) -> set[_Reached]:
    """What is reached when answers that nobody knew of come next, some or none."""
    found, new = set(reach), reach
    while new:
        new = {
            (n + 1, (*late[:at], *late[at + 1 :]))
            for n, late in new
            if n < len(said)
            for at, mark in enumerate(late)
            if mark in said[n]
        } - found
        found |= new
    return found


def _is_answer(line: Line, mark: str, text: str) -> bool:
    return mark in text or (line["state"] == "set_aside" and text.startswith(_SET_ASIDE))


def each_notice_reached_its_people_at_most_once(seen: Evidence) -> Iterator[str]:
    """Who counts as sent to got the notice, nobody got it twice, and nobody got it of whom the ledger says no."""
    notices = {line["id"]: line for line in seen.of("notice")}
    for row in seen.of("delivery"):
        if not row["chat"]:  # somebody who cannot be reached at all
            continue
        notice = notices[row["notice_id"]]
        mark = mark_in(notice["text"])
        times = sum(mark in text for text in seen.heard.get(int(row["chat"]), ()))
        who = f"notice {notice['number']} to chat {row['chat']} ({row['state']} {row['reason']})"
        if times > 1:
            yield f"{who} came {times} times"
        if row["state"] == "sent" and times == 0:
            yield f"{who} never came"
        if row["state"] == "skipped" and times:
            yield f"{who} came"


def no_news_came_twice(seen: Evidence) -> Iterator[str]:
    """Of each request, and of each notice that waits for approval, whoever is told hears at most once."""
    for chat, texts in seen.heard.items():
        news = Counter(text.partition("\n")[0] for text in texts if text.startswith(_NEWS))
        yield from (f"chat {chat} read {times} times {line!r}" for line, times in news.items() if times > 1)


def the_ledger_is_settled(seen: Evidence) -> Iterator[str]:
    """Every delivery is settled but those of a paused notice, and a notice is done just when all of its rows are."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for row in seen.of("delivery"):
        rows[row["notice_id"]][row["state"]] += 1
    for notice in seen.of("notice"):
        states = rows[notice["id"]]
        open_ones = {state: n for state, n in states.items() if state not in SETTLED}
        if open_ones and not (notice["state"] == "paused" and set(open_ones) == {"waiting"}):
            yield f"notice {notice['number']} is {notice['state']} with {open_ones}"
        if notice["state"] in ("sending", "freezing"):
            yield f"notice {notice['number']} is {notice['state']} although nothing is left to do"
        if notice["state"] == "done" and not states:
            yield f"notice {notice['number']} is done and had nobody"


def nothing_is_left_in_the_outbox(seen: Evidence) -> Iterator[str]:
    """No parcel is on its way for ever, and none that is due still waits."""
    for line in seen.of("outbox"):
        if line["state"] == "sending" or (line["state"] == "waiting" and line["due_at"] <= seen.now):
            yield f"parcel {line['id']} to chat {line['chat']} is {line['state']}"


def the_rate_was_never_exceeded(seen: Evidence) -> Iterator[str]:
    """No second at the messenger ever held more messages than the rate."""
    if seen.refused_by_rate:
        yield f"{seen.refused_by_rate} messages were one too many"


def counts_equal_a_recount(seen: Evidence) -> Iterator[str]:
    """The kept counts behind the targets equal a recount, and each class counts whom it has or keeps a seat for."""
    status, printed = seen.recount
    if status != 0:
        yield f"recount --verify: {printed[-300:]}"
    seats = {(line["class_id"], line["person_id"]) for line in seen.of("enrolment") if line["state"] != "left"}
    for line in seen.of("seat_request"):
        if line["state"] in HOLDING and not is_nominated(line["kind"]):
            seats.add((line["class_id"], line["person_id"]))
    taken = Counter(class_id for class_id, _ in seats)
    for line in seen.of("training_class"):
        if line["taken"] != taken[line["id"]]:
            yield f"class {line['code']} counts {line['taken']} and has {taken[line['id']]}"


def no_class_is_overfilled(seen: Evidence) -> Iterator[str]:
    """No class has more people than places, and no unit more than its share."""
    for line in seen.of("training_class"):
        if line["places"] is not None and line["taken"] > line["places"]:
            yield f"class {line['code']} has {line['taken']} in {line['places']} places"
    for line in seen.of("class_quota"):
        if line["taken"] > line["places"]:
            yield f"unit {line['unit_id']} has {line['taken']} in {line['places']} places of class {line['class_id']}"


def the_journal_is_complete(seen: Evidence) -> Iterator[str]:
    """Every change left its line: of each record as many as its version says, of each import, answer and notice one."""
    lines = Counter((x["kind"], x["record_id"], x["action"]) for x in seen.of("journal"))
    changes: Counter[str] = Counter()
    for (kind, record, action), times in lines.items():
        if kind == "cadre" and not action.startswith(("look", "enrolment")):
            changes[record] += times
    for cadre in seen.of("cadre"):
        if changes[cadre["id"]] != cadre["version"]:
            yield f"record {cadre['id']} has version {cadre['version']} and {changes[cadre['id']]} lines"
    for each in seen.of("roster_import"):
        if lines["roster_import", str(each["number"]), "import"] != 1:
            yield f"import {each['number']} has no line of its own"
    for notice in seen.of("notice"):
        if notice["approved_at"] is not None and not any(
            kind == "notice" and record == notice["id"] and action.startswith(("approve", "send"))
            for kind, record, action in lines
        ):
            yield f"notice {notice['number']} was approved without a line"


def what_people_were_told_is_kept(seen: Evidence) -> Iterator[str]:
    """Whatever somebody was told is done, is: requests once, rosters, links, receipts, approvals."""
    kept = Counter(line["words"] for line in seen.of("correction"))
    for words, told in seen.memory.corrections.items():
        if kept[words] > 1 or (told and not kept[words]):
            yield f"request {words!r} is kept {kept[words]} times"
    phones = {line["code"]: line["phone"] for line in seen.of("cadre")}
    for code, phone in seen.memory.phones.items():
        if phones[code] != phone:
            yield f"the phone of {code} is not the one that was stored"
    linked = {int(line["chat"]) for line in seen.of("account") if line["holder_id"]}
    yield from (f"chat {chat} was told it is linked" for chat in seen.memory.linked - linked)
    yield from _receipts_and_approvals(seen)


def _receipts_and_approvals(seen: Evidence) -> Iterator[str]:
    marks = {notice["id"]: notice["text"] for notice in seen.of("notice")}
    given = {(int(row["chat"]), row["notice_id"]) for row in seen.of("delivery") if row["receipt"] and row["chat"]}
    by_chat: dict[int, list[str]] = defaultdict(list)
    for chat, notice_id in given:
        by_chat[chat].append(marks[notice_id])
    for chat, mark in seen.memory.receipts:
        if not any(mark in text for text in by_chat[chat]):
            yield f"the receipt of chat {chat} for {mark} is lost"
    out = " ".join(notice["text"] for notice in seen.of("notice") if notice["approved_at"] is not None)
    yield from (f"notice {mark} does not go out" for mark in seen.memory.notices if mark not in out)


def jobs_are_over(seen: Evidence) -> Iterator[str]:
    """No run of a job is left in the middle, and none was begun for one instant more often than it may be tried."""
    for line in seen.of("job_run"):
        if line["state"] in ("asked", "running"):
            yield f"job {line['job']} of {line['due_at']} is {line['state']}"
        if line["tries"] > 5:
            yield f"job {line['job']} of {line['due_at']} was begun {line['tries']} times"


def memory_is_bounded(seen: Evidence) -> Iterator[str]:
    """No program takes more memory than a small machine has for it."""
    for number, found in seen.memory_mib.items():
        if found and max(found) > MOST_MEMORY:
            yield f"program {number} took {max(found):.0f} MiB"


def nothing_secret_is_told(seen: Evidence) -> Iterator[str]:
    """No log and no backup holds a secret, a phone or a code, and nobody reads of the inside of the program."""
    yield from seen.secrets_told
    for chat, texts in seen.heard.items():
        for text in texts:
            if "Traceback" in text or "Error:" in text or ".py" in text:
                yield f"chat {chat} read {text[:80]!r}"


INVARIANTS: tuple[Invariant, ...] = (
    each_update_is_kept_once_and_ended,
    nothing_was_set_aside_by_a_fault_of_the_program,
    each_answer_came_once_and_in_order,
    each_notice_reached_its_people_at_most_once,
    no_news_came_twice,
    the_ledger_is_settled,
    nothing_is_left_in_the_outbox,
    the_rate_was_never_exceeded,
    counts_equal_a_recount,
    no_class_is_overfilled,
    the_journal_is_complete,
    what_people_were_told_is_kept,
    jobs_are_over,
    memory_is_bounded,
    nothing_secret_is_told,
)
