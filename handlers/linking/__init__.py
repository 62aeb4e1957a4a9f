"""From a stranger's first word to a linked record: consent, the three ways to link, undoing it, and who has not yet."""

from handlers.linking.code import code_in, lacks_code, looks_like_code
from handlers.linking.first_contact import must_link_first

__all__ = ["code_in", "lacks_code", "looks_like_code", "must_link_first"]
