"""
Commands with the id of a user: of one whom the server does not know, of one who has left, of one who may come yet.
"""

from typing import Any

from msgspec.structs import fields

from chatd.chat.moderation.live_sessions import LiveSessions
from chatd.protocol import commands
from chatd.protocol.commands import Command
from tests.chat.commands.test_moderation import OrderCase

ABSENT = ("g.nobody", "a.nobody", "k.nobody")

NEEDED: dict[str, dict[str, Any]] = {
    "ban": {"room": "ROOM"},
    "direct": {},
    "ignore": {},
    "invite": {"room": "ROOM"},
    "kick": {"room": "ROOM"},
    "mute": {"room": "ROOM"},
    "role": {"room": "ROOM", "role": "member"},
    "unban": {"room": "ROOM"},
    "unmute": {"room": "ROOM"},
}
"""The commands that refuse a user who is not known, with their other fields."""

UNCHECKED = {"unignore"}
"""The commands that only take away what is stored."""


def names_of_commands_with_a_user() -> set[str]:
    """
    The types of all commands with a field `user`.
    """
    found = [kind for kind in vars(commands).values() if isinstance(kind, type) and issubclass(kind, Command)]
    return {str(kind.__struct_config__.tag) for kind in found if "user" in {field.name for field in fields(kind)}}


class UnknownUserTests(OrderCase):
    """
    The people of `OrderCase`.
    """

    def complete(self, type: str) -> dict[str, Any]:
        """
        The fields of a command, beside `user`.
        """
        return {name: self.room if value == "ROOM" else value for name, value in NEEDED[type].items()}

    def acts(self) -> int:
        """
        The number of entries in the audit log of the room.
        """
        return len(self.ok(self.olga, "audit", room=self.room, limit=100)["acts"])

    def test_each_command_with_a_user_is_here(self) -> None:
        self.assertEqual(names_of_commands_with_a_user(), {*NEEDED, *UNCHECKED})

    def test_unknown_user_is_not_found_and_nothing_is_stored(self) -> None:
        before = self.acts()
        for kind in NEEDED:
            for user in ABSENT:
                answer = self.refused("not_found", self.olga, kind, user=user, **self.complete(kind))
                self.assertEqual(answer["field"], "user")
        self.assertEqual(self.acts(), before)
        self.assertEqual(self.ok(self.olga, "ignores")["users"], [])
        self.assertEqual(self.ok(self.olga, "sanctions", room=self.room)["sanctions"], [])

    def test_who_may_not_do_it_learns_nothing(self) -> None:
        for kind in ("ban", "kick", "mute"):
            self.refused("forbidden", self.mia, kind, room=self.room, user="g.nobody")

    def test_user_of_a_token_need_not_have_come(self) -> None:
        """
        Only their issuer knows who there is.
        """
        self.ok(self.ada, "join", room="lobby")
        for kind in ("ban", "kick", "mute", "ignore"):
            fields = self.complete(kind) | ({} if kind == "ignore" else {"room": "lobby"})
            self.ok(self.ada, kind, user="x.site.1", **fields)

    def test_account_that_is_not_online_is_known(self) -> None:
        nell = self.world.account("Nell")
        user = nell.id
        nell.vanish()
        self.ok(self.olga, "ignore", user=user)

    def test_guest_who_has_left_is_known(self) -> None:
        user = self.gus.id
        self.gus.vanish()
        self.ok(self.ada, "ban", user=user)

    def test_author_of_a_kept_message_is_known(self) -> None:
        """
        A guest of whom nothing else is left, not even in memory.
        """
        self.ok(self.gus, "say", room="lobby", text="hello")
        user = self.gus.id
        self.gus.vanish()
        self.patch(LiveSessions, "has_seen", lambda *_: False)
        # Others know who has said something where they are.
        self.olga.send("leave", room="lobby")
        self.refused("not_found", self.olga, "ignore", user=user)
        self.olga.send("join", room="lobby")
        self.world.turn()
        self.ok(self.olga, "ignore", user=user)
        self.ok(self.ada, "ban", user=user)
