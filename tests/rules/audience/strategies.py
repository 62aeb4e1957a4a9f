"""Audiences and people for property tests."""

from datetime import date

from hypothesis import strategies as st

from rules.access import Role
from rules.audience import Audience, Facts, Grounds, Key, all_of, any_of, having, negated
from rules.classes import EnrolmentState
from rules.levels import Level
from tests.rules.people import AN_TRUONG, NOI_VU, holding, policy, regulation

GROUNDS = Grounds(policy(), (regulation("qd57"), regulation("qd350")), date(2025, 6, 2))

LEVELS = ("so_cap", "trung_cap", "cao_cap")
VALUES: dict[Key, tuple[str, ...]] = {
    Key.CLASS: ("A", "A:passed", "B:any", "Lớp tối"),
    Key.GROUP: ("bch_xa", "pho_phong", "cbcc_xa"),
    Key.POST: ("Trưởng phòng", "Phó Chủ tịch", "Bí thư Đảng ủy xã"),
    Key.ROLE: ("cadre", "officer", "staff"),
    Key.CODES: ("C1", "C2"),
    Key.UNIT: ("xa-an-truong", "xã Tân An", 'Trường "Hoa Sen" \\ cơ sở 2'),
    Key.HOLDS: LEVELS,
    Key.LACKS: LEVELS,
    Key.ELIGIBLE: LEVELS,
    Key.CHANNEL: ("telegram", "zalo", "none"),
    Key.UNCONFIRMED: ("1", "12"),
    Key.UNANSWERED: ("1", "12"),
    Key.REACHED: ("1", "12"),
}
CADRES = (
    holding("Trưởng phòng", NOI_VU, Level.TRUNG_CAP, "Công chức"),
    holding("Phó Trưởng phòng", NOI_VU, Level.CAO_CAP),
    holding("Bí thư Đảng ủy xã", AN_TRUONG, Level.SO_CAP, "Cán bộ"),
    holding("Phó Chủ tịch UBND xã", AN_TRUONG, category="Công chức"),
    holding("", NOI_VU),
)
filters = st.one_of(
    st.sampled_from([having(Key.EVERYONE), having(Key.LEARNERS)]),
    st.sampled_from(list(VALUES)).flatmap(
        lambda key: st.lists(st.sampled_from(VALUES[key]), min_size=1, max_size=3).map(lambda some: having(key, *some))
    ),
)
audiences: st.SearchStrategy[Audience] = st.recursive(
    filters,
    lambda inner: st.one_of(
        inner.map(negated),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: all_of(*parts)),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: any_of(*parts)),
    ),
    max_leaves=8,
)
people = st.builds(
    Facts,
    code=st.sampled_from(["C1", "C2", "C3"]),
    cadre=st.sampled_from([None, *CADRES]),
    units=st.frozensets(st.sampled_from(["xa-an-truong", "xã Tân An"])),
    classes=st.frozensets(st.tuples(st.sampled_from(["A", "B"]), st.sampled_from(EnrolmentState))),
    roles=st.frozensets(st.sampled_from([Role.CADRE, Role.OFFICER, Role.STAFF])),
    channels=st.frozensets(st.sampled_from(["telegram", "zalo"])),
    unconfirmed=st.frozensets(st.sampled_from([1, 12])),
    unanswered=st.frozensets(st.sampled_from([1, 12])),
    reached=st.frozensets(st.sampled_from([1, 12])),
    learner=st.booleans(),
)
