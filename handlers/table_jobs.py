"""The table of everything that happens by the clock: when, what, and how staff are told of it. A job is one line here.

A job is a tick over tables with unique keys: it asks what is due by the house's clock, and running it twice changes
nothing.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from handlers.answers import named
from handlers.house import House
from rules.job_times import When, parse_when

Tick = Callable[[House], Awaitable[int | None]]
"""Does what is due; may give back how many people or things it did something for."""


def at(place: str) -> Tick:
    """The tick at a place of the handlers, imported when it runs first: nobody waits for it at the start."""

    async def tick(house: House) -> int | None:
        done: int | None = await named(place)(house)
        return done

    return tick


class Theme(StrEnum):
    """What a job belongs to on staff's board."""

    CLASSES = "classes"
    NOTICES = "notices"
    FIGURES = "figures"
    KEEPING = "keeping"


@dataclass(frozen=True, slots=True)
class Job:
    """One line of the table."""

    name: str
    when: str
    """As crontab in the centre's time zone: minute, hour, day of the month, month, weekday. Weekdays by their names
    (`mon`), since the numbers mean different days in different programs."""
    tick: Tick
    theme: Theme
    title: str
    """What people call it."""
    does: str
    """One sentence: what it does, for whom."""
    without: str
    """One sentence: what does not happen while it is switched off."""
    useful_for: timedelta | None = None
    """How long after it was due it is still of use; later it is passed by with that reason. None: always."""
    must_stay_on: str = ""
    """Why it cannot be switched off; empty where it can."""
    writes_to_people: bool = False
    """Whether messages to people come of it; these keep to quiet hours (`handlers.push`)."""
    rests_on_holidays: bool = False
    """Whether it waits for the next working day of its own when it falls on a holiday that is known."""
    follows_settings: bool = False
    """Whether it runs at every start too, since the settings file or the program may have changed."""
    in_office_hours: bool = False
    """Whether it writes to offices while these are open: a demonstration that runs it once a day does it then."""
    every_firing: bool = False
    """Whether a demonstration runs it each time it fires: what people chose comes at their hour."""

    def times(self, own_when: str = "") -> When:
        """The instants at which it falls due, by its own crontab where staff chose one."""
        return parse_when(own_when or self.when)


_LAW = "Việc này do quy định về dữ liệu cá nhân đặt ra, nên không tắt được."
_FIGURES = "Số liệu sang ngày mới dựa vào việc này, nên không tắt được."

_JOBS = (
    # Classes
    Job(
        "class-openings", "30 7,13 * * *", at("class_openings:tell_of_openings"), Theme.CLASSES,
        "Báo lớp nhận danh sách",
        "Báo cho từng cán bộ lớp mà đồng chí ấy có thể được cử đi học; nhắc thêm một lần trước khi hết hạn.",
        "Không ai được báo khi có lớp mới nhận danh sách.",
        useful_for=timedelta(hours=5), writes_to_people=True, rests_on_holidays=True,
    ),
    Job(
        "seat-requests", "*/20 * * * *", at("seat_chasing:see_to_requests"), Theme.CLASSES,
        "Theo dõi việc cử đi học",
        "Nhắc đơn vị chưa trả lời, khép nguyện vọng quá hạn, mời người chờ khi còn chỗ.",
        "Đơn vị không được nhắc, nguyện vọng quá hạn không được khép, chỗ trống không được mời.",
        writes_to_people=True, in_office_hours=True,
    ),
    Job(
        "session-changes", "*/5 * * * *", at("session_news:tell_of_changes"), Theme.CLASSES,
        "Báo buổi học thay đổi",
        "Báo cho học viên và giảng viên khi một buổi học dời ngày, đổi phòng hoặc nghỉ.",
        "Học viên và giảng viên không được báo khi buổi học thay đổi.",
        writes_to_people=True,
    ),
    Job(
        "session-reminders", "*/30 6-20 * * *", at("session_reminders:remind_of_sessions"), Theme.CLASSES,
        "Nhắc buổi học",
        "Nhắc học viên, giảng viên tối hôm trước buổi học, kèm tài liệu; nhắc khai giảng thêm một lần trước ba ngày.",
        "Học viên, giảng viên không được nhắc lịch và không được gửi tài liệu trước buổi học.",
        useful_for=timedelta(hours=1), writes_to_people=True, every_firing=True,
    ),
    Job(
        "class-feedback", "45 8,14 * * *", at("feedback_asking:ask_for_feedback"), Theme.CLASSES,
        "Xin góp ý sau lớp học",
        "Hỏi học viên một lần sau khi lớp kết thúc.",
        "Học viên không được hỏi góp ý.",
        useful_for=timedelta(hours=5), writes_to_people=True, rests_on_holidays=True,
    ),
    Job(
        "unanswered-requests", "0 8-16 * * *", at("unanswered:remind_of_requests"), Theme.CLASSES,
        "Nhắc việc chờ trả lời",
        "Nhắc đơn vị chưa trả lời đề nghị cử đi học, nhắc Trung tâm xét yêu cầu mà đơn vị đã đồng ý.",
        "Đơn vị và Trung tâm không được nhắc việc còn chờ trả lời.",
        useful_for=timedelta(hours=1), writes_to_people=True, in_office_hours=True,
    ),
    Job(
        "inbox", "*/5 * * * *", at("inbox_watch:look_after_inbox"), Theme.CLASSES,
        "Trông hộp thư câu hỏi",
        "Trả câu hỏi về hộp thư khi người nhận im lặng 30 phút, báo cán bộ khác khi quá giờ hẹn trả lời.",
        "Câu hỏi nhận rồi bỏ dở không về hộp thư, quá giờ hẹn không ai được báo, Trợ lý không tự trở lại.",
        writes_to_people=True,
    ),
    Job(
        "holidays-ahead", "15 8 * * *", at("holidays_ahead:ask_for_holidays"), Theme.CLASSES,
        "Hỏi ngày nghỉ lễ, Tết",
        "Nhắc cán bộ Trung tâm trước một tháng khi chưa ghi ngày nghỉ sắp tới.",
        "Không ai được nhắc khi lịch còn thiếu ngày nghỉ lễ, Tết.",
        writes_to_people=True,
    ),
    # Notices
    Job(
        "notice-approvals", "*/5 * * * *", at("staff.notices.asking:ask_deputies"), Theme.NOTICES,
        "Nhờ người thứ hai duyệt",
        "Nhờ thêm người khác khi thông báo chờ duyệt đã lâu.",
        "Thông báo chờ duyệt chỉ nằm ở người được hỏi đầu tiên.",
        writes_to_people=True,
    ),
    Job(
        "silent-receipts", "15 7-20 * * *", at("chasing:remind_the_silent"), Theme.NOTICES,
        "Nhắc xác nhận thông báo",
        "Nhắc những người chưa xác nhận thông báo, số lần theo cài đặt.",
        "Người chưa xác nhận thông báo không được nhắc.",
        useful_for=timedelta(hours=1), writes_to_people=True, rests_on_holidays=True, every_firing=True,
    ),
    # Figures
    Job(
        "target-figures", "0 0 * * *", at("figures:keep_figures_current"), Theme.FIGURES,
        "Chuyển số liệu sang ngày mới",
        "Tính lại chỉ tiêu cho ngày mới, trước khi có người hỏi.",
        "", must_stay_on=_FIGURES, follows_settings=True,
    ),
    Job(
        "month-ends", "10 0 1 * *", at("month_ends:freeze_month_ends"), Theme.FIGURES,
        "Chốt số liệu cuối tháng",
        "Giữ số liệu chỉ tiêu của tháng vừa qua để so sánh về sau.",
        "", must_stay_on="Tháng không được chốt thì về sau không so sánh được, nên việc này không tắt được.",
    ),
    Job(
        "target-pushes", "0 * * * *", at("leader.target_pushes:push_target_news"), Theme.FIGURES,
        "Gửi số liệu định kỳ",
        "Gửi số liệu và cảnh báo chỉ tiêu cho lãnh đạo đã đăng ký, đúng ngày giờ đã chọn.",
        "Lãnh đạo không nhận được số liệu và cảnh báo đã đăng ký.",
        useful_for=timedelta(hours=12), writes_to_people=True, every_firing=True,
    ),
    Job(
        "below-level", "0 8 1-14 * *", at("below_level:send_numbers"), Theme.FIGURES,
        "Báo số còn thiếu trình độ",
        "Ngày làm việc đầu tháng, báo cán bộ phụ trách đơn vị và Trung tâm số người có trình độ thấp hơn mức cần có.",
        "Đơn vị và Trung tâm không nhận được số người còn thiếu trình độ trong tháng.",
        useful_for=timedelta(hours=9), writes_to_people=True,
    ),
    Job(
        "study-answers", "*/10 * * * *", at("leader.request_news:tell_of_answers"), Theme.FIGURES,
        "Báo đơn vị đã trả lời",
        "Báo cho người đề nghị khi đơn vị trả lời đề nghị cử đi học.",
        "Người đề nghị không được báo khi đơn vị trả lời.",
        writes_to_people=True,
    ),
    # Keeping
    Job(
        "backup", "30 2 * * *", at("backups:back_up"), Theme.KEEPING,
        "Sao lưu hằng đêm",
        "Sao lưu toàn bộ dữ liệu vào thư mục đã chọn, rồi bỏ các bản quá cũ.",
        "Máy hỏng thì chỉ lấy lại được dữ liệu của bản sao lưu cũ.",
    ),
    Job(
        "backup-rehearsal", "0 3 * * sun", at("backups:rehearse"), Theme.KEEPING,
        "Thử khôi phục bản sao lưu",
        "Mỗi tuần mở thử bản sao lưu mới nhất, đếm lại từng bảng, báo kết quả cho cán bộ Trung tâm.",
        "Không ai biết bản sao lưu có mở lại được không cho đến khi cần.",
        writes_to_people=True,
    ),
    Job(
        "records", "0 7 * * mon", at("records_news:look_through"), Theme.KEEPING,
        "Rà soát hồ sơ",
        "Sáng thứ Hai tìm chỗ hồ sơ và lớp học không khớp nhau, báo cán bộ Trung tâm khi có điều mới.",
        "Chỗ không khớp trong hồ sơ chỉ thấy khi có người mở mục rà soát.",
        writes_to_people=True,
    ),
    Job(
        "reorganisations", "*/10 * * * *", at("reorganising:carry_out_due"), Theme.KEEPING,
        "Thực hiện sắp xếp đơn vị",
        "Đến ngày trong kế hoạch, chuyển đơn vị, cán bộ, vai trò sang đơn vị mới, báo kết quả cho cán bộ Trung tâm.",
        "Kế hoạch sắp xếp đơn vị đã đến ngày vẫn nằm chờ, hồ sơ và số liệu còn theo đơn vị cũ.",
        writes_to_people=True,
    ),
    Job(
        "planned-posts", "5 3 * * *", at("planned_posts:keep_to_setting"), Theme.KEEPING,
        "Giữ kín quy hoạch",
        "Xóa thông tin quy hoạch còn lưu khi cài đặt không cho lưu.",
        "", must_stay_on="Thông tin quy hoạch phải được giữ kín, nên việc này không tắt được.", follows_settings=True,
    ),
    Job(
        "housekeeping", "10 3 * * *", at("housekeeping:forget_old"), Theme.KEEPING,
        "Xóa dữ liệu hết hạn",
        "Xóa tin nhắn, tệp và mã đã quá thời hạn lưu.",
        "", must_stay_on=_LAW,
    ),
    Job(
        "erasures", "*/10 * * * *", at("privacy.carrying_out:erase_what_was_agreed"), Theme.KEEPING,
        "Xóa dữ liệu theo yêu cầu",
        "Xóa dữ liệu trò chuyện hoặc hồ sơ khi người có dữ liệu yêu cầu và việc xóa đã được đồng ý.",
        "", must_stay_on=_LAW,
    ),
    Job(
        "privacy-terms", "10 8 * * mon-fri", at("privacy.carrying_out:remind_of_terms"), Theme.KEEPING,
        "Nhắc hạn yêu cầu về dữ liệu",
        "Nhắc cán bộ Trung tâm khi yêu cầu về dữ liệu cá nhân sắp đến hạn trả lời hoặc thực hiện.",
        "", must_stay_on=_LAW, useful_for=timedelta(hours=9), writes_to_people=True,
    ),
    Job(
        "forms-left", "15 3 * * *", at("forms_left:empty_forms_left"), Theme.KEEPING,
        "Đóng biểu mẫu bỏ dở",
        "Xóa điều đã viết vào biểu mẫu để quá một ngày.",
        "", must_stay_on=_LAW,
    ),
    Job(
        "link-requests", "20 3 * * *", at("linking.lapsing:let_requests_lapse"), Theme.KEEPING,
        "Khép yêu cầu liên kết",
        "Khép yêu cầu liên kết quá hai tuần chưa ai trả lời, báo người gửi cách làm khác.",
        "Yêu cầu liên kết quá hạn vẫn để mở, người gửi không được báo.",
        writes_to_people=True,
    ),
)  # fmt: skip

JOBS = {job.name: job for job in _JOBS}
"""Every job by its name."""
