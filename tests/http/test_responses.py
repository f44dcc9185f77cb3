"""
Whole HTTP answers.
"""

from twisted.trial.unittest import SynchronousTestCase

from chatd.http import responses
from chatd.http.responses import complete_answer, http_date, refusal


class DateTests(SynchronousTestCase):
    """
    The field ``Date`` (RFC 9110, section 6.6.1).
    """

    def setUp(self) -> None:
        """
        A time of day that the tests set.
        """
        self.time = 784111777.999
        self.patch(responses, "time", lambda: self.time)

    def test_date_is_an_http_date(self) -> None:
        self.assertEqual(http_date(), "Sun, 06 Nov 1994 08:49:37 GMT")

    def test_each_second_has_its_date(self) -> None:
        """
        Also if the time of day is set back.
        """
        said = []
        for self.time in (784111777.0, 784111777.999, 784111778.0, 784111777.0):
            said.append(http_date()[-6:-4])
        self.assertEqual(said, ["37", "37", "38", "37"])

    def test_answers_have_the_date(self) -> None:
        for answer in (complete_answer(200, (), b""), refusal(404, "no")):
            self.assertIn(b"\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n", answer)
