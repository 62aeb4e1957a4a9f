"""What every answer of the desk of classes stands on: one class as it is now, and the ways to and from it."""

from handlers.messages import HOME, Button, Reply
from handlers.staff.desk import keeps_classes
from handlers.texts import class_desk as texts
from handlers.texts import common
from handlers.turn import Turn
from rules.classes import Listed
from storage import classes
from storage.cadres import Source
from storage.class_writes import Kept

DESK, CARD = "class_desk", "class_card"


async def class_of(source: Source, turn: Turn, class_id: str) -> Listed | None:
    """A class for somebody who keeps all of its centre's; None for others, and where there is none."""
    listed = await classes.by_id(source, turn.asker, class_id) if keeps_classes(turn) else None
    return listed if listed is not None and turn.asker.keeps_of(listed.training.centre) else None


async def kept_classes(source: Source, turn: Turn) -> list[Listed]:
    """The classes that such a person keeps."""
    every = await classes.every_class(source, turn.asker)
    return [each for each in every if turn.asker.keeps_of(each.training.centre)]


async def class_as_seen(source: Source, turn: Turn, class_id: str, version: str) -> Listed | None:
    """The same, if nobody changed it since it had this version."""
    listed = await class_of(source, turn, class_id)
    return listed if listed is not None and str(listed.training.version) == version else None


def key(name: str, listed: Listed, *rest: str) -> str:
    """A key that acts on a class as it was seen."""
    return ":".join((name, listed.training.id, str(listed.training.version), *rest))


def seen(listed: Listed) -> dict[str, str]:
    """What a form keeps of the class it is about."""
    return {"id": listed.training.id, "version": str(listed.training.version)}


def see(class_id: str) -> Button:
    """The way to a class."""
    return Button(texts.SEE_CLASS, f"{CARD}:{class_id}")


def after(class_id: str) -> tuple[tuple[Button, ...], ...]:
    """The ways on from a change of a class."""
    return ((see(class_id),), (HOME,))


def stale() -> Reply:
    """A button of a class that is gone, or for somebody else."""
    return Reply(common.STALE, ((Button(texts.ALL, DESK),), (HOME,)))


def just_changed(class_id: str) -> Reply:
    """The class is no longer the one that was looked at; nothing was done."""
    return Reply(texts.JUST_CHANGED, after(class_id))


def not_kept(kept: Kept, class_id: str) -> Reply:
    """Why a change was not kept."""
    return just_changed(class_id) if kept is Kept.STALE else Reply(texts.NOT_KEPT[kept], after(class_id))
