"""
Real proxies in processes of their own, with a private folder, on free ports of the loopback.
"""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.proxies import needs
from tests.proxies.documented import blocks, filled
from tests.support.daemon import self_signed
from tests.support.timeouts import PATIENCE

NAME = "chat.example.org"
NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log stderr warn;
{user}
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {block}
}}
"""
CADDY = """
{{
    admin off
    auto_https disable_redirects
    skip_install_trust
}}
{block}
"""


@contextmanager
def nginx(folder: Path, port: int, upstream: int | Path) -> Iterator[None]:
    """
    Nginx that passes everything on to a port, or to a Unix socket.
    """
    key, certificate = self_signed(folder)
    block = filled(
        blocks("nginx", "nginx")[0],
        {
            "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
            NAME: "localhost",
            "# ssl_certificate …; ssl_certificate_key …;": f"ssl_certificate {certificate}; ssl_certificate_key {key};",
        },
    )
    if isinstance(upstream, Path):
        said = "proxy_pass http://unix:/run/chatd/chatd.sock:;"
        assert said in " ".join((Path(__file__).parents[2] / "deploy/README.md").read_text("utf-8").split())
        block = filled(
            block, {"proxy_pass http://127.0.0.1:8080;": said.replace("/run/chatd/chatd.sock", str(upstream))}
        )
    else:
        block = filled(block, {"127.0.0.1:8080": f"127.0.0.1:{upstream}"})
    file = folder / "nginx.conf"
    # Otherwise its workers would be nobody, who may not look into a test's folder.
    user = "user root;" if os.geteuid() == 0 else ""
    file.write_text(NGINX.format(folder=folder, block=block, user=user), encoding="utf-8")
    with _running([needs.program("nginx"), "-p", str(folder), "-e", "stderr", "-c", str(file)], folder, port):
        yield


@contextmanager
def caddy(folder: Path, port: int, upstream: int) -> Iterator[None]:
    """
    Caddy that passes everything on to a port.
    """
    key, certificate = self_signed(folder)
    block = filled(
        blocks("Caddy")[0],
        {f"{NAME} {{": f"localhost:{port} {{\n    tls {certificate} {key}", "127.0.0.1:8080": f"127.0.0.1:{upstream}"},
    )
    file = folder / "Caddyfile"
    file.write_text(CADDY.format(block=block), encoding="utf-8")
    with _running([needs.program("caddy"), "run", "--config", str(file), "--adapter", "caddyfile"], folder, port):
        yield


@contextmanager
def haproxy(folder: Path, port: int, upstream: int) -> Iterator[None]:
    """
    HAProxy that passes requests on to a port.
    """
    key, certificate = self_signed(folder)
    both = folder / "both.pem"
    both.write_bytes(certificate.read_bytes() + key.read_bytes())
    changes = {"bind :443": f"bind 127.0.0.1:{port}", "/etc/haproxy/chat.example.org.pem": str(both)}
    with _haproxy(folder, port, filled(blocks("HAProxy", "haproxy")[0], changes), "127.0.0.1:8080", upstream):
        yield


@contextmanager
def haproxy_of_connections(folder: Path, port: int, upstream: int) -> Iterator[None]:
    """
    HAProxy that passes connections on to a port, and says by the PROXY protocol whose they are.
    """
    block = filled(blocks("HAProxy in TCP mode")[0], {"bind :443": f"bind 127.0.0.1:{port}"})
    with _haproxy(folder, port, block, "127.0.0.1:8443", upstream):
        yield


@contextmanager
def _haproxy(folder: Path, port: int, block: str, server: str, upstream: int) -> Iterator[None]:
    file = folder / "haproxy.cfg"
    file.write_text(filled(block, {server: f"127.0.0.1:{upstream}"}), encoding="utf-8")
    with _running([needs.program("haproxy"), "-db", "-f", str(file)], folder, port):
        yield


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "proxy.log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=environment, text=True)
        try:
            _wait_for(process, port, folder / "proxy.log")
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait_for(process: "subprocess.Popen[str]", port: int, log: Path) -> None:
    # Until it listens: not all of them say so.
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), PATIENCE).close()
        except ConnectionRefusedError:
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
            break
        return
    raise AssertionError(f"{process.args!r} does not listen:\n{log.read_text(encoding='utf-8')}")
