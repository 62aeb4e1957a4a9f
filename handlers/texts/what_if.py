"""Words for "nếu được bổ nhiệm ..."."""

WHICH_POST = "Xem trình độ cần có nếu được bổ nhiệm chức danh nào?"
OTHER = "Chức danh khác"
MORE = "Xem thêm"
"""The next page of a list."""
