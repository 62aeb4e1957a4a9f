"""The doctor looks at the policies in force."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.doctor.finding import Finding, bad, ok, warn
from bot.settings import Settings, SettingsError
from bot.wiring import load_policies
from rules.dates import vietnamese

_NAME = "policies"


def policies(settings: Settings) -> list[Finding]:
    """Whether they can be read, set targets, and are not past their deadline."""
    try:
        policy, regulations = load_policies(settings)
    except SettingsError as error:
        return [bad(_NAME, str(error), "Sửa [centre] policies trong tệp cấu hình, hoặc chọn lại trong cadrebot setup.")]
    known = ", ".join([policy.id, *(regulation.id for regulation in regulations)])
    if not policy.targets:
        mend = "Ghi chỉ tiêu của nhiệm kỳ vào một bản sao của tệp này rồi nêu đường dẫn ở [centre] policies."
        return [warn(_NAME, f"{known}: bộ quy định chưa có chỉ tiêu nào.", mend)]
    today = datetime.now(ZoneInfo(settings.centre.timezone)).date()
    if policy.deadline is not None and policy.deadline < today:
        said = f"{known}: thời hạn của chỉ tiêu đã qua ({vietnamese(policy.deadline)})."
        return [warn(_NAME, said, "Nếu Trung tâm đã có chỉ tiêu nhiệm kỳ mới, chọn lại trong cadrebot setup.")]
    return [ok(_NAME, f"{known}: {len(policy.targets)} chỉ tiêu.")]
