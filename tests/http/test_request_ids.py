"""
The id of a request, in its answer and in the log.
"""

import json
from typing import Any

import pytest
from twisted.logger import formatEvent, globalLogPublisher
from twisted.trial.unittest import SynchronousTestCase

from chatd.http.problems import shown_path
from tests.support.memory_node import Listener, with_limits


class RequestIdTests(SynchronousTestCase):
    def setUp(self) -> None:
        self.events: list[dict[str, Any]] = []
        observer: Any = self.events.append
        globalLogPublisher.addObserver(observer)
        self.addCleanup(globalLogPublisher.removeObserver, observer)

    def ask(self, listener: Listener, path: str) -> tuple[dict[str, str], bytes]:
        """
        The fields in lower case, and the body.
        """
        head, _, body = listener.request(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode()).partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")[1:]
        return {name.lower(): text for name, text in (line.split(": ", 1) for line in lines)}, body

    def line(self, request_id: str) -> str:
        """
        The one line of the log with this id.
        """
        (line,) = [text for text in map(formatEvent, self.events) if request_id in text]
        return line

    def test_refusal_of_the_api_has_it_in_its_document_and_in_the_log(self) -> None:
        """
        With who asked, and the beginning of the path alone.
        """
        fields, body = self.ask(Listener(), "/api/rooms/very-secret/messages")
        request_id = fields["x-request-id"]
        self.assertEqual(json.loads(body)["request_id"], request_id)
        self.assertEqual(
            self.line(request_id),
            f"request {request_id} of 192.0.2.1 was refused: GET /api/rooms: 401 login_required",
        )

    def test_request_that_is_refused_by_a_budget_has_one(self) -> None:
        """
        As text, and below the API as a document.
        """
        listener = Listener(with_limits(anonymous_per_second=0.001, anonymous_burst=1))
        self.ask(listener, "/")
        fields, body = self.ask(listener, "/api/site")
        self.assertEqual(json.loads(body)["request_id"], fields["x-request-id"])
        self.assertIn("GET /api/site: 429 too many", self.line(fields["x-request-id"]))
        fields, _ = self.ask(listener, "/")
        self.assertIn("GET /: 429 too many", self.line(fields["x-request-id"]))

    def test_internal_error_of_a_command_has_one(self) -> None:
        listener = Listener()
        ann = listener.enter("ann")
        broken: Any = listener.node.hub
        broken.post = lambda *arguments: 1 / 0
        ann.tell(type="signal", room="lobby", name="typing", ref=1)
        (error,) = ann.hear()
        self.assertEqual(error["code"], "internal")
        self.assertIn("SendSignal failed", self.line(error["id"]))
        self.assertEqual(len(self.flushLoggedErrors(ZeroDivisionError)), 1)

    def test_other_errors_have_none(self) -> None:
        """
        They say what is wrong.
        """
        browser = Listener().open()
        browser.hear()
        browser.tell(type="say", room="lobby", text="x", ref=1)
        self.assertNotIn("id", browser.hear()[0])


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/", "/"),
        ("/api/rooms/lobby/messages", "/api/rooms"),
        ("/hooks/secret", "/hooks"),
        ("/api", "/api"),
        ("", ""),
        ("/" + "x" * 500, "/" + "x" * 99),
    ],
)
def test_path_is_shown_without_what_may_be_secret(path: str, shown: str) -> None:
    assert shown_path(path) == shown
