"""The board of one's own data: `/dulieu`, and the consents, given and withdrawn one by one."""

from handlers.linking import unlink
from handlers.messages import Button, Reply
from handlers.privacy.renewing import outdated
from handlers.texts import common, first_contact, privacy
from handlers.texts.first_contact import LIEN_KET, THONG_BAO, VERSION
from handlers.turn import Answered, Turn
from rules.access import Role
from storage import consents
from storage.clock import from_ms
from storage.database import Transaction


async def board(turn: Turn) -> Reply:
    """`privacy`: what can be seen, changed and asked for."""
    names = [(privacy.CONSENTS, "consents"), (privacy.MY_DATA, "my_data")]
    if not turn.asker.has(Role.STRANGER):
        names.append((privacy.WHO_SAW, "who_saw_me"))
    names += [(privacy.ASK, "privacy_ask"), (privacy.PAGE, "privacy_page")]
    return Reply(privacy.BOARD, (*((Button(label, key),) for label, key in names), *common.HOME_ROW))


async def consents_now(turn: Turn) -> Reply:
    """`consents`: each purpose, since when, in which version; and what is said of withdrawing it."""
    held = await _held(turn)
    purposes = {each.purpose for each in held}
    rows: list[tuple[Button, ...]] = []
    if outdated(turn):
        rows.append((Button(privacy.NEW_TEXT, "consent_text"),))
    if not turn.asker.has(Role.STRANGER):
        agree = Button(privacy.TAKE_NOTICES, f"agree:{THONG_BAO}:{VERSION}")
        stop = Button(privacy.STOP_NOTICES, f"decline:{THONG_BAO}")
        rows += [(stop if THONG_BAO in purposes else agree,), (Button(privacy.STOP_LINK, "unlink"),)]
    elif LIEN_KET in purposes:
        rows.append((Button(privacy.STOP_LINKING, f"consent_no:{LIEN_KET}"),))
    return Reply(privacy.consents(held, VERSION), (*rows, (Button(privacy.BACK, "privacy"),), *common.HOME_ROW))


async def _held(turn: Turn) -> list[privacy.Held]:
    """What holds now: of each purpose the newest version."""
    every = await consents.of_account(turn.house.db, turn.account.id)
    return [
        privacy.Held(each.purpose, each.version, from_ms(each.given_at).astimezone(turn.now.tzinfo))
        for each in every
        if each.withdrawn_at is None
    ]


async def new_text(turn: Turn) -> Reply:
    """`consent_text`: the text in force, to who agreed to an older one."""
    missing = outdated(turn)
    if not missing:
        return await consents_now(turn)
    agree = tuple((Button(privacy.AGREE_NEW[each], f"agree:{each}:{VERSION}"),) for each in missing)
    text = privacy.new_text(first_contact.consent(first_contact.OLD_TEXT))
    return Reply(text, (*agree, (Button(privacy.STOP_LINK, "unlink"),), *common.HOME_ROW))


async def stop_linking(turn: Turn) -> Answered:
    """`consent_no:PURPOSE`: a stranger no longer agrees to being linked; of who is linked the link ends with it."""
    if turn.args != (LIEN_KET,):
        return Reply(common.STALE, common.HOME_ROW)
    if not turn.asker.has(Role.STRANGER):
        return await unlink.ask(turn)

    async def write(tx: Transaction) -> Reply:
        await consents.withdraw(tx, turn.by, turn.account.id, *first_contact.PURPOSES)
        return Reply(privacy.LINKING_WITHDRAWN, common.HOME_ROW)

    return write
