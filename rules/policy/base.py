"""What every part of a policy file shares: frozen, strict about its keys, and honest about what is known."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class PolicyPart(BaseModel):
    """A table of a policy file. Unknown keys are refused, values never change after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Certainty(StrEnum):
    """How well a statement is founded. What is low is shown as a question, never used as a fact."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
