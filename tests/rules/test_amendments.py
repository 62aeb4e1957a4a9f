"""Single changes of a record, and two records made one."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rules.amendments import merged, with_paper, with_post_ended, with_rating, without_paper
from rules.cadres import Cadre, Credential, Post, Tier, Unit
from rules.levels import Level
from rules.standing import held_by

_UNIT = Unit("u", "xã Tân An", Tier.COMMUNE)
_NOBODY = Cadre("a", "A", "Trần Văn A", _UNIT)
_papers = st.builds(Credential, st.sampled_from(Level), number=st.sampled_from(("", "1", "2")))
_posts = st.builds(Post, st.sampled_from(("Bí thư", "Phó Bí thư", "Công chức")), st.just(_UNIT))
_ratings = st.dictionaries(st.integers(2020, 2025), st.sampled_from(("Tốt", "Khá")))
_records = st.builds(
    Cadre,
    st.sampled_from("ab"),
    st.just("A"),
    st.just("Trần Văn A"),
    st.just(_UNIT),
    phone=st.sampled_from(("", "0912000001", "0912000002")),
    posts=st.lists(_posts, max_size=3, unique=True).map(tuple),
    credentials=st.lists(_papers, max_size=3, unique_by=lambda paper: paper.level).map(tuple),
    ratings=_ratings,
)


@given(_records, _papers)
def test_a_paper_takes_the_place_of_the_one_of_its_level(cadre: Cadre, paper: Credential) -> None:
    after = with_paper(cadre, paper)
    assert [each for each in after.credentials if each.level is paper.level] == [paper]
    assert without_paper(after, paper.level) == without_paper(cadre, paper.level)


@given(_records, _records)
def test_merging_loses_no_level_and_no_year(one: Cadre, other: Cadre) -> None:
    after = merged(one, other)
    assert held_by(after)[0] == max(held_by(one)[0], held_by(other)[0])
    assert set(after.ratings) == {*one.ratings, *other.ratings}
    assert {post.title for post in after.posts} == {post.title for post in (*one.posts, *other.posts)}


@given(_records, _records)
def test_what_the_record_that_stays_says_holds(one: Cadre, other: Cadre) -> None:
    after = merged(one, other)
    assert (after.id, after.code, after.version) == (one.id, one.code, one.version)
    assert after.phone == (one.phone or other.phone)
    assert set(one.credentials) <= set(after.credentials)
    assert one.ratings.items() <= after.ratings.items()


@given(_records)
def test_merging_a_record_with_a_copy_of_itself_changes_nothing(cadre: Cadre) -> None:
    assert merged(cadre, replace(cadre, id="c")) == cadre


def test_a_post_ends_where_it_stands() -> None:
    cadre = replace(_NOBODY, posts=(Post("Bí thư", _UNIT), Post("Công chức", _UNIT)))
    after = with_post_ended(cadre, 0, date(2025, 5, 31))
    assert [post.until for post in after.posts] == [date(2025, 5, 31), None]


def test_an_empty_rating_is_taken_out() -> None:
    rated = with_rating(_NOBODY, 2024, "Tốt")
    assert rated.ratings == {2024: "Tốt"}
    assert with_rating(rated, 2024, "") == _NOBODY
