"""
A web site that chatd's webhooks call.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any


class TargetServer(ThreadingHTTPServer):
    """
    A web site that gets webhooks: the heads and bodies of requests that it has accepted are in `got`.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), TargetHandler)
        self.status = 200
        self.got: Queue[tuple[dict[str, str], bytes]] = Queue()
        self.refused = threading.Event()

    @property
    def url(self) -> str:
        """
        Where it is.
        """
        return f"http://127.0.0.1:{self.server_address[1]}/chat.php"


class TargetHandler(BaseHTTPRequestHandler):
    """
    One connection to it.
    """

    protocol_version = "HTTP/1.1"
    server: TargetServer

    def do_POST(self) -> None:
        """
        A webhook.
        """
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = self.server.status
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()
        if status == 200:
            self.server.got.put(({name.lower(): value for name, value in self.headers.items()}, body))
        else:
            self.server.refused.set()

    def log_message(self, *args: Any) -> None:
        """
        Nothing.
        """


@contextmanager
def target() -> Iterator[TargetServer]:
    """
    A web site.
    """
    server = TargetServer()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
