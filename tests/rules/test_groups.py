"""Which groups a title makes its holder a member of, by the policy of the district."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.cadres import Cadre, Post, PostKind, Tier, Unit
from rules.groups import bare_name, groups_of, matches_of, planned_groups_of, words_of_units
from rules.text import fold
from tests.rules.people import AN_TRUONG, NOI_VU, holding, policy, unit
from tests.rules.strategies import cadres

DAY = date(2025, 6, 2)

BY_TITLE = [
    # heads of district bodies
    ("Trưởng phòng", "Phòng Nội vụ", "truong_phong"),
    ("Trưởng phòng Nội vụ", "Phòng Nội vụ", "truong_phong"),
    ("TRƯỞNG PHÒNG", "Phòng Tư pháp", "truong_phong"),
    ("truong phong", "Phòng Tư pháp", "truong_phong"),
    ("TP", "Phòng Y tế", "truong_phong"),
    ("Quyền Trưởng phòng", "Phòng Y tế", "truong_phong"),
    ("Q. Trưởng phòng", "Phòng Y tế", "truong_phong"),
    ("Trưởng phòng phụ trách", "Phòng Y tế", "truong_phong"),
    ("Trưởng phòng Lao động - Thương binh và Xã hội", "UBND huyện", "truong_phong"),
    ("Trưởng ban", "Ban Tổ chức", "truong_phong"),
    ("Trưởng ban Tuyên giáo", "Huyện ủy", "truong_phong"),
    ("Trưởng Ban Dân vận Huyện ủy", "Ban Dân vận", "truong_phong"),
    ("Chủ nhiệm", "Ủy ban Kiểm tra", "truong_phong"),
    ("Chủ nhiệm UBKT", "Huyện ủy", "truong_phong"),
    ("Chánh Văn phòng", "Văn phòng HĐND và UBND", "truong_phong"),
    ("Chánh VP Huyện ủy", "Văn phòng Huyện ủy", "truong_phong"),
    ("Chánh Thanh tra", "Thanh tra huyện", "truong_phong"),
    ("Giám đốc", "Trung tâm Chính trị", "truong_phong"),
    ("GĐ Trung tâm Chính trị", "Trung tâm Chính trị", "truong_phong"),
    ("Chủ tịch", "Hội Nông dân", "truong_phong"),
    ("Chủ tịch Hội", "Hội Cựu chiến binh", "truong_phong"),
    ("Chủ tịch", "Ủy ban MTTQ", "truong_phong"),
    ("Chủ tịch UBMTTQ Việt Nam huyện", "Ủy ban MTTQ", "truong_phong"),
    ("CT Hội LHPN", "Hội Phụ nữ", "truong_phong"),
    ("Chủ tịch", "Liên đoàn Lao động", "truong_phong"),
    ("Bí thư", "Huyện đoàn", "truong_phong"),
    ("Bí thư Huyện đoàn", "Huyện đoàn", "truong_phong"),
    ("Bí thư Đoàn TNCS Hồ Chí Minh", "Huyện đoàn", "truong_phong"),
    # their deputies
    ("Phó Trưởng phòng", "Phòng Nội vụ", "pho_phong"),
    ("Phó phòng", "Phòng Nội vụ", "pho_phong"),
    ("P.TP", "Phòng Nội vụ", "pho_phong"),
    ("PTP Nội vụ", "Phòng Nội vụ", "pho_phong"),
    ("Phó Trưởng phòng phụ trách", "Phòng Nội vụ", "pho_phong"),
    ("Phó Trưởng ban", "Ban Tuyên giáo", "pho_phong"),
    ("Phó Chủ nhiệm thường trực", "Ủy ban Kiểm tra", "pho_phong"),
    ("PCVP", "Văn phòng Huyện ủy", "pho_phong"),
    ("Phó Chánh Văn phòng HĐND - UBND", "Văn phòng HĐND và UBND", "pho_phong"),
    ("Phó Chánh Thanh tra", "Thanh tra huyện", "pho_phong"),
    ("PGĐ", "Trung tâm Chính trị", "pho_phong"),
    ("Phó Chủ tịch Thường trực", "Ủy ban MTTQ", "pho_phong"),
    ("PCT", "Hội Nông dân", "pho_phong"),
    ("Phó Bí thư", "Huyện đoàn", "pho_phong"),
    # neither
    ("Nguyên Trưởng phòng", "Phòng Nội vụ", ""),
    ("Chuyên viên", "Phòng Nội vụ", ""),
    ("Thư ký Trưởng phòng", "Phòng Nội vụ", ""),
    ("Chủ tịch UBND huyện", "UBND huyện", ""),
    ("Chủ tịch", "UBND huyện", ""),
    ("Phó Chủ tịch HĐND huyện", "HĐND huyện", ""),
    ("Chủ tịch Hội đồng nhân dân huyện", "Ủy ban MTTQ", ""),
    ("Chủ tịch UBND huyện", "Ủy ban MTTQ", ""),
    ("Hiệu trưởng", "Trường THCS Mỹ Cẩm", ""),
    ("Trưởng ban Pháp chế HĐND", "HĐND huyện", ""),
    ("Trưởng ban Tổ chức - Kiểm tra", "Liên đoàn Lao động", ""),
    ("Ủy viên Ban Thường trực", "Ủy ban MTTQ", ""),
    ("Bí thư Chi bộ", "Huyện đoàn", ""),
    ("Bí thư Chi đoàn", "Huyện đoàn", ""),
    ("Bí thư Huyện ủy", "Huyện đoàn", "bch_huyen"),
    ("Trưởng phòng", "xã An Trường", ""),
    ("Chủ tịch Hội Nông dân xã", "xã An Trường", ""),
    ("Chủ tịch Hội Nông dân xã", "Hội Nông dân", ""),
    ("Bí thư Đoàn Thanh niên", "xã An Trường", ""),
    # party committees
    ("Ủy viên BCH Đảng bộ huyện", "Phòng Nội vụ", "bch_huyen"),
    ("Huyện ủy viên", "xã An Trường", "bch_huyen"),
    ("HUV", "Phòng Nội vụ", "bch_huyen"),
    ("UV BTV Huyện ủy", "Huyện ủy", "bch_huyen"),
    ("Bí thư Huyện ủy", "Huyện ủy", "bch_huyen"),
    ("Phó Bí thư Thường trực", "Huyện ủy", "bch_huyen"),
    ("Ủy viên Ban Chấp hành, Ban Thường vụ Đảng bộ huyện", "xã Tân An", "bch_huyen"),
    ("Ủy viên BCH", "Phòng Nội vụ", "bch_huyen"),
    ("Bí thư Đảng ủy", "xã An Trường", "bch_xa"),
    ("Bí thư Đảng ủy xã", "Huyện ủy", "bch_xa"),
    ("Bí thư", "thị trấn Càng Long", "bch_xa"),
    ("Phó Bí thư Đảng ủy, Chủ tịch UBND xã", "UBND xã Tân An", "bch_xa"),
    ("Chủ tịch UBND, Phó Bí thư", "xã Tân An", "bch_xa"),
    ("Bí thư Đảng ủy-Chủ tịch HĐND xã", "xã Tân An", "bch_xa"),
    ("ĐUV", "xã An Trường", "bch_xa"),
    ("PBT TT ĐU", "xã An Trường", "bch_xa"),
    ("TVĐU", "xã An Trường", "bch_xa"),
    ("Đảng ủy viên - Chủ tịch Hội Phụ nữ", "xã An Trường", "bch_xa"),
    ("UVBCH ĐB xã", "xã Nhị Long", "bch_xa"),
    ("UV. BTV ĐU", "xã Nhị Long", "bch_xa"),
    ("Bí thư Đảng ủy Huyền Hội", "xã Huyền Hội", "bch_xa"),
    ("Ủy viên BCH", "xã Huyền Hội", "bch_xa"),
    ("Ủy viên BCH Đảng bộ thị trấn", "thị trấn Càng Long", "bch_xa"),
    ("Huyện ủy viên, Bí thư Đảng ủy xã", "xã An Trường", "bch_huyen bch_xa"),
    ("Huyện ủy viên, Trưởng phòng", "Phòng Nội vụ", "bch_huyen truong_phong"),
    ("UV BTV Huyện ủy kiêm Trưởng ban Tổ chức", "Ban Tổ chức", "bch_huyen truong_phong"),
    # no party committee of district or commune
    ("Bí thư Chi bộ", "Phòng Nội vụ", ""),
    ("Bí thư chi bộ ấp", "xã An Trường", ""),
    ("Bí thư", "Chi bộ Phòng Nội vụ", ""),
    ("Bí thư", "Chi bộ ấp 3 xã An Trường", ""),
    ("Bí thư", "Đảng ủy Quân sự huyện", ""),
    ("Bí thư Xã đoàn", "xã An Trường", ""),
    ("Đảng ủy viên Công an huyện", "Công an huyện", ""),
    ("Đảng ủy viên", "Công an huyện", ""),
    ("Bí thư Đảng ủy Quân sự huyện", "Ban Chỉ huy Quân sự huyện", ""),
    ("Ủy viên BCH Đảng ủy khối cơ quan", "Phòng Nội vụ", ""),
    ("Ủy viên BCH Hội Nông dân huyện", "Phòng Nội vụ", ""),
    ("Ủy viên BCH", "Huyện đoàn", ""),
    ("Ủy viên", "Phòng Nội vụ", ""),
    ("Ủy viên UBND huyện", "Phòng Nội vụ", ""),
    ("Ủy viên Ủy ban Kiểm tra Huyện ủy", "Ủy ban Kiểm tra", ""),
    ("Tỉnh ủy viên", "Huyện ủy", ""),
    ("Nguyên Bí thư Đảng ủy xã", "xã An Trường", ""),
]


def ids(cadre: Cadre, day: date = DAY) -> set[str]:
    return {membership.group_id for membership in groups_of(cadre, policy(), day)}


@pytest.mark.parametrize(("title", "at", "expected"), BY_TITLE)
def test_a_title_at_a_unit_belongs_to_its_groups(title: str, at: str, expected: str) -> None:
    assert ids(holding(title, unit(at))) == set(expected.split())


IN_COLUMN = [
    ("Ủy viên", "Phòng Nội vụ", "bch_huyen"),
    ("Ủy viên BCH", "xã An Trường", "bch_xa"),
    ("Ủy viên Ban Thường vụ", "xã An Trường", "bch_xa"),
    ("Bí thư", "xã An Trường", "bch_xa"),
    ("Phó Bí thư", "xã An Trường", "bch_xa"),
    ("BTV", "xã An Trường", "bch_xa"),
    ("Huyện ủy", "Phòng Nội vụ", "bch_huyen"),
    ("HUV", "xã An Trường", "bch_huyen"),
    ("Chi ủy viên", "Phòng Nội vụ", ""),
    ("Bí thư chi bộ", "Phòng Nội vụ", ""),
    ("không", "Phòng Nội vụ", ""),
]


@pytest.mark.parametrize(("title", "at", "expected"), IN_COLUMN)
def test_the_committee_column_speaks_of_party_committees(title: str, at: str, expected: str) -> None:
    where = unit(at)
    cadre = replace(holding("", where), posts=(Post(title, where, committee=True),))
    assert ids(cadre) == set(expected.split())


BY_CATEGORY = [
    ("Công chức", NOI_VU, "cbccvc_huyen"),
    ("CÁN BỘ", NOI_VU, "cbccvc_huyen"),
    ("Viên chức", NOI_VU, "cbccvc_huyen"),
    ("CBCC", AN_TRUONG, "cbcc_xa"),
    ("cong chuc", AN_TRUONG, "cbcc_xa"),
    ("Viên chức", AN_TRUONG, ""),
    ("Người hoạt động không chuyên trách", AN_TRUONG, ""),
    ("Cán bộ không chuyên trách", AN_TRUONG, ""),
    ("", NOI_VU, ""),
]


@pytest.mark.parametrize(("category", "at", "expected"), BY_CATEGORY)
def test_staff_count_by_category_and_tier(category: str, at: Unit, expected: str) -> None:
    assert ids(holding("Chuyên viên", at, category=category)) == set(expected.split())


def test_a_record_without_any_post_counts_by_its_unit() -> None:
    cadre = Cadre("c1", "CL1", "Trần Văn Nhã", AN_TRUONG, category="Công chức")
    (membership,) = groups_of(cadre, policy(), DAY)
    assert (membership.group_id, membership.post) == ("cbcc_xa", None)


def test_the_end_of_the_only_post_ends_the_membership() -> None:
    cadre = holding("Trưởng phòng", category="Công chức")
    ended = replace(cadre, posts=(replace(cadre.posts[0], until=date(2025, 5, 31)),))
    assert ids(ended) == set()
    assert ids(ended, date(2025, 5, 31)) == {"truong_phong", "cbccvc_huyen"}


def test_a_kind_of_unit_left_out_leaves_only_the_categories() -> None:
    school = Unit("truong", "Trường THCS Mỹ Cẩm", Tier.DISTRICT, kind="school")
    teacher = replace(holding("Huyện ủy viên", school), category="Viên chức")
    strict = policy().model_copy(update={"leave_out": ("school",)})
    assert {m.group_id for m in groups_of(teacher, strict, DAY)} == {"bch_huyen"}
    assert ids(teacher) == {"bch_huyen", "cbccvc_huyen"}


def test_the_trace_names_the_post_and_the_equivalent_office() -> None:
    (membership,) = groups_of(holding("Chánh Thanh tra", unit("Thanh tra huyện")), policy(), DAY)
    assert membership.post is not None
    assert (membership.post.title, membership.rule, membership.equivalent) == (
        "Chánh Thanh tra",
        "chánh thanh tra",
        True,
    )


def test_a_planned_post_is_a_group_of_its_own_kind() -> None:
    cadre = replace(holding("Chuyên viên"), posts=(Post("Trưởng phòng", NOI_VU, PostKind.PLANNED),))
    assert ids(cadre) == set()
    assert [m.group_id for m in planned_groups_of(cadre, policy(), DAY)] == ["truong_phong"]


@given(cadres())
def test_the_order_of_posts_never_matters(cadre: Cadre) -> None:
    assert groups_of(replace(cadre, posts=cadre.posts[::-1]), policy(), DAY) == groups_of(cadre, policy(), DAY)


@given(cadres())
def test_a_person_counts_once_in_a_group(cadre: Cadre) -> None:
    memberships = groups_of(cadre, policy(), DAY)
    assert len({m.group_id for m in memberships}) == len(memberships)


UNIT_WORDS = (
    *sorted(words_of_units(policy())), "cấp", "ủy", "đảng", "bộ", "chấp", "hành", "phường", "thị", "trấn", "trường",
    "tổ", "nội", "vụ", "tân", "an", "mỹ", "cẩm", "đại", "phúc", "12", "(hội)", "mttq-xã", "ấp", "khóm",
    "tỉnh", "ubnd", "hđnd",
)  # fmt: skip
HEADS = (
    "Trưởng phòng", "Phó Trưởng phòng", "Trưởng ban", "Chủ tịch", "Phó Chủ tịch", "Bí thư", "Phó Bí thư", "Ủy viên",
    "Ủy viên BCH", "Ủy viên Ban Thường vụ", "Giám đốc", "Chánh Văn phòng", "Chủ nhiệm", "Đảng ủy viên", "Hiệu trưởng",
)  # fmt: skip


@settings(max_examples=300)
@given(
    st.sampled_from(HEADS), st.lists(st.sampled_from(UNIT_WORDS), max_size=4),
    st.lists(st.sampled_from(UNIT_WORDS), min_size=1, max_size=6), st.sampled_from(Tier), st.booleans(),
)  # fmt: skip
def test_of_a_units_name_only_the_words_that_rules_look_for_count(
    head: str, body: list[str], name: list[str], tier: Tier, column: bool
) -> None:
    title, known = " ".join([head, *body]), words_of_units(policy())
    whole = Unit("u1", " ".join(name), tier)
    others = set(fold(whole.name).replace("-", " ").split()) - known
    if others.isdisjoint(fold(title).replace("-", " ").split()):
        bare = replace(whole, name=bare_name(whole, policy()).replace(".", "qqq"))
        of_whole, of_bare = (matches_of(policy(), Post(title, each, committee=column), "") for each in (whole, bare))
        assert of_whole == of_bare
