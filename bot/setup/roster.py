"""The roster dropped in: the same reading, report, plan and undoing as in the chat and on the command line."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.setup.desk import Desk, Wrong, asked_in, body_of, by_setup, said_in, text_of
from handlers.files.unreadable import TOO_LARGE, UnreadableFile
from handlers.house import House
from handlers.staff.importing import LARGEST, digest
from handlers.staff.roster_import import Preview, look_at, store
from handlers.texts import roster as report
from handlers.texts import setup as words
from handlers.texts import staff as texts
from handlers.unit_directory import units_known
from rules.access import OPERATOR
from rules.text import sort_key
from storage import imports, uploads
from storage.clock import to_ms
from storage.imports import ImportOutdated, UndoRefused
from storage.uploads import Upload
from storage.vouching import vouch

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST = 20


class RosterPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        return [
            Route("/api/template", self._template),
            Route("/api/roster", self._arrived, methods=["PUT"]),
            Route("/api/roster/{upload}", self._see),
            Route("/api/roster/{upload}/marked", self._marked),
            Route("/api/roster/{upload}", self._store, methods=["POST"]),
            Route("/api/undo", self._undo, methods=["POST"]),
        ]

    async def _template(self, request: Request) -> Response:
        from handlers.files.template import roster_template

        async with self._desk.house() as house:
            directory = await units_known(house)
            year = house.clock().year
        names = sorted((unit.name for unit in directory.units.values()), key=sort_key)
        return download(await asyncio.to_thread(roster_template, names, (year - 1, year)), texts.TEMPLATE_FILE)

    async def _arrived(self, request: Request) -> Response:
        """The file waits in the database, as one sent in the chat does, until somebody says yes."""
        try:
            content = await body_of(request, LARGEST)
        except Wrong:
            raise Wrong(TOO_LARGE) from None
        if not content:
            raise Wrong(words.ROSTER_EMPTY)
        name = asked_in(request, "name")[-200:] or "danh-sach.xlsx"
        async with self._desk.house() as house:
            said = await _report(house, Upload("", OPERATOR.user_id, name, content), full=False)
            async with house.db.transaction() as tx:
                at = to_ms(house.clock())
                said["upload"] = await uploads.add(tx, OPERATOR.user_id, name, content, at)
        return JSONResponse(said)

    async def _see(self, request: Request) -> Response:
        async with self._desk.house() as house:
            upload = await _waiting(house, request)
            said = await _report(house, upload, request.query_params.get("full") == "1")
        return JSONResponse(said | {"upload": upload.id})

    async def _marked(self, request: Request) -> Response:
        """The person's own file with the mistakes marked in its cells."""
        async with self._desk.house() as house:
            upload = await _waiting(house, request)
            preview = await look_at(house, OPERATOR, upload.content, upload.name)
        return download(await asyncio.to_thread(preview.marked, upload.content), preview.marked_name)

    async def _store(self, request: Request) -> Response:
        """Write just the plan that was shown, or say that it is no longer the same."""
        said = await said_in(request)
        async with self._desk.house() as house:
            upload = await _waiting(house, request)
            preview = await look_at(house, OPERATOR, upload.content, upload.name, said.get("full") is True)
            if preview.plan.errors or await asyncio.to_thread(digest, preview.plan) != text_of(said, "digest"):
                raise Wrong(words.ROSTER_CHANGED)
            number = await _stored(house, upload, preview)
        return JSONResponse({"number": number, "said": report.stored(number, preview.plan)})

    async def _undo(self, request: Request) -> Response:
        async with self._desk.house() as house:
            number = await imports.latest(house.db)
            if number is None:
                raise Wrong(texts.NO_IMPORT)
            async with house.db.transaction() as tx:
                undone = await imports.undo_import(tx, by_setup(house), number)
                if not isinstance(undone, UndoRefused):
                    await vouch(tx, by_setup(house), house.clock().date())
        if isinstance(undone, UndoRefused):
            raise Wrong(texts.not_undone(number, undone.reason, undone.people))
        return JSONResponse({"said": report.undone(number)})


async def _waiting(house: House, request: Request) -> Upload:
    upload: str = request.path_params["upload"]
    at = to_ms(house.clock())
    found = await uploads.by_id(house.db, OPERATOR.user_id, upload, at) if upload.isalnum() else None
    if found is None:
        raise Wrong(words.ROSTER_GONE)
    return found


async def _stored(house: House, upload: Upload, preview: Preview) -> int:
    try:
        async with house.db.transaction() as tx:
            if not await uploads.drop(tx, upload.id):
                raise Wrong(words.ROSTER_GONE)
            return await store(tx, by_setup(house), preview, house.clock().date())
    except ImportOutdated:
        raise Wrong(words.ROSTER_CHANGED) from None


async def _report(house: House, upload: Upload, full: bool) -> dict[str, Any]:
    """What the page shows of a file: its mistakes, or how it is read and what it would change."""
    try:
        preview = await look_at(house, OPERATOR, upload.content, upload.name, full)
    except UnreadableFile as unreadable:
        raise Wrong(unreadable.reason) from None
    plan, reading = preview.plan, preview.reading
    if plan.errors:
        asked = [report.questions(reading.questions, _MOST)] if reading.questions else []
        return {"kind": "errors", "name": preview.file_name, "parts": [report.errors(plan.errors, _MOST), *asked]}
    return {
        "kind": "plan",
        "name": preview.file_name,
        "full": full,
        "layout": "" if preview.layout_known else report.layout(preview.layout.description()),
        "counts": report.counts(plan),
        "parts": _parts(preview),
        "empty": plan.is_empty,
        "absent": len(plan.absent),
        "gone": len(plan.gone),
        "digest": await asyncio.to_thread(digest, plan),
    }


def _parts(preview: Preview) -> list[str]:
    reading, plan = preview.reading, preview.plan
    parts = [
        report.questions(reading.questions, _MOST) if reading.questions else "",
        report.suspicions(plan.suspicious, _MOST) if plan.suspicious else "",
        report.planned_left_out(reading.planned_left_out) if reading.planned_left_out else "",
        report.changes(plan, most=_MOST),
        report.denominators(preview.denominators) if preview.denominators else "",
    ]
    return [part for part in parts if part]


def download(content: bytes, name: str, media_type: str = _XLSX) -> Response:
    """A file to be saved under its name."""
    from urllib.parse import quote

    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})
