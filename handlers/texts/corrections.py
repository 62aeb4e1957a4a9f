"""Words about wrong data: which part, who sees it, what happens next; and the answer of staff."""

from datetime import datetime

from handlers.messages import Button, Reply

SUBJECTS = {
    "level": "Trình độ, văn bằng",
    "post": "Chức vụ, cấp ủy",
    "unit": "Đơn vị công tác",
    "phone": "Số điện thoại",
    "rating": "Xếp loại hằng năm",
    "other": "Mục khác",
}
SEND = "Gửi Trung tâm"
WHICH_PART = "Phần nào trong hồ sơ chưa đúng?"
WORDS_MISSING = "Xin đồng chí viết vài chữ cho biết nội dung đúng."


def in_own_words(subject: str) -> str:
    """Ask for the matter itself."""
    return (
        f"{SUBJECTS[subject]}: xin đồng chí viết nội dung đúng trong một hai câu "
        "(có số, ngày của văn bằng hoặc quyết định nếu có)."
    )


def words_too_long(most: int) -> str:
    """The words do not fit."""
    return f"Nội dung dài quá; xin viết gọn trong {most} chữ cái."


def confirm(subject: str, words: str) -> str:
    """What will be sent, and who will see it."""
    return (
        f"Gửi Trung tâm yêu cầu sửa hồ sơ.\n\nPhần: {SUBJECTS[subject]}\nNội dung: {words}\n\n"
        "Người được xem: cán bộ Trung tâm phụ trách hồ sơ. Hồ sơ chỉ đổi sau khi Trung tâm đối chiếu."
    )


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
