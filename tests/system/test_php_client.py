"""
The blocks of clients/php/README.md, as scripts and as a site of `php -S`, with a real daemon.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from signal import SIGTERM

import pytest

from chatd.client import Chatd, ChatdProblem
from chatd.clock import now_ms
from chatd.webhooks.signing import new_secret, sign
from tests.browser.examples import example
from tests.client.test_php import LIBRARY, Php
from tests.support.daemon import Daemon
from tests.support.programs import program
from tests.support.timeouts import PATIENCE
from tests.system.test_python_client import SECRET, daemon, key

__all__ = ["daemon", "key"]


def block(test: str, folder: Path) -> Path:
    """
    The file with the block that a test is for, beside the library.
    """
    file = folder / f"{test}.php"
    file.write_text(example(f"tests/system/test_php_client.py::{test}"), encoding="utf-8")
    (folder / "Chatd.php").write_bytes(LIBRARY.read_bytes())
    return file


def test_script(daemon: Daemon, key: str) -> None:
    file = block("test_script", daemon.folder)
    given = os.environ | {"CHATD": daemon.urls[0], "KEY": key}
    ran = subprocess.run(
        [program("php"), file], capture_output=True, text=True, check=False, env=given, timeout=PATIENCE
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    first, one, two, said = ran.stdout.splitlines()
    seq = int(first.removesuffix(" new"))
    assert (int(one), int(two), said) == (seq + 1, seq + 2, "One Two")


def test_events(daemon: Daemon, key: str) -> None:
    """
    As they happen, and days later from the last one.
    """
    chat = Chatd(daemon.urls[0], key)
    seen = chat.publish("news", "before").seq
    given = os.environ | {"CHATD": daemon.urls[0], "KEY": key, "SINCE": f"{chat.history('news').epoch}:{seen}"}
    chat.publish("news", "missed 你好")
    command = [program("php"), str(block("test_events", daemon.folder))]
    with subprocess.Popen(command, env=given, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        ident, text = reader.stdout.readline().split(" ", 1)
        assert text == "missed 你好\n"
        # The stream is open now.
        later = chat.publish("news", "live " + "字" * 20_000).seq
        last, text = reader.stdout.readline().split(" ", 1)
        assert (last, text[:6]) == (f"{ident.rpartition(':')[0]}:{later}", "live 字")
        reader.terminate()


def test_every_address(daemon: Daemon, key: str) -> None:
    """
    TCP, IPv6, a Unix socket, and TLS with an authority of one's own; texts of all scripts, and long ones.
    """
    tcp, ipv6, _, tls = daemon.urls
    secure = tls.replace("127.0.0.1", "localhost")
    authority = {"caFile": str(daemon.folder / "ca.pem")}
    texts = ["你好，世界", "مرحبا بالعالم", "👩‍👩‍👧‍👦 🇨🇭", "字" * 340_000]
    unix = f"unix:{daemon.folder}/chatd.sock"
    addresses: tuple[tuple[str, dict[str, str]], ...] = ((tcp, {}), (ipv6, {}), (unix, {}), (secure, authority))
    for seq, (text, (url, options)) in enumerate(zip(texts, addresses, strict=True), 1):
        (result,) = Php(url, ("publish", ["php", text]), key=key, **options).results
        assert result["seq"] == seq
    assert [event["text"] for event in Chatd(tcp, key).history("php").events][-1] == texts[-1]
    (result,) = Php(secure, ("publish", ["php", "x"]), key=key, patience=0).results
    assert (result["raised"], "certificate" in result["message"]) == ("ChatdUnreachable", True)


@contextmanager
def php_server(file: Path, **environment: str) -> Iterator[HTTPConnection]:
    """
    A site of `php -S` on a free port.
    """
    command = [program("php"), "-S", "127.0.0.1:0", file.name]
    given = os.environ | environment
    process = subprocess.Popen(command, cwd=file.parent, stderr=subprocess.PIPE, text=True, env=given)
    assert process.stderr is not None
    try:
        line = next(line for line in process.stderr if "started" in line)
        found = re.search(r":(\d+)\) started", line)
        assert found is not None, line
        yield HTTPConnection("127.0.0.1", int(found[1]), timeout=PATIENCE)
    finally:
        process.send_signal(SIGTERM)
        process.communicate(timeout=PATIENCE)


def test_site(daemon: Daemon, key: str) -> None:
    """
    The form publishes; the token of the page is that user; a webhook as the server signs it is read.
    """
    secret = new_secret()
    environment = {"CHATD": daemon.urls[0], "KEY": key, "SECRET": SECRET, "WEBHOOK_SECRET": secret}
    with php_server(block("test_site", daemon.folder), **environment) as site:

        def ask(method: str, path: str, body: bytes | None = None, **head: str) -> tuple[int, str]:
            site.request(method, path, body, {name.replace("_", "-"): value for name, value in head.items()})
            answer = site.getresponse()
            return answer.status, answer.read().decode()

        form = "application/x-www-form-urlencoded"
        assert ask("POST", "/orders", b"name=%E5%AE%89", Content_Type=form) == (200, "thank you\n")
        (event,) = Chatd(daemon.urls[0], key).history("news", limit=1).events
        assert event["text"] == "安 has ordered."
        _, token = ask("GET", "/chat-token")
        session = Chatd(daemon.urls[0], token).request("GET", "/api/session")
        assert (session["user"], session["kind"]) == ({"id": "x.site.42", "name": "Ann"}, "token")
        seconds, body = now_ms() // 1000, b'{"events":[{"event":"message.created","room":"news"}]}'
        head = {"webhook_id": "m", "webhook_timestamp": str(seconds)}
        signed = {**head, "webhook_signature": sign(secret, "m", seconds, body)}
        assert ask("POST", "/webhook", body, **signed) == (204, "")
        assert ask("POST", "/webhook", body + b" ", **signed)[0] == 400


def test_rights_of_a_token(daemon: Daemon) -> None:
    claims = {"issuer": "https://example.org", "audience": "chat", "subject": 7, "name": "Bo"}
    limited = {"secret": SECRET, "rooms": {"talk": ["read"]}, "roles": {"talk": "moderator"}, **claims}
    php = Php(daemon.urls[0], ("signToken", limited), ("signToken", {"secret": SECRET + "\n", "rooms": {}, **claims}))
    may, may_not = (Chatd(daemon.urls[0], token) for token in php.results)
    assert may.request("GET", "/api/rooms/talk")["can"] == ["read"]
    with pytest.raises(ChatdProblem, match=r"404 not_found|403 forbidden"):
        may_not.request("GET", "/api/rooms/talk")
