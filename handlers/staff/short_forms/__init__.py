"""The short forms of chat that staff add, so that their people's questions are understood."""
