"""
Commands about accounts, keys and rooms: from the words of a command line to requests, from answers to text.
"""

from typing import Any

import msgspec
import pytest

from chatd.admin.command_table import row_of
from chatd.admin.commands.cleanup import CloseReports, DeleteMessages, DeleteRooms
from chatd.admin.commands.rooms import GiveRole, SetRoom
from chatd.admin.commands.sanctions import BanUser, MuteUser, ShowAudit, ShowSanctions, UnmuteUser
from chatd.admin.protocol import Request
from chatd.cli.main import make_parser
from chatd.errors import CommandError

TIME = 1_767_323_045_000


class Written:
    """
    What a command line asks for, and how its answers are printed.
    """

    def __init__(self, *words: str) -> None:
        given = make_parser().parse_args(words)
        self.request: Request = given.row.read_arguments(given)
        self._row = row_of(self.request)

    def item(self, value: dict[str, Any]) -> str:
        """
        The line of an item that comes as `value`.
        """
        return self._row.show_item(msgspec.convert(value, self._row.item))

    def answer(self, value: dict[str, Any]) -> str:
        """
        The text of an answer that comes as `value`.
        """
        return self._row.show_answer(self.request, msgspec.convert(value, self._row.answer))


def trouble(*words: str) -> str:
    """
    The one line about what is wrong with a command line.
    """
    with pytest.raises(CommandError) as caught:
        Written(*words)
    return str(caught.value)


@pytest.mark.parametrize("wrong", ["-1", "86401", "nan", "inf", "1e300"])
def test_slow_is_some_seconds_of_a_day(wrong: str) -> None:
    """
    As on the wire.
    """
    assert trouble("room", "set", "lobby", "--slow", wrong) == "--slow: expected 0 to 86400 seconds"
    assert Written("room", "set", "lobby", "--slow", "0.5").request == SetRoom("lobby", {"slow": 500})


@pytest.mark.parametrize(
    ("milliseconds", "shown"), [(5000, "5 seconds"), (1000, "1 second"), (500, "0.5 seconds"), (0, "off")]
)
def test_slow_is_shown_in_seconds(milliseconds: int, shown: str) -> None:
    """
    As it was given, not as the wire has it.
    """
    terms = {"room": "lobby", "kind": "public", "title": "", "topic": "", "slow": milliseconds, "retention": "forever"}
    lines = Written("room", "set", "lobby", "--slow", "5").answer(terms).splitlines()
    assert [line.split(maxsplit=1)[1] for line in lines if line.startswith("slow ")] == [shown]


def test_ban_is_for_a_time_that_somebody_lives() -> None:
    """
    More is for good.
    """
    assert "at most 36500d" in trouble("ban", "Bea", "--for", "99999999d")
    assert Written("ban", "Bea", "--for", "2h").request == BanUser(who="Bea", seconds=7200)


def test_ban_says_whom_it_binds() -> None:
    """
    Also if there is no address to bind.
    """
    banned = {"user": "a.bea", "name": "Bea", "room": None, "until": TIME, "address": None}
    assert Written("ban", "Bea").answer(banned) == "Bea is banned from the site until 2026-01-02 03:04:05Z"
    bound = Written("ban", "Bea", "--address")
    assert bound.answer(banned | {"address": "192.0.2.1"}).endswith("Z, and everybody at 192.0.2.1")
    network = banned | {"user": "192.0.2.0/24", "name": "", "address": "192.0.2.0/24"}
    assert bound.answer(network) == "everybody at 192.0.2.0/24 is banned from the site until 2026-01-02 03:04:05Z"
    assert bound.answer(banned).endswith(
        "; no address is known: they were not here in the last day, or a proxy does not say it"
    )


def test_cleanup_says_what_it_removes() -> None:
    """
    A room or those of an owner; messages of an author or an address; reports of all, of one, by one.
    """
    assert Written("room", "delete", "lobby").request == DeleteRooms(room="lobby")
    assert Written("room", "delete", "--owner", "Bea").request == DeleteRooms(owner="Bea")
    assert Written("room", "delete", "lobby").item({"room": "lobby"}) == "lobby is deleted"
    deletion = Written("message", "delete", "--address", "192.0.2.7/24", "--room", "lobby")
    assert deletion.request == DeleteMessages(address="192.0.2.0/24", room="lobby")
    assert deletion.answer({"messages": 2, "users": 1}) == "2 messages of 1 user deleted"
    assert "expected an address" in trouble("message", "delete", "--address", "10.0.0.0/8")
    closing = Written("report", "close", "--of", "Bea", "--dismiss")
    assert closing.request == CloseReports(about="Bea", outcome="dismissed")
    assert closing.answer({"reports": 1}) == "1 report closed"
    assert Written("report", "close", "--all").request == CloseReports()


def test_status_says_who_is_refused_and_how_full_the_disk_is() -> None:
    """
    A line for each address, with the setting.
    """
    numbers = ("connections", "users", "accepted", "messages", "deliveries", "queue", "refused", "unindexed")
    status: dict[str, Any] = dict.fromkeys(numbers, 0) | {"version": "1", "running": True, "problem": None}
    source = {"kind": "limits.address_said_per_second", "who": "192.0.2.1", "times": 3, "seconds_ago": 2}
    more = {"refused_sources": [source], "disk_used": 5, "disk_quota": 10}
    shown = Written("status").answer(status | more)
    assert "\ndisk         5 bytes, 50 % of 10\n" in shown
    assert shown.endswith("\nrefused      192.0.2.1: limits.address_said_per_second, 3 times, the last 2 s ago")
    assert "disk" not in Written("status").answer(status)


def test_mute_is_said_as_a_ban_is() -> None:
    """
    With what it takes away.
    """
    muted = {"user": "a.bea", "name": "Bea", "room": "lobby", "until": None, "address": None}
    asked = Written("mute", "Bea", "--room", "lobby", "--for", "1m")
    assert asked.request == MuteUser(who="Bea", room="lobby", seconds=60)
    assert asked.answer(muted) == "Bea is muted in lobby for good"
    assert asked.answer(muted | {"room": None, "until": TIME}) == "Bea is muted on the site until 2026-01-02 03:04:05Z"
    back = Written("unmute", "Bea")
    assert back.request == UnmuteUser(who="Bea")
    assert back.answer({"user": "a.bea", "room": None}) == "a.bea may speak again on the site"
    assert back.answer({"user": "a.bea", "room": "lobby"}) == "a.bea may speak again in lobby"


def test_sanction_is_told_with_all_there_is() -> None:
    """
    Whom it binds, where, until when, and by whom and why.
    """
    asked = Written("sanctions", "--room", "lobby")
    assert asked.request == ShowSanctions("lobby")
    assert Written("sanctions").request == ShowSanctions()
    sanction: dict[str, Any] = {
        "kind": "ban",
        "user": "g.1",
        "name": "",
        "room": None,
        "until": None,
        "address": None,
        "reason": "",
    }
    sanction |= {"by": "a.mo", "at": TIME}
    assert asked.item(sanction) == "2026-01-02 03:04:05Z  ban  g.1  on the site  for good  by=a.mo"
    sanction |= {"kind": "mute", "name": "~Gus", "room": "lobby", "until": TIME + 1000, "address": "192.0.2.1"}
    where = "mute  g.1  ~Gus  in lobby  until 2026-01-02 03:04:06Z  address=192.0.2.1"
    assert asked.item(sanction | {"reason": "spam"}) == f"2026-01-02 03:04:05Z  {where}  by=a.mo  reason=spam"
    assert asked.answer({"sanctions": 1}) == "1 sanction"


def test_act_is_told_with_its_end() -> None:
    act = {"time": TIME, "by": {"id": "a.mo", "name": "Mo"}, "action": "mute", "user": {"id": "g.1", "name": ""}}
    say = Written("audit").item
    assert say(act) == "2026-01-02 03:04:05Z  Mo  mute  g.1"
    guest = act | {"user": {"id": "g.1", "name": "~Gus"}, "by": {"id": "o.operator", "name": "operator"}}
    assert say(guest) == "2026-01-02 03:04:05Z  operator  mute  g.1 ~Gus"
    assert say(act | {"room": "a", "until": TIME}) == f"{say(act)}  room=a  until=2026-01-02 03:04:05Z"
    assert say(act | {"until": 2**53 - 1}).endswith("until=after the year 9999")
    assert Written("audit", "--limit", "0").request == ShowAudit(limit=0)
    for wrong in ("-1", str(2**53)):
        assert trouble("audit", "--limit", wrong) == f"--limit: expected a number from 0 to {2**53 - 1}"


def test_role_is_one_that_there_is_or_none() -> None:
    """
    In the words of the command: it has no null.
    """
    assert Written("room", "members", "a", "--give", "Bea", "none").request == GiveRole("a", "Bea", None)
    assert Written("room", "members", "a", "--give", "Bea", "owner").request == GiveRole("a", "Bea", "owner")
    expected = "--give: 'king': expected one of guest, member, moderator, owner, or none"
    assert trouble("room", "members", "a", "--give", "Bea", "king") == expected


def test_key_is_listed_with_all_it_may() -> None:
    """
    In the words in which it was made.
    """
    scope = {"rooms": {"news-*": ["read", "say"]}, "roles": {"*": "member"}, "speaks_as": True}
    key = {"name": "ci", "created": TIME, "by": "a.mo", "used": None, "revoked": None, "scope": scope}
    made = "ci  made 2026-01-02 03:04:05Z, last used never  news-*=read,say"
    assert Written("key", "list").item(key) == f"{made}; * as member; speaks as others"
    key["scope"] = scope | {"roles": {}, "speaks_as": False}
    assert Written("key", "list").item(key) == made
    key["scope"] = scope | {"roles": {}, "speaks_as": False, "per_second": 0.5, "burst": 1000, "ends": TIME}
    ended = made.replace("last used never", "last used never, ends 2026-01-02 03:04:05Z")
    assert Written("key", "list").item(key) == f"{ended}; 0.5 a second, 1000 at once"
