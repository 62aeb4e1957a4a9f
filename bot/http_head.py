"""The head of a request (its first line and headers), of which no more is taken than any browser sends."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST = 64 * 2**10
"""Bytes of a head."""


class BoundedHead(HttpToolsProtocol):
    """Reads a request, and hangs up where its head goes on and on: the parser would keep all of it."""

    _in_head = False
    _unread = 0

    def on_message_begin(self) -> None:
        """A request begins."""
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its head is whole."""
        self._in_head = False
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Some bytes more. What is counted are those that end within a head."""
        super().data_received(data)
        self._unread = self._unread + len(data) if self._in_head else 0
        if self._unread > LARGEST and not self.transport.is_closing():
            self.send_400_response("Request head too large.")
