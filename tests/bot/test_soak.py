"""What a soak holds to be true is found broken wherever it is: each invariant on evidence spoilt on purpose."""

from collections.abc import Callable

import pytest

from benchmarks.soak import invariants
from benchmarks.soak.evidence import TABLES, Evidence, Line
from benchmarks.soak.invariants import INVARIANTS, Invariant
from benchmarks.soak.people import Memory
from handlers.texts import common

ASKER, READER, FAR = 1, 2, 3
PHONE = "0912345678"


def inbox(event: int, state: str = "answered", note: str = "") -> Line:
    return {"seq": event, "event": str(event), "chat": str(ASKER), "state": state, "note": note}


def parcel(state: str, due_at: int = 5) -> Line:
    return {"id": f"o-{state}", "chat": "2", "state": state, "reason": "", "due_at": due_at, "attempts": 1}


def row(chat: int, state: str) -> Line:
    return {"notice_id": "n1", "holder_id": f"h{chat}", "chat": str(chat), "state": state, "reason": "", "attempts": 1,
            "receipt": "received" if chat == READER else None}  # fmt: skip


@pytest.fixture
def seen() -> Evidence:
    """A soak in which nothing went wrong that may not."""
    memory = Memory(
        asked={1: "/help", 2: "/lop", 3: "/help", 4: "/lop"},
        marks={ASKER: {"/help": "Có thể hỏi", "/lop": "Lớp sắp mở"}},
        corrections={"Số mới": True},
        phones={"S1": PHONE},
        notices={"[7]"},
        linked={READER},
        receipts={(READER, "[7]")},
    )
    tables: dict[str, list[Line]] = {table: [] for table in TABLES} | {
        "inbox": [inbox(1), inbox(2, "unknown"), inbox(3, "set_aside", "NotSent"), inbox(4)],
        "notice": [{"id": "n1", "number": 1, "state": "done", "text": "Mai nghỉ [7].", "urgent": 0, "version": 3,
                    "approved_at": 9}],
        "delivery": [row(READER, "sent"), row(FAR, "unknown")],
        "outbox": [parcel("sent"), parcel("waiting", due_at=200)],
        "training_class": [{"id": "k1", "code": "K1", "places": 2, "taken": 2}],
        "enrolment": [{"class_id": "k1", "person_id": "p1", "state": "enrolled"}],
        "seat_request": [{"class_id": "k1", "person_id": "p2", "kind": "boi_duong", "state": "asked"}],
        "class_quota": [{"class_id": "k1", "unit_id": "u1", "places": 1, "taken": 1}],
        "cadre": [{"id": "p1", "code": "S1", "phone": PHONE, "version": 2}],
        "account": [{"chat": str(READER), "holder_id": "p1"}],
        "correction": [{"number": 1, "words": "Số mới", "state": "open", "answered_at": None}],
        "roster_import": [{"number": 1, "added": 0, "changed": 1, "undone_at": None}],
        "journal": [
            {"action": "import", "kind": "cadre", "record_id": "p1"},
            {"action": "import", "kind": "cadre", "record_id": "p1"},
            {"action": "look_at_record", "kind": "cadre", "record_id": "p1"},
            {"action": "import", "kind": "roster_import", "record_id": "1"},
            {"action": "approve_notice", "kind": "notice", "record_id": "n1"},
        ],
        "job_run": [{"job": "backup", "due_at": 1, "state": "done", "tries": 1, "next_try_at": None}],
    }  # fmt: skip
    return Evidence(
        tables=tables,
        pushed={str(event): ASKER for event in (1, 2, 3, 4)},
        untaken=0,
        heard={ASKER: ["Có thể hỏi: lớp", common.NOT_KEPT_YET, "Lớp sắp mở: 2"], READER: ["Mai nghỉ [7]."], FAR: []},
        memory=memory,
        askers=[ASKER],
        came={event: event for event in (1, 2, 3, 4)},
        now=100,
        refused_by_rate=0,
        memory_mib={1: [90.0, 110.0]},
    )


def test_a_soak_without_a_fault_holds(seen: Evidence) -> None:
    assert [list(invariant(seen)) for invariant in INVARIANTS] == [[]] * len(INVARIANTS)


def test_an_answer_that_nobody_knows_of_may_come_late_and_once(seen: Evidence) -> None:
    seen.memory.asked[2] = "/help"
    seen.heard[ASKER].append("Có thể hỏi: lớp")  # from a process that stood still with it in hand
    assert not list(invariants.each_answer_came_once_and_in_order(seen))
    seen.heard[ASKER].append("Có thể hỏi: lớp")
    assert list(invariants.each_answer_came_once_and_in_order(seen))


def _forget_update(seen: Evidence) -> None:
    del seen.tables["inbox"][0]


def _keep_update_twice(seen: Evidence) -> None:
    seen.tables["inbox"].append(inbox(1))


def _leave_update(seen: Evidence) -> None:
    seen.tables["inbox"][0]["state"] = "answering"


def _leave_at_messenger(seen: Evidence) -> None:
    seen.untaken = 1


def _fail_in_handler(seen: Evidence) -> None:
    seen.tables["inbox"][2]["note"] = "KeyError"


def _answer_twice(seen: Evidence) -> None:
    seen.heard[ASKER][2:] = ["Lớp sắp mở: 2"] * 3  # one more than an unknown one explains


def _answer_never(seen: Evidence) -> None:
    seen.heard[ASKER].pop()


def _answer_out_of_order(seen: Evidence) -> None:
    seen.heard[ASKER].reverse()


def _notify_twice(seen: Evidence) -> None:
    seen.heard[READER].append("Mai nghỉ [7].")


def _notify_never(seen: Evidence) -> None:
    seen.heard[READER].clear()


def _notify_who_was_skipped(seen: Evidence) -> None:
    seen.tables["delivery"][0]["state"] = "skipped"


def _tell_news_twice(seen: Evidence) -> None:
    seen.heard[FAR] += ["Có yêu cầu sửa hồ sơ số 1 đang chờ xử lý."] * 2


def _leave_delivery(seen: Evidence) -> None:
    seen.tables["delivery"][0]["state"] = "claimed"


def _leave_notice(seen: Evidence) -> None:
    seen.tables["notice"][0]["state"] = "sending"


def _leave_parcel(seen: Evidence) -> None:
    seen.tables["outbox"][1]["due_at"] = 99


def _send_too_fast(seen: Evidence) -> None:
    seen.refused_by_rate = 1


def _miscount(seen: Evidence) -> None:
    seen.recount = (1, "unit u1: 3 kept, 4 counted")


def _miscount_class(seen: Evidence) -> None:
    seen.tables["enrolment"].clear()


def _forget_a_seat(seen: Evidence) -> None:
    seen.tables["seat_request"].clear()


def _overfill(seen: Evidence) -> None:
    seen.tables["training_class"][0]["places"] = 1


def _overfill_unit(seen: Evidence) -> None:
    seen.tables["class_quota"][0]["taken"] = 2


def _change_in_secret(seen: Evidence) -> None:
    seen.tables["cadre"][0]["version"] = 3


def _import_in_secret(seen: Evidence) -> None:
    del seen.tables["journal"][3]


def _approve_in_secret(seen: Evidence) -> None:
    del seen.tables["journal"][4]


def _lose_request(seen: Evidence) -> None:
    seen.tables["correction"].clear()


def _keep_request_twice(seen: Evidence) -> None:
    seen.tables["correction"] *= 2


def _lose_phone(seen: Evidence) -> None:
    seen.tables["cadre"][0]["phone"] = ""


def _lose_link(seen: Evidence) -> None:
    seen.tables["account"][0]["holder_id"] = None


def _lose_receipt(seen: Evidence) -> None:
    seen.tables["delivery"][0]["receipt"] = None


def _lose_approval(seen: Evidence) -> None:
    seen.tables["notice"][0]["approved_at"] = None


def _leave_job(seen: Evidence) -> None:
    seen.tables["job_run"][0]["state"] = "running"


def _grow(seen: Evidence) -> None:
    seen.memory_mib[1].append(900.0)


def _print_phone(seen: Evidence) -> None:
    seen.secrets_told = ["programs.log: phone 3, as it is"]


def _show_traceback(seen: Evidence) -> None:
    seen.heard[READER].append("Traceback (most recent call last)")


SPOILT: dict[Callable[[Evidence], None], Invariant] = {
    _forget_update: invariants.each_update_is_kept_once_and_ended,
    _keep_update_twice: invariants.each_update_is_kept_once_and_ended,
    _leave_update: invariants.each_update_is_kept_once_and_ended,
    _leave_at_messenger: invariants.each_update_is_kept_once_and_ended,
    _fail_in_handler: invariants.nothing_was_set_aside_by_a_fault_of_the_program,
    _answer_twice: invariants.each_answer_came_once_and_in_order,
    _answer_never: invariants.each_answer_came_once_and_in_order,
    _answer_out_of_order: invariants.each_answer_came_once_and_in_order,
    _notify_twice: invariants.each_notice_reached_its_people_at_most_once,
    _notify_never: invariants.each_notice_reached_its_people_at_most_once,
    _notify_who_was_skipped: invariants.each_notice_reached_its_people_at_most_once,
    _tell_news_twice: invariants.no_news_came_twice,
    _leave_delivery: invariants.the_ledger_is_settled,
    _leave_notice: invariants.the_ledger_is_settled,
    _leave_parcel: invariants.nothing_is_left_in_the_outbox,
    _send_too_fast: invariants.the_rate_was_never_exceeded,
    _miscount: invariants.counts_equal_a_recount,
    _miscount_class: invariants.counts_equal_a_recount,
    _forget_a_seat: invariants.counts_equal_a_recount,
    _overfill: invariants.no_class_is_overfilled,
    _overfill_unit: invariants.no_class_is_overfilled,
    _change_in_secret: invariants.the_journal_is_complete,
    _import_in_secret: invariants.the_journal_is_complete,
    _approve_in_secret: invariants.the_journal_is_complete,
    _lose_request: invariants.what_people_were_told_is_kept,
    _keep_request_twice: invariants.what_people_were_told_is_kept,
    _lose_phone: invariants.what_people_were_told_is_kept,
    _lose_link: invariants.what_people_were_told_is_kept,
    _lose_receipt: invariants.what_people_were_told_is_kept,
    _lose_approval: invariants.what_people_were_told_is_kept,
    _leave_job: invariants.jobs_are_over,
    _grow: invariants.memory_is_bounded,
    _print_phone: invariants.nothing_secret_is_told,
    _show_traceback: invariants.nothing_secret_is_told,
}


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__.strip("_"))
def test_what_is_broken_is_found_by_its_invariant(spoil: Callable[[Evidence], None], seen: Evidence) -> None:
    spoil(seen)
    assert list(SPOILT[spoil](seen))


def test_every_invariant_is_broken_by_something() -> None:
    assert set(SPOILT.values()) == set(INVARIANTS)
