"""Asking a person of the centre: sending a question, and the silence of the assistant while one answers."""
