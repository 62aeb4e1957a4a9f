"""The first people with duties: staff and leaders, by name or from the roster, with their linking codes."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.setup.desk import Desk, Wrong, asked_in, by_setup, said_in, text_of
from bot.setup.roster import download
from bot.setup.state import people_state
from handlers.files.slips import codes_xlsx, slips_pdf
from handlers.house import House
from handlers.linking.invite import Invite, invite_unit, make_invite
from handlers.texts import setup as words
from rules.access import OPERATOR, Role
from rules.dates import vietnamese
from storage import cadres, grants, links, units
from storage.links import Holder

_ROLES = (Role.STAFF, Role.LEADER, Role.ADMIN)
_PDF = "application/pdf"


class PeoplePages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        return [
            Route("/api/find", self._find),
            Route("/api/people", self._add, methods=["POST"]),
            Route("/api/people", self._take_back, methods=["DELETE"]),
            Route("/api/code", self._code, methods=["POST"]),
            Route("/api/slips", self._slips, methods=["POST"]),
        ]

    async def _find(self, request: Request) -> Response:
        """The first people of the roster whose name holds these words."""
        name = asked_in(request, "name").strip()[:100]
        async with self._desk.house() as house:
            found = await cadres.named(house.db, OPERATOR, name) if name else []
        return JSONResponse([{"code": c.code, "name": c.name, "unit": c.unit.name} for c in found[:8]])

    async def _add(self, request: Request) -> Response:
        """Give a role to somebody of the roster (`code`), or to a new person of the centre (`name`)."""
        said = await said_in(request)
        code, name, role = text_of(said, "code"), text_of(said, "name"), _role(said.get("role"))
        if not code and len(name) < 2:
            raise Wrong(words.PERSON_NAME)
        async with self._desk.house() as house:
            holder = await _holder(house, code) if code else None
            async with house.db.transaction() as tx:
                by = by_setup(house)
                holder = holder or await grants.create_staff(tx, by, name)
                await grants.grant(tx, by, holder.id, role)
            return JSONResponse({"people": await people_state(house)})

    async def _take_back(self, request: Request) -> Response:
        said = await said_in(request)
        role = _role(said.get("role"))
        async with self._desk.house() as house:
            holder = await _holder(house, text_of(said, "code"))
            async with house.db.transaction() as tx:
                await grants.revoke(tx, by_setup(house), holder.id, role)
            return JSONResponse({"people": await people_state(house)})

    async def _code(self, request: Request) -> Response:
        """A new linking code of one person; an older unused one ends."""
        code = text_of(await said_in(request), "code")
        async with self._desk.house() as house:
            invite = await make_invite(house, await _holder(house, code), by_setup(house))
        return JSONResponse(
            {"name": invite.name, "code": invite.code, "link": invite.link, "expires": vietnamese(invite.expires)}
        )

    async def _slips(self, request: Request) -> Response:
        """Slips of a unit, of everybody (`unit` empty), or of those with duties (`duties`), as PDF or .xlsx."""
        said = await said_in(request)
        async with self._desk.house() as house:
            invites = await _invites(house, text_of(said, "unit"), said.get("duties") is True)
            if not invites:
                raise Wrong(words.NOBODY_LEFT)
            if said.get("form") == "xlsx":
                return download(codes_xlsx(invites), "phieu-lien-ket.xlsx")
            return download(slips_pdf(invites, house.centre), "phieu-lien-ket.pdf", _PDF)


def _role(said: object) -> Role:
    found = next((role for role in _ROLES if role.value == said), None)
    if found is None:
        raise Wrong(words.ROLE_UNKNOWN)
    return found


async def _holder(house: House, code: str) -> Holder:
    found = await links.holder_by_code(house.db, code)
    if found is None:
        raise Wrong(words.PERSON_UNKNOWN)
    return found


async def _invites(house: House, unit_id: str, duties: bool) -> list[Invite]:
    """New codes. The slips of a unit leave alone the code that somebody with duties was handed a step before."""
    by = by_setup(house)
    on_duty = dict.fromkeys(each.code for each in await grants.granted(house.db))
    if duties:
        return [await make_invite(house, await _holder(house, code), by) for code in on_duty]
    handed = await links.with_unused_code(house.db, by.at) & on_duty.keys()
    tops = [unit_id] if unit_id else [u.id for u in await units.in_force(house.db) if u.parent_id is None]
    return [invite for top in tops for invite in await invite_unit(house, top, by, handed)]
