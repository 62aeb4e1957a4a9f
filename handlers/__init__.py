"""The conversations: from an incoming message to a reply, with no messenger in sight."""
