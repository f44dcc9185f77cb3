"""
`chatd.client` and the blocks of docs/client-python.md with a real daemon.
"""

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest

from chatd.client import Chatd, ChatdProblem, ChatdUnreachable, Receipt, ServerEvent
from chatd.clock import now_ms
from chatd.webhooks.signing import new_secret, sign
from tests.browser.examples import example
from tests.support.daemon import LOOPBACK, Daemon, chained, running
from tests.support.forked_programs import CHATD, run_program
from tests.support.free_ports import held_port
from tests.support.timeouts import PATIENCE
from tests.system.test_push import ISSUER

SECRET = "a secret of more than 32 bytes, for HS256"
ROOMS = ("--rooms", "*=read,history_all,say,attach", "--rooms", "/=notify", "--as")


def new_key(daemon: Daemon) -> str:
    """
    A key for all rooms.
    """
    made = run_program([CHATD, "key", "create", "shop", *ROOMS], daemon.folder)
    assert made.returncode == 0, made.stderr
    return made.stdout.split()[0]


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """
    A daemon with a token issuer, which listens in each way that there is.
    """
    folder = tmp_path_factory.mktemp("daemon")
    key, chain, root = chained(folder)
    (folder / "secret").write_text(SECRET)
    root.rename(folder / "ca.pem")
    long = "".join(f"{name} = 4194304\n" for name in ("body", "message", "frame"))
    limits = f"[limits]\n{long}text = 400000\naddress_stored_per_second = 100000000\n"
    ports = (
        LOOPBACK,
        "tcp6:0:interface=\\:\\:1",
        "unix:chatd.sock",
        f"ssl:0:interface=127.0.0.1:privateKey={key.name}:certKey={chain.name}",
    )
    with running(folder, ports=ports, config=ISSUER + limits) as started:
        yield started


@pytest.fixture(scope="module")
def key(daemon: Daemon) -> str:
    return new_key(daemon)


def test_every_address_and_every_call(daemon: Daemon, key: str) -> None:
    """
    TCP, IPv6, a Unix socket, and TLS with an authority of one's own; texts of all scripts, and long ones.
    """
    tcp, ipv6, unix, tls = daemon.urls
    assert (ipv6[:10], unix[:5], tls[:8]) == ("http://[::", "unix:", "https://")
    secure = tls.replace("127.0.0.1", "localhost")
    texts = ["Hello", "你好，世界", "مرحبا بالعالم", "👩‍👩‍👧‍👦 🇨🇭"]
    addresses = [
        (tcp, None),
        (ipv6, None),
        (f"unix:{daemon.folder}/chatd.sock", None),
        (secure, daemon.folder / "ca.pem"),
    ]
    for seq, (text, (url, ca_file)) in enumerate(zip(texts, addresses, strict=True), 1):
        with Chatd(url, key, ca_file=None if ca_file is None else str(ca_file)) as chat:
            receipt = chat.publish("talk", text, data={"text": text}, key=f"key {seq}")
            assert (receipt.seq, receipt.repeated, receipt.epoch) == (seq, False, chat.history("talk").epoch)
            assert chat.publish("talk", text, data={"text": text}, key=f"key {seq}") == receipt._replace(repeated=True)
    chat = Chatd(tcp, key)
    page = chat.history("talk")
    assert [event["text"] for event in page.events] == [event["data"]["text"] for event in page.events] == texts
    assert (page.first, page.more) == (1, False)
    with pytest.raises(ChatdProblem, match="409 conflict"):
        chat.publish("talk", "other", key="key 1")
    with pytest.raises(ChatdUnreachable, match="CERTIFICATE_VERIFY_FAILED"):
        Chatd(secure, key, patience=0).publish("talk", "x")
    long = chat.publish("long", "字" * 340_000)
    (event,) = chat.history("long").events
    assert (long.seq, len(event["text"])) == (1, 340_000)
    one, two, three = chat.publish_batch(
        [{"room": "b", "text": "1"}, {"room": "b"}, {"user": "x.site.42", "text": "for you"}]
    )
    assert isinstance(one, Receipt)
    assert isinstance(three, Receipt)
    assert isinstance(two, ChatdProblem)
    assert (two.status, two.code) == (400, "invalid")
    assert chat.notify("x.site.42", "again").seq == 2
    spoken = chat.publish("b", "2", as_user="x.site.42", as_name="Ann")
    (event,) = chat.history("b", after=1).events
    assert (event["seq"], event["user"]) == (spoken.seq, {"id": "x.site.42", "name": "Ann"})


EVERY_ADDRESS = """
import json, sys
from twisted.internet.task import react
from chatd.client.websocket import ChatClient

async def main(reactor, key, *urls):
    for url in urls:
        client = ChatClient(reactor, url, token=key, ca_file="ca.pem")
        room = client.room("bots")
        await room.join()
        said = await room.say("字" * 100_000, data={"url": url})
        print(json.dumps([said["seq"], client.user["id"], said["data"]["url"] == url]))
        client.close()
        await client.closed

react(main, sys.argv[1:])
"""


def test_websocket_to_every_address(daemon: Daemon, key: str) -> None:
    tcp, ipv6, _, tls = daemon.urls
    urls = (tcp.replace("http", "ws"), ipv6, f"unix:{daemon.folder}/chatd.sock", tls.replace("127.0.0.1", "localhost"))
    command = [sys.executable, "-c", EVERY_ADDRESS, key, *urls]
    ran = subprocess.run(command, cwd=daemon.folder, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert ran.returncode == 0, ran.stderr
    assert [json.loads(line) for line in ran.stdout.splitlines()] == [[n, "k.shop", True] for n in (1, 2, 3, 4)]
    assert ran.stderr == ""


def run(test: str, *, folder: Path, **environment: str) -> subprocess.Popen[str]:
    """
    The block that a test is for, in a process.
    """
    (folder / "block.py").write_text(example(f"tests/system/test_python_client.py::{test}"), encoding="utf-8")
    given = {**os.environ, **environment}
    return subprocess.Popen([sys.executable, "block.py"], cwd=folder, stdout=subprocess.PIPE, text=True, env=given)


def test_script(daemon: Daemon, key: str) -> None:
    with run("test_script", folder=daemon.folder, CHATD=daemon.urls[0], KEY=key) as script:
        said, _ = script.communicate(timeout=PATIENCE)
    assert script.returncode == 0
    lines = said.splitlines()
    seq = int(lines[0].removesuffix(" False"))
    assert [line.partition(", time")[0] for line in lines[1:-1]] == [f"Receipt(seq={seq + n}" for n in (1, 2)]
    assert lines[-1] == "['One', 'Two']"


def test_flask(daemon: Daemon, key: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """
    The view publishes; the token of the page is that user; a webhook as the server signs it is read.
    """
    pytest.importorskip("flask")
    secret = new_secret()
    for name, value in {"CHATD": daemon.urls[0], "KEY": key, "SECRET": SECRET, "WEBHOOK_SECRET": secret}.items():
        monkeypatch.setenv(name, value)
    names: dict[str, object] = {"__name__": "shop"}
    exec(compile(example("tests/system/test_python_client.py::test_flask"), "app.py", "exec"), names)
    app = names["app"].test_client()  # type: ignore[attr-defined]
    assert app.post("/orders", data={"name": "Ann"}).text == "thank you\n"
    token = app.get("/chat-token").text
    session = Chatd(daemon.urls[0], token).request("GET", "/api/session")
    assert (session["user"], session["kind"]) == ({"id": "x.site.42", "name": "Ann"}, "token")
    chat = Chatd(daemon.urls[0], key)
    assert [event["text"] for event in chat.history("news", limit=1).events] == ["Ann has ordered."]
    seconds, body = now_ms() // 1000, b'{"events":[{"event":"message.created","room":"news"}]}'
    head = {"webhook-id": "m", "webhook-timestamp": str(seconds), "webhook-signature": sign(secret, "m", seconds, body)}
    assert app.post("/webhook", data=body, headers=head).status_code == 204
    assert caplog.messages == ["message.created in news"]
    assert app.post("/webhook", data=body + b" ", headers=head).status_code == 400


def test_django(daemon: Daemon, key: str) -> None:
    """
    In a process of its own: Django is set up once for a process.
    """
    pytest.importorskip("django")
    (daemon.folder / "urls.py").write_text(example("tests/system/test_python_client.py::test_django"), encoding="utf-8")
    script = (
        "import django; from django.conf import settings\n"
        "settings.configure(ROOT_URLCONF='urls', ALLOWED_HOSTS=['*'], SECRET_KEY='x')\n"
        "django.setup(); from django.test import Client\n"
        "print(Client().post('/orders', {'name': 'Ben'}).content.decode(), end='')"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=daemon.folder,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"CHATD": daemon.urls[0], "KEY": key},
    )
    assert (ran.returncode, ran.stdout) == (0, "thank you\n"), ran.stderr
    (event,) = Chatd(daemon.urls[0], key).history("news", limit=1).events
    assert event["text"] == "Ben has ordered."


@pytest.mark.slow
def test_reading_goes_on_after_a_kill(tmp_path: Path) -> None:
    """
    The block that reads events: what is said before, while and after the daemon is killed comes once and in order.
    """
    with held_port() as port:
        ports = (f"tcp:{port}:interface=127.0.0.1",)
        first = Daemon(tmp_path, ports=ports)
        try:
            key = new_key(first)
            chat = Chatd(first.urls[0], key)
            begin = chat.publish("news", "0")
            reader = run(
                "test_reading_goes_on_after_a_kill",
                folder=tmp_path,
                CHATD=first.urls[0],
                KEY=key,
                SINCE=f"{begin.epoch}:0",
            )
            assert reader.stdout is not None
            lines = (line.rstrip("\n") for line in reader.stdout)
            assert next(lines) == f"news:{begin.epoch}:1 0"
            for number in (1, 2):
                chat.publish("news", str(number))
            assert next(lines) == f"news:{begin.epoch}:2 1"
            first.signal(SIGKILL)
            first.wait()
        finally:
            first.close()
        with running(tmp_path, ports=ports):
            for number in (3, 4):
                chat.publish("news", str(number))
            expected = [f"news:{begin.epoch}:{number + 1} {number}" for number in (2, 3, 4)]
            assert list(itertools.islice(lines, 3)) == expected
            reader.terminate()
            reader.communicate(timeout=PATIENCE)


@pytest.mark.slow
def test_bot_comes_back_after_a_kill(tmp_path: Path) -> None:
    """
    It answers each question once: before, and after the daemon was killed.
    """
    with held_port() as port:
        ports = (f"tcp:{port}:interface=127.0.0.1",)
        first = Daemon(tmp_path, ports=ports)
        try:
            chat = Chatd(first.urls[0], new_key(first))
            bot = run("test_bot_comes_back_after_a_kill", folder=tmp_path, CHATD=first.urls[0])
            events = iter(chat.events("lobby", presence=True))
            while not any(user["name"] == "~Bot" for user in people_in(next(events))):
                pass
            ask_and_be_answered(chat, events)
            first.signal(SIGKILL)
            first.wait()
        finally:
            first.close()
        with running(tmp_path, ports=ports):
            # The bot is back before or after the question: it is answered once.
            ask_and_be_answered(chat, events)
            said = [event["text"] for event in chat.history("lobby").events]
            assert said == ["!help", "shop: I know !help."] * 2
            bot.terminate()
            bot.communicate(timeout=PATIENCE)


def people_in(event: ServerEvent) -> list[Any]:
    """
    Who is in the room, or has come, as an event of a stream tells it.
    """
    users: list[Any] = event.data["presence"]["users"] if event.type == "joined" else event.data.get("joined", [])
    return users


def ask_and_be_answered(chat: Chatd, events: Iterator[ServerEvent]) -> None:
    """
    Say `!help`, and wait for the bot's answer.
    """
    chat.publish("lobby", "!help")
    while (event := next(events)).data.get("text") != "shop: I know !help.":
        assert event.type in {"joined", "message", "presence"}
