"""
From words to orders about people, keys and rooms, and what is said of what comes back.
"""

from argparse import ArgumentParser
from typing import Any

import pytest

from chatd.admin import protocol
from chatd.cli.site_commands import CommandSpec, add_commands
from chatd.errors import CommandError

TIME = 1_767_323_045_000


def deed(*words: str) -> CommandSpec:
    """
    What a command line asks for.
    """
    parser = ArgumentParser()
    commands = parser.add_subparsers()

    def group(name: str, brief: str) -> Any:
        return commands.add_parser(name).add_subparsers(dest="deed")

    def add(below: Any, name: str, make: Any, brief: str) -> ArgumentParser:
        made: ArgumentParser = (below or commands).add_parser(name)
        made.set_defaults(make=make)
        return made

    add_commands(group, add)
    given = parser.parse_args(words)
    made: CommandSpec = given.make(given)
    return made


def trouble(*words: str) -> str:
    """
    The one line about what is wrong with a command line.
    """
    with pytest.raises(CommandError) as caught:
        deed(*words)
    return str(caught.value)


@pytest.mark.parametrize("wrong", ["-1", "86401", "nan", "inf", "1e300"])
def test_slow_is_some_seconds_of_a_day(wrong: str) -> None:
    """
    As on the wire.
    """
    assert trouble("room", "set", "lobby", "--slow", wrong) == "--slow: expected 0 to 86400 seconds"
    assert deed("room", "set", "lobby", "--slow", "0.5").order == protocol.SetRoom("lobby", {"slow": 500})


@pytest.mark.parametrize(
    ("milliseconds", "shown"), [(5000, "5 seconds"), (1000, "1 second"), (500, "0.5 seconds"), (0, "off")]
)
def test_slow_is_shown_in_seconds(milliseconds: int, shown: str) -> None:
    """
    As it was given, not as the wire has it.
    """
    terms = {"room": "lobby", "kind": "public", "title": "", "topic": "", "slow": milliseconds, "retention": "forever"}
    lines = deed("room", "set", "lobby", "--slow", "5").end(terms).splitlines()
    assert [line.split(maxsplit=1)[1] for line in lines if line.startswith("slow ")] == [shown]


def test_ban_is_for_a_time_that_somebody_lives() -> None:
    """
    More is for good.
    """
    assert "at most 36500d" in trouble("ban", "Bea", "--for", "99999999d")
    assert deed("ban", "Bea", "--for", "2h").order == protocol.BanUser(who="Bea", seconds=7200)


def test_ban_says_whom_it_binds() -> None:
    """
    Also if there is no address to bind.
    """
    banned = {"user": "a.bea", "name": "Bea", "room": None, "until": TIME, "address": None}
    assert deed("ban", "Bea").end(banned) == "Bea is banned from the site until 2026-01-02 03:04:05Z"
    bound = deed("ban", "Bea", "--address")
    assert bound.end(banned | {"address": "192.0.2.1"}).endswith("Z, and everybody at 192.0.2.1")
    assert bound.end(banned).endswith(
        "; no address is known: they are not connected, or come through a proxy that does not say it"
    )


def test_mute_is_said_as_a_ban_is() -> None:
    """
    With what it takes away.
    """
    muted = {"user": "a.bea", "name": "Bea", "room": "lobby", "until": None, "address": None}
    asked = deed("mute", "Bea", "--room", "lobby", "--for", "1m")
    assert asked.order == protocol.MuteUser(who="Bea", room="lobby", seconds=60)
    assert asked.end(muted) == "Bea is muted in lobby for good"
    assert asked.end(muted | {"room": None, "until": TIME}) == "Bea is muted on the site until 2026-01-02 03:04:05Z"
    back = deed("unmute", "Bea")
    assert back.order == protocol.UnmuteUser(who="Bea")
    assert back.end({"user": "a.bea", "room": None}) == "a.bea may speak again on the site"
    assert back.end({"user": "a.bea", "room": "lobby"}) == "a.bea may speak again in lobby"


def test_sanction_is_told_with_all_there_is() -> None:
    """
    Whom it binds, where, until when, and by whom and why.
    """
    asked = deed("sanctions", "--room", "lobby")
    assert asked.order == protocol.ListSanctions("lobby")
    assert deed("sanctions").order == protocol.ListSanctions()
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
    assert asked.end({"sanctions": 1}) == "1 sanction"


def test_act_is_told_with_its_end() -> None:
    """
    However far away that is.
    """
    act = {"time": TIME, "by": {"id": "a.mo", "name": "Mo"}, "action": "mute", "user": {"id": "g.1", "name": ""}}
    say = deed("audit").item
    assert say(act) == "2026-01-02 03:04:05Z  Mo  mute  g.1"
    guest = act | {"user": {"id": "g.1", "name": "~Gus"}, "by": {"id": "o.operator", "name": "operator"}}
    assert say(guest) == "2026-01-02 03:04:05Z  operator  mute  g.1 ~Gus"
    assert say(act | {"room": "a", "until": TIME}) == f"{say(act)}  room=a  until=2026-01-02 03:04:05Z"
    assert say(act | {"until": 2**53 - 1}).endswith("until=after the year 9999")
    assert deed("audit", "--limit", "0").order == protocol.ShowAudit(limit=0)
    for wrong in ("-1", str(2**53)):
        assert trouble("audit", "--limit", wrong) == f"--limit: expected a number from 0 to {2**53 - 1}"


def test_role_is_one_that_there_is_or_none() -> None:
    """
    In the words of the command: it has no null.
    """
    assert deed("room", "members", "a", "--give", "Bea", "none").order == protocol.GiveRole("a", "Bea", None)
    assert deed("room", "members", "a", "--give", "Bea", "owner").order == protocol.GiveRole("a", "Bea", "owner")
    expected = "--give: 'king': expected one of guest, member, moderator, owner, or none"
    assert trouble("room", "members", "a", "--give", "Bea", "king") == expected


def test_key_is_listed_with_all_it_may() -> None:
    """
    In the words in which it was made.
    """
    scope = {"rooms": {"news-*": ["read", "say"]}, "roles": {"*": "member"}, "speaks_as": True}
    key = {"name": "ci", "created": TIME, "used": None, "revoked": None, "scope": scope}
    made = "ci  made 2026-01-02 03:04:05Z, last used never  news-*=read,say"
    assert deed("key", "list").item(key) == f"{made}; * as member; speaks as others"
    key["scope"] = scope | {"roles": {}, "speaks_as": False}
    assert deed("key", "list").item(key) == made
