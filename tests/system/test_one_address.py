"""
Many people behind one address, without a proxy: a school, an office, a whole mobile network.
"""

import socket

from tests.support.daemon import Daemon
from tests.support.wsclient import Person, dial

GET = b"GET /index.html HTTP/1.1\r\nHost: localhost\r\n\r\n"
PEOPLE = 100
CONNECTIONS = 6
"""How many a browser opens to one server, and keeps for the next request."""


def loaded(plug: socket.socket) -> bytes:
    """
    The first line of the answer to a request, which is read to its end.
    """
    plug.sendall(GET)
    data = b""
    while b"\r\n\r\n" not in data:
        data += plug.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    size = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    while len(body) < size:
        body += plug.recv(65536)
    return head.split(b"\r\n")[0]


def test_everybody_behind_one_address_gets_the_page_and_comes_in(daemon: Daemon) -> None:
    """
    A hundred browsers with six connections each that stay open, and a WebSocket: more than are allowed at once, so idle
    ones of earlier browsers are closed.
    """
    kept, people = [], []
    for number in range(PEOPLE):
        browser = [dial(daemon.port) for _ in range(CONNECTIONS)]
        assert [loaded(plug) for plug in browser] == [b"HTTP/1.1 200 OK"] * CONNECTIONS, number
        kept += browser
        people.append(Person(dial(daemon.port), f"p{number}", "lobby"))
    people[0].ask(type="say", room="lobby", text="hello")
    for person in people[1:]:
        while person.hear("message")["text"] != "hello":
            pass
    assert "refused" not in daemon.log
    for plug in kept:
        plug.close()
    for person in people:
        person.plug.close()
