"""Notices from the first word to the last row sent: compose, choose whom, look at it, approve, send, watch."""
