"""The one table of answers and forms: the map of what the assistant can do. Nothing registers itself elsewhere.

Handlers and forms stand here by their places and are imported at their first use: the house may grow, and still
starts as fast.
"""

from collections.abc import Iterator, Mapping
from typing import cast

from handlers.answers import ADMINS, ANYONE, CADRES, LEADERS, LINKED, OFFICERS, STAFF, STUDENTS, TEACHERS, Answer, named
from handlers.forms import Form
from handlers.table_classes import CLASS_DESK_ANSWERS, CLASS_DESK_FORMS
from handlers.table_lecturers import LECTURER_ANSWERS, LECTURER_FORMS
from handlers.table_privacy import PRIVACY_ANSWERS, PRIVACY_FORMS
from handlers.table_questions import QUESTION_ANSWERS, QUESTION_FORMS
from handlers.table_records import RECORD_ANSWERS, RECORD_FORMS
from handlers.table_reorganising import REORGANISATION_ANSWERS
from handlers.table_running import RUNNING_ANSWERS, RUNNING_FORMS
from handlers.table_short_forms import SHORT_FORM_ANSWERS, SHORT_FORM_FORMS
from handlers.table_taking import TAKING_ANSWERS, TAKING_FORMS

ON_CONTACT = "contact_card"
"""The line that takes a shared contact."""
ON_FILE = "file"
"""The line that takes a file sent outside any form."""

_ANSWERS: tuple[Answer, ...] = (
    # Everyone
    Answer("home", ANYONE, "home:menu", "menu", "Các mục"),
    Answer("help", ANYONE, "home:help_", "help", "Trợ lý làm được gì"),
    Answer("greeting", ANYONE, "home:greeting"),
    Answer("out_of_scope", ANYONE, "home:out_of_scope"),
    Answer("contact", ANYONE, "home:contact", "lienhe", "Gặp cán bộ Trung tâm"),
    Answer("required_level", ANYONE, "required_level:answer", "chucdanh", "Trình độ theo chức danh"),
    # Questions asked often, and for a person
    *QUESTION_ANSWERS,
    # How questions are shortened
    *SHORT_FORM_ANSWERS,
    # Linking
    Answer("start", ANYONE, "linking.first_contact:start", "start", "Bắt đầu, liên kết hồ sơ"),
    Answer("agree", ANYONE, "linking.first_contact:agree"),
    Answer("decline", ANYONE, "linking.first_contact:decline"),
    Answer("link", ANYONE, "linking.by_code:link"),
    Answer("link_phone", ANYONE, "linking.by_contact:link_phone"),
    Answer("contact_card", ANYONE, "linking.by_contact:card"),
    Answer("link_form", ANYONE, "linking.request:start"),
    Answer("link_requests", STAFF, "linking.confirming:waiting"),
    Answer("link_request", STAFF, "linking.confirming:show"),
    Answer("link_ok", STAFF, "linking.confirming:confirm"),
    Answer("link_no", STAFF, "linking.confirming:refuse"),
    Answer("unlink", LINKED, "linking.unlink:ask"),
    Answer("unlink_yes", LINKED, "linking.unlink:confirmed"),
    Answer("not_me", LINKED, "linking.unlink:not_me"),
    Answer("web", LINKED, "linking.web:web", "web", "Mở trò chuyện trên web"),
    Answer("web_close", LINKED, "linking.web:close"),
    Answer("linked_by_unit", OFFICERS | LEADERS, "linking.coverage:linked_by_unit"),
    # One's own data
    *PRIVACY_ANSWERS,
    # The program at work
    *RUNNING_ANSWERS,
    # Notices to oneself
    Answer("notice_receipt", LINKED, "receipts:answer"),
    Answer("notice_reason", LINKED, "receipts:reason"),
    Answer("notice_word", LINKED, "receipts:by_word"),
    Answer("change_receipt", LINKED, "receipts:change"),
    Answer("my_notices", LINKED, "receipts:mine", "thongbaotoi", "Thông báo gửi đến tôi"),
    Answer("my_notice", LINKED, "receipts:one"),
    # Notices that went out
    Answer("notice_after", LINKED, "notices_after.state:show"),
    Answer("notice_after_list", OFFICERS | LEADERS, "notices_after.state:listing"),
    Answer("notice_calls", OFFICERS, "notices_after.calls:start"),
    Answer("notice_called", OFFICERS, "notices_after.calls:by_word"),
    Answer("notice_file", OFFICERS, "notices_after.files:report"),
    Answer("notice_phones", OFFICERS, "notices_after.files:phones"),
    Answer("notice_group", OFFICERS, "notices_after.files:group_text"),
    Answer("notice_chase", STAFF, "notices_after.chase:ask_or_set"),
    Answer("notice_correct", STAFF, "staff.notices.correcting:correct"),
    # Classes
    Answer("upcoming_classes", ANYONE, "cadre.classes:upcoming_classes", "lop", "Lớp sắp mở"),
    Answer("class_detail", ANYONE, "cadre.classes:class_detail"),
    Answer("class_timetable", ANYONE, "cadre.classes:class_timetable"),
    Answer("class_news", CADRES, "cadre.class_news:look"),
    Answer("my_schedule", STUDENTS, "cadre.studies:my_schedule", "lichhoc", "Lịch học của tôi"),
    Answer("materials", LINKED, "cadre.materials:materials", "tailieu", "Tài liệu của lớp"),
    Answer("material", LINKED, "cadre.materials:material"),
    Answer("material_new", TEACHERS, "staff.materials:new"),
    Answer("material_replace", TEACHERS, "staff.materials:replace_it"),
    Answer("material_drop", TEACHERS, "staff.materials:drop"),
    Answer("material_drop_yes", TEACHERS, "staff.materials:drop_yes"),
    # Lecturers
    *LECTURER_ANSWERS,
    # Cadres
    Answer("my_status", CADRES, "cadre.standing:mine", "status", "Trình độ của tôi"),
    Answer("why", CADRES, "cadre.standing:why"),
    Answer("eligibility", CADRES, "cadre.eligibility:mine", "dieukien", "Điều kiện đi học"),
    Answer("what_if", CADRES, "cadre.what_if:choose", "neu", "Nếu được bổ nhiệm"),
    Answer("my_profile", CADRES, "cadre.profile:mine", "hoso", "Hồ sơ của tôi"),
    Answer("update_profile", CADRES, "cadre.correction:begin"),
    Answer("update_proof", CADRES, "cadre.correction:begin_with_proof"),
    Answer("notifications", LINKED, "notifications:show", "caidat", "Cài đặt"),
    Answer("mute", LINKED, "cadre.settings:mute"),
    Answer("quiet", LINKED, "cadre.settings:quiet"),
    Answer("notice_channel", LINKED, "cadre.notice_channel:choose"),
    Answer("own_menu", CADRES, "home:own_menu"),
    # Officers
    Answer("study_answer", OFFICERS, "officer.study_answers:begin"),
    # The desk of classes
    *CLASS_DESK_ANSWERS,
    # Staff
    Answer("find_cadre", STAFF, "staff.finding:find_cadre", "tra", "Tra hồ sơ cán bộ"),
    Answer("cadre", STAFF, "staff.card:show"),
    Answer("edit", STAFF, "staff.edits:edit"),
    Answer("add_cadre", STAFF, "staff.add_form:add_cadre"),
    Answer("come_back", STAFF, "staff.end_form:come_back"),
    Answer("corrections", STAFF, "staff.corrections:waiting", "yeucau", "Yêu cầu sửa hồ sơ"),
    Answer("correction", STAFF, "staff.corrections:show"),
    Answer("correction_done", STAFF, "staff.corrections:done"),
    Answer("correction_no", STAFF, "staff.corrections:refuse"),
    Answer("import_roster", STAFF, "staff.importing:explain", "nap", "Nạp danh sách cán bộ"),
    Answer("file", ANYONE, "arrived:file"),
    Answer("import_read", STAFF, "staff.importing:read"),
    Answer("import_see", STAFF, "staff.importing:see"),
    Answer("import_yes", STAFF, "staff.importing:yes"),
    Answer("import_no", STAFF, "staff.importing:forget"),
    Answer("import_undo", STAFF, "staff.import_undo:ask"),
    Answer("import_undo_yes", STAFF, "staff.import_undo:confirmed"),
    Answer("roster_template", STAFF, "staff.roster_files:template"),
    Answer("roster_export", STAFF, "staff.roster_files:export"),
    # What does not go together in the records
    *RECORD_ANSWERS,
    # Units that merge, split or take another name
    *REORGANISATION_ANSWERS,
    # Taking part in classes
    *TAKING_ANSWERS,
    # Notices
    Answer("notices", LINKED, "staff.notices.board:board", "thongbao", "Thông báo"),
    Answer("broadcast", STAFF, "staff.notices.begin:broadcast"),
    Answer("notice_new", STAFF, "staff.notices.form:new"),
    Answer("notice", STAFF, "staff.notices.board:show"),
    Answer("notice_drafts", STAFF, "staff.notices.board:drafts"),
    Answer("notices_sent", STAFF, "staff.notices.board:sent"),
    Answer("notice_edit", STAFF, "staff.notices.edits:edit"),
    Answer("notice_more", STAFF, "staff.notices.edits:more"),
    Answer("notice_drop", STAFF, "staff.notices.edits:drop"),
    Answer("notice_drop_yes", STAFF, "staff.notices.edits:drop_yes"),
    Answer("notice_templates", STAFF, "staff.notices.templates:board"),
    Answer("notice_template", STAFF, "staff.notices.templates:show"),
    Answer("notice_from", STAFF, "staff.notices.templates:begin"),
    Answer("notice_groups", STAFF, "staff.notices.kept_names:groups"),
    Answer("notice_named", STAFF, "staff.notices.kept_names:group"),
    Answer("notice_rename", STAFF, "staff.notices.kept_names:rename"),
    Answer("notice_forget", STAFF, "staff.notices.kept_names:forget"),
    Answer("notice_forget_yes", STAFF, "staff.notices.kept_names:forget_yes"),
    Answer("notice_look", STAFF, "staff.notices.preview:look"),
    Answer("notice_test", STAFF, "staff.notices.preview:trial"),
    Answer("notice_whose", STAFF, "staff.notices.preview:whose"),
    Answer("notice_absent", STAFF, "staff.notices.preview:absent"),
    Answer("notice_send", STAFF, "staff.notices.sending:send"),
    Answer("notice_back", STAFF, "staff.notices.approving:take_back"),
    Answer("notice_waiting", LEADERS, "staff.notices.approving:waiting", "choduyet", "Thông báo chờ duyệt"),
    Answer("notice_ask", LEADERS, "staff.notices.approving:show"),
    Answer("notice_read", LEADERS, "staff.notices.approving:read"),
    Answer("notice_ok", LEADERS, "staff.notices.approving:approve"),
    Answer("notice_no", LEADERS, "staff.notices.approving:refuse"),
    Answer("notice_pause", STAFF, "staff.notices.progress:pause"),
    Answer("notice_resume", STAFF, "staff.notices.progress:resume"),
    Answer("notice_cancel", STAFF, "staff.notices.progress:cancel"),
    Answer("notice_cancel_yes", STAFF, "staff.notices.progress:cancel_yes"),
    Answer("notice_again", STAFF, "staff.notices.progress:send_again"),
    Answer("notice_as_sent", STAFF, "staff.notices.progress:take_as_sent"),
    Answer("notice_alone", ADMINS, "staff.notices.alone:show", "tuduyet", "Ai duyệt thông báo lớn"),
    Answer("notice_alone_set", ADMINS, "staff.notices.alone:choose"),
    # Leaders
    Answer("usage", LEADERS, "usage:usage", "thongke", "Thống kê truy cập"),
    Answer("target_summary", LEADERS, "leader.asked_ahead:answer", "chitieu", "Chỉ tiêu tới đâu"),
    Answer("subscriptions", LEADERS, "leader.subscriptions:show", "dinhky", "Số liệu định kỳ"),
    Answer("subscribe", LEADERS, "leader.subscriptions:choose"),
    Answer("subscription_end", LEADERS, "leader.subscriptions:end"),
    Answer("subscription_alerts", LEADERS, "leader.subscriptions:alerts"),
    Answer("target_centres", LEADERS, "leader.across:listing"),
    Answer("in", LEADERS, "leader.across:inside"),
    Answer("target_picture", LEADERS, "leader.picture:show"),
    Answer("target_files", LEADERS, "leader.papers:choose"),
    Answer("target_word", LEADERS, "leader.papers:word"),
    Answer("target_excel", LEADERS, "leader.papers:excel"),
    Answer("target_period", LEADERS, "leader.papers:period"),
    Answer("target_trend", LEADERS, "leader.trend:show"),
    Answer("trend_picture", LEADERS, "leader.trend:picture"),
    Answer("target_bridge", LEADERS, "leader.bridge:show"),
    Answer("target_bridge_names", LEADERS, "leader.bridge:names"),
    Answer("target_what_if", LEADERS, "leader.what_if_graduates:menu"),
    Answer("target_graduates", LEADERS, "leader.what_if_graduates:start"),
    Answer("target_committee", LEADERS, "leader.committee_list:start"),
    Answer("target_units", LEADERS, "leader.units:show"),
    Answer("target_unit", LEADERS, "leader.units:show_unit"),
    Answer("target_missing", LEADERS, "leader.missing:show"),
    Answer("target_planned", LEADERS, "leader.missing:show_planned"),
    Answer("target_person", LEADERS, "opening:person"),
    Answer("target_choose", LEADERS, "leader.missing:choose_target"),
    Answer("target_pick", LEADERS, "opening:pick"),
    Answer("target_number", LEADERS, "opening:by_number"),
    Answer("target_modes", LEADERS, "leader.modes:show"),
    Answer("target_plan", LEADERS, "leader.plan:show"),
    Answer("target_plan_who", LEADERS, "leader.plan:who"),
    Answer("target_plan_list", LEADERS, "leader.plan:plain"),
    Answer("target_plan_more", LEADERS, "leader.plan:more"),
    Answer("target_plan_limits", LEADERS, "leader.plan_limits:begin"),
    Answer("target_plan_out", LEADERS, "leader.plan_left_out:begin"),
    Answer("target_plan_file", LEADERS, "leader.plan_file:take"),
    Answer("study_ask", LEADERS, "leader.plan_requests:ask"),
    Answer("study_send", LEADERS, "leader.plan_requests:send"),
    Answer("study_asked", LEADERS, "leader.plan_requests:asked"),
    Answer("unit_progress", LEADERS, "leader.asked:unit_progress"),
    Answer("missing_list", LEADERS, "leader.asked:missing_list"),
)

ANSWERS = {answer.name: answer for answer in _ANSWERS}

_FORMS = {
    "link_form": "linking.request:FORM",
    "correction": "cadre.correction:FORM",
    "quiet": "cadre.settings:FORM",
    "notice_reason": "receipts:FORM",
    "notice_calls": "notices_after.calls:FORM",
    "subscribe": "leader.subscriptions:FORM",
    # One's own data
    **PRIVACY_FORMS,
    # The program at work
    **RUNNING_FORMS,
    # Questions
    **QUESTION_FORMS,
    # How questions are shortened
    **SHORT_FORM_FORMS,
    # The desk of classes
    **CLASS_DESK_FORMS,
    # What does not go together in the records
    **RECORD_FORMS,
    # Taking part in classes
    **TAKING_FORMS,
    # Lecturers
    **LECTURER_FORMS,
    # Staff
    "material_new": "staff.materials:FORM",
    "find_cadre": "staff.finding:FORM",
    "edit_level": "staff.level_form:FORM",
    "add_post": "staff.post_forms:ADD",
    "end_post": "staff.post_forms:END",
    "edit_unit": "staff.unit_form:FORM",
    "edit_rating": "staff.rating_form:FORM",
    "edit_part": "staff.part_form:FORM",
    "end_record": "staff.end_form:FORM",
    "merge_records": "staff.merge_form:FORM",
    "add_cadre": "staff.add_form:FORM",
    "correction_no": "staff.corrections:FORM",
    "notice": "staff.notices.form:FORM",
    "kept_name": "staff.notices.kept_names:FORM",
    # Leaders
    "target_graduates": "leader.what_if_graduates:FORM",
    "target_committee": "leader.committee_list:FORM",
    "target_plan_limits": "leader.plan_limits:FORM",
    "target_plan_out": "leader.plan_left_out:FORM",
    "study_answer": "officer.study_answers:FORM",
}


class _Forms(Mapping[str, Form]):
    """The forms by name, each imported when it is asked for first."""

    def __getitem__(self, name: str) -> Form:
        return cast(Form, named(_FORMS[name]))

    def __iter__(self) -> Iterator[str]:
        return iter(_FORMS)

    def __len__(self) -> int:
        return len(_FORMS)


FORMS: Mapping[str, Form] = _Forms()
