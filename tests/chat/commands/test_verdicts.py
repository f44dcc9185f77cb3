"""
The server beside the model of the rules: whatever several people do one after the other, both say the same.
"""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chatd.domain.accounts import OPERATOR
from chatd.domain.moderation import AuditEntry, Member
from tests.support import reference_rules as model
from tests.support.fakes import Person, World, succeeded
from tests.support.fuzz_effort import examples

PEOPLE = ("gus", "ann", "bob", "olga", "ada")
ROOMS = {"hall": "public", "~den": "private", "desk": "announce"}
FIRST = {
    "~den": {"olga": "owner", "ann": "moderator", "gus": "guest"},
    "desk": {"olga": "owner", "bob": "moderator"},
    "hall": {},
}

step = st.tuples(
    st.sampled_from(PEOPLE),
    st.sampled_from(("say", "signal", "mute", "ban", "unmute", "unban", "kick", "role", "set", "slow", "wait")),
    st.sampled_from(sorted(ROOMS)),
    st.sampled_from(PEOPLE),
    st.sampled_from(("member", "moderator", "owner", None)),
    st.sampled_from((None, 10, 11, 50)),
)


class Both:
    """
    The server and the model, with the same people in the same rooms.
    """

    def __init__(self) -> None:
        self.world = World()
        address = {name: f"192.0.2.{1 + number % 2}" for number, name in enumerate(PEOPLE)}
        self.people: dict[str, Person] = {
            name: self.world.account(name.title(), admin=name == "ada", address=address[name]) for name in PEOPLE[1:]
        }
        self.people["gus"] = self.world.guest("Gus")
        address["gus"] = "192.0.2.1"
        for room, kind in ROOMS.items():
            act = AuditEntry(action="create_room", by=OPERATOR.who, time=0, room=room, detail=kind)
            succeeded(self.world.roster.add_room(room, kind, None, act))
            for name, role in FIRST[room].items():
                member = Member(self.people[name].session.who, role, 0)
                succeeded(self.world.roster.put_member(room, member, None))
        self.model: dict[str, Any] = {
            "users": {
                name: {
                    "guest": name == "gus",
                    "admin": name == "ada",
                    "address": address[name],
                    "claims": {},
                    "limits": None,
                }
                for name in PEOPLE
            },
            "rooms": {room: {"kind": kind, "roles": dict(FIRST[room])} for room, kind in ROOMS.items()},
            "sanctions": [],
            "been": set(),
            "invited": set(),
            "now": self.world.time,
        }

    def ask(self, who: str, **command: Any) -> str | None:
        """
        By which name the server refuses it, or None.
        """
        person = self.people[who]
        person.heard()
        person.send(**command, ref="q")
        self.world.turn()
        (answer,) = (frame for frame in person.heard() if frame.get("ref") == "q")
        code: str | None = answer.get("code")
        return code

    def try_out(self, who: str, action: str, room: str, whom: str, gives: str | None, until: int | None) -> None:
        """
        Both do it, and say the same.
        """
        if action == "wait":
            self.world.time += 7
            self.model["now"] += 7
            self.world.assembly.sweep(self.world.time)
            return
        seen = model.verdict(self.model, who, "read", room)
        assert self.ask(who, type="join", room=room) == (None if seen is None else seen[0])
        if seen is not None:
            return
        self.model["been"].add((who, room))
        self.model["invited"].discard((who, room))
        power = action.removeprefix("un")
        end = None if until is None else self.model["now"] + until
        target = whom if power in {"mute", "ban", "kick", "role"} else None
        wanted = model.verdict(self.model, who, power, room, target, gives if power == "role" else None)
        if wanted is None and action.startswith("un"):
            there = [s for s in self.model["sanctions"] if (s["kind"], s["user"], s["room"]) == (power, whom, room)]
            if not [s for s in there if s["until"] is None or s["until"] > self.model["now"]]:
                wanted = "not_found", None
        command = self.command(action, room, whom, gives, end)
        assert self.ask(who, **command) == (None if wanted is None else wanted[0]), (
            who,
            action,
            room,
            whom,
            gives,
            until,
        )
        if wanted is None and action.startswith("un"):
            model.lift(self.model, power, whom, room)
        elif wanted is None:
            model.act(self.model, who, action, room, whom, gives, end)

    def command(self, action: str, room: str, whom: str, gives: str | None, end: int | None) -> dict[str, Any]:
        """
        The command that tries an action.
        """
        on = {"type": action, "room": room, "user": self.people[whom].id}
        if action in {"mute", "ban"}:
            return on | {"until": end, "address": end is not None and end % 2 == 1}
        if action == "role":
            return on | {"role": gives}
        if action in {"kick", "unmute", "unban"}:
            return on
        others: dict[str, dict[str, Any]] = {
            "say": {"type": "say", "text": "hello"},
            "signal": {"type": "signal", "name": "typing"},
            "set": {"type": "set", "title": "Title"},
            "slow": {"type": "set", "slow": 0},
        }
        return {"room": room} | others[action]


@settings(max_examples=examples(20), deadline=None)
@given(st.lists(step, min_size=5, max_size=40))
def test_server_and_model_agree_on_every_verdict(
    steps: list[tuple[str, str, str, str, str | None, int | None]],
) -> None:
    """
    Roles given and taken, people muted and banned, at their addresses too, time going by.
    """
    both = Both()
    for one in steps:
        both.try_out(*one)
