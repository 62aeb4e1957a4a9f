"""Stored files by HTTP: as any browser gets them, and by signed address for messengers that have no login."""

from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.media_types import is_picture, type_of
from bot.signed_files import PATH, SignedFiles
from handlers.house import House


def signed_files_route(house: House) -> BaseRoute:
    """The route that hands out files by signed address, as often as it is asked while the address is good."""
    signed = SignedFiles(house.signing_key, "")

    async def file(request: Request) -> Response:
        digest = signed.digest_of(request.path_params["token"])
        content = await house.files.content(digest) if digest else None
        if content is None:
            raise HTTPException(404)
        return file_response(content, request.path_params["name"])

    return Route(f"{PATH}/{{token}}/{{name:path}}", file, methods=["GET", "HEAD"])


def file_response(content: bytes, name: str, picture: bool = True) -> Response:
    """A file as a browser gets it: pictures to look at, everything else to keep; none of it runs in our name."""
    kind = "inline" if picture and is_picture(name) else "attachment"
    headers = {
        "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "private, max-age=3600",
    }
    return Response(content, media_type=type_of(name), headers=headers)
