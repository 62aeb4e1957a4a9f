"""Words to who answers for a unit: its quotas, whom it may send, the wishes of its people."""

WISHES = "Nguyện vọng của đơn vị"
