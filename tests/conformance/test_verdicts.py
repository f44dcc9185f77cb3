"""
The judge of the conformance run, and the part of the run that is quick enough for every day.
"""

import asyncio

import pytest
from twisted.trial.unittest import SynchronousTestCase

pytest.importorskip("kosoku", reason="needs the extra `conformance`")

from tests.conformance.run import BASIC, judge, run


class JudgeTests(SynchronousTestCase):
    def outcome(self, case: str, behavior: str, close: str, *, deflate: bool = False) -> tuple[str, bool]:
        verdict = judge(case, behavior, close, "", 0.0, deflate=deflate)
        return verdict.outcome, verdict.good

    def test_ok_is_good(self) -> None:
        """
        The server did exactly what the case requires.
        """
        self.assertEqual(self.outcome("1.1.1", "OK", "OK"), ("ok", True))

    def test_informational_is_good(self) -> None:
        """
        The RFC leaves it open.
        """
        self.assertEqual(self.outcome("7.13.1", "INFORMATIONAL", "INFORMATIONAL"), ("informational", True))

    def test_non_strict_is_not_good(self) -> None:
        """
        What others let pass is a failure here.
        """
        self.assertEqual(self.outcome("6.4.1", "NON-STRICT", "OK"), ("NON-STRICT/OK", False))

    def test_wrong_close_is_not_good(self) -> None:
        """
        The messages were right and the end was not.
        """
        self.assertEqual(self.outcome("7.7.1", "OK", "WRONG CODE"), ("OK/WRONG CODE", False))

    def test_compression_may_be_declined(self) -> None:
        """
        A server that has compression switched off does not agree to it.
        """
        self.assertEqual(self.outcome("12.1.1", "UNIMPLEMENTED", "OK"), ("declined", True))

    def test_compression_may_not_be_declined_when_on(self) -> None:
        """
        A server that has it switched on does.
        """
        self.assertFalse(self.outcome("12.1.1", "UNIMPLEMENTED", "OK", deflate=True)[1])

    def test_nothing_else_may_be_declined(self) -> None:
        """
        The basic protocol is no option.
        """
        self.assertFalse(self.outcome("1.1.1", "UNIMPLEMENTED", "OK")[1])


@pytest.mark.conformance
@pytest.mark.parametrize("deflate", [False, True])
def test_basic_chapters_hold(deflate: bool) -> None:
    """
    Framing, pings, fragments, UTF-8, the closing handshake: all verdicts are as the RFC has it.
    """
    verdicts = asyncio.run(run(BASIC, deflate=deflate, servers=2))
    assert [verdict for verdict in verdicts if not verdict.good] == []
    assert len(verdicts) == 247
