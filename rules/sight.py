"""What a role may see: the word of the policy, applied to whoever asks."""

from dataclasses import replace

from rules.access import Asker
from rules.policy import DataKind, Policy


def within(policy: Policy, asker: Asker, kind: DataKind) -> Asker | None:
    """The asker with only those grants whose role may see this kind of data, each with its own bounds.

    None where no grant may: a role that sees names in one commune does not lend its right to another role of the same
    person. The rows `[[access]]` of the policy decide.
    """
    grants = tuple(grant for grant in asker.grants if policy.may_see(grant.role, kind))
    return replace(asker, grants=grants) if grants else None
