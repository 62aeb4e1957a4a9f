"""Erasing: after it no table holds what the person was known by; and an old backup forgets it again."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.cadres import Cadre
from rules.classes import Enrolment, EnrolmentState, TrainingClass
from rules.dates import PartialDate
from rules.learners import Learner
from rules.text import fold
from storage import (
    accounts,
    cadre_writes,
    classes,
    consents,
    corrections,
    erasures,
    inbox,
    learners,
    link_requests,
    links,
    units,
)
from storage.database import Database, Transaction
from storage.erasing_records import HeldBy, held_by
from storage.journal import By
from tests.storage.people import BY, CHAIR, HEAD, UNITS, keep

_LATER = By("job:privacy", BY.at + 1000)
_CHAT, _SHOWN = "5550001112223", "Ánh Hoa Biển"


async def every_text(db: Database) -> list[str]:
    """Each text of each column of each table."""
    if db.engine == "sqlite":
        tables = await db.rows("select name from sqlite_master where type = 'table'")
    else:
        tables = await db.rows("select table_name as name from information_schema.tables where table_schema = 'public'")
    found: list[str] = []
    for table in tables:
        for line in await db.rows(f'select * from "{table["name"]}"'):
            found += [value for value in line[:] if isinstance(value, str)]
    return found


async def talk(db: Database, holder_id: str, channel: str = "telegram", chat: str = _CHAT, shown: str = _SHOWN) -> str:
    """A person linked their chat, agreed, asked, was answered, reported something wrong; the id of the account."""
    by = By(f"{channel}:{chat}", BY.at)
    await inbox.store(db, channel, f"{channel}-{chat}-1", chat, f'{{"text": "tôi là {shown}"}}', BY.at)
    async with db.transaction() as tx:
        await accounts.open_account(tx, channel, chat, shown, BY.at)
        [found] = await tx.rows("select id from account where channel = $1 and chat = $2", channel, chat)
        account_id = str(found["id"])
        await consents.give(tx, by, account_id, "lien_ket", "1")
        await link_requests.add(tx, by, account_id, shown, "1980", "Phòng Nội vụ")
        await links.attach(tx, BY, account_id, holder_id)
        await links.note_wrong_code(tx, channel, chat, BY.at)
        await accounts.keep_dialog(tx, holder_id, f'["link_form","unit",{{"name":"{shown}"}},[]]', "", 0, BY.at)
        await _on_its_way(tx, channel, chat, holder_id, shown)
    return account_id


async def _on_its_way(tx: Transaction, channel: str, chat: str, holder_id: str, shown: str) -> None:
    await tx.rows(
        "insert into outbox (id, channel, chat, reply, state, reason, attempts, created_at, due_at, holder_id, tried)"
        " values ($1, $2, $3, $4, 'waiting', '', 0, 1, 1, $5, $6)",
        f"o-{chat}", channel, chat, f'{{"text": "Kính gửi {shown}"}}', holder_id, f'[["{channel}","{chat}"]]',
    )  # fmt: skip
    if channel == "web":
        await tx.rows(
            "insert into web_message (id, chat, seq, author, text, buttons, files, at)"
            " values ($1, $2, 1, 'person', $3, '[]', '[]', 1)",
            f"w-{chat}", chat, f"tôi là {shown}",
        )  # fmt: skip


async def complains(db: Database, cadre_id: str, account_id: str, words: str) -> None:
    async with db.transaction() as tx:
        await corrections.add(tx, By(cadre_id, BY.at), cadre_id, account_id, corrections.Asked("phone", words))


async def erases(db: Database, scope: erasures.Scope, holder_id: str | None, *account_ids: str) -> erasures.Erasure:
    async with db.transaction() as tx:
        return await erasures.erase(tx, _LATER, scope, holder_id, account_ids)


async def test_after_erasing_the_chat_no_table_holds_chat_or_words_and_the_record_stays(db: Database) -> None:
    await keep(db, HEAD, CHAIR)
    account_id = await talk(db, HEAD.id)
    web = await talk(db, HEAD.id, "web", "web-chat-777")
    await complains(db, HEAD.id, account_id, "số của tôi là 0999 888 777")
    other = await talk(db, CHAIR.id, chat="1234567", shown="Lê Đức")
    erased = await erases(db, "chat", HEAD.id)
    texts = "\n".join(await every_text(db))
    assert set(erased.accounts) == {account_id, web}
    for gone in (_CHAT, _SHOWN, "web-chat-777", "0999 888 777"):
        assert gone not in texts
    assert HEAD.name in texts
    assert HEAD.phone in texts
    assert "Lê Đức" in texts
    assert "1234567" in texts
    assert [a.id for a in await accounts.accounts_of(db, CHAIR.id)] == [other]


async def test_consents_end_and_stay_as_proof(db: Database) -> None:
    await keep(db, HEAD)
    account_id = await talk(db, HEAD.id)
    await erases(db, "chat", HEAD.id)
    [kept] = await consents.of_account(db, account_id)
    assert (kept.purpose, kept.version, kept.withdrawn_at) == ("lien_ket", "1", _LATER.at)


async def test_a_stranger_is_erased_by_their_chat_alone(db: Database) -> None:
    await keep(db, HEAD)
    account_id = await talk(db, HEAD.id)
    async with db.transaction() as tx:
        await links.detach(tx, BY, account_id)
    await erases(db, "chat", None, account_id)
    assert _CHAT not in "\n".join(await every_text(db))


async def test_erasing_a_record_leaves_nothing_but_the_code(db: Database) -> None:
    await keep(db, HEAD, CHAIR)
    account_id = await talk(db, HEAD.id)
    await complains(db, HEAD.id, account_id, "sai ngày sinh")
    await erases(db, "record", HEAD.id)
    texts = "\n".join(await every_text(db))
    for gone in (HEAD.name, fold(HEAD.name), HEAD.phone, "1980-02", "Học viện", _CHAT, _SHOWN):
        assert gone not in texts
    assert HEAD.code in texts
    assert CHAIR.name in texts


async def test_who_has_a_result_keeps_name_and_birth_in_the_register_and_nothing_else(db: Database) -> None:
    await keep(db, HEAD)
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "add", [TrainingClass("k1", "SC-K1", "Sơ cấp, khóa 1")])
        await classes.save_enrolments(tx, BY, [Enrolment("k1", HEAD.id, state=EnrolmentState.PASSED)])
    await erases(db, "record", HEAD.id)
    [left] = await db.rows("select name, birth, phone, education, gone_at from cadre where id = $1", HEAD.id)
    assert left[:] == (HEAD.name, "1980-02", "", "", _LATER.at)


async def test_a_record_is_held_by_a_class_that_is_not_over(db: Database) -> None:
    await keep(db, HEAD)
    assert await held_by(db, HEAD.id) is None
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "add", [TrainingClass("k1", "SC-K1", "Sơ cấp, khóa 1")])
        await classes.save_enrolments(tx, BY, [Enrolment("k1", HEAD.id)])
    assert await held_by(db, HEAD.id) is HeldBy.CLASS


async def test_erasing_twice_changes_nothing_more(db: Database) -> None:
    await keep(db, HEAD)
    await talk(db, HEAD.id)
    await erases(db, "record", HEAD.id)
    before = sorted(await every_text(db))
    async with db.transaction() as tx:
        assert (await erasures.erase(tx, _LATER, "record", HEAD.id, ())).accounts == ()
    assert not {text for text in await every_text(db) if HEAD.name in text}
    assert len(await every_text(db)) >= len(before)


async def test_the_ledger_holds_ids_alone_and_a_restored_backup_forgets_again(db: Database, tmp_path: Path) -> None:
    await keep(db, HEAD)
    account_id = await talk(db, HEAD.id)
    done = await erases(db, "record", HEAD.id)
    await erasures.keep_ledger(db, tmp_path)
    await erasures.keep_ledger(db, tmp_path)
    ledger = tmp_path / erasures.LEDGER
    assert len(ledger.read_text().splitlines()) == 1
    assert HEAD.name not in ledger.read_text()
    assert _CHAT not in ledger.read_text()
    await _as_before(db, account_id)
    assert await erasures.reapply(db, ledger, _LATER.at + 5) == 1
    assert await erasures.reapply(db, ledger, _LATER.at + 9) == 0
    texts = "\n".join(await every_text(db))
    assert HEAD.name not in texts
    assert _CHAT not in texts
    assert [each.id for each in await erasures.every_erasure(db)] == [done.id]


async def _as_before(db: Database, account_id: str) -> None:
    """As an older backup would have it: the person is there, the erasure is not."""
    async with db.transaction() as tx:
        await tx.rows("delete from erasure")
        await tx.rows("update cadre set name = $1, phone = $2, gone_at = null where id = $3", HEAD.name, "09", HEAD.id)
        await tx.rows(
            "update account set chat = $1, holder_id = $2, closed_at = null where id = $3", _CHAT, HEAD.id, account_id
        )


async def test_a_line_cut_short_hides_no_other(db: Database, tmp_path: Path) -> None:
    await keep(db, HEAD, CHAIR)
    ledger = tmp_path / erasures.LEDGER
    ledger.write_bytes(b'{"id": "x", "at": 1')
    await erases(db, "record", HEAD.id)
    await erasures.keep_ledger(db, tmp_path)
    async with db.transaction() as tx:
        await tx.rows("delete from erasure")
    assert await erasures.reapply(db, ledger, 5) == 1


async def test_without_a_ledger_nothing_was_erased(db: Database, tmp_path: Path) -> None:
    assert await erasures.reapply(db, tmp_path / "none", 5) == 0


_PARTS = ("Nguyễn", "Thị", "Ánh", "Đỗ", "Quách", "Sơn", "Kim’H", "Lý-Ân", "%Dư", "Ê_ê")
_NAMES = st.lists(st.sampled_from(_PARTS), min_size=3, max_size=5)
_PHONES = st.integers(100_000_000, 999_999_999).map(lambda n: f"0{n}")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=_NAMES, phone=_PHONES, number=st.integers(10**9, 10**10))
async def test_whatever_a_person_is_called_nothing_of_it_is_left(
    db: Database, words: list[str], phone: str, number: int
) -> None:
    name, chat = f"{' '.join(words)} {number}", f"c{number}"
    cadre = Cadre(f"id{number}", f"X{number}", name, UNITS[1], phone=phone)
    async with db.transaction() as tx:
        await units.save(tx, UNITS)
        await cadre_writes.save(tx, BY, "test", [None], [cadre])
    account_id = await talk(db, cadre.id, chat=chat, shown=name)
    await complains(db, cadre.id, account_id, f"{name} dùng số {phone}")
    await erases(db, "record", cadre.id)
    texts = "\n".join(await every_text(db))
    for gone in (name, fold(name), phone, f"telegram:{chat}", f'"{chat}"'):
        assert gone not in texts


async def test_a_learner_is_erased_like_a_cadre(db: Database) -> None:
    await keep(db, HEAD)
    binh = Learner(
        "", "", "Lê Thị Bình An", UNITS[1], PartialDate("1999-05-06"), "nu", "0977123456", "Tổ nhân dân tự quản"
    )
    async with db.transaction() as tx:
        [kept] = await learners.save(tx, BY, "add", [binh])
    await talk(db, kept.id, shown="An Bình")
    await erases(db, "record", kept.id)
    texts = "\n".join(await every_text(db))
    for gone in (binh.name, fold(binh.name), binh.phone, "1999-05-06", binh.note, "An Bình", _CHAT):
        assert gone not in texts
    assert kept.code in texts
