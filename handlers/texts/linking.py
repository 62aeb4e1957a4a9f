"""Words about linking a chat to a record: the ways, what went wrong, what staff confirm, slips, unlinking."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from handlers.house import Centre
from handlers.texts import notice_channel
from rules.cadres import Cadre, Unit
from rules.dates import vietnamese
from rules.learners import Learner

BY_CODE = "Nhập mã liên kết"
BY_PHONE = "Gửi số điện thoại"
BY_REQUEST = "Nhờ Trung tâm xác nhận"
NOT_ME = "Không phải tôi"
UNLINK = "Hủy liên kết"
KEEP = "Giữ liên kết"
SEND = "Gửi yêu cầu"
REFUSE = "Từ chối"

FIRST = "Mục này trả lời theo hồ sơ riêng, nên cần liên kết tài khoản trước."
WAY_BY_PHONE = "- Số điện thoại của chính anh/chị, nếu đã có trong hồ sơ.\n"
WAYS = (
    "Xin chọn một cách liên kết:\n"
    "- Mã liên kết do Trung tâm hoặc đơn vị phát (10 ký tự).\n"
    f"{WAY_BY_PHONE}"
    "- Cho biết họ tên, năm sinh, đơn vị để Trung tâm xác nhận."
)
AGREED = "Đã ghi nhận anh/chị đồng ý."
TYPE_CODE = "Xin nhắn mã trên phiếu, ví dụ: LIENKET 7K3M9-QX2WA. Viết hoa hay thường, có gạch hay không đều được."
MALFORMED = "Mã liên kết gồm 10 ký tự, mã vừa nhận thừa hoặc thiếu. Xin xem lại phiếu rồi nhắn lại."
USED = (
    "Mã này đã được dùng, mỗi mã chỉ dùng một lần. Nếu không phải anh/chị đã dùng, xin báo Trung tâm; "
    "cần mã mới, xin hỏi Trung tâm hoặc đơn vị."
)
EXPIRED = "Mã này đã hết hạn hoặc đã được thay bằng mã mới. Xin hỏi Trung tâm hoặc đơn vị để nhận mã mới."
SHARE_PHONE = (
    "Xin gửi số điện thoại bằng nút chia sẻ số của ứng dụng (không gõ số). Trợ lý chỉ so với hồ sơ, không lưu lại."
)
NOT_OWN = "Chỉ dùng được số điện thoại của chính tài khoản này, không dùng danh thiếp chuyển tiếp."
NO_MATCH = "Số điện thoại này chưa ứng với đúng một hồ sơ, nên chưa liên kết được. Xin chọn cách khác."
ASK_NAME = "Xin cho biết họ và tên đầy đủ, có dấu."
ASK_BIRTH = "Anh/chị sinh năm nào? Ví dụ: 1980."
ASK_UNIT = "Anh/chị công tác tại đơn vị nào? Ví dụ: xã Tân An; Phòng Nội vụ."
NAME_WRONG = "Họ và tên cần từ hai chữ trở lên, không có số."
BIRTH_WRONG = "Xin viết năm sinh gồm bốn chữ số."
UNIT_WRONG = "Xin viết tên đơn vị, từ 2 đến 100 ký tự."
PRESS_SEND = "Xin chọn “Gửi yêu cầu”, hoặc “Quay lại” để sửa."
REQUEST_WAITS = "Yêu cầu liên kết đã gửi đang chờ cán bộ Trung tâm xác nhận. Có kết quả, Trợ lý báo tại đây."
REQUEST_SENT = (
    "Đã gửi yêu cầu liên kết đến cán bộ Trung tâm. Có kết quả, Trợ lý báo tại đây. "
    "Trong lúc chờ, anh/chị vẫn hỏi được các câu hỏi chung."
)
REQUEST_REFUSED = (
    "Trung tâm chưa xác nhận được yêu cầu liên kết: thông tin chưa khớp với hồ sơ. "
    "Xin liên hệ Trung tâm, hoặc gửi lại yêu cầu với thông tin trong hồ sơ."
)
ALREADY_DECIDED = "Yêu cầu này đã có người xử lý, hoặc đã hết hạn."
NO_REQUESTS = "Hiện không có yêu cầu liên kết nào đang chờ."
REQUESTS = "Yêu cầu liên kết đang chờ, cũ nhất trước:"
REFUSED = "Đã từ chối. Người gửi được báo để liên hệ Trung tâm hoặc gửi lại."
CHAT_TAKEN = "Tài khoản chat này nay đã liên kết bằng cách khác, yêu cầu được khép lại."
UNLINK_ASK = (
    "Hủy liên kết thì Trợ lý thôi trả lời về hồ sơ riêng và thôi gửi thông báo tại đây; các điều đã đồng ý được rút. "
    "Hồ sơ tại Trung tâm không đổi. Muốn liên kết lại cần mã mới, số điện thoại hoặc Trung tâm xác nhận.\n\n"
    "Có chắc hủy liên kết không?"
)
UNLINKED = (
    "Đã hủy liên kết, các điều đã đồng ý được rút. Câu hỏi chung vẫn hỏi được.\n"
    "Liên kết lại: nhắn “/start”. Xóa cả dữ liệu trò chuyện: nhắn “/dulieu”."
)
NOT_ME_DONE = "Đã gỡ liên kết và báo Trung tâm. Xin lỗi vì sự nhầm lẫn. Câu hỏi chung vẫn hỏi được."


def already(name: str) -> str:
    """The chat is linked, and nothing was changed."""
    return f"Tài khoản này đã liên kết với đồng chí {name}."


def already_someone_else(name: str) -> str:
    """A good code of another person was typed in a linked chat; it was not used."""
    return f"{already(name)} Mã vừa nhận là của người khác và chưa được dùng. Cần đổi, xin hủy liên kết trước."


def linked(name: str, unit: str) -> str:
    """The link is made."""
    return f"Đã liên kết: đồng chí {name}{', ' + unit if unit else ''}."


def relinked_elsewhere(name: str, centre: Centre) -> str:
    """To the old chat, whose link is closed."""
    call = f"gọi ngay {centre.phone}" if centre.phone else "báo ngay cho Trung tâm"
    return (
        f"Hồ sơ của đồng chí {name} vừa được liên kết với một tài khoản khác; liên kết tại đây đã đóng.\n"
        f"Nếu không phải đồng chí làm việc này, xin {call}."
    )


def wrong_code(left: int) -> str:
    """A code that nobody has; `left` more may be tried within the hour."""
    return f"Mã này không đúng. Xin xem lại phiếu rồi nhắn lại (còn {left} lần trong một giờ)."


def locked(until: datetime) -> str:
    """Too many wrong codes."""
    return (
        f"Đã nhập sai quá nhiều lần, việc nhập mã tạm khóa đến {until:%H giờ %M}. "
        "Trung tâm đã được báo. Có thể chọn cách khác bên dưới."
    )


def staff_locked(channel: str, display_name: str) -> str:
    """To staff: somebody tries codes."""
    who = f" ({display_name})" if display_name else ""
    return f"Một tài khoản {channel}{who} vừa nhập sai mã liên kết nhiều lần; đã tạm khóa một giờ."


def staff_not_me(name: str, code: str) -> str:
    """To staff: the chat linked to a record says it belongs to somebody else."""
    return (
        f"Tài khoản vừa liên kết với đồng chí {name} ({code}) báo “không phải tôi”; liên kết đã gỡ. "
        "Xin xem lại số điện thoại trong hồ sơ hoặc phiếu đã phát."
    )


def request_lapsed(days: int, centre: Centre) -> str:
    """Nobody of the centre answered the request, which is closed and forgotten."""
    call = f" theo số {centre.phone}" if centre.phone else ""
    return (
        f"Yêu cầu liên kết đã gửi quá {days} ngày mà chưa được trả lời, nên đã khép lại; thông tin đã gửi được xóa. "
        f"Xin liên hệ Trung tâm{call}, hoặc gửi lại yêu cầu."
    )


def check_request(name: str, birth_year: str, unit: str) -> str:
    """Before the request is sent: what it says and who will see it."""
    return (
        f"Yêu cầu liên kết:\n- Họ và tên: {name}\n- Năm sinh: {birth_year}\n- Đơn vị: {unit}\n\n"
        "Người được xem: cán bộ phụ trách của Trung tâm, để đối chiếu với hồ sơ."
    )


def staff_request(name: str, birth_year: str, unit: str, sender: str) -> str:
    """To staff: the head of a request. `sender` is the chat's channel and display name."""
    return f"Yêu cầu liên kết: {name}, sinh {birth_year}, {unit}.\nTài khoản: {sender}."


def candidates(found: Sequence[tuple[Cadre | Learner, bool]]) -> str:
    """The records a request may mean; the flag tells that one has a linked chat already."""
    if not found:
        return "Không có hồ sơ nào trùng họ tên. Xin liên hệ người gửi, phát mã, hoặc từ chối."
    lines = ["Hồ sơ có thể khớp:"]
    for cadre, has_chat in found:
        born = f"sinh {cadre.birth}" if cadre.birth else "chưa có ngày sinh"
        mark = "; đã có tài khoản liên kết, xin kiểm tra kỹ" if has_chat else ""
        lines.append(f"- {cadre.code} {cadre.name}, {born}, {cadre.unit.name}{mark}")
    return "\n".join(lines)


def confirm(code: str) -> str:
    """The label that links a request to the record of a code."""
    return f"Xác nhận {code}"


def confirmed(name: str, code: str) -> str:
    """To the one who confirmed."""
    return f"Đã liên kết với hồ sơ {code}, đồng chí {name}. Người gửi đã được báo."


def open_request(name: str, sent: date) -> str:
    """The label of a waiting request, its sender's name shortened to the last two words."""
    return f"{' '.join(name.split()[-2:])}, {sent:%d/%m}"


def linked_by_unit(
    counts: Sequence[tuple[Unit, int, int]],
    shown: Sequence[tuple[Unit, int, int]],
    channels: Mapping[str, int],
    today: date,
) -> str:
    """(unit, linked, total) for each unit, as numbers only: the sums of all of them, and those `shown` one by one.

    `channels` says how many have each channel.
    """
    linked_total, total = sum(linked for _, linked, _ in counts), sum(total for *_, total in counts)
    if not total:
        return "Chưa có dữ liệu cán bộ trong phạm vi được xem."
    share = f"{100 * linked_total / total:.1f}".replace(".", ",")
    lines = [f"Đã liên kết: {linked_total}/{total} đồng chí ({share}%). Số liệu ngày {vietnamese(today)}."]
    if channels:
        by_channel = ", ".join(f"{name} {channels.get(channel, 0)}" for channel, name in notice_channel.NAMES.items())
        lines.append(f"Theo kênh: {by_channel}; dùng nhiều kênh thì tính ở mỗi kênh.")
    return "\n".join([*lines, "", *(f"- {unit.name}: {linked}/{total}" for unit, linked, total in shown)])


def slip_title(centre: Centre) -> str:
    """The head of a paper slip."""
    return centre.name


def words_to_link(shown_code: str) -> str:
    """What is written to the assistant."""
    return f"LIENKET {shown_code}"


def slip_ways(zalo: str, link: str, web: str) -> list[str]:
    """The ways in that a paper slip names, each a line; the words to write stand above them."""
    ways = [
        f"Zalo: tìm bot “{zalo}”, nhắn dòng chữ đậm." if zalo else "",
        f"Telegram: {_address(link)}, nhắn dòng chữ đậm." if link else "",
        f"Trang web: {_address(web)}, nhập mã." if web else "",
    ]
    return [way for way in ways if way] or ["Nhắn dòng chữ đậm cho Trợ lý của Trung tâm."]


def slip_scan(link: str, web: str) -> str:
    """What the QR code of a slip opens: Telegram, else the web chat, else nothing but the words to write."""
    return "Quét để mở Telegram" if link else "Quét để mở trang web" if web else "Quét để chép dòng chữ"


def _address(link: str) -> str:
    """An address as it is typed from paper, without what a tap adds to it."""
    return link.partition("?")[0].rstrip("/").removeprefix("https://")


def slip_foot(expires: date) -> str:
    """How long a slip is good, and for whom."""
    return f"Dùng một lần, đến hết ngày {vietnamese(expires)}. Mã của riêng đồng chí, không đưa cho người khác."


SLIPS = "Mã liên kết"
SLIP_COLUMNS = (
    "Mã cán bộ", "Họ và tên", "Đơn vị", "Mã liên kết", "Telegram", "Trang web", "Hết hạn", "Tin nhắn gửi kèm"
)  # fmt: skip


def message_to_send(name: str, shown_code: str, ways: tuple[str, str, str], expires: date) -> str:
    """The words to send along with a code where no paper is handed out. `ways`: Zalo's bot, Telegram's link, the web's.

    The links carry the code; in Zalo it is written.
    """
    zalo, link, web = ways
    words = words_to_link(shown_code)
    lines = [
        f"Zalo: tìm bot “{zalo}”, nhắn: {words}" if zalo else "",
        f"Telegram: mở {link} hoặc nhắn Trợ lý: {words}" if link else "",
        f"Trang web: mở {web}" if web else "",
    ]
    known = [f"- {line}" for line in lines if line] or [f"- Nhắn Trợ lý: {words}"]
    head = (
        f"Kính gửi đồng chí {name}: để hỏi Trợ lý của Trung tâm về trình độ lý luận chính trị và lớp học của mình, xin"
        + (" chọn một cách:" if len(known) > 1 else ":")
    )
    return "\n".join([head, *known, f"Mã của riêng đồng chí, dùng một lần, đến hết ngày {vietnamese(expires)}."])
