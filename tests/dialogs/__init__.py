"""Dialogs told once (says, taps, reads) and held on every channel, each against its own server."""
