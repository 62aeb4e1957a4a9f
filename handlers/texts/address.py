"""How people are addressed: "đồng chí" to cadres, "anh/chị" to learners, most of whom are not in the Party yet."""


def for_learner(text: str) -> str:
    """What was worded for a cadre, in the words for a learner."""
    return text.replace("đồng chí", "anh/chị").replace("Đồng chí", "Anh/chị")
