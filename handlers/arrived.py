"""A file sent outside any form: a cadre's photo or paper may be proof, everything else is looked at as a roster."""

from handlers.cadre import proof
from handlers.files.proof import is_named_like_proof
from handlers.staff import importing
from handlers.turn import Answered, Turn
from rules.access import Role


async def file(turn: Turn) -> Answered:
    """Take a file to those it may be for. What somebody who is cadre and staff sends is proof if it is a picture.

    From everybody else on the roster it can only be proof, whatever it is called: some phones name a photo by a number.
    """
    sent = turn.incoming.file
    keeps_rosters = turn.asker.has(Role.STAFF, Role.ADMIN)
    if sent is not None and turn.asker.has(Role.CADRE) and (not keeps_rosters or is_named_like_proof(sent.name)):
        return await proof.offer(turn)
    return await importing.arrived(turn)
