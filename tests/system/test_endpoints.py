"""
Each endpoint that ``--help`` names, started for real, with the clients that people have: curl and Node.
"""

import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.daemon import Daemon, chained, running, self_signed
from tests.support.forked_programs import TWISTD
from tests.support.free_ports import held_port
from tests.support.programs import curl, node, program
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import Person, dial, until_closed

# A WebSocket as Node's own https module opens it; prints the protocol of TLS and the first event.
UPGRADE = """
const [url, alpn, version, servername] = process.argv.slice(1);
const options = {
  rejectUnauthorized: false,
  headers: {
    Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol": "chatd.v1",
  },
};
if (alpn) options.ALPNProtocols = alpn.split(",");
if (version) options.minVersion = options.maxVersion = version;
if (servername) options.servername = servername;
const request = require(url.startsWith("https") ? "https" : "http").get(url, options);
request.on("upgrade", (response, socket, head) => {
  let text = head.toString();
  const look = () => {
    const found = /"type":"(\\w+)"/.exec(text);
    if (found) {
      console.log([response.statusCode, socket.alpnProtocol, found[1]].join(" "));
      process.exit(0);
    }
  };
  socket.on("data", (data) => { text += data; look(); });
  look();
});
request.on("error", (error) => { console.log(error.code); process.exit(0); });
"""

# Passes listening sockets as systemd does (sd_listen_fds(3)): from descriptor 3, to a process with this very id.
PASS = """
import os, socket, sys
kind, where, names, *command = sys.argv[1:]
family = getattr(socket, kind)
passed = socket.socket(family)
if family == socket.AF_INET6:
    passed.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
passed.bind(where if family == socket.AF_UNIX else (where, 0))
passed.listen(100)
os.dup2(passed.fileno(), 3)
os.set_inheritable(3, True)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1", LISTEN_FDNAMES=names)
os.execv(command[0], command)
"""


def test_whole_chain_of_the_certificate_is_sent(tmp_path: Path) -> None:
    """
    From a file as certbot writes it: curl, which knows only the root, trusts it.
    """
    key, chain, root = chained(tmp_path)
    with running(tmp_path, ports=(f"ssl:0:interface=127.0.0.1:privateKey={key}:certKey={chain}",)) as daemon:
        at = f"https://localhost:{daemon.port}/"
        known = ("--cacert", str(root), "--resolve", f"localhost:{daemon.port}:127.0.0.1")
        assert curl(*known, at, folder=tmp_path) == (0, "200 1.1 127.0.0.1")


def port_of(url: str) -> int:
    """
    The port of a URL that the daemon logs.
    """
    return int(url.rstrip("/").rpartition(":")[2])


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """
    A daemon that speaks TLS: first by ``ssl:``, then by ``tls:``, then by ``ssl:`` behind a PROXY header.
    """
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = self_signed(folder)
    secured = f"ssl:0:interface=127.0.0.1:privateKey={key}:certKey={certificate}"
    ports = (secured, f"tls:{folder}:0:interface=127.0.0.1", f"haproxy:{secured}")
    with running(folder, ports=ports) as daemon:
        yield daemon


OFFERS = {
    "h2 and http/1.1": ("--http2",),
    "http/1.1": ("--http1.1",),
    "none": ("--no-alpn",),
    "TLS 1.2": ("--tls-max", "1.2"),
    "TLS 1.3": ("--tlsv1.3",),
}


@pytest.mark.parametrize("offer", OFFERS.values(), ids=OFFERS)
def test_curl_comes_in_over_tls(tls: Daemon, offer: tuple[str, ...]) -> None:
    """
    With a name (SNI) and with an address, at each endpoint.
    """
    for url in tls.urls[:2]:
        port = port_of(url)
        for host in ("localhost", "127.0.0.1"):
            asked = ("--insecure", "--resolve", f"localhost:{port}:127.0.0.1", *offer)
            said = curl(*asked, f"https://{host}:{port}/", folder=tls.folder)
            assert said == (0, "200 1.1 127.0.0.1"), (url, host)
    proxied = ("--insecure", "--haproxy-protocol", *offer, f"https://127.0.0.1:{port_of(tls.urls[2])}/")
    assert curl(*proxied, folder=tls.folder) == (0, "200 1.1 127.0.0.1")


def test_node_opens_a_websocket_over_tls(tls: Daemon) -> None:
    """
    With any protocols offered beside http/1.1.
    """
    for url in tls.urls[:2]:
        at = f"https://127.0.0.1:{port_of(url)}/ws"
        assert node(UPGRADE, at, "h2,http/1.1", "TLSv1.3", "localhost") == "101 http/1.1 welcome"
        assert node(UPGRADE, at, "http/1.1", "TLSv1.2", "other.example") == "101 http/1.1 welcome"
        assert node(UPGRADE, at).startswith("101 ")


def test_client_that_speaks_nothing_but_http2_is_refused_in_the_handshake(tls: Daemon) -> None:
    """
    RFC 7301, section 3.2; the log has no line about it.
    """
    assert "101" not in node(UPGRADE, f"https://127.0.0.1:{tls.port}/ws", "h2")


@pytest.mark.slow
def test_digits_are_both_families(tmp_path: Path) -> None:
    """
    One port number and one line in the log; an IPv4 client keeps its IPv4 address.
    """
    with running(tmp_path, ports=("0",)) as daemon:
        assert daemon.urls == [f"http://localhost:{daemon.port}/"]
        hosts = ("127.0.0.1", "[::1]") if has_ipv6() else ("127.0.0.1",)
        for host in hosts:
            said = curl("--globoff", f"http://{host}:{daemon.port}/", folder=tmp_path)
            assert said == (0, f"200 1.1 {host.strip('[]')}")
            assert node(UPGRADE, f"http://{host}:{daemon.port}/ws").endswith("welcome")
        assert daemon.log.count("listening on") == 1


def has_ipv6() -> bool:
    """
    Whether the loopback has an address of IPv6.
    """
    try:
        with socket.socket(socket.AF_INET6) as trial:
            trial.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.slow
def test_tcp6_is_ipv6(tmp_path: Path) -> None:
    """
    Its colons are escaped, as in the help.
    """
    if not has_ipv6():
        pytest.skip("there is no IPv6 here")
    with running(tmp_path, ports=(r"tcp6:0:interface=\:\:1",)) as daemon:
        assert daemon.urls == [f"http://[::1]:{daemon.port}/"]
        assert curl("--globoff", daemon.urls[0], folder=tmp_path) == (0, "200 1.1 ::1")


def test_unix_socket_is_for_curl_too(tmp_path: Path) -> None:
    with running(tmp_path, ports=("unix:here.sock:mode=660",)):
        assert (tmp_path / "here.sock").stat().st_mode & 0o777 == 0o660
        status, said = curl("--unix-socket", "here.sock", "http://localhost/", folder=tmp_path)
        assert (status, said[:7]) == (0, "200 1.1")


IN_GROUP = "import os, sys; os.setgid(int(sys.argv[1])); os.execv(sys.argv[2], sys.argv[2:])"


def reaches(path: Path, group: int) -> bool:
    """
    Whether another user who is in a group can connect to a socket.
    """
    child = os.fork()
    if not child:
        status = 1
        try:
            os.setgroups([])
            os.setgid(group)
            os.setuid(65533)
            with socket.socket(socket.AF_UNIX) as plug:
                plug.connect(str(path))
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be in another group")
def test_documented_unix_socket_is_for_its_group_alone() -> None:
    """
    Where the unit's `Group` is the proxy's, and `RuntimeDirectoryMode` as the page has it.
    """
    page = (Path(__file__).parents[2] / "deploy/README.md").read_text(encoding="utf-8")
    assert 'port = "unix:/run/chatd/chatd.sock:mode=660"' in page
    assert "RuntimeDirectoryMode=0750" in page
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chown(folder, 0, 65534)
        folder.chmod(0o750)
        program_ = (sys.executable, "-c", IN_GROUP, "65534", TWISTD)
        with running(folder, ports=("unix:chatd.sock:mode=660",), program=program_):
            assert (reaches(folder / "chatd.sock", 65534), reaches(folder / "chatd.sock", 65533)) == (True, False)
            folder.chmod(0o755)
            assert not reaches(folder / "chatd.sock", 65533)


@pytest.mark.parametrize(
    ("kind", "endpoint"),
    [
        ("AF_INET", "systemd:domain=INET:index=0"),
        pytest.param("AF_INET6", "systemd:domain=INET:name=chat", marks=pytest.mark.slow),
    ],
)
def test_systemd_passes_a_tcp_socket(tmp_path: Path, kind: str, endpoint: str) -> None:
    """
    Of either family, whatever the endpoint says: systemd chooses.
    """
    if kind == "AF_INET6" and not has_ipv6():
        pytest.skip("there is no IPv6 here")
    program_ = (sys.executable, "-c", PASS, kind, "127.0.0.1" if kind == "AF_INET" else "::", "chat", TWISTD)
    with running(tmp_path, ports=(endpoint,), program=program_) as daemon:
        said = curl(f"http://127.0.0.1:{daemon.port}/", folder=tmp_path)
        assert said == (0, "200 1.1 127.0.0.1")
        assert node(UPGRADE, f"http://127.0.0.1:{daemon.port}/ws").endswith("welcome")


@pytest.mark.slow
def test_systemd_passes_a_unix_socket_which_outlives_us(tmp_path: Path) -> None:
    """
    Its file is systemd's: the next process is passed the same socket.
    """
    path = tmp_path / "passed.sock"
    program_ = (sys.executable, "-c", PASS, "AF_UNIX", str(path), "chat", TWISTD)
    with running(tmp_path, ports=("systemd:domain=UNIX:index=0",), program=program_) as daemon:
        assert daemon.urls == [f"unix:{path}"]
        assert curl("--unix-socket", str(path), "http://localhost/", folder=tmp_path)[0] == 0
    assert path.is_socket()


V1 = b"PROXY TCP4 198.51.100.7 192.0.2.1 56324 443\r\n"
V2 = b"\r\n\r\n\0\r\nQUIT\n"
V2_SIX = V2 + struct.pack("!BBH", 0x21, 0x21, 36) + socket.inet_pton(socket.AF_INET6, "2001:db8::7") + bytes(20)
V2_LOCAL = V2 + struct.pack("!BBH", 0x20, 0, 0)
ONE_EACH = "[limits]\nconnections_per_address = 1\nconnects_per_second = 1000.0\n"


def behind(daemon: Daemon, header: bytes) -> bytes:
    """
    The first line of the answer to a WebSocket behind that header, which comes a byte at a time; it stays open.
    """
    plug = dial(daemon.port)
    plug.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for at in range(len(header)):
        plug.sendall(header[at : at + 1])
    plug.sendall(
        b"GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: chatd.v1\r\n\r\n"
    )
    OPEN.append(plug)
    return plug.recv(65536).partition(b"\r\n")[0]


OPEN: list[socket.socket] = []


@pytest.mark.slow
def test_address_in_the_proxy_header_is_the_one_that_is_limited(tmp_path: Path) -> None:
    """
    Not the balancer's, which all clients share; clients without an address share it with nobody.
    """
    with running(tmp_path, ports=("haproxy:tcp:0:interface=127.0.0.1",), config=ONE_EACH) as daemon:
        welcome, many = b"HTTP/1.1 101 Switching Protocols", b"HTTP/1.1 429 "
        assert behind(daemon, V1) == welcome
        assert behind(daemon, V1).startswith(many)
        assert behind(daemon, V1.replace(b".7 ", b".8 ")) == welcome
        assert behind(daemon, b"PROXY TCP6 ::ffff:198.51.100.7 ::1 1 2\r\n").startswith(many)
        assert behind(daemon, V2_SIX) == welcome
        assert behind(daemon, V2_SIX).startswith(many)
        for unknown in (V2_LOCAL, b"PROXY UNKNOWN\r\n", b"PROXY UNKNOWN anything\r\n"):
            assert behind(daemon, unknown) == welcome
        plug = dial(daemon.port)
        plug.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert until_closed(plug) == b""
        daemon.wait_for("no header of the PROXY protocol")
    while OPEN:
        OPEN.pop().close()


HAPROXY = """
defaults
    mode tcp
    timeout connect 5s
    timeout client 90s
    timeout server 90s
listen chat
    bind 127.0.0.1:{port}
    server chatd 127.0.0.1:{behind} {how} check
"""


@contextmanager
def balancer(folder: Path, port: int, behind: int, how: str) -> Iterator[None]:
    """
    A HAProxy before a chatd; it is there when the program that starts it has ended.
    """
    (folder / "haproxy.cfg").write_text(HAPROXY.format(port=port, behind=behind, how=how), encoding="ascii")
    subprocess.run(
        [program("haproxy"), "-D", "-f", "haproxy.cfg", "-p", "haproxy.pid"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        check=True,
        timeout=PATIENCE,
    )
    try:
        yield
    finally:
        for line in (folder / "haproxy.pid").read_text(encoding="ascii").split():
            os.kill(int(line), signal.SIGKILL)


@pytest.mark.parametrize("how", [pytest.param("send-proxy", marks=pytest.mark.slow), "send-proxy-v2"])
def test_haproxy_itself_comes_in(tmp_path: Path, how: str) -> None:
    """
    With both versions of the protocol, and its check, which has no address.
    """
    ports = ("haproxy:tcp:0:interface=127.0.0.1",)
    with (
        held_port() as port,
        running(tmp_path, ports=ports) as daemon,
        balancer(tmp_path, port, daemon.port, how),
    ):
        assert curl(f"http://127.0.0.1:{port}/", folder=tmp_path) == (0, "200 1.1 127.0.0.1")
        person = Person(dial(port), "ann", "lobby")
        assert person.ask(type="say", room="lobby", text="hello")["seq"] == 1
        person.close()
        assert "cut off" not in daemon.log
