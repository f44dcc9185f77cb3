"""
chatd and a proxy, both configured as deploy/README.md says.
"""

import tomllib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.proxies import running
from tests.proxies.documented import blocks, filled
from tests.proxies.scene import Scene, Start
from tests.support.daemon import running as daemon_running
from tests.support.daemon import self_signed
from tests.support.free_ports import held_port

BY_HEADER, ON_SOCKET = blocks("Behind a proxy", "toml")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """
    Starts chatd behind a proxy of some kind, both as the page says.
    """
    with ExitStack() as stack:

        def begin(kind: str) -> Scene:
            port, upstream = stack.enter_context(held_port()), stack.enter_context(held_port())
            path = tmp_path / "chatd.sock"
            if kind == "nginx on a Unix socket":
                config = filled(ON_SOCKET, {"/run/chatd/chatd.sock": str(path)})
            elif kind == "HAProxy with the PROXY protocol":
                key, certificate = self_signed(tmp_path)
                files = {"privkey.pem": str(key), "fullchain.pem": str(certificate), "8443": str(upstream)}
                config = filled(blocks("HAProxy in TCP mode", "toml")[0], files)
            else:
                config = filled(BY_HEADER, {"8080": str(upstream)})
            listen = tomllib.loads(config)["server"]["port"]
            folder = tmp_path / "proxy"
            folder.mkdir()
            proxies = {
                "nginx": lambda: running.nginx(folder, port, upstream),
                "nginx on a Unix socket": lambda: running.nginx(folder, port, path),
                "Caddy": lambda: running.caddy(folder, port, upstream),
                "HAProxy": lambda: running.haproxy(folder, port, upstream),
                "HAProxy with the PROXY protocol": lambda: running.haproxy_of_connections(folder, port, upstream),
            }
            daemon = stack.enter_context(daemon_running(tmp_path, ports=(listen,), config=config))
            stack.enter_context(proxies[kind]())
            return Scene(daemon, port)

        yield begin
