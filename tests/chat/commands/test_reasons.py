"""
Reasons of sanctions: whose words they are, and who is told them.  Powers over people who have never been in the room.
"""

from typing import Any

from chatd.chat.rooms import presence
from chatd.domain.accounts import OPERATOR, Author, grants
from chatd.domain.events import User
from chatd.websocket.dialects import Plain
from tests.chat.commands.test_moderation import OrderCase, of
from tests.support.fakes import Person, succeeded

LURE = "Your account is locked. Sign in again at https://evil.example"


class ReasonCase(OrderCase):
    """
    Mallory has a room of her own.
    """

    def setUp(self) -> None:
        super().setUp()
        self.mallory = self.world.account("Mallory")
        self.den = self.ok(self.mallory, "create", kind="public", room="den")["room"]
        self.enter(self.mallory, "den")
        self.hush()

    def told(self, person: Person) -> list[tuple[str, str, Any]]:
        """
        The sanctions that a person was told since the last call.
        """
        return [(one["action"], one["reason"], one["by"]) for one in of(person.heard(), "sanction")]


class ReasonTests(ReasonCase):
    def test_reason_is_told_as_the_words_of_its_maker(self) -> None:
        """
        Also when the sanctioned user comes again.
        """
        self.enter(self.mia, "den")
        self.hush()
        maker = {"id": self.mallory.id, "name": "Mallory"}
        for kind in ("mute", "kick", "ban"):
            self.ok(self.mallory, kind, room="den", user=self.mia.id, reason=LURE)
            self.assertEqual(self.told(self.mia), [(kind, LURE, maker)])
        answer = self.refused("banned", self.mia, "join", room="den")
        self.assertEqual((answer["reason"], answer["by"]), (LURE, maker))
        self.assertEqual(answer["message"], f"you are banned; Mallory writes: “{LURE}”")
        self.ok(self.mallory, "unban", room="den", user=self.mia.id, reason="sorry")
        self.assertEqual(self.told(self.mia), [("unban", "sorry", maker)])

    def test_invited_user_who_has_not_come_is_told_no_reason(self) -> None:
        self.ok(self.mallory, "invite", room="den", user=self.mia.id)
        self.hush()
        for kind in ("ban", "unban"):
            self.ok(self.mallory, kind, room="den", user=self.mia.id, reason=LURE)
        self.assertEqual(self.told(self.mia), [("ban", "", None), ("unban", "", None)])

    def test_who_ignores_the_maker_is_told_no_reason(self) -> None:
        """
        Neither now nor later.
        """
        self.enter(self.mia, "den")
        self.ok(self.mia, "ignore", user=self.mallory.id)
        self.hush()
        self.ok(self.mallory, "ban", room="den", user=self.mia.id, reason=LURE)
        self.assertEqual(self.told(self.mia), [("ban", "", None)])
        answer = self.refused("banned", self.mia, "join", room="den")
        self.assertEqual((answer["message"], "reason" in answer), ("you are banned", False))
        self.ok(self.mallory, "unban", room="den", user=self.mia.id, reason=LURE)
        self.assertEqual(self.told(self.mia), [("unban", "", None)])

    def test_others_at_the_address_are_told_no_reason(self) -> None:
        """
        Neither at once nor when they come.
        """
        self.enter(self.mia, "den")
        here, later = self.world.guest("Here", "den"), self.world.guest("Later")
        self.hush()
        self.ok(self.mallory, "ban", room="den", user=self.mia.id, reason=LURE, address=True)
        self.assertEqual(self.told(here), [("ban", "", None)])
        self.assertEqual(self.refused("banned", later, "join", room="den")["message"], "you are banned")

    def test_muted_user_gives_no_reasons(self) -> None:
        """
        The powers stay; they are used without words.
        """
        self.enter(self.mia, "den")
        self.ok(self.ada, "mute", user=self.mallory.id)
        for kind in ("mute", "kick", "ban", "unmute", "unban"):
            answer = self.refused("muted", self.mallory, kind, room="den", user=self.mia.id, reason=LURE)
            self.assertEqual(answer["field"], "reason")
        self.hush()
        self.ok(self.mallory, "kick", room="den", user=self.mia.id)
        self.assertEqual(self.told(self.mia), [("kick", "", None)])

    def test_administrators_and_operators_tell_their_reasons_everywhere(self) -> None:
        impose = self.world.moderation.sanctions.impose
        self.ok(self.ada, "mute", user=self.mia.id, reason="enough")
        self.assertEqual(self.told(self.mia), [("mute", "enough", {"id": self.ada.id, "name": "Ada"})])
        succeeded(impose(OPERATOR, "mute", None, self.mo.id, reason="enough"))
        self.assertEqual(self.told(self.mo), [("mute", "enough", {"id": "o.operator", "name": "operator"})])

    def test_plain_text_says_whose_words_they_are(self) -> None:
        plain = self.world.connect(Plain("den"), address="198.51.100.7")
        plain.peer.dialect.start_session(plain.commands)
        plain.texts()
        self.ok(self.mallory, "mute", room="den", user=plain.id, reason=LURE)
        plain.send_raw("hello")
        self.assertEqual(plain.texts(), [f"! muted: you are muted; Mallory writes: “{LURE}”"])


class StrangerTests(ReasonCase):
    KINDS = ("mute", "kick", "ban")

    def refused_for(self, person: Person, user: str) -> None:
        """
        No power works, nothing is stored, and nobody is told.
        """
        for kind in self.KINDS:
            answer = self.refused("not_found", self.mallory, kind, room="den", user=user, reason=LURE)
            self.assertEqual((answer["field"], "been in this room" in answer["message"]), ("user", True))
        self.assertEqual(self.told(person), [])
        self.assertEqual(self.ok(self.mallory, "sanctions", room="den")["sanctions"], [])

    def test_who_has_never_been_there_is_out_of_reach(self) -> None:
        self.refused_for(self.mia, self.mia.id)
        self.refused_for(self.gus, self.gus.id)
        self.refused_for(self.gus, "x.site.1")

    def test_who_was_there_is_within_reach(self) -> None:
        """
        Who is there, has left, has been put out, has written, is invited, or is bound there already.
        """
        self.enter(self.mia, "den")
        self.ok(self.mia, "leave", room="den")
        self.ok(self.mallory, "kick", room="den", user=self.mia.id)
        self.ok(self.mallory, "ban", room="den", user=self.mia.id)
        self.ok(self.mallory, "invite", room="den", user=self.mo.id)
        self.ok(self.mallory, "ban", room="den", user=self.mo.id)
        self.enter(self.gus, "den")
        self.ok(self.gus, "say", room="den", text="hello")
        self.ok(self.gus, "leave", room="den")
        self.world.presence._left.clear()
        self.ok(self.mallory, "ban", room="den", user=self.gus.id)
        self.ok(self.mallory, "mute", room="den", user=self.mia.id)

    def test_the_site_reaches_everybody(self) -> None:
        """
        Administrators, and moderators by the claim of a token.
        """
        self.enter(self.ada, "den")
        self.ok(self.ada, "ban", room="den", user="x.site.1")
        self.ok(self.ada, "mute", room="den", user=self.mia.id, reason="enough")
        self.assertEqual(self.told(self.mia), [("mute", "", None)])
        claimed = Author(User("x.site.bot", "Bot"), grants=grants({"d*": "moderator"}, None))
        succeeded(self.world.moderation.sanctions.impose(claimed, "kick", "den", self.gus.id))

    def test_departures_that_are_remembered_are_bounded(self) -> None:
        self.patch(presence, "LEFT_MAX", 3)
        for number in range(5):
            self.enter(self.mia, f"room-{number}")
            self.ok(self.mia, "leave", room=f"room-{number}")
        self.assertEqual(list(self.world.presence._left), [(f"room-{number}", self.mia.id) for number in (2, 3, 4)])
