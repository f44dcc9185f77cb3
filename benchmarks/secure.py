"""
Idle connections over TLS, which the load generator in C does not speak.
"""

import asyncio
import base64
import json
import os
import ssl
import subprocess
from dataclasses import replace
from pathlib import Path

from benchmarks.servers import WORK, Running, Server, running

_COUNT = 1000
_FIRST = 100
_AT_ONCE = 50


def kb_per_secure_connection(server: Server) -> tuple[float, int]:
    """
    Resident KB that a connection takes which is logged in and in one room, and how many were made.
    """
    certificate = _certificate()
    endpoint = f"ssl:{{port}}:interface=127.0.0.1:privateKey={certificate}:certKey={certificate}"
    command = tuple(endpoint if word == "{port}" else word for word in server.command)
    with running(replace(server, name=f"{server.name}-tls", command=command)) as target:
        return asyncio.run(_hold(target)), _COUNT


def _certificate() -> Path:
    path = WORK / "certificate.pem"
    if not path.exists():
        words = "req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=localhost -keyout key.pem -out cert.pem"
        subprocess.run(["openssl", *words.split()], cwd=WORK, check=True, capture_output=True)
        path.write_text((WORK / "key.pem").read_text() + (WORK / "cert.pem").read_text())
    return path


async def _hold(target: Running) -> float:
    gate = asyncio.Semaphore(_AT_ONCE)
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE

    async def one(number: int) -> asyncio.StreamWriter:
        async with gate:
            return await asyncio.wait_for(enter(target.port, number, context), 60)

    held = list(await asyncio.gather(*map(one, range(_FIRST))))
    before = _rss_kb(target.pid)
    held += await asyncio.gather(*map(one, range(_FIRST, _COUNT)))
    await asyncio.sleep(2)
    after = _rss_kb(target.pid)
    for writer in held:
        writer.transport.abort()
    return (after - before) / (_COUNT - _FIRST)


async def enter(port: int, number: int, context: ssl.SSLContext | None = None) -> asyncio.StreamWriter:
    """
    A guest on a connection of their own, once the server has answered the join: ten to a room.
    """
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context)
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write(
        f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
        "Sec-WebSocket-Protocol: chatd.v1\r\n\r\n".encode()
    )
    await reader.readuntil(b"\r\n\r\n")
    for command in (
        {"type": "login", "guest": f"guest {number}"},
        {"type": "join", "room": f"room{number // 10}", "ref": "joined"},
    ):
        writer.write(_frame(json.dumps(command).encode()))
    await reader.readuntil(b'"joined"')
    return writer


def _frame(payload: bytes) -> bytes:
    # A zero mask is a mask, and leaves the payload as it is.
    assert len(payload) < 126
    return bytes((0x81, 0x80 | len(payload))) + bytes(4) + payload


def _rss_kb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))
