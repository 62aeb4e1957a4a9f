"""What messengers call the files that were uploaded to them."""

from storage.database import Database


async def handle(db: Database, channel: str, digest: str, picture: bool) -> str:
    """The messenger's name of a content, sent as a picture or as a document; empty while it was not uploaded."""
    rows = await db.rows(
        "select handle from uploaded_file where channel = $1 and digest = $2 and picture = $3",
        channel, digest, int(picture),
    )  # fmt: skip
    return str(rows[0]["handle"]) if rows else ""


async def keep(db: Database, channel: str, digest: str, picture: bool, name: str, at: int) -> None:
    """Remember the name under which a messenger has a content; the last one counts."""
    await db.write(
        "insert into uploaded_file (channel, digest, picture, handle, at) values ($1, $2, $3, $4, $5)"
        " on conflict (channel, digest, picture) do update set handle = excluded.handle, at = excluded.at",
        channel, digest, int(picture), name, at,
    )  # fmt: skip
