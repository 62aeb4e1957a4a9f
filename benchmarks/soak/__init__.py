"""The soak: the real program under ten minutes of misfortune by a seed, and what must hold when it is over."""
