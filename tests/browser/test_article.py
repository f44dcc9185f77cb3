"""
The page of the article that chatd started from, equal but for the port and its jQuery, talks through chatd.
"""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from playwright.sync_api import Page, expect

from tests.browser.people import Crowd, Person
from tests.browser.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Make = Callable[..., Person]

ARTICLE = """<!DOCTYPE html>
<html>
<head>
    <title>Real-time Chat Application</title>
</head>
<body>
    <input type="text" id="messageInput" placeholder="Enter your message" />
    <button onclick="sendMessage()">Send</button>
    <div id="messages"></div>
    <script>
        const $ = (selector) => { const element = document.querySelector(selector); return {
            append: (html) => element.insertAdjacentHTML("beforeend", html),
            val: (text) => text === undefined ? element.value : (element.value = text) }; };
    </script>
    <script>
        var socket = new WebSocket("ws://localhost:PORT");
        socket.onopen = function(event) {
            console.log("Connection established!");
        };
        socket.onmessage = function(event) {
            var message = event.data;
            $("#messages").append("<p>" + message + "</p>");
        };
        socket.onerror = function(event) {
            console.log("Error: " + event.data);
        };
        function sendMessage() {
            var message = $("#messageInput").val();
            socket.send(message);
            $("#messageInput").val("");
        }
    </script>
</body>
</html>
"""


@pytest.fixture
def article(server: Server) -> Iterator[str]:
    """
    The address of the article's page, served from a port that is not chatd's.
    """

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/"
            body = ARTICLE.replace("PORT", str(server.port)).encode() if found else b""
            self.send_response(200 if found else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    site = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = Thread(target=site.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{site.server_port}/"
    site.shutdown()
    site.server_close()
    thread.join()


def send(page: Page, text: str) -> None:
    """
    Write into the article's field and press its button.
    """
    page.locator("#messageInput").fill(text)
    page.get_by_role("button", name="Send").click()


def test_two_of_its_pages_talk(article: str, crowd: Crowd) -> None:
    """
    Each is greeted, receives what the other says, and not what it says itself.
    """
    one, two = (crowd.person(article).visit().page for _ in range(2))
    for page in (one, two):
        expect(page.locator("#messages p")).to_have_text(["Connected successfully!"])
    send(one, "你好")
    send(two, "hello")
    expect(two.locator("#messages p")).to_have_text(["Connected successfully!", "你好"])
    expect(one.locator("#messages p")).to_have_text(["Connected successfully!", "hello"])


def test_it_talks_with_the_page_in_the_lobby(article: str, crowd: Crowd, person: Make) -> None:
    ann = person("#lobby").enter("Ann")
    page = crowd.person(article).visit().page
    expect(page.locator("#messages p")).to_have_text(["Connected successfully!"])
    send(page, "from the article")
    expect(ann.texts.last).to_have_text("from the article")
    ann.say("from the page")
    expect(page.locator("#messages p")).to_have_text(["Connected successfully!", "from the page"])
    expect(ann.texts.last).to_have_text("from the page")
