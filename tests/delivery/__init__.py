"""The delivery of notices, proved against a messenger that keeps its own log of every send."""
