"""
Why there is no connection, in a real browser: a page of another origin, and proxies that are set up wrongly.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Browser, Page, expect

from tests.browser import needs
from tests.browser.server import Server
from tests.support.free_ports import held_port, wait_for_port
from tests.support.timeouts import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# What a stranger's page would do: it waits for the reason, and puts it where it can be seen.
JOIN = """async (server) => {
  const { Client } = await import(server + "chatd.js");
  const client = new Client({ credentials: { guest: "Ann" } });
  const known = new Promise((resolve) => {
    client.addEventListener("state", ({ detail }) => detail.state === "unreachable" && resolve(detail));
  });
  const joined = client.join("lobby").then(() => ({ state: "joined" }));
  const { state, reason, message } = await Promise.race([known, joined]);
  const late = await client.join("tea", { timeout: 1 }).catch(({ code, message }) => `${code}: ${message}`);
  client.disconnect();
  const closed = await joined.catch(({ code }) => code);
  return { state, reason, message, late, closed };
}"""
TALK = """async (server) => {
  const { Client } = await import(server + "chatd.js");
  const client = new Client({ credentials: { guest: "Bo" } });
  const room = client.room("lobby");
  const heard = [];
  room.addEventListener("message", ({ detail }) => heard.push(detail.text));
  await room.join();
  const { text: said } = await room.say("from afar");
  const { users } = await room.presence();
  const { transport } = client.state;
  client.disconnect();
  return { transport, said, heard, present: users.some(({ id }) => id === client.user.id) };
}"""
NGINX = """
daemon off; master_process off; pid nginx.pid; error_log stderr;
events {{ }}
http {{
  access_log off;
  client_body_temp_path t; proxy_temp_path t; fastcgi_temp_path t; uwsgi_temp_path t; scgi_temp_path t;
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass http://127.0.0.1:{to}; proxy_http_version 1.1; {fields} }}
  }}
}}
"""
UPGRADE = "proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;"
HOST = "proxy_set_header Host $http_host;"
Proxy = Callable[[str], str]


class Quiet(SimpleHTTPRequestHandler):
    """
    Serves files and says nothing of it.
    """

    def log_message(self, format: str, *arguments: Any) -> None:
        """
        Nothing.
        """


@pytest.fixture
def blog(tmp_path: Path) -> Iterator[str]:
    """
    A site of another origin than the server's.
    """
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog" / "index.html").write_text("<!doctype html><title>blog</title>", encoding="utf-8")
    handler = partial(Quiet, directory=str(tmp_path / "blog"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as site:
        thread = Thread(target=site.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{site.server_address[1]}/"
        site.shutdown()
        thread.join(PATIENCE)


@pytest.fixture
def proxy(server: Server, tmp_path: Path) -> Iterator[Proxy]:
    """
    Starts an nginx before the server that passes on these fields; gives its address.
    """
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin") or needs.missing("nginx is not installed")
    started: list[subprocess.Popen[bytes]] = []
    with held_port() as port:

        def start(fields: str) -> str:
            (tmp_path / "nginx.conf").write_text(
                NGINX.format(port=port, to=server.port, fields=fields), encoding="utf-8"
            )
            (tmp_path / "t").mkdir()
            started.append(subprocess.Popen([nginx, "-p", str(tmp_path), "-c", "nginx.conf"]))
            wait_for_port(port)
            return f"http://localhost:{port}/"

        yield start
        for process in started:
            process.terminate()
            process.wait(PATIENCE)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """
    A page of a profile of its own.
    """
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def test_page_of_another_origin_is_told_what_allows_it(server: Server, blog: str, page: Page) -> None:
    """
    In the state, in the rejection of `join` and in the console; the server's log names the same setting.
    """
    console: list[str] = []
    page.on("console", lambda message: console.append(message.text))
    page.goto(blog)
    told = page.evaluate(JOIN, server.url)
    origin = blog.removesuffix("/")
    assert (told["state"], told["reason"]) == ("unreachable", "origin_not_allowed")
    assert f'add "{origin}" to `origins` in [server]' in told["message"]
    assert told["late"].startswith("timeout: the server at ")
    assert told["closed"] == "closed"
    assert [text for text in console if text.startswith("chatd: ") and origin in text]
    assert [line for line in server.log if origin in line and "origins" in line]


def test_page_of_another_origin_is_told_that_nobody_is_there(server: Server, blog: str, page: Page) -> None:
    """
    The server stopped after the module was loaded.
    """
    page.goto(blog)
    with held_port() as port:
        told = page.evaluate(
            JOIN.replace("new Client({", f'new Client({{ url: "ws://localhost:{port}/ws",'), server.url
        )
    assert (told["state"], told["reason"]) == ("unreachable", "server_unreachable")


def test_page_works_behind_a_proxy_that_refuses_upgrades(proxy: Proxy, server: Server, page: Page) -> None:
    """
    Without a WebSocket, also after the server was killed; nginx has its default settings but for Host.
    """
    url = proxy(HOST)
    page.goto(url)
    page.locator("#name").fill("Ann")
    page.keyboard.press("Enter")
    told = page.evaluate(TALK, url)
    assert told == {"transport": "sse", "said": "from afar", "heard": ["from afar"], "present": True}
    write = page.locator("#write")
    write.fill("before")
    write.press("Enter")
    texts = page.locator(".message .text")
    expect(texts).to_have_text(["from afar", "before"])
    # Shown at once, and stored a little later.
    expect(page.locator(".is-sending, .is-waiting")).to_have_count(0)
    server.kill()
    write.fill("after")
    write.press("Enter")
    expect(page.locator(".is-waiting")).to_have_count(1)
    server.start()
    expect(page.locator(".is-sending, .is-waiting, .is-failed")).to_have_count(0, timeout=PATIENCE * 1000)
    expect(texts).to_have_text(["from afar", "before", "after"])
    assert [line for line in server.log if "came without its Upgrade field" in line]


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_proxy_that_passes_nothing_on_is_named(proxy: Proxy, chromium: Browser, server: Server, language: str) -> None:
    """
    On the page, in the user's language: neither a WebSocket nor a stream of events gets through.
    """
    words = {"en-GB": "is blocking chat connections (WebSocket)", "zh-CN": "阻止了聊天连接（WebSocket）"}
    context = chromium.new_context(locale=language)
    page = context.new_page()
    page.goto(proxy(HOST + "} location /api/connection { return 502;"))
    page.locator("#name").fill("Ann")
    page.keyboard.press("Enter")
    expect(page.locator(".gate-hint")).to_contain_text(words[language])
    assert [line for line in server.log if "came without its Upgrade field" in line]
    context.close()


def test_proxy_that_does_not_pass_on_the_host_is_named(proxy: Proxy, page: Page) -> None:
    """
    The server takes its own page for one of another site.
    """
    url = proxy(UPGRADE)
    page.goto(url)
    page.locator("#name").fill("Ann")
    page.keyboard.press("Enter")
    expect(page.locator(".gate-hint")).to_contain_text(re.compile("server.origins.*Host"))


def test_proxy_that_passes_all_on_is_none(proxy: Proxy, page: Page) -> None:
    """
    The same proxy, with the right settings.
    """
    url = proxy(UPGRADE + HOST)
    page.goto(url)
    told = page.evaluate(JOIN, url)
    assert told["state"] == "joined"
