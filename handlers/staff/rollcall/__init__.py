"""The roll of a session: called by typing the absent numbers, printed, and read back."""
