"""What kind of content a file has, by the end of its name: the machine's own table differs from one to the next."""

from pathlib import PurePath

PICTURES = PICTURES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
"""What a browser may show in the page itself: none of it can hold a script."""
_OTHERS = {
    ".pdf": "application/pdf",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def type_of(name: str) -> str:
    """The media type of a file by the end of its name."""
    ending = PurePath(name).suffix.lower()
    return PICTURES.get(ending) or _OTHERS.get(ending) or "application/octet-stream"


def is_picture(name: str) -> bool:
    """Whether the page may show the file itself."""
    return PurePath(name).suffix.lower() in PICTURES
