"""Codes for one person or a whole unit, on paper and in a spreadsheet."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pypdf
import pypdfium2
import pytest
import zxingcpp

from handlers.files.slips import A_PAGE, codes_xlsx, slips_pdf
from handlers.house import Centre, House, WaysIn
from handlers.linking.invite import Invite, invite_unit, make_invite
from handlers.texts.linking import message_to_send
from storage import links
from storage.journal import By
from tests.handlers import roster
from tests.handlers.conftest import Linked

BY = By("operator", 1)
CENTRE = Centre("Trung tâm Chính trị huyện Càng Long")


TELEGRAM = "https://t.me/CangLongBot?start=7K3M9QX2WA"
WEB = "https://troly.example.vn/?ma=7K3M9QX2WA"
ZALO = "Trợ lý Càng Long"


def slip(n: int = 1, link: str = TELEGRAM, web: str = WEB, zalo: str = ZALO) -> Invite:
    return Invite(f"CB{n:03}", "Nguyễn Thị Hường", "xã Tân An", "7K3M9-QX2WA", link, date(2025, 8, 1), web, zalo)


def written(*slips: Invite) -> str:
    """What the first page says, its lines joined."""
    return " ".join(pypdf.PdfReader(BytesIO(slips_pdf(slips, CENTRE))).pages[0].extract_text().split())


def scanned(invite: Invite) -> list[str]:
    """What a phone reads in the QR codes of a printed slip."""
    page = pypdfium2.PdfDocument(slips_pdf([invite], CENTRE))[0]
    return [found.text for found in zxingcpp.read_barcodes(page.render(scale=3).to_pil())]


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


async def test_an_invitation_names_every_way_in_that_there_is_and_no_other(house: House) -> None:
    holder = await links.holder_by_code(house.db, "CB001")
    assert holder is not None
    only = await make_invite(house, holder, BY)
    assert (only.web, only.zalo) == ("", "")
    everywhere = replace(house, ways_in=WaysIn("https://t.me/CangLongBot", ZALO, "https://troly.example.vn"))
    invite = await make_invite(everywhere, holder, BY)
    assert invite.web == f"https://troly.example.vn/?ma={invite.code.replace('-', '')}"
    assert invite.zalo == ZALO


def test_eight_slips_stand_on_a_page_with_their_vietnamese_letters() -> None:
    slips = [slip(n) for n in range(A_PAGE + 1)]
    assert len(pypdf.PdfReader(BytesIO(slips_pdf(slips, CENTRE))).pages) == 2
    first = written(*slips)
    assert first.count("Nguyễn Thị Hường") == A_PAGE
    assert first.count("LIENKET 7K3M9-QX2WA") == A_PAGE
    assert first.count("đến hết ngày 01/08/2025") == A_PAGE


def test_a_slip_names_the_ways_in_that_there_are() -> None:
    every = written(slip())
    for words in (f"tìm bot “{ZALO}”", "Telegram: t.me/CangLongBot", "Trang web: troly.example.vn, nhập mã"):
        assert words in every
    assert "Zalo" not in written(slip(zalo=""))
    assert "Telegram" not in written(slip(link=""))
    assert "Trang web" not in written(slip(web=""))
    assert "Nhắn dòng chữ đậm cho Trợ lý" in written(slip(link="", web="", zalo=""))


@pytest.mark.parametrize(
    ("invite", "read"),
    [
        (slip(), TELEGRAM),
        (slip(link=""), WEB),
        (slip(link="", web=""), "LIENKET 7K3M9-QX2WA"),
        (slip(web="", link="https://t.me/" + "a" * 32 + "?start=7K3M9QX2WA"), None),
    ],
    ids=["telegram", "web", "only words", "the longest name of a bot"],
)
def test_a_phone_reads_what_the_code_of_a_slip_says(invite: Invite, read: str | None) -> None:
    assert scanned(invite) == [read or invite.link]


def test_a_unit_where_everyone_is_linked_gives_an_empty_sheet() -> None:
    assert slips_pdf([], CENTRE).startswith(b"%PDF")
    assert openpyxl.load_workbook(BytesIO(codes_xlsx([]))).active.max_row == 1


def test_the_spreadsheet_has_the_words_to_send() -> None:
    sheet = openpyxl.load_workbook(BytesIO(codes_xlsx([slip(1)]))).active
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    assert head[0] == "Mã cán bộ"
    assert row[:6] == ["CB001", "Nguyễn Thị Hường", "xã Tân An", "7K3M9-QX2WA", TELEGRAM, WEB]
    assert row[6] == "01/08/2025"
    assert row[7].startswith("Kính gửi đồng chí Nguyễn Thị Hường")


def test_the_words_to_send_can_be_copied_for_each_way_in() -> None:
    every = message_to_send("Nguyễn Thị Hường", "7K3M9-QX2WA", (ZALO, TELEGRAM, WEB), date(2025, 8, 1))
    assert every.splitlines()[1:-1] == [
        f"- Zalo: tìm bot “{ZALO}”, nhắn: LIENKET 7K3M9-QX2WA",
        f"- Telegram: mở {TELEGRAM} hoặc nhắn Trợ lý: LIENKET 7K3M9-QX2WA",
        f"- Trang web: mở {WEB}",
    ]
    nothing_known = message_to_send("Nguyễn Thị Hường", "7K3M9-QX2WA", ("", "", ""), date(2025, 8, 1))
    assert nothing_known.splitlines()[1:-1] == ["- Nhắn Trợ lý: LIENKET 7K3M9-QX2WA"]
