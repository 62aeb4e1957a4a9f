"""Conversations of leader."""
