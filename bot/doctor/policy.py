"""The doctor looks at the policies in force."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.doctor.finding import Finding, bad, ok, warn
from bot.settings import Settings, SettingsError
from bot.wiring import load_policies
from handlers.texts import doctor as words

_NAME = "policies"


def policies(settings: Settings) -> list[Finding]:
    """Whether they can be read, those of each centre too; whether they set targets, and are not past their deadline."""
    try:
        policy, regulations = load_policies(settings)
    except SettingsError as error:
        return [bad(_NAME, str(error), words.MEND_POLICIES)]
    for one in settings.centres:
        try:
            load_policies(settings.of_centre(one))
        except SettingsError as error:
            return [bad(_NAME, f"centres, {one.unit}: {error}", words.MEND_POLICIES)]
    known = ", ".join([policy.id, *(regulation.id for regulation in regulations)])
    if not policy.targets:
        return [warn(_NAME, *words.no_targets(known))]
    today = datetime.now(ZoneInfo(settings.centre.timezone)).date()
    if policy.deadline is not None and policy.deadline < today:
        return [warn(_NAME, *words.deadline_past(known, policy.deadline))]
    return [ok(_NAME, words.targets(known, len(policy.targets)))]
