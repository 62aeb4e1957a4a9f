"""The desk of classes: planned, opened, filled with sessions, brought to their end, by forms in chat."""
