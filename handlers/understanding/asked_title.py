"""Which words of a question name the title it asks about."""

import re

_ASKING = re.compile(
    r"\b(?:thì\s+)?(?:cần|phải|yêu cầu|đòi hỏi|bắt buộc|can|phai|yeu cau|doi hoi|bat buoc)\b.*$", re.IGNORECASE
)
_LEADING = re.compile(
    r"^.*?\b(?:trình độ|bằng|trinh do|bang)\b.*?\b(?:của|cho|đối với|cua|doi voi)\b"
    r"|^\s*(?:nếu|cho (?:tôi|em|mình) hỏi|xin hỏi|hỏi|các|neu|hoi)\b"
    r"|^\s*(?:thế\s+|vậy\s+|the\s+|vay\s+)?(?:còn|con)\b|^\s*(?:thế|vậy|the|vay)\b",
    re.IGNORECASE,
)
_AND_THIS = re.compile(r"\s*\b(?:thì|thi)?\s*(?:sao|thế nào|the nao)\b.*$", re.IGNORECASE)
"""The end of a follow-up: "còn trưởng phòng thì sao?"."""
_APPOINTED = re.compile(r"\b(?:bổ nhiệm|bầu|giữ|lên|làm|bo nhiem|bau|giu|len|lam)\b(?P<title>.*)$", re.IGNORECASE)
_BEFORE_TITLE = re.compile(
    r"^\s*(?:(?:vào|làm|lên|giữ|vao|lam|len|giu|chức vụ|chức danh|chức|vị trí|chuc vu|chuc danh|chuc|vi tri)\b\s*)+",
    re.IGNORECASE,
)
_AFTER_TITLE = re.compile(r"\s*\b(?:thì|sao|thế nào|có|được|thi|the nao|co|duoc)\b.*$", re.IGNORECASE)
_NO_TITLE = re.compile(r"(?:khác|mới|cao hơn|nào|gì|đó|này|khac|moi|cao hon|nao|gi|do|nay)?", re.IGNORECASE)


def title_in(text: str) -> str:
    """The part of a question that names the title: "Phó trưởng phòng phải có trình độ gì?" → "Phó trưởng phòng"."""
    bare = _AND_THIS.sub("", _ASKING.sub("", text.strip().rstrip("?.! ")))
    return _LEADING.sub("", bare).strip(" ,:")


def appointed_in(text: str) -> str:
    """The title somebody wonders about: "nếu được bổ nhiệm kế toán trưởng thì cần gì?" → "kế toán trưởng".

    Empty where none is named: "nếu được bổ nhiệm chức vụ khác".
    """
    found = _APPOINTED.search(_ASKING.sub("", text.strip().rstrip("?.! ")))
    if found is None:
        return ""
    title = _AFTER_TITLE.sub("", _BEFORE_TITLE.sub("", found["title"])).strip(" ,:")
    return "" if _NO_TITLE.fullmatch(title) else title
