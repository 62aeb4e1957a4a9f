"""Conversations of staff."""
