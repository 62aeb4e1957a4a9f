"""Words for asking about a title."""

WHICH_TITLE = "Muốn xem trình độ của chức danh nào? Xin chọn, hoặc viết tên chức danh."
OTHERS = "Chức danh khác"
MINE = "Trình độ của tôi"
MORE = "Xem thêm"
"""The next page of a list."""
