"""
Which entries a stream passes on while pages of the log are on their way.
"""

from chatd.domain.events import Message, Position, User
from chatd.websocket.event_entries import event_entry
from chatd.websocket.event_sink import Places

ANN = User("g.1", "Ann")


def entries(*seqs: int, room: str = "a=b", epoch: str = "E") -> bytes:
    """
    Live entries, as the fan-out makes them.
    """
    return b"".join(event_entry(Message(room, seq, ANN, f"{seq}", 0), epoch) for seq in seqs)


def test_only_what_pages_have_not_told_is_passed_on() -> None:
    """
    Nothing before the last page, nothing twice after it, nothing of another log or room.
    """
    places = Places(many=False)
    place = places.open("a=b", Position("E", 1))
    assert places.pass_entries(entries(5)) == (b"", False)
    places.page_entries("a=b", "E", [Message("a=b", seq, ANN, "", 0) for seq in (2, 3, 4, 5)])
    place.live = True
    assert places.pass_entries(entries(4, 5)) == (b"", False)
    assert places.pass_entries(entries(6, epoch="other") + entries(6, room="c")) == (b"", False)
    assert places.pass_entries(entries(5, 6, 7)) == (entries(6, 7), True)
    assert places.ident("a=b") == b"a%3Db:E:7"
