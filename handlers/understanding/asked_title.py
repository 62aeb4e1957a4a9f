"""Which words of a question name the title it asks about."""

import re

_ASKING = re.compile(
    r"\b(?:thì\s+)?(?:cần|phải|yêu cầu|đòi hỏi|bắt buộc|can|phai|yeu cau|doi hoi|bat buoc)\b.*$", re.IGNORECASE
)
_LEADING = re.compile(
    r"^.*?\b(?:trình độ|bằng|trinh do|bang)\b.*?\b(?:của|cho|đối với|cua|doi voi)\b"
    r"|^\s*(?:nếu|cho (?:tôi|em|mình) hỏi|xin hỏi|hỏi|các|neu|hoi)\b",
    re.IGNORECASE,
)


def title_in(text: str) -> str:
    """The part of a question that names the title: "Phó trưởng phòng phải có trình độ gì?" → "Phó trưởng phòng"."""
    bare = _ASKING.sub("", text.strip().rstrip("?.! "))
    return _LEADING.sub("", bare).strip(" ,:")
