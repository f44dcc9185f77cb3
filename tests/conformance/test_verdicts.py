"""
The judge of the conformance run, and the part of the run that is quick enough for every day.
"""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from twisted.trial.unittest import SynchronousTestCase

from chatd.chat.commands.dispatch import CommandDispatcher
from chatd.chat.session import Session
from tests.conformance.echo import EchoSession
from tests.conformance.verdicts import judge
from tests.support.wsclient import WebSocket, dial

ROOT = Path(__file__).parent.parent.parent


class JudgeTests(SynchronousTestCase):
    def outcome(self, case: str, behavior: str, close: str, *, deflate: bool = False) -> tuple[str, bool]:
        verdict = judge(case, behavior, close, "", 0.0, deflate=deflate)
        return verdict.outcome, verdict.good

    def test_ok_is_good(self) -> None:
        self.assertEqual(self.outcome("1.1.1", "OK", "OK"), ("ok", True))

    def test_informational_is_good(self) -> None:
        """
        The RFC leaves it open.
        """
        self.assertEqual(self.outcome("7.13.1", "INFORMATIONAL", "INFORMATIONAL"), ("informational", True))

    def test_non_strict_is_not_good(self) -> None:
        """
        Other servers accept it.
        """
        self.assertEqual(self.outcome("6.4.1", "NON-STRICT", "OK"), ("NON-STRICT/OK", False))

    def test_wrong_close_is_not_good(self) -> None:
        """
        Even if the messages were right.
        """
        self.assertEqual(self.outcome("7.7.1", "OK", "WRONG CODE"), ("OK/WRONG CODE", False))

    def test_compression_may_be_declined(self) -> None:
        """
        If compression is switched off.
        """
        self.assertEqual(self.outcome("12.1.1", "UNIMPLEMENTED", "OK"), ("declined", True))

    def test_compression_may_not_be_declined_when_on(self) -> None:
        self.assertFalse(self.outcome("12.1.1", "UNIMPLEMENTED", "OK", deflate=True)[1])

    def test_nothing_else_may_be_declined(self) -> None:
        self.assertFalse(self.outcome("1.1.1", "UNIMPLEMENTED", "OK")[1])


def test_echo_has_the_methods_of_a_session() -> None:
    """
    No type says so: it takes the place of two classes.
    """
    names = {name for name in vars(EchoSession) if not name.startswith("_")} - {"session"}
    assert names - {*vars(CommandDispatcher), *vars(Session)} == set()


def test_echo_sends_back_what_comes() -> None:
    """
    The stand-in for a session has all that is asked of it; the cases themselves are not run every day.
    """
    command = [sys.executable, "-m", "tests.conformance.echo"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, text=True, stdout=pipe, stderr=pipe) as server:
        try:
            assert server.stdout is not None
            assert server.stderr is not None
            client = WebSocket(dial(int(server.stdout.readline())), protocol=None)
            for text in ("hello", "x" * 100_000):
                client.text(text)
                assert client.words() == text
            client.close()
        finally:
            server.terminate()
        assert "Error" not in server.stderr.read()
    assert server.returncode == 0


@pytest.mark.conformance
@pytest.mark.skipif(find_spec("kosoku") is None, reason="needs the extra `conformance`")
def test_basic_chapters_hold() -> None:
    """
    Framing, pings, fragments, UTF-8, the closing handshake: all verdicts are as RFC 6455 requires.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.conformance", "--quick"],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout
