"""A file sent outside any form: a cadre's photo or paper may be proof, everything else is looked at as a roster."""

from handlers.cadre import proof
from handlers.files.proof import is_named_like_proof
from handlers.staff import importing
from handlers.turn import Answered, Turn
from rules.access import Role


async def file(turn: Turn) -> Answered:
    """Take a file to those it may be for. What somebody who is cadre and staff sends is proof if it is a picture."""
    sent = turn.incoming.file
    if sent is not None and turn.asker.has(Role.CADRE) and is_named_like_proof(sent.name):
        return await proof.offer(turn)
    return await importing.arrived(turn)
