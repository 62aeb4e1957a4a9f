"""Two centres in one deployment: one of xã An Trường and one of xã Tân An, in the district of `roster`."""

from dataclasses import fields, replace
from importlib import resources
from typing import Any

from handlers.house import Centre, House, Terms
from rules.access import Role
from rules.policy import Policy, parse_policy
from storage.ids import new_id
from tests.handlers import roster


def _an_truong() -> str:
    """The district's policy, but whoever sits on the committee of a commune needs cao cấp."""
    text = (resources.files("policies") / "cang-long-2025.toml").read_text(encoding="utf-8")
    before, target, after = text.partition('id = "bch_xa"\ngroup')
    text = before.replace("cang-long-2025", "an-truong") + target + after.replace("trung_cap", "cao_cap", 1)
    return text.replace("huyện Càng Long, đến năm 2025", "xã An Trường, đến năm 2025")


AN_TRUONG_TEXT = _an_truong()
AN_TRUONG_POLICY: Policy = parse_policy(AN_TRUONG_TEXT, "an-truong.toml")
AN_TRUONG = Centre("Trung tâm An Trường", "0294 111 1111", "ấp Chợ, xã An Trường", "7:00-11:00, 13:00-17:00")
TAN_AN = Centre("Trung tâm Tân An", "0294 222 2222", "ấp Trà Ốp, xã Tân An", "7:00-11:00, 13:00-17:00")


def terms_of(house: House, **other: Any) -> Terms:
    """What a house goes by, with something else in places."""
    given: dict[str, Any] = {each.name: getattr(house, each.name) for each in fields(Terms)}
    return Terms(**(given | other))


def two_centres(house: House) -> House:
    """The same house over both centres, each with a phone, An Trường with a policy of its own."""
    return replace(
        house,
        several=(
            terms_of(house),
            terms_of(house, centre_unit=roster.AN_TRUONG.id, centre=AN_TRUONG, policy=AN_TRUONG_POLICY),
            terms_of(house, centre_unit=roster.TAN_AN.id, centre=TAN_AN),
        ),
    )


async def grant(house: House, holder: str, role: Role, unit_id: str | None) -> None:
    """A role for somebody, bounded to a unit."""
    async with house.db.transaction() as tx:
        await tx.rows("delete from role_grant where holder_id = $1 and role = $2", holder, role.value)
        await tx.rows(
            "insert into role_grant (id, holder_id, role, unit_id, granted_at) values ($1, $2, $3, $4, 0)",
            new_id(), holder, role.value, unit_id,
        )  # fmt: skip
