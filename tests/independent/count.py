"""The six targets counted by plain loops from the rows of a plain spreadsheet: `python count.py FILE.xlsx`.

Reads titles, categories and units by its own lights, from what the founding document and its commission say, so that a
mistake in the product's rules is not repeated here.
"""

import json
import re
import sys
import unicodedata
from functools import cache
from math import ceil, floor
from pathlib import Path

import openpyxl

Row = dict[str, str]
"""Column title to the text of the cell."""

Target = tuple[str, str, str, int]
"""Group, level, comparison, percent."""

TARGETS: tuple[Target, ...] = (
    ("bch_huyen", "cao_cap", ">=", 100),
    ("truong_phong", "cao_cap", ">=", 100),
    ("pho_phong", "cao_cap", ">", 90),
    ("cbccvc_huyen", "trung_cap", ">=", 85),
    ("bch_xa", "trung_cap", ">=", 100),
    ("cbcc_xa", "trung_cap", ">=", 100),
)
COMMUNES = (
    "an truong",
    "an truong a",
    "binh phu",
    "dai phuc",
    "dai phuoc",
    "duc my",
    "huyen hoi",
    "my cam",
    "nhi long",
    "nhi long phu",
    "phuong thanh",
    "tan an",
    "tan binh",
    "cang long",
)
RANKS = {"none": 0, "so_cap": 1, "trung_cap": 2, "cao_cap": 3}


@cache
def plain(text: str) -> str:
    """Small letters without accents, single spaces, no punctuation but the semicolon."""
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^a-z0-9;]+", " ", bare.lower().replace("đ", "d")).split())


def rows_of(file: Path) -> list[Row]:
    """The rows below the one row of titles of the first sheet."""
    grid = [["" if cell is None else str(cell) for cell in row] for row in openpyxl.load_workbook(file).active.values]
    return [dict(zip(grid[0], row, strict=True)) for row in grid[1:] if any(row)]


def in_a_commune(row: Row) -> bool:
    unit = plain(row["Đơn vị"])
    return any(f" {kind} {name} " in f" {unit} " for kind in ("xa", "thi tran", "phuong") for name in COMMUNES)


def posts(row: Row) -> list[str]:
    return [post.strip() for title in ("Chức vụ", "Cấp ủy") for post in plain(row[title]).split(";") if post.strip()]


def has(post: str, *wanted: str) -> bool:
    return any(re.search(rf"\b{words}\b", post) for words in wanted)


def committee(post: str, row: Row) -> str:
    """ "huyen", "xa" or "": the committee the post sits on; its own words decide, else the unit."""
    if has(post, "chi bo", "chi uy", "doan", "doan xa", "huyen doan", "ubkt", "uy ban kiem tra", "hoi"):
        return ""
    if not has(
        post, "uy vien bch", "uv bch", "uy vien btv", "uv btv", "bi thu", "huv", "duv", "huyen uy vien", "dang uy vien"
    ):
        return ""
    if has(post, "dang bo huyen", "huyen uy", "huv", "huyen uy vien"):
        return "huyen"
    if has(post, "dang bo xa", "dang bo thi tran", "dang uy", "duv"):
        return "xa"
    return "xa" if in_a_commune(row) else "huyen"


def heads_an_office(post: str, row: Row) -> bool:
    """A head of an office of the district, or an equal; deputies fit too, once their "phó" is taken away."""
    unit = plain(row["Đơn vị"])
    if has(post, "ubnd", "hdnd") and not has(post, "van phong"):
        return False
    if has(post, "chu tich"):
        return has(f"{post} {unit}", "mttq", "mat tran", "hoi", "lien doan lao dong")
    if has(post, "truong ban"):
        return has(f"{post} {unit}", "huyen uy", "ban to chuc", "ban tuyen giao", "ban dan van")
    if has(post, "bi thu"):
        return has(post, "huyen doan")
    if has(post, "chu nhiem"):
        return has(f"{post} {unit}", "ubkt", "uy ban kiem tra")
    return has(post, "truong phong", "pho phong", "chanh van phong", "chanh thanh tra", "giam doc")


def leads(row: Row) -> bool:
    at_district = not in_a_commune(row)
    return at_district and any(heads_an_office(post, row) for post in posts(row) if not has(post, "pho"))


def deputises(row: Row) -> bool:
    at_district = not in_a_commune(row)
    return at_district and any(heads_an_office(post, row) for post in posts(row) if has(post, "pho"))


def is_staff(row: Row, *categories: str) -> bool:
    category = plain(row["Đối tượng"])
    return has(category, *categories) and not has(category, "khong chuyen trach")


def belongs(row: Row, group: str) -> bool:
    if group == "bch_huyen":
        return any(committee(post, row) == "huyen" for post in posts(row))
    if group == "bch_xa":
        return any(committee(post, row) == "xa" for post in posts(row))
    if group == "truong_phong":
        return leads(row)
    if group == "pho_phong":
        return deputises(row)
    if group == "cbccvc_huyen":
        return not in_a_commune(row) and is_staff(row, "can bo", "cb", "cong chuc", "cc", "cbcc", "vien chuc", "vc")
    return in_a_commune(row) and is_staff(row, "can bo", "cb", "cong chuc", "cc", "cbcc")


def level(row: Row) -> str:
    words = plain(row["Trình độ LLCT"])
    if has(words, "cc", "cao cap", "cu nhan chinh tri"):
        return "cao_cap"
    if has(words, "tc", "trung cap"):
        return "trung_cap"
    return "so_cap" if has(words, "sc", "so cap") else "none"


def count(rows: list[Row], targets: tuple[Target, ...] = TARGETS) -> list[dict[str, object]]:
    """What `cadrebot targets --json` should print for these people; of who studies it knows nothing."""
    figures = []
    for name, required, comparator, percent in targets:
        total = met = 0
        for row in rows:
            if belongs(row, name):
                total += 1
                if RANKS[level(row)] >= RANKS[required]:
                    met += 1
        figures.append(figure((name, required, comparator), percent, total, met))
    return figures


def figure(target: tuple[str, str, str], percent: int, total: int, met: int) -> dict[str, object]:
    name, required, comparator = target
    enough = ceil(percent * total / 100) if comparator == ">=" else floor(percent * total / 100) + 1
    return {
        "id": name,
        "level": required,
        "comparator": comparator,
        "share_required": percent / 100,
        "total": total,
        "met": met,
        "studying": 0,
        "needed": max(0, enough - met) if total else None,
        "share": met / total if total else None,
        "share_exact": f"{met}/{total}",
        "reached": total > 0 and met >= enough,
    }


if __name__ == "__main__":
    json.dump(count(rows_of(Path(sys.argv[1]))), sys.stdout, indent=2)
