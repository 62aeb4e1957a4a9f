"""The page on personal data that the centre publishes: who, what for, how long, which rights, by which law.

What the law says and is not certain is not stated as certain: the page names the law and the terms that were read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.house import Centre
from rules.privacy_terms import ANSWER_WORKING_DAYS, CARRY_OUT_DAYS, EXTENSION_DAYS
from rules.retention import Retention

TITLE = "Thông báo về xử lý dữ liệu cá nhân"
SHORT = "Bản đầy đủ: {}"


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, and what stands below it: sentences, then points."""

    heading: str
    sentences: Sequence[str] = ()
    points: Sequence[str] = ()


def page(centre: Centre, keep: Retention) -> list[Part]:
    """The whole page."""
    return [
        _who(centre),
        _what(),
        _purposes(),
        _how_long(keep),
        _who_sees(),
        _rights(),
        _terms(),
        _contact(centre),
        _law(),
    ]


def _who(centre: Centre) -> Part:
    return Part(
        "Ai xử lý dữ liệu",
        (
            f"{centre.name} quyết định mục đích và cách xử lý dữ liệu cá nhân trong Trợ lý tự động (trả lời tin nhắn "
            "trên ứng dụng nhắn tin và trên web).",
        ),
    )


def _what() -> Part:
    return Part(
        "Dữ liệu nào được xử lý",
        ("Trợ lý chỉ dùng dữ liệu cần cho việc của Trung tâm:",),
        (
            "Hồ sơ cán bộ do cơ quan quản lý cung cấp: họ tên, ngày sinh, giới tính, dân tộc, số điện thoại, đơn vị, "
            "chức vụ, đối tượng, ngạch, chuyên môn, ngày vào Đảng, trình độ lý luận chính trị, xếp loại.",
            "Việc học: nguyện vọng, danh sách cử, lớp, điểm danh, kết quả, giấy, bằng đã cấp.",
            "Tài khoản chat đã liên kết, tên hiển thị, lựa chọn, yêu cầu, xác nhận thông báo, điều đã đồng ý.",
            "Nhật ký: ai đã sửa, ai đã xem hồ sơ nào, lúc nào.",
            "Trợ lý không hỏi ảnh giấy tờ tùy thân, không giữ số điện thoại được chia sẻ khi liên kết.",
            "Dân tộc, thông tin về Đảng, trình độ lý luận chính trị và lịch sử trò chuyện được coi là dữ liệu nhạy cảm "
            "và được giữ chặt hơn: không nêu trong tin gửi cho nhiều người, không hiện trong nhóm chat.",
        ),
    )


def _purposes() -> Part:
    return Part(
        "Mục đích",
        (),
        (
            "Quản lý việc bồi dưỡng lý luận chính trị theo nhiệm vụ của Trung tâm: theo dõi trình độ, chỉ tiêu, "
            "lớp học, kết quả, sổ cấp giấy, bằng.",
            "Chỉ khi người dùng đồng ý: liên kết tài khoản chat và trả lời theo hồ sơ riêng.",
            "Chỉ khi người dùng đồng ý riêng: chủ động gửi thông báo lớp, nhắc lịch, tài liệu qua chat.",
            "Không dùng cho quảng cáo, không bán, không đánh giá người dùng qua việc trò chuyện.",
        ),
    )


def _how_long(keep: Retention) -> Part:
    return Part(
        "Giữ bao lâu",
        (),
        (
            "Nội dung tin nhắn gửi đến và trả lời qua ứng dụng: xóa ngay khi đã trả lời; tin chưa "
            f"trả lời được và dấu vết đã nhận, đã gửi: {_days(keep.inbox)}.",
            f"Trò chuyện trên web: {_days(keep.messages)}.",
            f"Tệp gửi đến: {_days(keep.files)}. Mã liên kết: {_days(keep.codes)} sau khi hết hạn.",
            f"Nhật ký xem hồ sơ: {_days(keep.looks)}. Giá trị trước và sau khi sửa hồ sơ: {_days(keep.journal)}.",
            "Hồ sơ cán bộ: theo thời gian công tác và quy định về lưu trữ của cơ quan quản lý.",
            "Danh sách lớp, kết quả, sổ cấp giấy, bằng: theo quy định về lưu trữ.",
            "Bản sao lưu: đến khi bản đó hết hạn; khôi phục bản cũ thì những gì đã xóa được xóa lại.",
        ),
    )


def _who_sees() -> Part:
    return Part(
        "Ai được xem",
        ("Mỗi lượt người khác xem tên hoặc hồ sơ đều được ghi; nhắn “ai đã xem hồ sơ của tôi” để biết.",),
        (
            "Chính người có dữ liệu.",
            "Cán bộ Trung tâm có nhiệm vụ; cán bộ phụ trách đơn vị, trong phạm vi đơn vị đó; lãnh đạo, "
            "trong phạm vi được giao.",
            "Ứng dụng nhắn tin chuyển tin nhắn (Telegram, Zalo) xử lý dữ liệu theo điều khoản của họ, máy chủ có thể ở "
            "nước ngoài. Không muốn qua các ứng dụng này, có thể dùng trò chuyện trên web của Trung tâm, nếu có mở.",
        ),
    )


def _rights() -> Part:
    return Part(
        "Quyền của người có dữ liệu",
        ("Nhắn “quyền riêng tư” (hoặc /dulieu) cho Trợ lý, hoặc liên hệ Trung tâm:",),
        (
            "Biết, đồng ý, rút sự đồng ý, từng mục đích một.",
            "Xem và lấy về toàn bộ dữ liệu của mình: “dữ liệu của tôi”.",
            "Yêu cầu sửa: “thông tin chưa đúng”.",
            "Yêu cầu xóa, hạn chế xử lý, phản đối xử lý.",
            "Khiếu nại theo quy định của pháp luật.",
            "Rút sự đồng ý thì việc dựa vào đó dừng lại; việc đã làm trước đó không đổi. "
            "Hồ sơ của cơ quan quản lý và sổ sách phải lưu thì không xóa theo yêu cầu.",
        ),
    )


def _terms() -> Part:
    return Part(
        "Thời hạn",
        (),
        (
            f"Trả lời yêu cầu: trong {ANSWER_WORKING_DAYS} ngày làm việc.",
            f"Thực hiện: trong {CARRY_OUT_DAYS} ngày; cần thêm thì gia hạn một lần, không quá {EXTENSION_DAYS} ngày, "
            "có nêu lý do.",
            "Rút sự đồng ý, hủy liên kết và xóa dữ liệu trò chuyện: thực hiện ngay qua Trợ lý.",
            "Không thực hiện được thì nêu lý do.",
            "Khi phát hiện vi phạm quy định bảo vệ dữ liệu cá nhân phải thông báo: trong 72 giờ.",
        ),
    )


def _contact(centre: Centre) -> Part:
    told = (
        f"Điện thoại: {centre.phone}" if centre.phone else "",
        f"Địa chỉ: {centre.address}" if centre.address else "",
        f"Giờ làm việc: {centre.office_hours}" if centre.office_hours else "",
    )
    return Part("Liên hệ", (centre.name,), [each for each in told if each])


def _law() -> Part:
    return Part(
        "Căn cứ",
        (),
        (
            "Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15, có hiệu lực từ ngày 01/01/2026.",
            "Nghị định số 356/2025/NĐ-CP ngày 31/12/2025, có hiệu lực từ ngày 01/01/2026.",
        ),
    )


def _days(days: int) -> str:
    return f"{days} ngày" if days else "đến khi có yêu cầu xóa hoặc hết thời hạn lưu trữ theo quy định"


def as_markdown(parts: Sequence[Part]) -> str:
    """The page as a document."""
    lines = [f"# {TITLE}"]
    for part in parts:
        lines += ["", f"## {part.heading}", ""]
        lines += part.sentences
        lines += ["", *(f"- {point}" for point in part.points)] if part.sentences and part.points else []
        lines += [] if part.sentences else [f"- {point}" for point in part.points]
    return "\n".join(lines) + "\n"


def as_message(parts: Sequence[Part]) -> str:
    """The page as a message in chat."""
    lines = [f"**{TITLE}**"]
    for part in parts:
        lines += ["", f"**{part.heading}**", *part.sentences, *(f"- {point}" for point in part.points)]
    return "\n".join(lines)
