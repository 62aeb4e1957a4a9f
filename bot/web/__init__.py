"""The web chat: the centre's own messenger, in a browser."""
