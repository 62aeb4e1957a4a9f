"""What cannot be read is refused in one sentence, with the promised status, and never with a traceback."""

import pytest

from .office import Office, Run

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NO_SPREADSHEETS: dict[str, bytes] = {
    "empty.csv": b"",
    "picture.xlsx": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 4,
    "locked.xlsx": OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2048),
    "half.xlsx": b"PK\x03\x04" + bytes(range(200)),
}
SETTINGS = {
    "centre.nme": '[centre]\nnme = "x"',
    "carrier": "[carrier]\npigeon = true",
    "telegram.token": "[telegram]\nenabled = true",
    "database.url": '[database]\nurl = "mysql://x"',
    "centre.policies": '[centre]\npolicies = ["nowhere"]',
}


def complaint(run: Run) -> str:
    """The one line that says what is wrong."""
    assert "Traceback" not in run.out + run.err
    (line,) = [line for line in run.err.splitlines() if line.startswith("Error: ")]
    return line


@pytest.mark.parametrize("name", NO_SPREADSHEETS)
def test_a_file_that_is_no_spreadsheet_is_refused(name: str, office: Office) -> None:
    (office.folder / name).write_bytes(NO_SPREADSHEETS[name])
    run = office.take_in(office.folder / name)
    assert run.status == 1
    assert complaint(run).endswith(".")


def test_a_file_that_is_not_there_is_wrong_usage(office: Office) -> None:
    run = office.take_in(office.folder / "nowhere.xlsx")
    assert run.status == 2
    assert "nowhere.xlsx" in complaint(run)


def test_a_table_without_units_is_told_so(office: Office) -> None:
    (office.folder / "table.csv").write_text("Họ và tên;Ngày sinh\nLê Văn An;1980\n", encoding="utf-8")
    run = office.take_in(office.folder / "table.csv")
    assert run.status == 1
    assert "Đơn vị" in run.out
    assert complaint(run)


@pytest.mark.parametrize("key", SETTINGS)
def test_a_wrong_setting_stops_the_start_and_names_its_key(key: str, office: Office) -> None:
    (office.folder / "wrong.toml").write_text(SETTINGS[key], encoding="utf-8")
    run = office.run("--config", "wrong.toml", "targets", "--json")
    assert (run.status, run.out) == (2, "")
    assert f"{key}:" in complaint(run)


def test_a_wrong_setting_of_the_environment_is_named_too(office: Office) -> None:
    run = office.run("targets", CADREBOT_CENTRE__NMAE="x")
    assert run.status == 2
    assert "centre.nmae" in complaint(run)


def test_an_unknown_code_is_refused(office: Office) -> None:
    for words in (("show", "CL99999"), ("ask", "--as", "CL99999", "Xin chào"), ("invite", "CL99999")):
        run = office.run(*words)
        assert run.status == 1
        assert "CL99999" in complaint(run)
