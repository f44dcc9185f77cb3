"""
Those who are owners by the claim of a token, while they are away.
"""

from collections.abc import Mapping

from msgspec.structs import replace
from twisted.internet.defer import Deferred
from twisted.logger import capturedLogs

from chatd.chat.moderation.claimed_roles import AT_ONCE_MAX, WAITING_MAX
from chatd.domain.accounts import ApiKey, Principal, Scope, grants
from chatd.domain.events import User
from chatd.errors import Refusal
from tests.chat.commands.test_moderation import OrderCase
from tests.support.fakes import Person, succeeded

TOM = User("x.site.1", "Tom")


class ClaimedRoleTests(OrderCase):
    def log_in(self, role: str = "owner", *, via: str | None = None) -> Person:
        """
        Tom logs in with a token that gives that.
        """
        person = self.world.connect()
        principal = replace(Principal(TOM, "token", grants=grants({self.room: role})), via=via)
        self.world.assembly.login.admit(person.session, principal, field="token")
        self.enter(person)
        return person

    def leave(self, person: Person) -> None:
        """
        Log out, and be forgotten by the node.
        """
        person.send("logout")
        self.world.turn()
        self.assertIsNone(self.world.moderation.targets._notifier.token_grants(TOM.id))
        self.hush()

    def test_moderator_has_no_power_over_an_owner_who_is_away(self) -> None:
        self.leave(self.log_in())
        for command in ("ban", "mute", "kick"):
            self.refused("forbidden", self.mo, command, room=self.room, user=TOM.id)
        self.refused("forbidden", self.mo, "role", room=self.room, user=TOM.id, role="member")
        self.enter(self.ada)
        self.ok(self.ada, "ban", room=self.room, user=TOM.id)

    def test_owner_is_known_after_a_restart(self) -> None:
        """
        The claim is in the store.
        """
        self.leave(self.log_in())
        self.world.moderation.claimed_roles._noted.clear()
        self.refused("forbidden", self.mo, "ban", room=self.room, user=TOM.id)

    def test_last_token_counts(self) -> None:
        self.leave(self.log_in())
        self.leave(self.log_in("member"))
        self.ok(self.mo, "ban", room=self.room, user=TOM.id)

    def test_back_end_that_speaks_as_somebody_changes_nothing(self) -> None:
        self.leave(self.log_in())
        self.leave(self.log_in("member", via="k.shop"))
        self.refused("forbidden", self.mo, "ban", room=self.room, user=TOM.id)

    def test_key_has_its_roles_while_it_is_away(self) -> None:
        """
        Until it is revoked.
        """
        people = self.world.moderation.targets._accounts
        key = ApiKey("bot", "digest", Scope({"*": ("*",)}, {"*": "owner"}), "a.ada", 1000)
        succeeded(people.add_key(key))
        bot = succeeded(self.world.moderation.targets.target_subject("k.bot", self.room))
        self.assertEqual(bot.grants, grants({"*": "owner"}))
        succeeded(people.revoke_key("bot", 2000))
        self.assertIsNone(succeeded(self.world.moderation.claimed_roles.grants_of("k.bot")))

    def test_unchanged_claim_is_written_once_a_day(self) -> None:
        claims, owner = self.world.moderation.claimed_roles, grants({"*": "owner"})
        written: list[object] = []
        store = claims._roster.note_claim

        async def note(user: str, roles: dict[str, str], now: int) -> None:
            written.append(roles)
            if len(written) == 3:
                raise Refusal("unavailable")
            await store(user, roles, now)

        self.patch(claims._roster, "note_claim", note)
        claims.note_login(Principal(User("x.site.2", "Ann"), "token"))
        self.assertEqual(written, [])
        for _ in range(3):
            claims.note_login(Principal(TOM, "token", grants=owner))
        self.assertEqual(written, [{"*": "owner"}])
        claims._noted[TOM.id] = ({"*": "owner"}, claims._now() - 86_400_000)
        claims.note_login(Principal(TOM, "token", grants=owner))
        claims.note_login(Principal(TOM, "token"))
        self.assertEqual(written[1:], [{"*": "owner"}, {}])
        claims.note_login(Principal(TOM, "token"))
        self.assertEqual(len(written), 4)

    def test_claims_leave_room_for_other_changes(self) -> None:
        """
        A bounded number is with the store at once, the last claim of a user is stored last, and one line a minute
        tells of those that could not be kept.
        """
        claims = self.world.moderation.claimed_roles
        given: list[tuple[str, Mapping[str, str], Deferred[None]]] = []

        def note(user: str, roles: Mapping[str, str], now: int) -> Deferred[None]:
            given.append((user, roles, Deferred()))
            return given[-1][2]

        self.patch(claims._roster, "note_claim", note)
        many, last = AT_ONCE_MAX + WAITING_MAX + 5, grants({"*": "member"})
        with capturedLogs() as logs:
            for number in range(many):
                claims.note_login(Principal(User(f"x.site.{number}", "U"), "token", grants=grants({"*": "owner"})))
            claims.note_login(Principal(User("x.site.9000", "U"), "token", grants=last))
        self.assertEqual(len(logs), 1)
        most = answered = 0
        while answered < len(given):
            most = max(most, len(given) - answered)
            answered += 1
            given[answered - 1][2].callback(None)
        self.assertLessEqual(most, AT_ONCE_MAX)
        self.assertEqual(len(given), 1 + WAITING_MAX)
        self.assertEqual([roles for user, roles, _ in given if user == "x.site.9000"], [{"*": "member"}])
        self.assertFalse(claims._storing)
        self.assertNotIn(f"x.site.{many - 1}", claims._noted)
