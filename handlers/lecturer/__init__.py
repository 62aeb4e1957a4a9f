"""What a lecturer finds in the chat: their sessions, colleagues who take one over, hours, works."""
