"""Units, people and shipped policies that the tests of the rules share."""

from functools import cache
from pathlib import Path

from rules.cadres import Cadre, Credential, Post, Tier, Unit
from rules.levels import Level
from rules.policy import Policy, Regulation, parse_policy, parse_regulation

FOLDER = Path(__file__).parents[2] / "policies"

NOI_VU = Unit("phong-noi-vu", "Phòng Nội vụ", Tier.DISTRICT)
AN_TRUONG = Unit("xa-an-truong", "xã An Trường", Tier.COMMUNE)


@cache
def policy(name: str = "cang-long-2025") -> Policy:
    return parse_policy(text_of(name), f"{name}.toml")


@cache
def regulation(name: str) -> Regulation:
    return parse_regulation(text_of(name), f"{name}.toml")


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.toml").read_text(encoding="utf-8")


def unit(name: str) -> Unit:
    """A unit of the test's own: a commune when its name says so, else the district's."""
    commune = name.startswith(("xã ", "thị trấn ", "UBND xã", "Đảng ủy xã", "Công an xã"))
    return Unit(name, name, Tier.COMMUNE if commune else Tier.DISTRICT)


def holding(title: str, at: Unit = NOI_VU, level: Level = Level.NONE, category: str = "", id: str = "c1") -> Cadre:
    """A cadre with one post, and a diploma of the level."""
    credentials = (Credential(level, verified=True),) if level else ()
    posts = (Post(title, at),)
    return Cadre(id, id, "Trần Văn Nhã", at, posts=posts, credentials=credentials, category=category)
