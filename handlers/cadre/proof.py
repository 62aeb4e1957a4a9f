"""A photo or paper that a cadre sends: kept for a year with their request, or first asked what it is for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from handlers.files import proof
from handlers.messages import HOME, Button, FileUnavailable, Reply
from handlers.texts import common, corrections
from handlers.turn import Answered, Turn
from storage import uploads
from storage.clock import to_ms
from storage.database import Transaction

KEPT = timedelta(days=366)
"""How long proof is kept: a year, within which a request is answered and may be asked about."""
_IN_FORM = timedelta(days=3)
"""How long it is kept before the request is sent: a form that is left is closed after a day."""


Keep = Callable[[Transaction], Awaitable[dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Proof:
    name: str
    content: bytes


async def sent_in(turn: Turn) -> Proof | str:
    """The photo or paper that came in; or what to say of a file that is none."""
    file = turn.incoming.file
    if file is None:
        return corrections.PROOF_UNAVAILABLE
    if file.size > proof.LARGEST:
        return corrections.PROOF_TOO_LARGE
    try:
        content = await file.fetch()
    except FileUnavailable:
        return corrections.PROOF_UNAVAILABLE
    if len(content) > proof.LARGEST:
        return corrections.PROOF_TOO_LARGE
    name = proof.named_by_content(file.name, content)
    return Proof(name, content) if name else corrections.NO_PROOF


async def put(turn: Turn, sent: Proof) -> Keep:
    """Write it to disk, before the transaction; what is returned keeps it, in one, while the form is filled in, and
    returns what the form remembers of it."""
    stored = await turn.house.files.put(sent.content)

    async def keep(tx: Transaction) -> dict[str, str]:
        await turn.house.files.keep(tx, stored, turn.at, to_ms(turn.now + _IN_FORM))
        return {"proof": stored.digest, "proof_name": sent.name}

    return keep


async def keep_with_request(tx: Transaction, turn: Turn, digest: str) -> None:
    """The request was sent: its proof stays."""
    await turn.house.files.keep_longer(tx, digest, to_ms(turn.now + KEPT))


async def offer(turn: Turn) -> Answered:
    """A photo or a PDF outside any form: is it proof for a request? Until then it is kept for a day at most."""
    sent = await sent_in(turn)
    if isinstance(sent, str):
        return Reply(corrections.ONLY_PROOF if sent == corrections.NO_PROOF else sent, common.HOME_ROW)

    async def write(tx: Transaction) -> Reply:
        upload_id = await uploads.add(tx, turn.asker.user_id, sent.name, sent.content, turn.at)
        return Reply(
            corrections.is_it_proof(sent.name),
            ((Button(corrections.IS_PROOF, f"update_proof:{upload_id}"),), (HOME,)),
        )

    return write
