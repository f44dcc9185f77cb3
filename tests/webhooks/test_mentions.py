"""
Who is mentioned: as on the page.
"""

import pytest

from chatd.domain.events import User
from chatd.webhooks.mentions import find_mentions

USERS = [User("a.1", "Ann"), User("a.2", "Ann Lee"), User("g.3", "~Ben"), User("a.4", "王小明"), User("a.5", "Ben")]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("@Ann, look", ["a.1"]),
        ("hello @ann lee and @ANN", ["a.2", "a.1"]),
        ("@Anna", []),
        ("mail@ann", []),
        ("@ben", ["a.5"]),
        ("@~ben", ["g.3"]),
        ("你好@王小明你好", ["a.4"]),
        ("＠Ａｎｎ", ["a.1"]),
        ("@Ann @Ann", ["a.1"]),
        ("@", []),
        ("Ann", []),
    ],
)
def test_mentions(text: str, ids: list[str]) -> None:
    assert [user.id for user in find_mentions(text, USERS)] == ids
