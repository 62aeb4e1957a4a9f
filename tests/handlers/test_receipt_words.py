"""What counts as a receipt in words, and what is a question or something else."""

import pytest

from handlers.understanding.receipts import Said, receipt_in
from rules.notices import Receipt


@pytest.mark.parametrize(
    ("text", "receipt"),
    [
        ("đã nhận", Receipt.RECEIVED),
        ("Da nhan", Receipt.RECEIVED),
        ("Dạ em đã nhận được thông báo rồi ạ.", Receipt.RECEIVED),
        ("đã đọc", Receipt.RECEIVED),
        ("nhận rồi", Receipt.RECEIVED),
        ("Sẽ dự", Receipt.COMING),
        ("se du", Receipt.COMING),
        ("Tôi sẽ tham dự đầy đủ ạ", Receipt.COMING),
        ("tôi sẽ đi học", Receipt.COMING),
        ("em dự được ạ", Receipt.COMING),
        ("không dự", Receipt.NOT_COMING),
        ("ko dự được", Receipt.NOT_COMING),
        ("ko dc", None),
        ("toi khong the tham du", Receipt.NOT_COMING),
        ("bận", Receipt.NOT_COMING),
        ("không đủ điều kiện", None),
        ("khong du dieu kien", None),
        ("không dự được thì sao?", None),
        ("không học lớp này nữa", None),
        ("sẽ học trung cấp ở đâu", None),
        ("bạn là ai", None),
        ("ban tổ chức ở đâu", None),
        ("nhận bằng khi nào", None),
        ("vì sao tôi không được đi học", None),
        ("đã nhận bằng tốt nghiệp trung cấp năm 2015", None),
        ("1", None),
    ],
)
def test_only_the_words_of_a_receipt_are_one(text: str, receipt: Receipt | None) -> None:
    said = receipt_in(text)
    assert (said.receipt if said else None) is receipt


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("không dự được vì đi công tác Hà Nội", "đi công tác Hà Nội"),
        ("ko dự được, bận họp huyện", "bận họp huyện"),
        ("Tôi không thể tham dự, lý do: nằm viện", "nằm viện"),
        ("bận họp", "bận họp"),
        ("đi công tác không dự được", "đi công tác"),
        ("Dạ nhà có đám tang nên em xin phép không dự được ạ", "nhà có đám tang"),
        ("không dự được", ""),
    ],
)
def test_a_reason_that_follows_is_kept_as_written(text: str, reason: str) -> None:
    assert receipt_in(text) == Said(Receipt.NOT_COMING, reason)


def test_words_may_name_the_notice() -> None:
    assert receipt_in("đã nhận thông báo số 12") == Said(Receipt.RECEIVED, "", 12)
    assert receipt_in("không dự thông báo 7 vì bận họp") == Said(Receipt.NOT_COMING, "bận họp", 7)
