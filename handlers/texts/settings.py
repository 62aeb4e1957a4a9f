"""Words about one's own settings."""

MUTE = "Tắt thông báo"
UNMUTE = "Bật thông báo"
QUIET = "Đặt giờ yên tĩnh"
NO_OWN_HOURS = "Theo giờ của Trung tâm"
USUAL_HOURS = "20 giờ 30 - 06 giờ 30"
WHICH_HOURS = "Trong khoảng giờ nào Trợ lý không chủ động nhắn? Ví dụ: 20 giờ 30 đến 06 giờ 30."
HOURS_UNREADABLE = "Trợ lý chưa đọc được khoảng giờ. Xin viết giờ bắt đầu và giờ kết thúc."


def now(muted: bool, quiet_hours: str) -> str:
    """What is set at present."""
    notices = "đang tắt" if muted else "đang bật"
    hours = _spoken(quiet_hours) if quiet_hours else "theo giờ của Trung tâm"
    return f"Cài đặt của đồng chí:\n- Thông báo: {notices}\n- Giờ yên tĩnh: {hours}"


def muted(is_muted: bool, leads: bool = False) -> str:
    """After switching; who leads gets figures and alerts too, which keep silent with the rest."""
    if not is_muted:
        return "Đã bật thông báo." + (" Số liệu định kỳ và cảnh báo đã đặt lại được gửi." if leads else "")
    lines = [
        "Đã tắt thông báo: Trợ lý không chủ động nhắn trên kênh nào, chỉ trả lời khi được hỏi và báo kết quả của việc"
        " đồng chí đã gửi hoặc đang xử lý.",
        "Giấy triệu tập vẫn gửi qua cấp ủy đơn vị. Bật lại trong mục Cài đặt.",
    ]
    if leads:
        lines.insert(1, "Số liệu định kỳ và cảnh báo chỉ tiêu cũng không gửi; lịch đã đặt vẫn giữ.")
    return "\n".join(lines)


def quiet(hours: str) -> str:
    """After setting the hours."""
    if not hours:
        return "Đã đặt: giờ yên tĩnh theo giờ của Trung tâm."
    return f"Đã đặt: từ {_spoken(hours)}, Trợ lý không chủ động nhắn, trừ việc gấp."


def _spoken(hours: str) -> str:
    start, _, end = hours.partition("-")
    return f"{_hour(start)} đến {_hour(end)}"


def _hour(clock: str) -> str:
    hour, _, minute = clock.partition(":")
    return f"{hour} giờ" + (f" {minute}" if minute != "00" else "")
