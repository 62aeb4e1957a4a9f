"""How far setting up has come, read from the settings file and the database: what a page shows when it opens."""

from typing import Any

from bot.setup.channels import channels_state
from bot.setup.desk import Desk
from bot.setup.finish import ways_to_start
from bot.setup.policies import policies_state
from handlers.house import House
from rules.access import OPERATOR
from storage import grants, imports, links
from storage.house_facts import house_fact

STEPS = ("centre", "policies", "roster", "people", "channels", "slips", "backup", "done")
PASSED = "setup_passed"
"""The house fact that keeps the furthest step somebody went on from."""


async def state_of(desk: Desk) -> dict[str, Any]:
    """Everything the pages show, in one answer."""
    async with desk.house() as house:
        settings = desk.config.settings()
        by_unit = await links.linked_by_unit(house.db, OPERATOR)
        return {
            "at": await _next_step(house),
            "centre": settings.centre.model_dump(include={"name", "phone", "address", "office_hours"}),
            "policies": policies_state(desk),
            "roster": {
                "people": sum(total for _, _, total in by_unit),
                "units": len(by_unit),
                "last": await imports.latest(house.db),
            },
            "people": await people_state(house),
            "channels": await channels_state(desk, house),
            "slips": [
                {"id": unit.id, "name": unit.name, "linked": linked, "total": total} for unit, linked, total in by_unit
            ],
            "backup": {"folder": str(settings.backup.folder or "")},
            "start": ways_to_start(desk),
        }


async def _next_step(house: House) -> str:
    passed = await house_fact(house.db, PASSED)
    return STEPS[min(STEPS.index(passed) + 1, len(STEPS) - 1)] if passed in STEPS else STEPS[0]


async def people_state(house: House) -> list[dict[str, str]]:
    """Who was given a role, and for which unit."""
    found = await grants.granted(house.db)
    return [{"code": each.code, "name": each.name, "role": each.role.value, "unit": each.unit} for each in found]
