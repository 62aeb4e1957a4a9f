"""Words about one's own data: what one agreed to, what is kept, who saw it, asking to have it erased."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.texts.first_contact import LIEN_KET, THONG_BAO
from rules.dates import vietnamese
from storage.privacy_requests import Kind, PrivacyRequest

CONSENTS = "Điều đã đồng ý"
MY_DATA = "Dữ liệu của tôi"
WHO_SAW = "Ai đã xem hồ sơ của tôi"
ASK = "Xóa, hạn chế, phản đối"
PAGE = "Thông báo về dữ liệu"
NEW_TEXT = "Đọc bản mới"
STOP_NOTICES = "Thôi nhận thông báo"
TAKE_NOTICES = "Đồng ý nhận thông báo"
STOP_LINK = "Hủy liên kết"
STOP_LINKING = "Rút đồng ý liên kết"
AGREE_NEW = {LIEN_KET: "Đồng ý: liên kết", THONG_BAO: "Đồng ý: nhận thông báo"}
LINKING_WITHDRAWN = "Đã ghi nhận: anh/chị rút sự đồng ý liên kết. Câu hỏi chung vẫn hỏi được."
ERASE_IT = "Xóa dữ liệu trò chuyện"
ERASE_YES = "Đồng ý xóa"
KEEP_IT = "Không xóa"
SEND = "Gửi yêu cầu"
BACK = "Quyền riêng tư"

BOARD = (
    "Dữ liệu cá nhân trong hệ thống này: có quyền biết, xem, lấy về, sửa, rút sự đồng ý, xin xóa, xin hạn chế, "
    "phản đối và khiếu nại. Xin chọn một mục:"
)
PURPOSES = {
    LIEN_KET: "Liên kết tài khoản và trả lời theo hồ sơ riêng",
    THONG_BAO: "Nhận thông báo, nhắc lịch và tài liệu tại đây",
}
KINDS = {
    Kind.ERASE_CHAT: "xóa dữ liệu trò chuyện",
    Kind.ERASE_RECORD: "xóa hồ sơ",
    Kind.RESTRICT: "hạn chế xử lý dữ liệu",
    Kind.OBJECT: "phản đối xử lý dữ liệu",
}
CHOICES = {
    Kind.ERASE_RECORD: "Xin xóa hồ sơ",
    Kind.RESTRICT: "Xin hạn chế xử lý",
    Kind.OBJECT: "Phản đối xử lý",
}
_STATES = {
    "open": "đang chờ Trung tâm trả lời",
    "agreed": "đã đồng ý, đang thực hiện",
    "done": "đã thực hiện",
    "refused": "không thực hiện được",
}
_CONSEQUENCES = (
    "Rút “nhận thông báo”: Trợ lý không chủ động nhắn tại đây nữa, tin đang chờ gửi cũng không gửi; "
    "giấy triệu tập vẫn qua cấp ủy đơn vị.\n"
    "Rút “liên kết”: liên kết được hủy, Trợ lý thôi trả lời về hồ sơ riêng tại đây."
)
_KEPT = (
    "Vẫn giữ: hồ sơ cán bộ do cơ quan quản lý, danh sách lớp, kết quả, sổ cấp giấy, bằng (phải lưu theo quy định); "
    "việc đã đồng ý và đã rút, không kèm tên tài khoản, để làm bằng chứng; nhật ký ai đã xem hồ sơ của ai."
)
_OF_RECORD = (
    "Trung tâm đồng ý thì xóa cả hồ sơ và dữ liệu trò chuyện; chỉ còn họ tên, ngày sinh trong danh sách lớp, sổ kết "
    "quả, sổ cấp giấy, bằng (nếu có tên ở đó), và điều đã đồng ý, không kèm tên tài khoản. "
    "Hồ sơ còn phải lưu, như khi đang công tác, thì không xóa được; Trung tâm nêu lý do."
)
ASK_ERASE = (
    "Sẽ xóa: liên kết và tên các tài khoản chat, tin nhắn còn giữ, biểu mẫu đang mở, cài đặt, lời trong các yêu cầu "
    "đã gửi và ảnh kèm theo, lý do xin vắng hoặc không dự.\n"
    f"{_KEPT}\n"
    "Xóa xong không lấy lại được; trong bản sao lưu, dữ liệu hết khi bản đó hết hạn, khôi phục bản cũ thì xóa lại.\n\n"
    "Có đồng ý xóa không?"
)
ERASE_TAKEN = (
    "Đã ghi nhận. Dữ liệu trò chuyện được xóa trong ít phút tới, liên kết cũng chấm dứt. "
    "Đây là tin cuối Trợ lý gửi về việc này."
)
CHOOSE_KIND = (
    "Có thể xóa ngay dữ liệu trò chuyện. Việc khác do Trung tâm xem xét: trả lời trong 2 ngày làm việc, "
    "thực hiện trong 15 ngày; cần thêm thì gia hạn một lần, không quá 15 ngày, có nêu lý do."
)
ONLY_CHAT = "Tài khoản này chưa gắn với hồ sơ nào; có thể xóa ngay dữ liệu trò chuyện tại đây."
WORDS_MISSING = "Xin đồng chí viết trong một hai câu: muốn gì và vì sao."
STILL_OPEN = "Yêu cầu này đã gửi và đang chờ trả lời:"
AS_FILE = (
    "Đây là toàn bộ dữ liệu hệ thống này đang lưu về người hỏi: tệp Excel để đọc, tệp JSON để máy đọc.\n"
    "Cần sửa, xin chọn “Thông tin chưa đúng” trong mục Hồ sơ của tôi."
)
TOO_OFTEN = "Hôm nay đã lấy dữ liệu {} lần. Xin lấy lại vào ngày mai."
ONLY_PRIVATE = "Trợ lý chỉ gửi dữ liệu trong cuộc trò chuyện riêng."


@dataclass(frozen=True, slots=True)
class Held:
    """A consent as it stands now."""

    purpose: str
    version: str
    given: datetime


def consents(held: Sequence[Held], version: str) -> str:
    """What was agreed to, from when, and what happens when it is withdrawn."""
    known = {each.purpose: each for each in held}
    lines = ["Điều đã đồng ý tại tài khoản này:"]
    for purpose, words in PURPOSES.items():
        found = known.get(purpose)
        state = f"đồng ý ngày {vietnamese(found.given.date())}, bản {found.version}" if found else "không"
        old = " (đã có bản mới)" if found and found.version != version else ""
        lines.append(f"- {words}: {state}{old}")
    return "\n".join([*lines, "", _CONSEQUENCES])


def new_text(why: str) -> str:
    """The text in force, to who agreed to an older one."""
    return f"{why}\nKhông đồng ý bản mới thì Trợ lý vẫn theo bản cũ; cũng có thể hủy liên kết."


def in_own_words(kind: Kind) -> str:
    """Ask what is wanted and why."""
    return f"Yêu cầu {KINDS[kind]}. {WORDS_MISSING}"


def too_long(most: int) -> str:
    return f"Nội dung dài quá; xin viết gọn trong {most} ký tự."


def check(kind: Kind, words: str) -> str:
    """What will be sent, and who sees it."""
    kept = f"\n{_OF_RECORD}" if kind is Kind.ERASE_RECORD else ""
    return (
        f"Gửi Trung tâm yêu cầu {KINDS[kind]}.\nNội dung: {words}{kept}\n\n"
        "Người được xem: cán bộ Trung tâm phụ trách dữ liệu."
    )


def taken(request: PrivacyRequest) -> str:
    """It was received, and by when it is answered and carried out."""
    return (
        f"Đã nhận yêu cầu số {request.number}: {KINDS[request.kind]}. Trung tâm trả lời chậm nhất ngày "
        f"{vietnamese(request.answer_by)}, thực hiện chậm nhất ngày {vietnamese(request.due_on)}."
    )


def state(request: PrivacyRequest) -> str:
    """One line of one's own requests."""
    line = f"- Số {request.number}, {KINDS[request.kind]}: {_STATES[request.state]}"
    if request.state == "open":
        line += f", chậm nhất ngày {vietnamese(request.due_on)}"
    return f"{line}. {request.answer}" if request.answer else f"{line}."


def extended(request: PrivacyRequest, due: date, why: str) -> str:
    """To the person: it takes longer, and why."""
    return (
        f"Yêu cầu số {request.number} ({KINDS[request.kind]}) cần thêm thời gian, chậm nhất ngày {vietnamese(due)}. "
        f"Lý do: {why}"
    )


def refused(request: PrivacyRequest, why: str) -> str:
    """To the person: why it is not done, and that they may complain."""
    return (
        f"Yêu cầu số {request.number} ({KINDS[request.kind]}) không thực hiện được. Lý do: {why}\n"
        "Không đồng ý với trả lời này, đồng chí có quyền khiếu nại."
    )


def carried_out(request: PrivacyRequest) -> str:
    """To the person: it is done, or, of an erasure, about to be."""
    if request.kind is Kind.ERASE_RECORD:
        return (
            f"Yêu cầu số {request.number}: Trung tâm đồng ý xóa hồ sơ. Việc xóa thực hiện trong ít phút tới, "
            "liên kết cũng chấm dứt. Đây là tin cuối Trợ lý gửi về việc này."
        )
    return (
        f"Yêu cầu số {request.number} ({KINDS[request.kind]}): đã thực hiện. "
        "Trợ lý thôi chủ động nhắn cho đồng chí; hồ sơ tại Trung tâm chỉ dùng vào việc luật buộc phải làm."
    )
