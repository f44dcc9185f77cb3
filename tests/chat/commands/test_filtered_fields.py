"""
The filters of messages judge the other texts that people write, and refuse them by the name of their field.
"""

from typing import Any, Literal

from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.accounts import OPERATOR
from chatd.domain.patterns import Pattern
from chatd.errors import Refusal
from chatd.filters.chain import EVERYWHERE, Filter, FilterInput, Step
from chatd.filters.words import WordList
from chatd.protocol.commands import Say
from tests.support.fakes import Person, World, succeeded

BAD = "spam"


class Remembers:
    """
    A filter that allows everything, and keeps what it was given.
    """

    def __init__(self) -> None:
        self.inputs: list[FilterInput] = []

    def judge(self, saying: FilterInput) -> str:
        """
        The text as it is.
        """
        self.inputs.append(saying)
        return saying.text


class FieldCase(SynchronousTestCase):
    """
    A site with a list of words.
    """

    def begin(
        self,
        *rooms: str,
        action: Literal["refuse", "mask"] = "refuse",
        exempt: str | None = None,
        judging: Filter | None = None,
    ) -> None:
        """
        Start a node with one filter.
        """
        patterns = tuple(map(Pattern, rooms or EVERYWHERE))
        self.world = World(filters=[Step("words", judging or WordList([BAD], action), patterns, exempt)])
        self.ann = self.world.account("Ann")

    def made(self, person: Person, **fields: Any) -> str:
        """
        A room that the person has made and joined.
        """
        person.heard()
        person.send("create", ref=1, **fields)
        self.world.turn()
        (answer,) = (frame for frame in person.heard() if frame.get("ref") == 1)
        room: str = answer["room"]
        self.assertIsNone(self.world.error_code(person, "join", room=room))
        return room

    def assert_filtered(self, field: str, person: Person, type: str, **fields: Any) -> None:
        """
        A command is refused because of that field.
        """
        refusal = self.world.refusal(person, type, **fields)
        assert refusal is not None, (type, fields)
        self.assertEqual((refusal["code"], refusal.get("field")), ("filtered", field))


class FieldTests(FieldCase):
    def test_each_text_that_others_see_is_judged(self) -> None:
        """
        Whether the filter would refuse it or change it; nothing of it is stored.
        """
        for action in ("refuse", "mask"):
            self.begin(action=action)
            room = self.made(self.ann, kind="public", room="den", title="Den")
            mia = self.world.account("Mia", room)
            acts = len(succeeded(self.world.roster.list_acts(limit=100)))
            self.assert_filtered("guest", self.world.connect(), "login", guest=f"{BAD} king")
            self.assert_filtered("name", self.world.guest("Gus"), "rename", name=BAD)
            self.assert_filtered("name", self.ann, "rename", name=BAD)
            for kind in ("public", "announce"):
                self.assert_filtered("room", self.ann, "create", kind=kind, room=f"{BAD}-{kind}")
            self.assert_filtered("title", self.ann, "create", kind="private", title=BAD)
            self.assert_filtered("topic", self.ann, "create", kind="private", topic=BAD)
            self.assert_filtered("title", self.ann, "set", room=room, title=BAD)
            self.assert_filtered("topic", self.ann, "set", room=room, title="fine", topic=BAD)
            for kind in ("mute", "kick", "ban", "unmute", "unban"):
                self.assert_filtered("reason", self.ann, kind, room=room, user=mia.id, reason=f"you {BAD}")
            self.assertEqual(len(succeeded(self.world.roster.list_acts(limit=100))), acts)
            self.assertEqual(succeeded(self.world.catalogue.room_settings(room)).title, "Den")
            self.assertEqual(len(self.world.assembly.authorizer.sanction_register), 0)

    def test_report_may_quote_what_it_is_about(self) -> None:
        self.begin()
        room = self.made(self.ann, kind="public", room="den")
        mia = self.world.account("Mia", room)
        self.assertIsNone(self.world.error_code(self.ann, "say", room=room, text="hello"))
        self.assertIsNone(self.world.error_code(mia, "report", room=room, seq=1, reason=f"this is {BAD}"))

    def test_owner_of_a_room_is_not_exempt_in_what_others_see_outside(self) -> None:
        """
        Whoever makes a room is its moderator: that exempts messages there, but nothing in lists and invitations.
        """
        self.begin(exempt="moderator")
        room = self.made(self.ann, kind="private", title="Den")
        self.assertIsNone(self.world.error_code(self.ann, "say", room=room, text=BAD))
        for field in ("title", "topic"):
            self.assert_filtered(field, self.ann, "set", room=room, **{field: BAD})
        ada = self.world.account("Ada", admin=True)
        self.assertIsNone(self.world.error_code(ada, "join", room=room))
        self.assertIsNone(self.world.error_code(ada, "set", room=room, title=BAD))

    def test_filter_of_some_rooms_judges_their_texts_alone(self) -> None:
        self.begin("kids-*")
        self.assertIsNone(self.world.error_code(self.ann, "rename", name=BAD))
        self.made(self.ann, kind="public", room="den", title=BAD)
        self.assert_filtered("title", self.ann, "create", kind="public", room="kids-den", title=BAD)
        self.assert_filtered("room", self.ann, "join", room=f"kids-{BAD}")

    def test_filter_of_the_site_alone_judges_no_message(self) -> None:
        self.begin("/")
        room = self.made(self.ann, kind="public", room="den")
        self.assertIsNone(self.world.error_code(self.ann, "say", room=room, text=BAD))
        self.assert_filtered("name", self.ann, "rename", name=BAD)

    def test_room_of_a_bad_id_does_not_begin_with_a_join(self) -> None:
        """
        Whoever is in it would show it in the list of rooms.  One that is there already is joined as ever.
        """
        self.begin()
        self.assert_filtered("room", self.ann, "join", room=f"{BAD}-1")
        self.assertEqual(self.world.assembly.rooms.empty_rooms(), [])
        gus = self.world.guest("Gus")
        succeeded(self.world.catalogue.change_settings(f"{BAD}-2", title="made by an operator"))
        self.assertIsNone(self.world.error_code(gus, "join", room=f"{BAD}-2"))

    def test_operators_are_not_judged(self) -> None:
        self.begin()
        room = self.made(self.ann, kind="public", room="den")
        moderation = self.world.moderation
        succeeded(moderation.room_settings.update_settings(OPERATOR, room, {"title": BAD}))
        succeeded(moderation.sanctions.impose(OPERATOR, "mute", None, self.ann.id, reason=BAD))

    def test_filter_is_told_the_field_and_the_place(self) -> None:
        remembers = Remembers()
        self.begin(judging=remembers)
        room = self.made(self.ann, kind="public", room="den", title="Den")
        self.world.guest("Gus")
        found = [(one.field, one.text, one.room, one.role) for one in remembers.inputs if one.field != "text"]
        self.assertEqual(
            found,
            [
                ("room", "den", "/", "member"),
                ("room", "den", "den", "member"),
                ("title", "Den", "/", "member"),
                ("title", "Den", room, "member"),
                ("guest", "~Gus", "/", "guest"),
            ],
        )

    def test_registered_name_is_judged(self) -> None:
        self.begin()
        accounts = self.world.authentication.accounts
        work = accounts.register(BAD, "a long password", address=None, agent="")
        refusal = self.failureResultOf(Deferred.fromCoroutine(work), Refusal).value
        self.assertEqual((refusal.code, refusal.field), ("filtered", "name"))

    def test_room_of_a_bad_id_does_not_begin_with_a_request(self) -> None:
        """
        Of the HTTP API, which joins no room.
        """
        self.begin()
        requests, principal = self.world.assembly.requests, self.ann.session.principal
        assert principal is not None
        room = f"{BAD}-1"
        work = requests.run_in_room(principal, None, Say(room=room, text="hello"), room)
        refusal = self.failureResultOf(Deferred.fromCoroutine(work), Refusal).value
        self.assertEqual((refusal.code, refusal.field), ("filtered", "room"))
