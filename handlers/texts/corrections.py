"""Words about wrong data: which part, who sees it, what happens next; and the answer of staff."""

from datetime import datetime

from handlers.messages import Button, Reply
from rules.cadres import Cadre

SUBJECTS = {
    "level": "Trình độ, văn bằng",
    "post": "Chức vụ, đơn vị",
    "unit": "Đơn vị công tác",
    "phone": "Số điện thoại",
    "rating": "Xếp loại hằng năm",
    "other": "Mục khác",
}
OFFERED = ("level", "post", "phone", "rating", "other")
"""What is chosen from: a wrong unit mostly is a wrong post too. It still may be named by a button of its own."""
SEND = "Gửi Trung tâm"
IS_THE_MATTER = "Đây là nội dung cần sửa"
WHICH_PART = "Phần nào trong hồ sơ chưa đúng?"
WORDS_MISSING = "Xin đồng chí viết vài chữ cho biết nội dung đúng."


def in_own_words(subject: str) -> str:
    """Ask for the matter itself."""
    return (
        f"{SUBJECTS[subject]}: xin đồng chí viết nội dung đúng trong một hai câu "
        "(có số, ngày của văn bằng hoặc quyết định nếu có). Có ảnh chụp văn bằng, quyết định, xin gửi kèm."
    )


def words_too_long(most: int) -> str:
    """The words do not fit."""
    return f"Nội dung dài quá; xin viết gọn trong {most} ký tự."


def is_it_the_matter(words: str) -> str:
    """The words read as a question about something else: which of the two was meant."""
    return (
        f"“{words}” giống một câu hỏi, nên chưa ghi vào yêu cầu sửa hồ sơ."
        " Đồng chí muốn hỏi, hay đây là nội dung cần sửa?"
    )


def confirm(subject: str, words: str, proof_name: str = "") -> str:
    """What will be sent, and who will see it."""
    enclosed = f"\n{with_proof(proof_name)}" if proof_name else ""
    return (
        f"Gửi Trung tâm yêu cầu sửa hồ sơ.\n\nPhần: {SUBJECTS[subject]}\nNội dung: {words}{enclosed}\n\n"
        "Người được xem: cán bộ Trung tâm phụ trách hồ sơ. Hồ sơ chỉ đổi sau khi Trung tâm đối chiếu."
    )


# A photo or a paper that goes with the request

IS_PROOF = "Kèm yêu cầu sửa hồ sơ"
NO_PROOF = "Minh chứng cần là ảnh (.jpg, .png) hoặc tệp PDF. Xin chụp lại hoặc gửi tệp khác."
ONLY_PROOF = (
    "Ở đây Trợ lý chỉ nhận ảnh (.jpg, .png) hoặc tệp PDF làm minh chứng cho yêu cầu sửa hồ sơ. "
    "Cần việc khác, xin viết vài chữ, hoặc nhắn 0 để xem các mục."
)
PROOF_TOO_LARGE = "Ảnh hoặc tệp quá lớn, nhận được đến 20 MB. Xin gửi ảnh nhỏ hơn."
PROOF_UNAVAILABLE = "Trợ lý chưa tải được ảnh này. Xin gửi lại."
PROOF_GONE_ASK = "Ảnh gửi trước không còn chờ (quá một ngày, hoặc đã có tệp gửi sau). Xin gửi lại ảnh."


def is_it_proof(name: str) -> str:
    """A photo came out of nowhere: what is it for."""
    return (
        f"Đã nhận {name}. Đây có phải minh chứng cho yêu cầu sửa hồ sơ không? Không chọn thì tệp được xóa sau một ngày."
    )


def proof_kept(name: str) -> str:
    """The photo goes with the request; a later one takes its place."""
    return f"Đã nhận {name}, sẽ gửi kèm yêu cầu."


def with_proof(name: str) -> str:
    """A line of the request that tells what goes with it."""
    return f"Kèm tệp: {name}" if name.endswith(".pdf") else f"Kèm ảnh: {name}"


def sent(number: int, now: datetime) -> str:
    """It was kept; for whom it waits and what comes then."""
    return (
        f"Đã ghi nhận yêu cầu số {number}, lúc {now:%H} giờ {now:%M}, ngày {now:%d/%m/%Y}.\n"
        "Đang chờ: cán bộ Trung tâm đối chiếu. Có kết quả, Trung tâm sẽ báo đồng chí tại đây."
    )


def staff_is_told(number: int) -> Reply:
    """What staff read: no name and nothing of the matter, only the way to it."""
    return Reply(
        f"Có yêu cầu sửa hồ sơ số {number} đang chờ xử lý.", ((Button("Xem yêu cầu", f"correction:{number}"),),)
    )


# What staff read and answer

ANSWER_DONE = "Đã sửa, trả lời"
REFUSE = "Chưa đúng, trả lời"
OPEN_RECORD = "Mở hồ sơ"
EDIT = "Sửa phần này"
ALL_REQUESTS = "Các yêu cầu khác"
NONE_OPEN = "Không có yêu cầu sửa hồ sơ nào đang chờ."
ALREADY_ANSWERED = "Yêu cầu này đã có người trả lời, nên chưa ghi gì thêm."
NOT_SEEN = "Không thấy yêu cầu này trong phần đồng chí được giao."
MORE = "Xem tiếp"
WHY_REFUSED = "Vì sao chưa sửa? Xin viết một hai câu; người gửi yêu cầu sẽ đọc đúng câu này."
SEND_ANSWER = "Gửi trả lời"
DONE_WORDS = "Trung tâm đã đối chiếu và sửa hồ sơ."
"""What the person reads when staff say no more than that it is done."""


def waiting(listed: list[tuple[int, str, Cadre, datetime]], total: int) -> str:
    """Requests that wait: number, part, whose, since when."""
    lines = [
        f"{n}. Số {number}: {cadre.name}, {cadre.unit.name}. {SUBJECTS[subject]} ({asked:%d/%m/%Y})"
        for n, (number, subject, cadre, asked) in enumerate(listed, 1)
    ]
    return "\n".join([f"Có {total} yêu cầu sửa hồ sơ đang chờ, cũ nhất trước:", *lines])


def option(number: int) -> str:
    """A request as an option."""
    return f"Yêu cầu số {number}"


def request(number: int, subject: str, words: str, cadre: Cadre, asked: datetime) -> str:
    """A request as staff read it: who, which part, in which words."""
    return (
        f"Yêu cầu số {number}, gửi ngày {asked:%d/%m/%Y}\n"
        f"Người gửi: đồng chí {cadre.name} ({cadre.code}), {cadre.unit.name}\n"
        f"Phần: {SUBJECTS[subject]}\n"
        f"Nội dung: {words}"
    )


def proof_gone(name: str) -> str:
    """What came with the request can no longer be read."""
    return f"{with_proof(name)} (đã hết thời hạn lưu)"


def now_recorded(line: str) -> str:
    """What the record says at present of the part in question."""
    return f"Hồ sơ đang ghi: {line}"


def answer_check(number: int, words: str) -> str:
    """A refusal before it is sent."""
    return f"Trả lời yêu cầu số {number}, hồ sơ không đổi:\n{words}\n\nNgười được xem: người gửi yêu cầu."


def answered(number: int) -> str:
    """After staff have answered."""
    return f"Đã trả lời yêu cầu số {number}. Người gửi yêu cầu sẽ được báo."


def to_person(number: int, answer: str) -> Reply:
    """What the person who asked reads."""
    return Reply(
        f"Yêu cầu sửa hồ sơ số {number} đã có trả lời của Trung tâm:\n{answer}",
        ((Button("Hồ sơ của tôi", "my_profile"),),),
    )
