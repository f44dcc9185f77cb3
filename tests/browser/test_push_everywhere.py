"""
One line of `curl` reaches all who watch: the page, an `EventSource`, `curl -N` and a webhook, across a SIGKILL.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import QUICK
from tests.browser.server import Server, running
from tests.support.forked_programs import CHATD, run_program
from tests.support.timeouts import PATIENCE
from tests.support.webhook_target import TargetServer, target

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
(LINE,) = re.findall(r"^curl .*--json.*$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
SOURCE = """
<!doctype html><ul></ul><script>
  const events = new EventSource("/api/rooms/news/events");
  const on = (type, run) => events.addEventListener(type, ({ data }) => run(JSON.parse(data)));
  const show = (event) => {
    const line = document.createElement("li");
    if (event.type === "message") document.querySelector("ul").append(Object.assign(line, { textContent: event.text }));
  };
  on("joined", (joined) => joined.events.forEach(show));
  on("message", show);
</script>
"""
SAID = ("Green!", "Red!", "绿了", "last words", "back again")


def push(server: Server, key: str, text: str) -> None:
    """
    The README's line, with a text of its own.
    """
    command = LINE.replace("Green!", text).replace("http://localhost:8080/", server.url)
    environment = {"KEY": key, "PATH": "/usr/bin:/bin"}
    ran = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, check=True, timeout=PATIENCE, env=environment
    )
    assert "seq" in json.loads(ran.stdout), ran.stdout


class Follower:
    """
    A `curl -N`, which begins after the last id that came.
    """

    def __init__(self, server: Server, key: str, last: str = "") -> None:
        command = ["curl", "-sSN", "-H", f"Authorization: Bearer {key}", f"{server.url}api/rooms/news/events"]
        if last:
            command += ["-H", f"Last-Event-ID: {last}"]
        self.last = last
        self._curl = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def read(self, number: int) -> list[str]:
        """
        The next texts of messages, as many as asked for.
        """
        assert self._curl.stdout is not None
        found: list[str] = []
        while len(found) < number:
            line = self._curl.stdout.readline()
            assert line, f"it ended after {found}"
            if line.startswith("id: "):
                self.last = line.removeprefix("id: ").rstrip("\n")
            elif line.startswith("data: "):
                event = json.loads(line.removeprefix("data: "))
                found += [event["text"]] if event["type"] == "message" else []
        return found

    def wait_until_joined(self) -> None:
        """
        It has the answer to its request.
        """
        assert self._curl.stdout is not None
        while not self._curl.stdout.readline().startswith("data: "):
            pass

    def close(self) -> None:
        """
        End it.
        """
        self._curl.kill()
        assert self._curl.stdout is not None
        self._curl.stdout.close()
        self._curl.wait(PATIENCE)


def told(site: TargetServer, number: int) -> list[str]:
    """
    The texts that the webhook has brought: at least once each.
    """
    found: dict[str, str] = {}
    while len(found) < number:
        _, body = site.got.get(timeout=PATIENCE)
        found |= {event["id"]: event["text"] for event in json.loads(body)["events"]}
    return list(found.values())


def open_pages(context: Any, server: Server) -> tuple[Any, Any]:
    """
    The chat page of somebody who is signed in, and a page of the same host with an `EventSource`.
    """
    head = {"Content-Type": "application/json", "Origin": server.url.rstrip("/")}
    account = json.dumps({"name": "Bea", "password": "correct horse"})
    assert context.request.post(f"{server.url}api/account", data=account, headers=head).status == 201
    page, source = context.new_page(), context.new_page()
    page.goto(f"{server.url}#news")
    page.locator("textarea").wait_for(timeout=PATIENCE * 1000)
    source.route(f"{server.url}demo", lambda route: route.fulfill(body=SOURCE, content_type="text/html"))
    source.goto(f"{server.url}demo")
    return page, source.locator("li")


def test_a_push_is_seen_everywhere_and_a_kill_loses_none(chromium: Any, tmp_path: Path) -> None:
    """
    Five messages, and the daemon is killed after the fourth was acknowledged.
    """
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    config = f'{QUICK}\n[webhooks]\nallow = ["127.0.0.1"]\n'
    context = chromium.new_context()
    with target() as site, running(tmp_path, config) as server:
        try:
            chatd = [CHATD, "--data", str(server.data)]
            rooms = ["--rooms", "news=read,history_all,say,attach"]
            key = run_program([*chatd, "key", "create", "shop", *rooms], tmp_path).stdout.split()[0]
            hook = ["webhook", "add", site.url, "--events", "message.created", "--rooms", "news"]
            assert run_program([*chatd, *hook], tmp_path).returncode == 0
            page, lines = open_pages(context, server)
            curl = Follower(server, key)
            curl.wait_until_joined()
            push(server, key, SAID[0])
            lines.nth(0).wait_for(timeout=PATIENCE * 1000)
            page.get_by_text(SAID[0], exact=True).wait_for(timeout=PATIENCE * 1000)
            assert curl.read(1) == [SAID[0]]
            for text in SAID[1:4]:
                push(server, key, text)
            server.kill()
            curl.close()
            server.start()
            push(server, key, SAID[4])
            curl = Follower(server, key, curl.last)
            assert curl.read(4) == [*SAID[1:]]
            curl.close()
            lines.nth(4).wait_for(timeout=PATIENCE * 1000)
            assert lines.all_text_contents() == [*SAID]
            for text in SAID:
                page.get_by_text(text, exact=True).wait_for(timeout=PATIENCE * 1000)
                assert page.get_by_text(text, exact=True).count() == 1
            assert told(site, 5) == [*SAID]
        finally:
            context.close()
