"""The picture of the targets: the figures of the chat, and everything in its place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from handlers.files.drawing import Block, Sheet, Text
from handlers.files.page import SMALLEST, WIDTH
from handlers.files.target_picture import Bar, PictureData, draw, lay_out, picture_data
from handlers.house import House
from handlers.texts import target_picture as texts
from handlers.texts import targets
from handlers.texts.targets import Counted
from rules.access import Role
from rules.policy import Policy
from rules.summary import Summary
from rules.targets import Figure, needed_for, satisfies
from tests.handlers import roster
from tests.handlers.conftest import Linked

DAY = date(2025, 5, 15)
COUNTED = Counted(DAY, DAY)
Row = tuple[int, int, int]
"""Who meets a target, all there are, and who studies for it."""
DISTRICT: tuple[Row, ...] = (
    (39, 41, 2), (31, 33, 1), (54, 60, 3), (205, 236, 12), (331, 352, 14), (262, 301, 20),
)  # fmt: skip


def summary(rows: Sequence[Row] = DISTRICT, people_needed: int | None = 50, policy: Policy = roster.POLICY) -> Summary:
    """A summary of these counts for the targets of a policy, in its order."""
    figures = []
    for target, (met, total, studying) in zip(policy.targets, rows, strict=True):
        share = Fraction(met, total) if total else None
        reached = share is not None and satisfies(share, target.comparator, target.share)
        needed = needed_for(met, total, target.comparator, target.share)
        figures.append(
            Figure(
                target.id, target.group, target.level, target.comparator, target.share,
                total, met, studying, needed, share, reached,
            )
        )  # fmt: skip
    return Summary(DAY, tuple(figures), people_needed, uncounted=0)


def bars(data: PictureData) -> list[Bar]:
    return [bar for section in data.sections for bar in section.bars]


def test_the_picture_says_what_the_chat_says() -> None:
    found = summary()
    data = picture_data(roster.POLICY, found, COUNTED)
    chat = targets.summary(roster.POLICY, found, COUNTED)
    said = [data.title, data.headline, *data.conclusions, data.dated, *(section.heading for section in data.sections)]
    assert not [text for text in said if text not in chat]
    assert data.headline == "Đạt 1/6 chỉ tiêu"
    assert data.conclusions[-1] == "Cần thêm 50 đồng chí (mỗi người tính một lần) để đạt cả 6."
    assert data.dated == "Số liệu ngày 15/05/2025. Thời hạn 31/12/2025, còn 230 ngày."
    for bar in bars(data):
        assert f"{bar.name}: {bar.count} ({bar.percent}), {bar.asked}. {bar.state}." in chat


def test_every_figure_has_its_bar_in_the_length_of_its_share() -> None:
    found = summary()
    drawn = bars(picture_data(roster.POLICY, found, COUNTED))
    assert [bar.held for bar in drawn] == [figure.share for figure in found.figures]
    assert [bar.studying for bar in drawn] == [Fraction(f.studying, f.total) for f in found.figures]
    assert [bar.mark for bar in drawn] == [figure.share_required for figure in found.figures]
    assert [bar.reached for bar in drawn] == [figure.reached for figure in found.figures]


def test_every_text_of_the_data_is_drawn() -> None:
    data = picture_data(roster.POLICY, summary(), COUNTED)
    drawn = " ".join(text.text for text in written(lay_out(data)))
    whole = [data.title, *data.of_whom, data.headline, *data.conclusions, data.dated, " ".join(data.notes)]
    whole += [text for bar in bars(data) for text in (bar.name, bar.count, bar.percent, bar.asked, bar.state)]
    assert not [text for text in whole if text not in drawn]
    assert all(word in drawn for word in (texts.HELD, texts.STUDYING, texts.ASKED))


def test_an_empty_group_is_drawn_without_length_or_percent() -> None:
    found = summary(((0, 0, 0), *DISTRICT[1:]))
    bar = bars(picture_data(roster.POLICY, found, COUNTED))[0]
    assert (bar.held, bar.count, bar.percent, bar.state) == (None, "", "", "không có dữ liệu")
    assert any(
        text.text == "không có dữ liệu" for text in written(lay_out(picture_data(roster.POLICY, found, COUNTED)))
    )


def test_a_bar_that_does_not_reach_its_mark_ends_before_it_however_near() -> None:
    near = summary(((99_999, 100_000, 0), *DISTRICT[1:]))
    there = summary(((100_000, 100_000, 0), *DISTRICT[1:]))
    assert longest(near) < longest(there)


def longest(found: Summary) -> float:
    """Where the first bar ends."""
    items = lay_out(picture_data(roster.POLICY, found, COUNTED)).items
    filled = [item for item in items if isinstance(item, Block) and item.colour.name == "BLUE"]
    return filled[1].box[2]  # the first is the sign that explains them


def test_the_figures_of_some_units_carry_their_names() -> None:
    data = picture_data(roster.POLICY, summary(), replace(COUNTED, units=("xã Tân An",)))
    assert data.of_whom == ("Xã Tân An", "Theo mục tiêu huyện Càng Long, đến năm 2025.")


def test_a_picture_is_a_png_as_wide_as_a_phone_shows_sharply() -> None:
    content = draw(picture_data(roster.POLICY, summary(), COUNTED))
    with Image.open(BytesIO(content)) as image:
        assert (image.format, image.width) == ("PNG", 1080)
        assert image.width < image.height < 2.2 * image.width
    assert len(content) < 200_000


def written(sheet: Sheet) -> list[Text]:
    return [item for item in sheet.items if isinstance(item, Text)]


def assert_nothing_overlaps(sheet: Sheet) -> None:
    """No two texts share a pixel, all are on the sheet, and none is too small."""
    found = written(sheet)
    for text in found:
        left, top, right, bottom = text.box
        assert min(left, top, WIDTH - right, sheet.height - bottom) >= 0, text
        assert text.letters.size >= SMALLEST
    for one, other in combinations(found, 2):
        assert not overlap(one, other), (one.text, other.text)


def overlap(one: Text, other: Text) -> bool:
    """Whether the boxes of two lines share more than an edge; lines may be rounded into each other by a pixel."""
    left, top = max(one.box[0], other.box[0]), max(one.box[1], other.box[1])
    right, bottom = min(one.box[2], other.box[2]), min(one.box[3], other.box[3])
    return right - left > 1 and bottom - top > 1


names = st.text("ẤỮỘỰđếnxã cán bộ", min_size=1, max_size=120).filter(str.strip)
counts = st.tuples(st.integers(0, 400_000), st.integers(0, 400_000), st.integers(0, 400_000)).map(
    lambda drawn: (min(drawn), sorted(drawn)[1], sorted(drawn)[1] - min(drawn) if drawn[2] % 2 else 0)
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(counts, min_size=6, max_size=6),
    st.lists(names, min_size=6, max_size=6),
    st.lists(st.fractions(Fraction(1, 100), 1, max_denominator=100), min_size=6, max_size=6),
    st.one_of(st.none(), st.integers(1, 400_000)),
    st.lists(names, max_size=3),
)
def test_nothing_overlaps_whatever_the_figures(
    rows: list[Row], called: list[str], shares: list[Fraction], needed: int | None, units: list[str]
) -> None:
    groups = {target.group: name for target, name in zip(roster.POLICY.targets, called, strict=True)}
    policy = roster.POLICY.model_copy(
        update={
            "targets": tuple(
                target.model_copy(update={"share": share})
                for target, share in zip(roster.POLICY.targets, shares, strict=True)
            ),
            "groups": tuple(
                group.model_copy(update={"name": groups.get(group.id, group.name)}) for group in roster.POLICY.groups
            ),
        }
    )
    data = picture_data(policy, summary(rows, needed, policy), replace(COUNTED, units=tuple(units)))
    assert_nothing_overlaps(lay_out(data))


async def test_the_leader_is_sent_the_picture_with_its_words_under_it(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    await leader.says("chỉ tiêu tới đâu rồi?")
    words = await leader.taps("Ảnh để chuyển tiếp")
    assert words.startswith("Đạt 2/6 chỉ tiêu. Cần thêm 5 đồng chí (mỗi người tính một lần) để đạt cả 6.\n")
    assert "Chỉ tiêu trình độ lý luận chính trị, huyện Càng Long, đến năm 2025. Số liệu ngày" in words
    assert "3. Phó Trưởng phòng: 0/1 (0,0%), chỉ tiêu trên 90%. Thiếu 1." in words
    [file] = leader.last.files
    assert file.picture
    assert file.name.endswith(".png")
    with Image.open(BytesIO(file.content)) as image:
        assert image.width == 1080
    assert leader.labels == ["Chỉ tiêu", "Về đầu"]
    assert "Đạt 2/6" in await leader.taps("Chỉ tiêu")


def test_the_words_under_the_picture_fit_there() -> None:
    assert len(texts.caption(roster.POLICY, summary(), COUNTED)) < 1024


async def test_a_leader_of_one_unit_is_sent_its_figures(house: House, linked: Linked) -> None:
    async with house.db.transaction() as tx:
        await tx.run_many(
            "insert into role_grant (id, holder_id, role, unit_id, granted_at) values ($1, $2, $3, $4, $5)",
            [("g-hoa", roster.HOA.id, Role.LEADER.value, roster.TAN_AN.id, 1)],
        )
    hoa = await linked(roster.HOA)
    assert "xã Tân An" in await hoa.taps("target_picture")


async def test_a_policy_without_targets_has_no_picture(house: House, linked: Linked) -> None:
    leader = await linked(roster.THANH)
    leader.house = replace(house, policy=roster.POLICY.model_copy(update={"targets": ()}))
    assert "chưa đặt chỉ tiêu nào" in await leader.taps("target_picture")
    assert not leader.last.files


async def test_a_cadre_is_sent_no_picture(linked: Linked) -> None:
    tuan = await linked(roster.TUAN)
    await tuan.taps("target_picture")
    assert not tuan.last.files


async def test_a_unit_is_drawn_with_those_below_it_for_who_may_see_its_people(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    await leader.taps(f"target_unit::{roster.TAN_AN.id}")
    words = await leader.taps("Ảnh để chuyển tiếp")
    assert "Chỉ tiêu trình độ lý luận chính trị, xã Tân An." in words
    assert "không có dữ liệu" not in words
    assert "5. Ủy viên BCH Đảng bộ cấp xã: " in words
    assert leader.last.files[0].picture
    assert leader.labels == ["Quay lại đơn vị", "Chỉ tiêu", "Về đầu"]
    assert "XÃ TÂN AN" in await leader.taps("Quay lại đơn vị")


async def test_a_unit_out_of_reach_is_not_drawn(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    await leader.taps("target_picture::nowhere")
    assert not leader.last.files
    assert leader.labels == ["Chỉ tiêu", "Về đầu"]
