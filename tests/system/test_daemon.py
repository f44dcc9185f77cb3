"""
The real twistd: how it starts, how it ends, and what it says when it cannot.
"""

import json
import os
import re
import select
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatd import __version__
from tests.support.daemon import EXECUTED, LOOPBACK, Daemon, run, running, self_signed
from tests.support.forked_programs import CHATD, TWISTD
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import Person, WebSocket, dial, trusting, until_closed

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture(params=[(TWISTD,), EXECUTED], ids=["forked", "executed"])
def started(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Daemon]:
    """
    A daemon as the other tests start it, and one in an interpreter of its own.
    """
    with running(tmp_path, program=request.param) as daemon:
        yield daemon


def test_two_people_and_a_plain_client_talk_through_it(started: Daemon) -> None:
    ann, bob = (Person(dial(started.port), name, "lobby") for name in ("ann", "bob"))
    plain = WebSocket(dial(started.port), path="/", protocol=None)
    assert plain.words() == "Connected successfully!"
    said = ann.ask(type="say", room="lobby", text="hello", key="k1")
    heard = bob.hear("message")
    assert (heard["text"], heard["seq"], heard["key"], heard["user"]["name"]) == ("hello", said["seq"], "k1", "~ann")
    assert plain.words() == "hello"
    plain.text("hi all")
    assert (ann.hear("message")["text"], bob.hear("message")["text"]) == ("hi all", "hi all")
    assert ann.ask(type="say", room="lobby", text="hello", key="k1")["seq"] == said["seq"]
    for client in (ann, bob, plain):
        client.close()


@pytest.mark.slow
def test_any_reactor_will_do(tmp_path: Path) -> None:
    """
    With ``twistd --reactor asyncio``.
    """
    with running(tmp_path, command=("--reactor", "asyncio", "-n", "--pidfile=", "chatd")) as daemon:
        assert "AsyncioSelectorReactor" in daemon.wait_for(r"reactor class: (\S+)")
        ann, bob = (Person(dial(daemon.port), name, "lobby") for name in ("ann", "bob"))
        for number in range(20):
            ann.tell(type="say", room="lobby", text=f"{number}" * 1000, ref=number)
        assert [bob.hear("message")["seq"] for _ in range(20)] == list(range(1, 21))


def test_page_is_served_beside_the_socket(daemon: Daemon) -> None:
    plug = dial(daemon.port)
    plug.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    answer = until_closed(plug)
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"<script" in answer


def test_kept_connection_becomes_a_websocket(daemon: Daemon) -> None:
    """
    As through a proxy; HTTP does not disturb its flow control.
    """
    plug = dial(daemon.port)
    plug.sendall(b"GET /none HTTP/1.1\r\nHost: localhost\r\n\r\n")
    answer = b""
    while b"</html>" not in answer:
        answer += plug.recv(65536)
    ann, bob = Person(plug, "ann", "lobby"), Person(dial(daemon.port), "bob", "lobby")
    for number in range(20):
        bob.ask(type="say", room="lobby", text=f"{number}" * 1000)
    assert [ann.hear("message")["seq"] for _ in range(20)] == list(range(1, 21))


def test_sigterm_tells_everybody_and_ends_with_status_0(tmp_path: Path) -> None:
    """
    Each client gets a time of its own to come back.
    """
    with running(tmp_path) as daemon:
        kept = dial(daemon.port)
        people = [Person(dial(daemon.port), f"p{n}", "lobby") for n in range(5)]
        plain = WebSocket(dial(daemon.port), protocol=None)
        daemon.signal(signal.SIGTERM)
        waits = set()
        for person in people:
            code, texts = person.closed()
            bye = texts[-1]
            assert code == 4012
            assert '"type":"bye","code":4012' in bye
            waits.add(re.sub(r".*retry_after\":", "", bye))
        assert len(waits) > 1
        code, texts = plain.closed()
        assert (code, texts[-1]) == (4012, "Disconnected from server!")
        assert until_closed(kept) == b""
        assert daemon.wait() == 0
        assert "stopped: 7 connections" in daemon.log


def test_sigterm_ends_it_in_order_as_soon_as_it_listens(tmp_path: Path) -> None:
    with running(tmp_path) as daemon:
        assert daemon.stop() == 0


def test_sigterm_ends_it_though_a_peer_never_answers(tmp_path: Path) -> None:
    with running(tmp_path, config="server.drain_seconds = 1") as daemon:
        Person(dial(daemon.port), "ann", "lobby").tell(type="ping")
        deaf = Person(dial(daemon.port), "bob", "lobby")
        assert daemon.stop() == 0
        assert b"bye" in until_closed(deaf.plug)


@pytest.mark.parametrize("form", ["text", "json"])
def test_log_has_no_secret_and_no_word_of_anybody(tmp_path: Path, form: str) -> None:
    """
    Also not of refused logins and messages: tokens, passwords, cookies, keys, texts.  A session has one line.
    """
    config = f'[log]\nformat = "{form}"\nlevel = "debug"\n'
    with running(tmp_path, config=config) as daemon:
        port = int(daemon.wait_for(r"listening on http://127\.0\.0\.1:(\d+)/"))
        daemon.wait_for("data is kept")
        command = [CHATD, *["--data", "chatd-data", "key", "create", "news", "--rooms", "*=*"]]
        made = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
        key = next(word for word in made.split() if word.startswith("chatd_key_"))
        ann = Person(dial(port), "ann", "lobby")
        secrets = {"between-us", "correct-horse", "wrong-horse", key, ann.token}
        ann.ask(type="say", room="lobby", text="between-us")
        ann.tell(type="say", room="lobby", text="between-us", bogus="between-us")
        ann.text("between-us {")
        ann.tell(type="login", token="between-us." + ann.token)
        ann.tell(type="ping", ref="end")
        while ann.next().get("ref") != "end":
            pass
        account = {"name": "bea", "password": "correct-horse"}
        for method, path, head, body in (
            ("GET", "/between-us", "Cookie: between-us", None),
            ("POST", "/api/account", "", account),
            ("POST", "/api/session", "", account),
            ("POST", "/api/session", "", {**account, "password": "wrong-horse"}),
            ("GET", "/api/session", "Cookie: between-us", None),
            ("GET", "/api/rooms", f"Authorization: Bearer {key}", None),
            ("GET", "/api/rooms", f"Authorization: Bearer {ann.token}", None),
            ("GET", "/api/rooms", "Authorization: Bearer between-us", None),
            ("POST", "/api/rooms/lobby/messages", f"Authorization: Bearer {key}", {"text": "between-us"}),
            ("POST", "/hooks/between-us", "", {"text": "between-us"}),
        ):
            plug = dial(port)
            given = json.dumps(body or {}).encode()
            lines = [
                f"{method} {path} HTTP/1.1",
                "Host: a",
                "Origin: http://a",
                "Content-Type: application/json",
                f"Content-Length: {len(given) if body else 0}",
                "Connection: close",
                *([head] if head else []),
            ]
            plug.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + (given if body else b""))
            answer = until_closed(plug).decode()
            secrets.update(re.findall(r"(?i)set-cookie: \w+=([^;]{8,})", answer))
        assert len(secrets) > 5
        ann.close()
        daemon.wait_for(r"session \w+ of g\.\S+ at 127\.0\.0\.1 ended after .* [1-9]\d+ bytes in, [1-9]\d+ bytes out")
        assert daemon.stop() == 0
        assert [secret for secret in secrets if secret in daemon.log] == []
        assert '"ann"' not in daemon.log
        if form == "json":
            assert all(json.loads(line)["message"] for line in daemon.log.splitlines())


def test_every_address_is_listened_on_and_told(tmp_path: Path) -> None:
    """
    TCP, TLS and a Unix socket at once, one line with the URL of each; page and socket on all.
    """
    key, certificate = self_signed(tmp_path)
    ports = (LOOPBACK, f"ssl:0:interface=127.0.0.1:privateKey={key}:certKey={certificate}", "unix:here.sock")
    with running(tmp_path, ports=ports) as daemon:
        tcp, tls, unix = daemon.urls
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", tcp)
        assert re.fullmatch(r"https://127\.0\.0\.1:\d+/", tls)
        assert unix == "unix:here.sock"
        tls_port = int(tls.rstrip("/").rpartition(":")[2])

        def connect(kind: str) -> socket.socket:
            if kind == "tcp":
                return dial(daemon.port)
            if kind == "unix":
                return dial(str(tmp_path / "here.sock"))
            return trusting().wrap_socket(dial(tls_port))

        people = [Person(connect(kind), kind, "lobby") for kind in ("tcp", "tls", "unix")]
        plains = [WebSocket(connect(kind), protocol=None) for kind in ("tcp", "tls", "unix")]
        for plain in plains:
            assert plain.words() == "Connected successfully!"
        for number, person in enumerate(people):
            text = f"{number} " + "é" * 1900
            person.ask(type="say", room="lobby", text=text)
            assert [plain.words() for plain in plains] == [text] * 3
            assert [p.hear("message")["text"] for p in people if p is not person] == [text] * 2
        for kind in ("tcp", "tls", "unix"):
            plug = connect(kind)
            plug.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            assert until_closed(plug).startswith(b"HTTP/1.1 200 OK\r\n"), kind
            plug = connect(kind)
            plug.sendall(b"nonsense\r\n\r\n")
            assert until_closed(plug).startswith(b"HTTP/1.1 400 "), kind
        for client in (*people, *plains):
            client.close()


@pytest.mark.slow
def test_application_file_starts_it_and_reads_chatd_toml(tmp_path: Path) -> None:
    """
    ``twistd -ny chatd.tac``, as the README says.
    """
    (tmp_path / "chatd.tac").write_bytes((CHECKOUT / "chatd.tac").read_bytes())
    (tmp_path / "chatd.toml").write_text(f'server.port = "{LOOPBACK}"\nlimits.name = 5\n', encoding="utf-8")
    with running(tmp_path, ports=(), command=("-ny", "chatd.tac")) as daemon:
        assert Person(dial(daemon.port)).welcome["limits"]["name"] == 5


def test_as_a_daemon_it_leaves_pid_and_log_and_ends_on_sigterm(tmp_path: Path) -> None:
    done = run(tmp_path, "--pidfile=chatd.pid", "--logfile=chatd.log", "chatd", "--port=unix:here.sock")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    pid = int((tmp_path / "chatd.pid").read_text(encoding="ascii"))
    gone = os.pidfd_open(pid)
    try:
        person = Person(dial(str(tmp_path / "here.sock")), "ann", "lobby")
        os.kill(pid, signal.SIGTERM)
        assert person.closed()[0] == 4012
        assert select.select([gone], [], [], PATIENCE)[0], "it is still there"
    finally:
        if not select.select([gone], [], [], 0)[0]:
            os.kill(pid, signal.SIGKILL)
        os.close(gone)
    log = (tmp_path / "chatd.log").read_text(encoding="utf-8")
    assert "listening on unix:here.sock" in log
    assert "Server Shut Down" in log
    assert "Traceback" not in log
    assert not (tmp_path / "chatd.pid").exists()
    assert not (tmp_path / "here.sock").exists()


def test_killed_one_does_not_stand_in_the_way_of_the_next(tmp_path: Path) -> None:
    """
    Its Unix socket is taken over.
    """
    first = Daemon(tmp_path, ports=("unix:here.sock",))
    first.close()
    assert (tmp_path / "here.sock").exists()
    with running(tmp_path, ports=("unix:here.sock",)):
        WebSocket(dial(str(tmp_path / "here.sock")), protocol=None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    A place with all kinds of wrong configurations.
    """
    place = tmp_path_factory.mktemp("wrong")
    for name, text in {
        "key": "limits.mesage = 1",
        "value": 'limits.message = "many"',
        "toml": "[server\n",
        "port": 'server.port = "tcp:x"',
        "proxies": 'server.trusted_proxies = ["proxy.example"]',
        "secret": ISSUER,
        "together": "heartbeat.ping_seconds = 99",
    }.items():
        (place / f"{name}.toml").write_text(text, encoding="utf-8")
    return place


ISSUER = """
[[auth.issuers]]
name = "site"
iss = "https://example.org"
audience = "chat"
algorithms = ["HS256"]
secret_file = "none.key"
"""

WRONG = {
    "--port=taken": "already in use",
    "--port=bogus:1": "Unknown endpoint type",
    "--port=99999": "0 to 65535",
    "--port=unix:no/such/folder/s": "no/such/folder",
    "--config=none.toml": "none.toml: cannot be read: no such file",
    "--config=key.toml": "key.toml: limits.mesage: there is no such key; did you mean limits.message?",
    "--config=value.toml": "value.toml: limits.message: expected `int`",
    "--config=toml.toml": "toml.toml: not TOML",
    "--config=port.toml": "tcp:x",
    "--config=proxies.toml": "server.trusted_proxies: 'proxy.example'",
    "--config=secret.toml": "auth.issuers[0].secret_file: none.key: cannot be read: no such file",
    "--config=together.toml": "heartbeat.ping_seconds",
}


# One of each kind is tried before each commit; each takes a start of twistd.
SOME = {"--port=taken", "--config=none.toml", "--config=key.toml"}


def refused(folder: Path, argument: str, *options: str) -> None:
    """
    Check that twistd ends with status 1 and one line on stderr that has the words of `WRONG`.
    """
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        given = argument.replace("taken", f"tcp:{taken.getsockname()[1]}:interface=127.0.0.1")
        done = run(folder, *options, "chatd", given)
    assert (done.returncode, done.stdout) == (1, ""), done
    (line,) = done.stderr.splitlines()
    assert line.startswith("chatd: ")
    assert WRONG[argument] in line


@pytest.mark.parametrize(
    "argument", [pytest.param(argument, marks=() if argument in SOME else pytest.mark.slow) for argument in WRONG]
)
def test_what_is_wrong_is_one_line_and_status_1(folder: Path, argument: str) -> None:
    """
    Before anything is started.
    """
    refused(folder, argument, "-n", "--pidfile=")


@pytest.mark.parametrize("argument", sorted(SOME))
def test_what_is_wrong_is_told_before_it_becomes_a_daemon(folder: Path, argument: str) -> None:
    """
    So that an init script sees the status.
    """
    refused(folder, argument, "--pidfile=x.pid", "--logfile=x.log")
    assert not (folder / "x.pid").exists()


def test_help_and_version_end_with_status_0(tmp_path: Path) -> None:
    """
    Every option is in the help.
    """
    done = run(tmp_path, "chatd", "--help")
    assert done.returncode == 0
    for word in ("--port=", "--config=", "--version", "Usage: twistd [options] chatd [--port PORT]..."):
        assert word in done.stdout
    done = run(tmp_path, "chatd", "--version")
    assert (done.returncode, done.stdout) == (0, f"chatd {__version__}\n")


def test_unknown_option_ends_with_status_1(tmp_path: Path) -> None:
    done = run(tmp_path, "-n", "chatd", "--prot=80")
    assert done.returncode == 1
    assert "prot" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
