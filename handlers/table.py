"""The one table of answers and forms: the map of what the assistant can do. Nothing registers itself elsewhere."""

from handlers import arrived, home, notifications, opening, receipts, required_level
from handlers.answers import ADMINS, ANYONE, CADRES, LEADERS, LINKED, OFFICERS, STAFF, STUDENTS, Answer
from handlers.cadre import (
    class_news,
    classes,
    correction,
    eligibility,
    materials,
    notice_channel,
    profile,
    settings,
    standing,
    studies,
    what_if,
)
from handlers.forms import Form
from handlers.leader import (
    asked,
    asked_ahead,
    bridge,
    committee_list,
    missing,
    modes,
    papers,
    picture,
    plan,
    plan_file,
    plan_left_out,
    plan_limits,
    plan_requests,
    subscriptions,
    trend,
    what_if_graduates,
)
from handlers.leader import units as target_units
from handlers.linking import by_code, by_contact, confirming, coverage, first_contact, request, unlink, web
from handlers.notice_letter import RECEIPT
from handlers.notices_after import calls, sight
from handlers.notices_after import chase as notice_chase
from handlers.notices_after import files as notice_files
from handlers.notices_after import state as notice_state
from handlers.officer import study_answers
from handlers.staff import (
    add_form,
    card,
    edits,
    end_form,
    finding,
    import_undo,
    importing,
    level_form,
    merge_form,
    part_form,
    post_forms,
    rating_form,
    roster_files,
    unit_form,
)
from handlers.staff import corrections as staff_corrections
from handlers.staff import materials as staff_materials
from handlers.staff.notices import (
    alone,
    approving,
    begin,
    board,
    correcting,
    kept_names,
    preview,
    progress,
    sending,
    templates,
)
from handlers.staff.notices import edits as notice_edits
from handlers.staff.notices import form as notice_form
from handlers.table_classes import CLASS_DESK_ANSWERS, CLASS_DESK_FORMS
from handlers.table_lecturers import LECTURER_ANSWERS, LECTURER_FORMS
from handlers.table_taking import TAKING_ANSWERS, TAKING_FORMS

ON_CONTACT = "contact_card"
"""The line that takes a shared contact."""
ON_FILE = "file"
"""The line that takes a file sent outside any form."""

_ANSWERS: tuple[Answer, ...] = (
    # Everyone
    Answer("home", ANYONE, home.menu, "menu", "Các mục"),
    Answer("help", ANYONE, home.help_, "help", "Trợ lý làm được gì"),
    Answer("greeting", ANYONE, home.greeting),
    Answer("out_of_scope", ANYONE, home.out_of_scope),
    Answer("contact", ANYONE, home.contact, "lienhe", "Gặp cán bộ Trung tâm"),
    Answer("required_level", ANYONE, required_level.answer, "chucdanh", "Trình độ theo chức danh"),
    # Understood, and done at the centre
    Answer("procedure", ANYONE, home.not_here),
    # Linking
    Answer("start", ANYONE, first_contact.start, "start", "Bắt đầu, liên kết hồ sơ"),
    Answer("agree", ANYONE, first_contact.agree),
    Answer("decline", ANYONE, first_contact.decline),
    Answer("link", ANYONE, by_code.link),
    Answer("link_phone", ANYONE, by_contact.link_phone),
    Answer(ON_CONTACT, ANYONE, by_contact.card),
    Answer("link_form", ANYONE, request.start),
    Answer("link_requests", STAFF, confirming.waiting),
    Answer("link_request", STAFF, confirming.show),
    Answer("link_ok", STAFF, confirming.confirm),
    Answer("link_no", STAFF, confirming.refuse),
    Answer("unlink", LINKED, unlink.ask),
    Answer("unlink_yes", LINKED, unlink.confirmed),
    Answer("not_me", LINKED, unlink.not_me),
    Answer("web", LINKED, web.web, "web", "Mở trò chuyện trên web"),
    Answer("web_close", LINKED, web.close),
    Answer("linked_by_unit", OFFICERS | LEADERS, coverage.linked_by_unit),
    # Notices to oneself
    Answer(RECEIPT, LINKED, receipts.answer),
    Answer(receipts.REASON, LINKED, receipts.reason),
    Answer(receipts.WORDS, LINKED, receipts.by_word),
    Answer(receipts.CHANGE, LINKED, receipts.change),
    Answer(receipts.MINE, LINKED, receipts.mine, "thongbaotoi", "Thông báo gửi đến tôi"),
    Answer(receipts.ONE, LINKED, receipts.one),
    # Notices that went out
    Answer(sight.STATE, LINKED, notice_state.show),
    Answer(sight.LIST, OFFICERS | LEADERS, notice_state.listing),
    Answer(sight.CALLS, OFFICERS, calls.start),
    Answer(sight.CALLED, OFFICERS, calls.by_word),
    Answer(sight.FILE, OFFICERS, notice_files.report),
    Answer(sight.PHONES, OFFICERS, notice_files.phones),
    Answer(sight.GROUP_TEXT, OFFICERS, notice_files.group_text),
    Answer(sight.CHASE, STAFF, notice_chase.ask_or_set),
    Answer(sight.CORRECT, STAFF, correcting.correct),
    # Classes
    Answer("upcoming_classes", ANYONE, classes.upcoming_classes, "lop", "Lớp sắp mở"),
    Answer("class_detail", ANYONE, classes.class_detail),
    Answer("class_timetable", ANYONE, classes.class_timetable),
    Answer("class_news", CADRES, class_news.look),
    Answer("my_schedule", STUDENTS, studies.my_schedule, "lichhoc", "Lịch học của tôi"),
    Answer("materials", LINKED, materials.materials, "tailieu", "Tài liệu của lớp"),
    Answer("material", LINKED, materials.material),
    Answer("material_new", staff_materials.SENDERS, staff_materials.new),
    Answer("material_replace", staff_materials.SENDERS, staff_materials.replace_it),
    Answer("material_drop", staff_materials.SENDERS, staff_materials.drop),
    Answer("material_drop_yes", staff_materials.SENDERS, staff_materials.drop_yes),
    # Lecturers
    *LECTURER_ANSWERS,
    # Cadres
    Answer("my_status", CADRES, standing.mine, "status", "Trình độ của tôi"),
    Answer("why", CADRES, standing.why),
    Answer("eligibility", CADRES, eligibility.mine, "dieukien", "Điều kiện đi học"),
    Answer("what_if", CADRES, what_if.choose, "neu", "Nếu được bổ nhiệm"),
    Answer("my_profile", CADRES, profile.mine, "hoso", "Hồ sơ của tôi"),
    Answer("my_data", CADRES, profile.data),
    Answer("update_profile", CADRES, correction.begin),
    Answer("update_proof", CADRES, correction.begin_with_proof),
    Answer("notifications", LINKED, notifications.show, "caidat", "Cài đặt"),
    Answer("mute", LINKED, settings.mute),
    Answer("quiet", LINKED, settings.quiet),
    Answer("notice_channel", LINKED, notice_channel.choose),
    Answer("own_menu", CADRES, home.own_menu),
    # Officers
    Answer(study_answers.ANSWER, OFFICERS, study_answers.begin),
    # The desk of classes
    *CLASS_DESK_ANSWERS,
    # Staff
    Answer("find_cadre", STAFF, finding.find_cadre, "tra", "Tra hồ sơ cán bộ"),
    Answer("cadre", STAFF, card.show),
    Answer("edit", STAFF, edits.edit),
    Answer("add_cadre", STAFF, add_form.add_cadre),
    Answer("come_back", STAFF, end_form.come_back),
    Answer("corrections", STAFF, staff_corrections.waiting, "yeucau", "Yêu cầu sửa hồ sơ"),
    Answer("correction", STAFF, staff_corrections.show),
    Answer("correction_done", STAFF, staff_corrections.done),
    Answer("correction_no", STAFF, staff_corrections.refuse),
    Answer("import_roster", STAFF, importing.explain, "nap", "Nạp danh sách cán bộ"),
    Answer(ON_FILE, ANYONE, arrived.file),
    Answer("import_read", STAFF, importing.read),
    Answer("import_see", STAFF, importing.see),
    Answer("import_yes", STAFF, importing.yes),
    Answer("import_no", STAFF, importing.forget),
    Answer("import_undo", STAFF, import_undo.ask),
    Answer("import_undo_yes", STAFF, import_undo.confirmed),
    Answer("roster_template", STAFF, roster_files.template),
    Answer("roster_export", STAFF, roster_files.export),
    # Taking part in classes
    *TAKING_ANSWERS,
    # Notices
    Answer("notices", LINKED, board.board, "thongbao", "Thông báo"),
    Answer("broadcast", STAFF, begin.broadcast),
    Answer("notice_new", STAFF, notice_form.new),
    Answer("notice", STAFF, board.show),
    Answer("notice_drafts", STAFF, board.drafts),
    Answer("notices_sent", STAFF, board.sent),
    Answer("notice_edit", STAFF, notice_edits.edit),
    Answer("notice_more", STAFF, notice_edits.more),
    Answer("notice_drop", STAFF, notice_edits.drop),
    Answer("notice_drop_yes", STAFF, notice_edits.drop_yes),
    Answer("notice_templates", STAFF, templates.board),
    Answer("notice_template", STAFF, templates.show),
    Answer("notice_from", STAFF, templates.begin),
    Answer("notice_groups", STAFF, kept_names.groups),
    Answer("notice_named", STAFF, kept_names.group),
    Answer(kept_names.RENAME, STAFF, kept_names.rename),
    Answer(kept_names.FORGET, STAFF, kept_names.forget),
    Answer(kept_names.FORGET_YES, STAFF, kept_names.forget_yes),
    Answer("notice_look", STAFF, preview.look),
    Answer("notice_test", STAFF, preview.trial),
    Answer("notice_whose", STAFF, preview.whose),
    Answer("notice_absent", STAFF, preview.absent),
    Answer("notice_send", STAFF, sending.send),
    Answer("notice_back", STAFF, approving.take_back),
    Answer("notice_waiting", LEADERS, approving.waiting),
    Answer("notice_ask", LEADERS, approving.show),
    Answer("notice_read", LEADERS, approving.read),
    Answer("notice_ok", LEADERS, approving.approve),
    Answer("notice_no", LEADERS, approving.refuse),
    Answer("notice_pause", STAFF, progress.pause),
    Answer("notice_resume", STAFF, progress.resume),
    Answer("notice_cancel", STAFF, progress.cancel),
    Answer("notice_cancel_yes", STAFF, progress.cancel_yes),
    Answer("notice_again", STAFF, progress.send_again),
    Answer("notice_as_sent", STAFF, progress.take_as_sent),
    Answer("notice_alone", ADMINS, alone.show, "tuduyet", "Ai duyệt thông báo lớn"),
    Answer("notice_alone_set", ADMINS, alone.choose),
    # Leaders
    Answer("target_summary", LEADERS, asked_ahead.answer, "chitieu", "Chỉ tiêu tới đâu"),
    Answer(subscriptions.SHOW, LEADERS, subscriptions.show, "dinhky", "Số liệu định kỳ"),
    Answer(subscriptions.CHOOSE, LEADERS, subscriptions.choose),
    Answer(subscriptions.END, LEADERS, subscriptions.end),
    Answer(subscriptions.ALERTS, LEADERS, subscriptions.alerts),
    Answer(picture.PICTURE, LEADERS, picture.show),
    Answer(papers.FILES, LEADERS, papers.choose),
    Answer(papers.WORD, LEADERS, papers.word),
    Answer(papers.EXCEL, LEADERS, papers.excel),
    Answer(papers.PERIOD, LEADERS, papers.period),
    Answer("target_trend", LEADERS, trend.show),
    Answer("trend_picture", LEADERS, trend.picture),
    Answer("target_bridge", LEADERS, bridge.show),
    Answer("target_bridge_names", LEADERS, bridge.names),
    Answer("target_what_if", LEADERS, what_if_graduates.menu),
    Answer("target_graduates", LEADERS, what_if_graduates.start),
    Answer("target_committee", LEADERS, committee_list.start),
    Answer(target_units.UNITS, LEADERS, target_units.show),
    Answer(target_units.UNIT, LEADERS, target_units.show_unit),
    Answer(missing.MISSING, LEADERS, missing.show),
    Answer(missing.PLANNED, LEADERS, missing.show_planned),
    Answer(missing.PERSON, LEADERS, opening.person),
    Answer("target_choose", LEADERS, missing.choose_target),
    Answer("target_pick", LEADERS, opening.pick),
    Answer("target_number", LEADERS, opening.by_number),
    Answer(modes.MODES, LEADERS, modes.show),
    Answer(plan.PLAN, LEADERS, plan.show),
    Answer(plan.WHO, LEADERS, plan.who),
    Answer(plan.PLAIN, LEADERS, plan.plain),
    Answer(plan.MORE, LEADERS, plan.more),
    Answer(plan_limits.FORM.name, LEADERS, plan_limits.begin),
    Answer(plan_left_out.LEAVE_OUT, LEADERS, plan_left_out.begin),
    Answer(plan_file.FILE, LEADERS, plan_file.take),
    Answer(plan_requests.ASK, LEADERS, plan_requests.ask),
    Answer(plan_requests.SEND, LEADERS, plan_requests.send),
    Answer(plan_requests.ASKED, LEADERS, plan_requests.asked),
    Answer("unit_progress", LEADERS, asked.unit_progress),
    Answer("missing_list", LEADERS, asked.missing_list),
)

ANSWERS = {answer.name: answer for answer in _ANSWERS}

_FORMS = (
    request.FORM,
    correction.FORM,
    settings.FORM,
    receipts.FORM,
    calls.FORM,
    subscriptions.FORM,
    # The desk of classes
    *CLASS_DESK_FORMS,
    # Taking part in classes
    *TAKING_FORMS,
    # Lecturers
    *LECTURER_FORMS,
    # Staff
    staff_materials.FORM,
    finding.FORM,
    level_form.FORM,
    post_forms.ADD,
    post_forms.END,
    unit_form.FORM,
    rating_form.FORM,
    part_form.FORM,
    end_form.FORM,
    merge_form.FORM,
    add_form.FORM,
    staff_corrections.FORM,
    notice_form.FORM,
    kept_names.FORM,
    # Leaders
    what_if_graduates.FORM,
    committee_list.FORM,
    plan_limits.FORM,
    plan_left_out.FORM,
    study_answers.FORM,
)
FORMS: dict[str, Form] = {form.name: form for form in _FORMS}
