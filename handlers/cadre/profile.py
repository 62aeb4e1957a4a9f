"""One's own record, as it is kept, and all of it as a file."""

from datetime import date

import orjson

from handlers.messages import Attachment, Button, Reply
from handlers.texts import common, profile
from handlers.turn import Turn
from rules.cadres import Cadre
from storage import class_news, classes, consents, corrections, reaching
from storage.clock import from_ms


async def mine(turn: Turn) -> Reply:
    """What the record says: unit, posts, party, education, credentials, ratings."""
    return Reply(
        profile.card(turn.cadre, turn.today),
        (
            (Button(profile.WRONG, "update_profile"),),
            (Button(profile.AS_FILE, "my_data"),),
            (Button(profile.UNLINK, "unlink"),),
            *common.HOME_ROW,
        ),
    )


async def data(turn: Turn) -> Reply:
    """Everything kept about the person, as a file for machines and people: right of access (Luật 91/2025/QH15)."""
    asked = await corrections.of_cadre(turn.house.db, turn.cadre.id)
    everything = {
        "ho_so": _record(turn.cadre),
        "tai_khoan": {
            "kenh": turn.account.channel,
            "ten_hien_thi": turn.account.display_name,
            "tat_thong_bao": turn.account.muted,
            "gio_yen_tinh": turn.account.quiet,
        },
        "kenh_nhan_thong_bao": (await reaching.reach_of(turn.house.db, turn.cadre.id)).preferred,
        "da_bao_lop": await _told(turn),
        "dong_y": await _consents(turn),
        "nhiem_vu": [{"vai_tro": grant.role.value, "don_vi": grant.unit_id} for grant in turn.asker.grants],
        "lop_hoc": await _classes(turn),
        "yeu_cau_sua": [
            {
                "so": c.number,
                "noi_dung": c.words,
                "tep_kem": c.proof_name,
                "trang_thai": c.state,
                "tra_loi": c.answer,
            }
            for c in asked
        ],
        "luc_lap": turn.now.isoformat(timespec="minutes"),
    }
    content = orjson.dumps(everything, option=orjson.OPT_INDENT_2)
    return Reply(profile.DATA, common.HOME_ROW, (Attachment(f"du-lieu-{turn.cadre.code}.json", content),))


async def _told(turn: Turn) -> list[dict[str, str | bool]]:
    told = await class_news.told(turn.house.db, [turn.cadre.id], turn.now.tzinfo)
    return [
        {"lop": each.class_id, "viec": each.kind.value, "ngay": each.day.isoformat(), "da_xem": each.reacted}
        for each in told.get(turn.cadre.id, ())
    ]


async def _consents(turn: Turn) -> list[dict[str, str | None]]:
    return [
        {
            "muc_dich": each.purpose,
            "phien_ban": each.version,
            "luc": _moment(turn, each.given_at),
            "rut_luc": _moment(turn, each.withdrawn_at) if each.withdrawn_at is not None else None,
        }
        for each in await consents.of_account(turn.house.db, turn.account.id)
    ]


async def _classes(turn: Turn) -> list[dict[str, str]]:
    return [
        {"ma_lop": each.training.code, "ten_lop": each.training.name, "trang_thai": each.own.value}
        for each in await classes.every_class(turn.house.db, turn.asker)
        if each.own is not None
    ]


def _moment(turn: Turn, at: int) -> str:
    return from_ms(at).astimezone(turn.now.tzinfo).isoformat(timespec="minutes")


def _record(cadre: Cadre) -> dict[str, object]:
    return {
        "ma": cadre.code,
        "ho_ten": cadre.name,
        "don_vi": cadre.unit.name,
        "ngay_sinh": str(cadre.birth or ""),
        "gioi_tinh": cadre.gender,
        "dan_toc": cadre.ethnicity,
        "dien_thoai": cadre.phone,
        "doi_tuong": cadre.category,
        "ngach": cadre.grade,
        "trinh_do_chuyen_mon": cadre.education,
        "ngay_vao_dang": str(cadre.party_joined or ""),
        "ngay_chinh_thuc": str(cadre.party_full or ""),
        "chuc_vu": [
            {
                "chuc_vu": post.title,
                "don_vi": post.unit.name,
                "loai": post.kind.value,
                "tu": _iso(post.since),
                "den": _iso(post.until),
            }
            for post in cadre.posts
        ],
        "van_bang": [
            {
                "trinh_do": c.level.code,
                "he": c.mode.value if c.mode else None,
                "so": c.number,
                "ngay_cap": str(c.issued or ""),
                "noi_cap": c.issuer,
                "da_doi_chieu": c.verified,
            }
            for c in cadre.credentials
        ],
        "xep_loai": {str(year): rating for year, rating in sorted(cadre.ratings.items())},
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
