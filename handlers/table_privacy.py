"""The lines of the table of answers that are about one's own data; `handlers.table` takes them in."""

from handlers.answers import ANYONE, LINKED, STAFF, STUDENTS, Answer

PRIVACY_ANSWERS: tuple[Answer, ...] = (
    Answer("privacy", ANYONE, "privacy.board:board", "dulieu", "Quyền riêng tư, dữ liệu của tôi"),
    Answer("consents", ANYONE, "privacy.board:consents_now"),
    Answer("consent_text", LINKED, "privacy.board:new_text"),
    Answer("consent_no", ANYONE, "privacy.board:stop_linking"),
    Answer("my_data", ANYONE, "privacy.own_file:take"),
    Answer("who_saw_me", LINKED, "privacy.readers:mine"),
    Answer("privacy_page", ANYONE, "privacy.published:show"),
    Answer("privacy_ask", ANYONE, "privacy.asking:choose"),
    Answer("privacy_want", STUDENTS, "privacy.asking:want"),
    Answer("erase_chat", ANYONE, "privacy.asking:erase_chat"),
    Answer("erase_chat_yes", ANYONE, "privacy.asking:erase_chat_yes"),
    # Staff
    Answer("look_log", STAFF, "privacy.readers:everyone", "luotxem", "Ai đã xem hồ sơ nào"),
    Answer("privacy_requests", STAFF, "privacy.deciding:waiting", "yeucaudulieu", "Yêu cầu về dữ liệu cá nhân"),
    Answer("privacy_request", STAFF, "privacy.deciding:show"),
    Answer("privacy_do", STAFF, "privacy.deciding:do"),
    Answer("privacy_do_yes", STAFF, "privacy.deciding:do_yes"),
    Answer("privacy_no", STAFF, "privacy.deciding:refuse"),
    Answer("privacy_more", STAFF, "privacy.deciding:extend"),
)

PRIVACY_FORMS = {
    "privacy_ask": "privacy.asking:FORM",
    "privacy_no": "privacy.deciding:REFUSING",
    "privacy_more": "privacy.deciding:EXTENDING",
}
