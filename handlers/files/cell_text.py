"""The text of a cell as it comes in: no longer than anybody writes, and without what no database keeps."""

LONGEST = 2000
"""Characters of a cell; what reads levels, dates and numbers takes a novel for an hour, or falls over it."""


class ReadableTexts(dict[str, str]):
    """Text of a file → the text to be read, each made once: most of a roster's texts stand in it many times.

    One that is too long ends with an ellipsis, so that whoever reads it sees that more was there. PostgreSQL keeps no
    NUL, which a spreadsheet may well hold.
    """

    def __missing__(self, text: str) -> str:
        bare = text.replace("\0", "")
        return self.setdefault(text, bare if len(bare) <= LONGEST else f"{bare[: LONGEST - 1]}…")
