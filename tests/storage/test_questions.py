"""Questions for a person, and questions asked often, as both engines keep them."""

import asyncio
from datetime import date

import pytest

from rules.faq import Certainty, EntryState, FaqText, ShippedEntry
from storage import accounts, faq, handovers, questions
from storage.database import Database
from storage.journal import By
from storage.questions import Asked, Cluster, Question

LAN, PHUC, LATER = By("nv01", 1000), By("nv02", 1000), By("nv01", 9000)


async def account(db: Database, chat: str) -> str:
    async with db.transaction() as tx:
        await accounts.open_account(tx, "telegram", chat, "", 1)
        [row] = await tx.rows("select id from account where chat = $1", chat)
    return str(row["id"])


async def ask(db: Database, chat: str, words: str, promised: int = 5000) -> Question:
    account_id = await account(db, chat)
    async with db.transaction() as tx:
        kept, _ = await questions.add(tx, By(f"telegram:{chat}", 100), Asked(account_id, None, words, promised))
    return kept


async def take(db: Database, by: By, number: int) -> bool:
    async with db.transaction() as tx:
        cluster = await questions.cluster_by_number(tx, number)
        assert cluster
        return await questions.take(tx, by, cluster)


async def only(db: Database) -> Cluster:
    [cluster] = await questions.open_clusters(db)
    return cluster


async def test_alike_questions_share_a_cluster_and_the_first_promise(db: Database) -> None:
    await ask(db, "1", "Đi thực tế có cần áo mưa không?", promised=5000)
    await ask(db, "2", "di thuc te can ao mua khong", promised=7000)
    other = await ask(db, "3", "Có được mang theo trẻ em không?")
    first, second = await questions.open_clusters(db)
    assert (first.number, first.many, first.promised_at) == (1, 2, 5000)
    assert second.number == other.number == 3


async def test_two_who_take_at_the_same_instant_are_one_who_has_it(db: Database) -> None:
    await ask(db, "1", "Đi thực tế có cần áo mưa không?")
    both = await asyncio.gather(take(db, LAN, 1), take(db, PHUC, 1))
    assert sorted(both) == [False, True]


async def test_an_answer_ends_each_question_once_and_only_by_whoever_has_it(db: Database) -> None:
    await ask(db, "1", "Đi thực tế có cần áo mưa không?")
    await take(db, LAN, 1)
    cluster = await only(db)
    async with db.transaction() as tx:
        assert await questions.settle(tx, PHUC, cluster, "Có.") is None
        ended = await questions.settle(tx, LAN, cluster, "Có.")
        assert ended
        assert [each.number for each in ended] == [1]
        assert await questions.settle(tx, LAN, cluster, "Có.") is None


async def test_silence_gives_back_and_a_word_does_not(db: Database) -> None:
    await ask(db, "1", "Đi thực tế có cần áo mưa không?")
    await take(db, LAN, 1)
    async with db.transaction() as tx:
        assert await questions.give_back_silent(tx, 1000) == []
        assert await questions.touch(tx, LATER, 1)
        assert await questions.give_back_silent(tx, 9000) == []
        assert await questions.give_back_silent(tx, 9001) == [(1, "nv01")]
    assert (await only(db)).taken_by == ""


async def test_a_promise_that_passed_is_told_of_once(db: Database) -> None:
    await ask(db, "1", "Đi thực tế có cần áo mưa không?", promised=5000)
    async with db.transaction() as tx:
        assert await questions.past_promise(tx, 5000) == []
        assert [each.number for each in await questions.past_promise(tx, 5001)] == [1]
        assert await questions.past_promise(tx, 5002) == []


async def test_a_cluster_without_anybody_who_waits_is_closed(db: Database) -> None:
    question = await ask(db, "1", "Đi thực tế có cần áo mưa không?")
    async with db.transaction() as tx:
        assert await questions.end_one(tx, By("telegram:1", 200), question, "withdrawn")
    assert await questions.open_clusters(db) == []
    assert await questions.of_asker(db, question.account_id, None) == []


async def test_words_are_forgotten_after_a_while_and_the_question_is_not(db: Database) -> None:
    question = await ask(db, "1", "Đi thực tế có cần áo mưa không?")
    async with db.transaction() as tx:
        await questions.end_one(tx, By("nv01", 300), question, "answered")
    await questions.forget(db, 300)
    assert (await questions.by_number(db, 1) or question).words
    await questions.forget(db, 301)
    kept = await questions.by_number(db, 1)
    assert kept
    assert (kept.words, kept.state) == ("", "answered")


async def test_one_person_talks_in_one_chat_and_in_one_chat_one_person_talks(db: Database) -> None:
    first, second = await ask(db, "1", "Áo mưa thế nào?"), await ask(db, "2", "Xe buýt thế nào?")
    async with db.transaction() as tx:
        assert await handovers.begin(tx, LAN, first.account_id, first.number)
        assert not await handovers.begin(tx, PHUC, first.account_id, first.number)
        assert not await handovers.begin(tx, LAN, second.account_id, second.number)
        talk = await handovers.of_account(tx, first.account_id)
        assert talk
        assert await handovers.silent(tx, 1000) == []
        assert [each.question for each in await handovers.silent(tx, 1001)] == [1]
    assert (await accounts.facts(db, "telegram", "1")).handed_over
    assert not (await accounts.facts(db, "telegram", "2")).handed_over
    async with db.transaction() as tx:
        assert await handovers.end(tx, talk)
        assert not await handovers.end(tx, talk)


# Asked often

PARKING = FaqText(("Để xe ở đâu?", "Bãi giữ xe học viên"), "Ở sân sau.", "thông báo số 3")
MEALS = FaqText(("Cơm trưa ở đâu?",), "Ở căn tin.", "thông báo số 4", until=date(2026, 12, 31))


def shipped(answer: str, id: str = "giu-xe") -> ShippedEntry:
    return ShippedEntry(
        id=id, phrasings=("Để xe ở đâu?",), answer=answer, source="nguồn", certainty=Certainty.HIGH, rule="qd57"
    )


async def write(db: Database, by: By, text: FaqText, replaces: int | None = None) -> faq.FaqEntry:
    async with db.transaction() as tx:
        return await faq.add(tx, by, text, replaces)


async def approve(db: Database, by: By, number: int) -> bool:
    async with db.transaction() as tx:
        entry = await faq.by_number(tx, number)
        assert entry
        return await faq.approve(tx, by, entry)


async def test_an_entry_is_found_without_marks_once_somebody_else_approved_it(db: Database) -> None:
    await write(db, LAN, PARKING)
    await write(db, LAN, MEALS)
    assert await faq.search(db, "bai giu xe o dau") == []
    assert not await approve(db, LAN, 1)
    assert await approve(db, PHUC, 1)
    [found] = await faq.search(db, "bai giu xe o dau")
    assert (found.text, found.approved_by) == (PARKING, "nv02")
    assert await faq.search(db, "cho em hỏi với ạ") == []


async def test_more_and_rarer_words_come_first(db: Database) -> None:
    for text in (MEALS, PARKING, FaqText(("Cơm sáng có phục vụ không?",), "Không.", "x")):
        await approve(db, PHUC, (await write(db, LAN, text)).number)
    found = await faq.search(db, "cơm sáng phục vụ")
    assert [each.number for each in found] == [3, 1]


async def test_an_approved_entry_puts_away_the_one_it_replaces_and_drafts_beside_it(db: Database) -> None:
    await approve(db, PHUC, (await write(db, LAN, PARKING)).number)
    await write(db, LAN, MEALS, replaces=1)
    await write(db, LAN, MEALS, replaces=1)
    assert [each.number for each in await faq.entries(db, [EntryState.DRAFT])] == [3]
    await approve(db, PHUC, 3)
    assert [each.number for each in await faq.entries(db, [EntryState.APPROVED])] == [3]


async def test_the_file_of_the_program_is_brought_in_once_and_follows_its_changes(db: Database) -> None:
    for _ in range(2):
        await faq.keep_shipped(db, [shipped("Câu trả lời thứ nhất."), shipped("Câu trả lời khác đi.", "an-trua")], 1)
    assert len(await faq.entries(db, [EntryState.APPROVED])) == 2
    assert await approve(db, LAN, 1)
    await faq.keep_shipped(db, [shipped("Câu trả lời thứ hai nay.")], 2)
    [kept] = await faq.entries(db, [EntryState.APPROVED])
    assert (kept.number, kept.text.answer, kept.approved_by) == (1, "Câu trả lời thứ hai nay.", "")


async def test_what_was_put_away_is_not_brought_back_by_the_file(db: Database) -> None:
    await faq.keep_shipped(db, [shipped("Câu trả lời thứ nhất.")], 1)
    async with db.transaction() as tx:
        entry = await faq.by_number(tx, 1)
        assert entry
        assert await faq.retire(tx, LAN, entry)
        assert not await faq.retire(tx, LAN, entry)
    await faq.keep_shipped(db, [shipped("Câu trả lời thứ hai nay.")], 2)
    assert await faq.entries(db, [EntryState.APPROVED]) == []


@pytest.mark.parametrize("text", ["", "?", "'; drop table faq_entry; --", "xe " * 400])
async def test_any_text_may_be_searched_for(db: Database, text: str) -> None:
    assert await faq.search(db, text) == []
