"""The inbox and the outbox: nothing is lost, nothing is taken twice."""

import asyncio

import pytest

from storage import inbox, outbox
from storage.database import Database, open_database, row
from storage.house_facts import house_fact, keep_house_fact


async def test_an_event_sent_twice_is_kept_once(db: Database) -> None:
    kept = await inbox.store(db, "telegram", "7", "42", "{}", 1)
    assert kept is not None
    assert await inbox.store(db, "telegram", "7", "42", "{}", 2) is None
    assert await inbox.store(db, "zalo", "7", "42", "{}", 3) is not None
    assert await inbox.unfinished(db, "telegram") == [kept]


async def test_the_work_after_a_restart_is_what_was_never_answered_in_order(db: Database) -> None:
    stored = [await inbox.store(db, "telegram", str(n), "42", "{}", n) for n in range(4)]
    first, second, third, fourth = [update for update in stored if update is not None]
    await inbox.answering(db, first.seq)
    await inbox.answered(db, [first.seq], 9)
    await inbox.set_aside(db, third.seq, "ValueError", 9)
    assert await inbox.unfinished(db, "telegram") == [second, fourth]


async def test_on_a_shared_database_a_message_tells_what_waits_before_it_in_its_chat(db: Database) -> None:
    first = await inbox.store(db, "telegram", "1", "42", "{}", 1)
    second = await inbox.store(db, "telegram", "2", "42", "{}", 1)
    elsewhere = await inbox.store(db, "telegram", "3", "43", "{}", 1)
    assert first
    assert second
    assert elsewhere
    assert (first.behind, elsewhere.behind) == ((), ())
    assert second.behind == ((first.seq,) if db.engine == "postgresql" else ())


async def test_a_clock_set_back_over_a_restart_lets_nobody_overtake(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await inbox.store(db, "telegram", "1", "42", "{}", 1)
    assert first
    monkeypatch.setattr(inbox, "_last", 0)
    monkeypatch.setattr("time.time_ns", lambda: 1_000)
    await inbox.go_on(db)
    second = await inbox.store(db, "telegram", "2", "42", "{}", 1)
    assert await inbox.unfinished(db, "telegram") == [first, second]


async def test_of_two_processes_the_one_whose_clock_is_slow_lets_nobody_overtake(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await inbox.store(db, "telegram", "1", "42", "{}", 1)
    if db.engine == "postgresql":  # a file serves one process
        monkeypatch.setattr(inbox, "_last", 0)
        monkeypatch.setattr("time.time_ns", lambda: 1_000)
    second = await inbox.store(db, "telegram", "2", "42", "{}", 1)
    assert await inbox.unfinished(db, "telegram") == [first, second]


def test_processes_that_go_on_from_one_number_do_not_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    def numbers_of_a_process() -> set[int]:
        monkeypatch.setattr(inbox, "_last", 9_000_000)
        return {inbox.next_seq() for _ in range(20)}

    monkeypatch.setattr("time.time_ns", lambda: 1_000)
    assert numbers_of_a_process().isdisjoint(numbers_of_a_process())


async def test_with_a_message_comes_what_waits_before_it_in_its_chat(db: Database) -> None:
    stored = [
        await inbox.store(db, "telegram", str(n), chat, "{}", n) for n, chat in enumerate(("42", "7", "42", "42"))
    ]
    first, elsewhere, second, third = [update for update in stored if update is not None]
    assert await inbox.waiting(db, [second.seq]) == [first, second]
    await inbox.answering(db, first.seq)
    assert await inbox.waiting(db, [third.seq, elsewhere.seq]) == [elsewhere, second, third]


async def test_a_message_is_decided_once_whoever_holds_it(db: Database) -> None:
    update = await inbox.store(db, "telegram", "1", "42", "{}", 1)
    assert update is not None
    await inbox.answering(db, update.seq)
    with pytest.raises(inbox.DecidedElsewhere):
        await inbox.answering(db, update.seq)
    with pytest.raises(inbox.DecidedElsewhere):
        await decide_with_a_change(db, update.seq)
    assert await house_fact(db, "decided") is None


async def decide_with_a_change(db: Database, seq: int) -> None:
    async with db.transaction() as tx:
        await keep_house_fact(tx, "decided", "twice")
        await inbox.answering_with(tx, seq)


async def test_an_answer_given_up_stays_given_up_when_its_process_wakes_and_ticks_it_off(db: Database) -> None:
    update = await inbox.store(db, "telegram", "1", "42", "{}", 1)
    assert update is not None
    await inbox.answering(db, update.seq)
    await inbox.give_up_unknown(db, [update.seq], 2)
    await inbox.answered(db, [update.seq], 3)
    await inbox.set_aside(db, update.seq, "ValueError", 3)
    found = await row(db, "select state, done_at from inbox")
    assert found is not None
    assert (found["state"], found["done_at"]) == ("unknown", 2)


async def test_an_answer_on_its_way_when_the_process_died_is_unknown_and_not_sent_again(db: Database) -> None:
    update = await inbox.store(db, "telegram", "1", "42", "{}", 1)
    assert update is not None
    async with db.transaction() as tx:
        await inbox.answering_with(tx, update.seq)
    [left] = await inbox.interrupted(db, "telegram")
    assert await inbox.give_up_unknown(db, [left.seq], 2) == 1
    assert await inbox.unfinished(db, "telegram") == []
    found = await row(db, "select state, payload from inbox")
    assert found is not None
    assert (found["state"], found["payload"]) == ("unknown", None)


async def test_two_workers_never_take_the_same_parcel(db: Database, url: str) -> None:
    async with db.transaction() as tx:
        for n in range(40):
            await outbox.add(tx, "telegram", str(n), "{}", n)
    other = await open_database(url)

    async def work(source: Database) -> list[str]:
        taken = []
        for _ in range(40):
            parcel = await outbox.claim(source, "telegram", 100)
            if parcel is not None:
                taken.append(parcel.chat)
        return taken

    try:
        hauls = await asyncio.gather(work(db), work(other), work(db), work(other))
    finally:
        await other.close()
    taken = [chat for haul in hauls for chat in haul]
    assert sorted(taken, key=int) == [str(n) for n in range(40)]


async def test_a_parcel_waits_until_it_is_due_and_is_settled_once(db: Database) -> None:
    async with db.transaction() as tx:
        await outbox.add(tx, "telegram", "42", '{"text": "x"}', 10)
    assert await outbox.claim(db, "telegram", 9) is None
    parcel = await outbox.claim(db, "telegram", 10)
    assert parcel is not None
    assert await outbox.claim(db, "telegram", 10) is None
    await outbox.put_back(db, parcel.id, "network", 20)
    again = await outbox.claim(db, "telegram", 20)
    assert again is not None
    assert again.attempts == 2
    await outbox.settle(db, again.id, "sent", "", 21)
    assert await outbox.claim(db, "telegram", 99) is None


async def test_a_parcel_that_others_gave_up_stays_given_up_unless_it_was_sent(db: Database) -> None:
    async with db.transaction() as tx:
        for _ in range(3):
            await outbox.add(tx, "telegram", "42", "{}", at=5)
    held = [await outbox.claim(db, "telegram", 5) for _ in range(3)]
    back, on, sent = [parcel for parcel in held if parcel is not None]
    assert await outbox.give_up_unknown(db, "telegram", 6) == 3
    await outbox.put_back(db, back.id, "HTTP 502", 7)
    await outbox.send_on(db, on, 7)
    async with db.transaction() as tx:
        await outbox.settle_sent(tx, sent, None, 7)
    rows = await db.rows("select id, state from outbox")
    assert {row["id"]: row["state"] for row in rows} == {back.id: "unknown", on.id: "unknown", sent.id: "sent"}
    assert await outbox.claim(db, "telegram", 8) is None


async def test_the_next_due_parcel_is_that_of_the_channels_asked_for(db: Database) -> None:
    async with db.transaction() as tx:
        for channel, at in (("telegram", 30), ("web", 20), ("zalo", 10)):
            await outbox.add(tx, channel, "42", "{}", at)
    assert await outbox.next_due(db, ("telegram", "web"), 100) == 20
    assert await outbox.next_due(db, ("telegram", "web"), 19) is None
