"""The lines of the table about questions: those asked often, those for a person of the centre, and staff's inbox."""

from handlers.answers import ANYONE, LEADERS, STAFF, Answer

QUESTION_ANSWERS: tuple[Answer, ...] = (
    # Asked often
    Answer("procedure", ANYONE, "faq.asked:procedure"),
    Answer("faq", ANYONE, "faq.asked:listing", "hoidap", "Câu hỏi thường gặp"),
    Answer("faq_one", ANYONE, "faq.asked:one"),
    Answer("faq_desk", LEADERS, "faq.desk:board"),
    Answer("faq_list", LEADERS, "faq.desk:listing"),
    Answer("faq_card", LEADERS, "faq.desk:card"),
    Answer("faq_ok", LEADERS, "faq.desk:approve"),
    Answer("faq_new", STAFF, "faq.writing:new"),
    Answer("faq_edit", STAFF, "faq.writing:edit"),
    Answer("faq_retire", STAFF, "faq.desk:retire"),
    Answer("faq_retire_yes", STAFF, "faq.desk:retire_yes"),
    # For a person of the centre
    Answer("ask_centre", ANYONE, "asking.question:begin", "hoi", "Hỏi cán bộ Trung tâm"),
    Answer("my_questions", ANYONE, "asking.question:mine", "cauhoi", "Câu hỏi đã gửi"),
    Answer("question_no", ANYONE, "asking.question:withdraw"),
    Answer("talk_end", ANYONE, "asking.silence:ended"),
    # Staff's inbox
    Answer("inbox", STAFF, "staff.inbox.board:board", "hopthu", "Hộp thư câu hỏi"),
    Answer("inbox_open", STAFF, "staff.inbox.board:show"),
    Answer("inbox_take", STAFF, "staff.inbox.board:take"),
    Answer("inbox_back", STAFF, "staff.inbox.board:give_back"),
    Answer("inbox_close", STAFF, "staff.inbox.board:close"),
    Answer("inbox_close_yes", STAFF, "staff.inbox.board:close_yes"),
    Answer("inbox_answer", STAFF, "staff.inbox.answering:begin"),
    Answer("inbox_talk", STAFF, "staff.inbox.talking:begin"),
    Answer("inbox_done", STAFF, "staff.inbox.talking:done"),
    Answer("inbox_faq", STAFF, "staff.inbox.answering:preview"),
    Answer("inbox_faq_yes", STAFF, "staff.inbox.answering:into_faq"),
    Answer("inbox_faq_edit", STAFF, "staff.inbox.answering:edit_first"),
)

QUESTION_FORMS = {
    "ask_centre": "asking.question:FORM",
    "inbox_answer": "staff.inbox.answering:FORM",
    "inbox_talk": "staff.inbox.talking:FORM",
    "faq_write": "faq.writing:FORM",
}
