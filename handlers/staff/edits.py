"""`edit:WHAT:ID:VERSION[:...]`: the right form for a part of a record, begun on the record as it was seen."""

from handlers.forms import Form, start
from handlers.messages import HOME, Button, Reply
from handlers.staff import end_form, level_form, merge_form, part_form, post_forms, rating_form, unit_form
from handlers.staff.card import edit_key
from handlers.staff.desk import just_changed, not_seen, record_of, see
from handlers.texts import common
from handlers.texts import staff_records as texts
from handlers.turn import Turn
from rules.cadres import Cadre

_FORMS: dict[str, Form] = {
    "level": level_form.FORM,
    "post": post_forms.ADD,
    "unit": unit_form.FORM,
    "rating": rating_form.FORM,
    "part": part_form.FORM,
    "end": end_form.FORM,
    "merge": merge_form.FORM,
}


async def edit(turn: Turn) -> Reply:
    """Open a form, or the list from which one is opened. A record that changed since is shown again instead."""
    if len(turn.args) < 3:
        return Reply(common.STALE, common.HOME_ROW)
    what, cadre_id, version, *rest = turn.args
    cadre = await record_of(turn.house.db, turn, cadre_id)
    if cadre is None:
        return not_seen()
    if str(cadre.version) != version:
        return just_changed(cadre.id)
    return await _open(turn, what, cadre, rest)


async def _open(turn: Turn, what: str, cadre: Cadre, rest: list[str]) -> Reply:
    seen = {"id": cadre.id, "version": str(cadre.version)}
    if what == "post_end":
        place, *rest = rest or [""]
        if not place.isdecimal() or int(place) >= len(cadre.posts):
            return Reply(common.STALE, common.HOME_ROW)
        since = cadre.posts[int(place)].since
        seen |= {"place": place, "since": since.isoformat() if since else ""}
        return await start(turn, post_forms.END, seen | _correction(rest))
    if what == "posts":
        correction, page = (*rest, "", "")[:2]
        return await post_forms.menu(turn, cadre, correction, int(page) if page.isdecimal() else 0)
    if what == "remove":
        return _remove(cadre)
    if what == "phone":
        return await start(turn, part_form.FORM, seen | _correction(rest) | {"part": "phone"}, "value")
    form = _FORMS.get(what)
    return await start(turn, form, seen | _correction(rest)) if form else Reply(common.STALE, common.HOME_ROW)


def _correction(rest: list[str]) -> dict[str, str]:
    """The request that the change answers, if it was opened from one."""
    return {"correction": rest[0]} if rest else {}


def _remove(cadre: Cadre) -> Reply:
    ways = ((Button(texts.MERGE, edit_key("merge", cadre)),), (Button(texts.END, edit_key("end", cadre)),))
    return Reply(f"{texts.label(cadre)}. {texts.WHICH_CHANGE}", (*ways, (see(cadre.id),), (HOME,)))
