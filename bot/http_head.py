"""The head of a request (its first line and headers), of which no more is taken than any browser sends.

Of the parsers that uvicorn knows, h11 has a setting for it (`h11_max_incomplete_event_size`), httptools has none.
"""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST = 64 * 2**10
"""Bytes of a head, or of the headers that may follow a body."""


class BoundedHead(HttpToolsProtocol):
    """Reads a request, and hangs up where its headers go on and on: the parser would keep all of them."""

    _unused = 0
    """Bytes since a head ended or something of a body came."""

    def data_received(self, data: bytes) -> None:
        """Some bytes more."""
        self._unused += len(data)
        super().data_received(data)
        if self._unused > LARGEST and not self.transport.is_closing():
            self.send_400_response("Request head too large.")

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._unused = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Something of the body came."""
        self._unused = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole, with what follows its body."""
        self._unused = 0
        super().on_message_complete()
