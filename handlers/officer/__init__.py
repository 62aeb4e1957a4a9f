"""Conversations of officer."""
