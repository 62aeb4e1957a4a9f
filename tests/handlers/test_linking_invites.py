"""Codes for one person or a whole unit, on paper and in a spreadsheet."""

from datetime import date
from io import BytesIO

import openpyxl
import pypdf

from handlers.files.slips import A_PAGE, codes_xlsx, slips_pdf
from handlers.house import Centre, House
from handlers.linking.invite import Invite, invite_unit, make_invite
from storage import links
from storage.journal import By
from tests.handlers import roster
from tests.handlers.conftest import Linked

BY = By("operator", 1)
CENTRE = Centre("Trung tâm Chính trị huyện Càng Long")


def slip(n: int) -> Invite:
    link = "https://t.me/CangLongBot?start=7K3M9QX2WA"
    return Invite(f"CB{n:03}", "Nguyễn Thị Hường", "xã Tân An", "7K3M9-QX2WA", link, date(2025, 8, 1))


async def test_an_invitation_holds_all_that_is_handed_over(house: House) -> None:
    holder = await links.holder_by_code(house.db, " cb001 ")
    assert holder is not None
    invite = await make_invite(house, holder, BY)
    assert (invite.cadre, invite.name, invite.unit) == ("CB001", "Trần Văn Nhã", "xã An Trường")
    assert invite.link == f"https://t.me/CangLongBot?start={invite.code.replace('-', '')}"
    assert invite.expires == date(2025, 8, 1)


async def test_a_unit_is_invited_with_those_below_but_not_who_is_linked(house: House, linked: Linked) -> None:
    await linked(roster.HOA)
    invites = await invite_unit(house, roster.TAN_AN.id, BY)
    assert [invite.name for invite in invites] == ["Huỳnh Văn Lộc", "Thạch Sa Rây", "Đặng Thị Thảo"]
    district = await invite_unit(house, "huyen-cang-long", BY)
    assert {invite.cadre for invite in district} > {"CB003", "CB004", "CB010"}
    assert len({invite.code for invite in district}) == len(district)


def test_eight_slips_stand_on_a_page_with_their_vietnamese_letters() -> None:
    pdf = pypdf.PdfReader(BytesIO(slips_pdf([slip(n) for n in range(A_PAGE + 1)], CENTRE)))
    assert len(pdf.pages) == 2
    first = pdf.pages[0].extract_text()
    assert first.count("Nguyễn Thị Hường") == A_PAGE
    assert first.count("LIENKET 7K3M9-QX2WA") == A_PAGE
    assert "t.me/CangLongBot" in first
    assert "đến hết ngày 01/08/2025" in first


def test_a_unit_where_everyone_is_linked_gives_an_empty_sheet() -> None:
    assert slips_pdf([], CENTRE).startswith(b"%PDF")
    assert openpyxl.load_workbook(BytesIO(codes_xlsx([]))).active.max_row == 1


def test_the_spreadsheet_has_the_words_to_send() -> None:
    sheet = openpyxl.load_workbook(BytesIO(codes_xlsx([slip(1)]))).active
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    assert head[0] == "Mã cán bộ"
    assert row[:4] == ["CB001", "Nguyễn Thị Hường", "xã Tân An", "7K3M9-QX2WA"]
    assert row[5] == "01/08/2025"
    assert row[6].startswith("Kính gửi đồng chí Nguyễn Thị Hường")
    assert "LIENKET 7K3M9-QX2WA" in row[6]
