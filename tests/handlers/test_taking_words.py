"""What people write about taking part in classes leads where the menus do, by who writes it."""

from datetime import date

import pytest

from rules.access import Role
from rules.classes import ClassState, Enrolment, Part, Session, TrainingClass
from storage import classes, grants
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.conftest import Linked

BY = By("operator", 1)
TODAY = date(2025, 6, 2)


@pytest.fixture(autouse=True)
async def two_classes(db: Database) -> None:
    found = [
        TrainingClass("a", "SC-K2", "Sơ cấp, khóa 2", state=ClassState.RUNNING),
        TrainingClass("b", "NT-K2", "Nhận thức về Đảng, khóa 2", state=ClassState.RUNNING),
    ]
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", found)
        for each in found:
            await classes.save_enrolments(tx, BY, [Enrolment(each.id, roster.NHA.id)])
            session = Session(f"s{each.id}", each.id, TODAY, Part.SANG, "Bài 1", "Phòng 2")
            await classes.replace_sessions(tx, BY, each.id, [session])
        await grants.grant(tx, BY, roster.KHOA.id, Role.OFFICER, roster.AN_TRUONG.id)


@pytest.mark.parametrize(
    ("text", "intent", "said"),
    [
        ("điểm danh lớp SC-K2", "rollcall", "Điểm danh SC-K2"),
        ("diem danh lop nt-k2", "rollcall", "Điểm danh NT-K2"),
        ("điểm danh", "rollcall", "Điểm danh buổi nào?"),
        ("nhập kết quả lớp SC-K2", "class_results", "Kết quả lớp Sơ cấp, khóa 2"),
        ("nhập điểm", "class_results", "Kết quả của lớp nào?"),
        ("góp ý của học viên lớp SC-K2", "class_feedback", "Chưa đủ 5 phiếu"),
        ("danh sách cử", "seats", ""),
        ("nhập danh sách cử", "enrol_list", ""),
        ("quản lý lớp", "class_desk", ""),
        ("nhu cầu học", "seats_demand", "Chưa có nguyện vọng nào chờ mở lớp."),
    ],
)
async def test_staff_write_what_they_would_tap(linked: Linked, text: str, intent: str, said: str) -> None:
    lan = await linked(roster.LAN)
    assert said in await lan.says(text)
    assert lan.turned.intent == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("em muốn học trung cấp", "register"),
        ("nguyện vọng của tôi", "my_requests"),
        ("yêu cầu học của tôi", "my_requests"),
        ("đơn vị đã đồng ý cho tôi chưa", "my_requests"),
        ("tôi đang chờ thứ mấy", "my_requests"),
        ("tôi muốn rút nguyện vọng", "cancel_registration"),
        ("xin nghỉ buổi mai", "absence"),
        ("chiều mai em bận không đi học được", "absence"),
        ("lớp tôi học phòng nào", "my_schedule"),
        ("tuần sau tôi học gì", "my_schedule"),
        ("tôi muốn góp ý về lớp", "feedback"),
    ],
)
async def test_a_cadre_writes_as_they_would_to_a_person(linked: Linked, text: str, intent: str) -> None:
    nha = await linked(roster.NHA)
    await nha.says(text)
    assert nha.turned.intent == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("danh sách cử", "unit_classes"),
        ("gửi danh sách cử", "enrol_list"),
        ("nguyện vọng của đơn vị", "seat_wishes"),
        ("ai còn thiếu trình độ", "unit_lacking"),
    ],
)
async def test_an_officer_writes_about_the_unit(linked: Linked, text: str, intent: str) -> None:
    khoa = await linked(roster.KHOA)
    await khoa.says(text)
    assert khoa.turned.intent == intent


async def test_what_is_staffs_is_not_understood_for_others(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.says("nhập kết quả lớp SC-K2")
    assert nha.turned.intent != "class_results"
