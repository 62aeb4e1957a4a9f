"""Words that only Zalo needs: options as numbers, files that come as links, files that cannot come at all."""

from collections.abc import Sequence

from handlers.house import WaysIn

ANSWER_BY_NUMBER = "Trả lời bằng số."


def links(files: Sequence[tuple[str, str]], days: int) -> str:
    """Names and addresses of files, and for how long they can be had."""
    listed = "\n".join(f"{name}:\n{address}" for name, address in files)
    return f"Tệp kèm theo, tải về trong {days} ngày. Xin không chuyển tiếp đường dẫn.\n\n{listed}"


def not_here(names: Sequence[str], ways_in: WaysIn) -> str:
    """The files cannot be had on Zalo; where they can."""
    which = ", ".join(names)
    if ways_in.web:
        return f"Zalo chưa nhận được tệp {which}. Xin hỏi lại tại trang trò chuyện của Trung tâm: {ways_in.web}"
    if ways_in.telegram:
        return f"Zalo chưa nhận được tệp {which}. Xin hỏi lại Trợ lý trên Telegram: {ways_in.telegram}"
    return f"Zalo chưa nhận được tệp {which}. Xin liên hệ Trung tâm để nhận tệp."
