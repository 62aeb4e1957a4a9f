"""All that is stored about a person: every section is asked on both engines, and holds nobody else's."""

from rules.classes import Enrolment, TrainingClass
from storage import classes, own_data
from storage.database import Database
from tests.storage.people import BY, CHAIR, HEAD, keep
from tests.storage.test_erasing import complains, talk


async def test_each_section_can_be_asked_and_is_there_though_empty(db: Database) -> None:
    found = await own_data.own_data(db, "nobody", "none")
    assert set(found) == {section.name for section in own_data.SECTIONS}
    assert not any(found.values())


async def test_record_chat_and_words_of_the_person_are_there_and_of_no_other(db: Database) -> None:
    await keep(db, HEAD, CHAIR)
    account_id = await talk(db, HEAD.id)
    await talk(db, HEAD.id, "web", "w-1")
    await talk(db, CHAIR.id, chat="77", shown="Lê Đức")
    await complains(db, HEAD.id, account_id, "sai số điện thoại")
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "add", [TrainingClass("k1", "SC-K1", "Sơ cấp, khóa 1")])
        await classes.save_enrolments(tx, BY, [Enrolment("k1", HEAD.id)])
    found = await own_data.own_data(db, HEAD.id, account_id)
    [kept] = found["record"]
    assert (kept["name"], kept["phone"], kept["unit"]) == (HEAD.name, HEAD.phone, HEAD.unit.name)
    assert {each["channel"] for each in found["chats"]} == {"telegram", "web"}
    assert [each["words"] for each in found["corrections"]] == ["sai số điện thoại"]
    assert [each["class_code"] for each in found["classes"]] == ["SC-K1"]
    assert len(found["messages"]) == 1
    assert "Lê Đức" not in str(found)
    assert CHAIR.name not in str(found)


async def test_a_stranger_gets_what_their_chat_keeps(db: Database) -> None:
    await keep(db, HEAD)
    account_id = await talk(db, HEAD.id)
    found = await own_data.own_data(db, None, account_id)
    assert found["record"] == []
    assert [each["chat"] for each in found["chats"]] == ["5550001112223"]
    assert found["consents"][0]["purpose"] == "lien_ket"
