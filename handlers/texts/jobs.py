"""Words about what happens by the clock: the board, one job, and what staff are told when a job does not run."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from handlers.table_jobs import Job, Theme
from rules.dates import WEEKDAYS, vietnamese
from rules.job_times import Rhythm, When
from storage.clock import from_ms
from storage.job_runs import Cause, Ended, Run, RunState
from storage.job_settings import JobSetting

SEE = "Xem việc này"
ALL = "Tất cả việc tự động"
MORE = "Xem tiếp"
RUN_NOW = "Chạy ngay"
SWITCH_OFF, SWITCH_ON = "Tắt việc này", "Bật việc này"
OFF_SURELY = "Đồng ý tắt"
HOUR = "Đổi giờ"
USUAL_HOUR = "Về giờ mặc định"
THEMES = {
    Theme.CLASSES: "Lớp học",
    Theme.NOTICES: "Thông báo",
    Theme.FIGURES: "Số liệu chỉ tiêu",
    Theme.KEEPING: "Dữ liệu, lưu trữ",
}
ASKED = "Đã ghi. Việc này chạy trong khoảng nửa phút nữa; xong Trợ lý báo lại."
ASKED_ALREADY = "Việc này đang chờ chạy theo yêu cầu trước đó; xong Trợ lý báo lại."
NO_HOUR = "Việc này chạy suốt ngày nên không có giờ để đổi."
NOT_AN_HOUR = "Xin viết giờ trong ngày, ví dụ 7h30 hoặc 13:00."
NOT_A_WEEKDAY = "Việc này không theo thứ trong tuần, nên chỉ cần giờ, ví dụ 7h30."
TOO_MANY_HOURS = "Xin viết nhiều nhất ba giờ trong ngày."
IN_QUIET_HOURS = "Giờ đó nằm trong giờ yên tĩnh của Trung tâm, tin gửi đi sẽ phải chờ. Xin chọn giờ khác."

_STATES = {
    RunState.ASKED: "đang chờ chạy",
    RunState.RUNNING: "đang chạy",
    RunState.DONE: "xong",
    RunState.LATE: "xong, chạy muộn",
    RunState.FAILED: "không chạy được",
    RunState.SKIPPED: "bỏ qua",
}
_SKIPS = {"too_late": "đã quá giờ, không còn cần", "holiday": "ngày nghỉ"}


def board(jobs: Sequence[Job], runs: Mapping[str, Run], settings: Mapping[str, JobSetting]) -> str:
    """How many there are, what is off, what does not run."""
    off = [job.title for job in jobs if job.name in settings and not settings[job.name].is_on]
    bad = [job.title for job in jobs if job.name in runs and runs[job.name].state is RunState.FAILED]
    lines = [f"Lịch tự động: {len(jobs)} việc."]
    lines.append(f"Lần gần nhất không chạy được: {'; '.join(bad)}." if bad else "Không có việc nào đang gặp lỗi.")
    lines += [f"Đang tắt: {'; '.join(off)}."] if off else []
    return "\n".join([*lines, "Xin chọn nhóm việc:"])


def line(job: Job, run: Run | None, is_on: bool, following: datetime | None, now: datetime) -> str:
    """One job on the board."""
    last = f"Gần nhất: {outcome(run, now)}." if run else "Chưa chạy lần nào."
    coming = f"Lần tới: {instant(following, now.date())}." if following and is_on else ""
    return "\n".join(
        filter(None, [f"{job.title}: {'đang bật' if is_on else 'ĐANG TẮT'}.", job.does, f"{last} {coming}"])
    )


def card(job: Job, is_on: bool, is_own: bool, times: When, now: datetime) -> str:
    """The head of one job's card; `is_own` where its hour is not the usual one."""
    own = " (Trung tâm đã đổi)" if is_own else ""
    lines = [f"{job.title}: {'đang bật' if is_on else 'ĐANG TẮT'}.", job.does, f"Giờ chạy: {rhythm(times)}{own}."]
    following = times.following(now)
    if not is_on:
        lines.append(f"Khi tắt: {job.without}")
    elif following is not None:
        lines.append(f"Lần tới: {instant(following, now.date())}.")
    return "\n".join([*lines, job.must_stay_on] if job.must_stay_on else lines)


def history(runs: Sequence[Run], now: datetime) -> str:
    """The last runs, the latest first."""
    if not runs:
        return "Chưa chạy lần nào."
    return "\n".join(["Các lần gần đây:", *(f"- {outcome(run, now)}" for run in runs)])


def outcome(run: Run, now: datetime) -> str:
    """When a run was due and what came of it."""
    due, begun = (from_ms(each).astimezone(now.tzinfo) for each in (run.due_at, run.started_at))
    said = f"{instant(due, now.date())}, {_STATES[run.state]}"
    if run.state is RunState.SKIPPED:
        said += f" ({_SKIPS.get(run.reason, run.reason)})"
    if run.state is RunState.LATE:
        said += f" lúc {instant(begun, now.date())}"
    parts = [said]
    parts += [f"xử lý {run.did}"] if run.did else []
    parts += [f"trước đó lỡ {run.missed} lần vì Trợ lý không hoạt động"] if run.missed else []
    parts += ["theo yêu cầu"] if run.cause is Cause.HAND else []
    parts += ["sẽ thử lại"] if run.next_try_at else []
    return ", ".join(parts)


def instant(at: datetime, today: date) -> str:
    """`07:30 hôm nay`, `07:30 thứ Hai 09/06/2025`."""
    day = "hôm nay" if at.date() == today else f"{WEEKDAYS[at.weekday()]} {vietnamese(at.date())}"
    return f"{at:%H:%M} {day}"


def rhythm(times: When) -> str:
    """When a job runs, in words."""
    hours = ", ".join(f"{each:%H:%M}" for each in times.times)
    if times.rhythm is Rhythm.THROUGH:
        return _through(times)
    if times.rhythm is Rhythm.DAILY:
        return f"{hours} hằng ngày"
    if times.rhythm is Rhythm.WEEKLY:
        return f"{hours} {_span([WEEKDAYS[day] for day in sorted(times.weekdays)])} hằng tuần"
    return f"{hours} ngày {_span([str(day) for day in sorted(times.days)])} hằng tháng"


def _span(days: Sequence[str]) -> str:
    """Days that follow one another."""
    return days[0] if len(days) == 1 else f"{days[0]} đến {days[-1]}"


def _through(times: When) -> str:
    first, second, last = times.times[0], times.times[1], times.times[-1]
    minutes = (second.hour - first.hour) * 60 + second.minute - first.minute
    often = f"mỗi {minutes} phút" if minutes < 60 else f"mỗi {minutes // 60} giờ" if minutes > 60 else "mỗi giờ"
    all_day = first < time(1) and last >= time(23)
    return f"{often}, cả ngày" if all_day else f"{often}, từ {first:%H:%M} đến {last:%H:%M}"


def off_surely(job: Job) -> str:
    """Before a job is switched off."""
    return f"Tắt “{job.title}”?\nKhi tắt: {job.without}"


def switched(job: Job, is_on: bool) -> str:
    """After it was."""
    return f"Đã bật “{job.title}”." if is_on else f"Đã tắt “{job.title}”. {job.without}"


def which_hour(job: Job, times: When) -> str:
    """The question for another hour."""
    example = "6:00 thứ Hai" if len(times.weekdays) == 1 else "7h30"
    return f"“{job.title}” đang chạy lúc {rhythm(times)}.\nXin viết giờ mới, ví dụ {example}."


def hour_set(job: Job, times: When, now: datetime) -> str:
    """After another hour was chosen."""
    following = times.following(now)
    coming = f" Lần tới: {instant(following, now.date())}." if following else ""
    return f"Đã đổi: “{job.title}” chạy lúc {rhythm(times)}.{coming}"


def result(job: Job, ended: Ended) -> str:
    """To whoever asked for a run."""
    if ended.state is RunState.FAILED:
        again = "Trợ lý sẽ tự thử lại." if ended.next_try_at else "Xin báo người quản trị."
        return f"“{job.title}” theo yêu cầu của đồng chí không chạy được. {again}"
    done = f" Đã xử lý: {ended.did}." if ended.did else ""
    return f"“{job.title}” đã chạy xong theo yêu cầu của đồng chí.{done}"


def failing(job: Job, is_tried_again: bool) -> str:
    """To staff, of a job that does not run."""
    consequence = job.without or "Việc này đang chậm lại."
    again = "Trợ lý vẫn tiếp tục thử." if is_tried_again else "Trợ lý thử lại khi đến giờ chạy lần sau."
    return (
        f"Việc tự động “{job.title}” không chạy được sau nhiều lần thử.\n"
        f"Việc này: {job.does}\n"
        f"Trong lúc này: {consequence}\n"
        f"{again} Đồng chí có thể bấm “{SEE}” rồi “{RUN_NOW}”; vẫn không được, xin báo người quản trị xem nhật ký."
    )


def over(job: Job) -> str:
    """To staff, when it runs again."""
    return f"Việc tự động “{job.title}” đã chạy lại được."


def holiday_unknown(name: str, year: int) -> str:
    """To staff, a month before a holiday may fall whose days nobody entered."""
    return (
        f"Chưa có ngày nghỉ {name} năm {year} trong lịch của Trợ lý.\n"
        "Khi có thông báo, xin nhờ người quản trị ghi vào tệp ngày nghỉ, "
        "để lịch học và tin nhắn tự động tránh các ngày đó."
    )
