"""Conversations of cadre."""
