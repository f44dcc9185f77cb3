"""
Keys of back ends.
"""

from twisted.internet.defer import Deferred, fail

from chatd.auth.tokens import KEY, SESSION, digest, is_token
from chatd.domain.accounts import ApiKey, Scope, SignedOut, grants
from chatd.domain.events import User
from chatd.domain.moderation import AuditEntry
from chatd.errors import Refusal
from tests.auth.people import BOSS, TownTestCase

SCOPE = Scope({"shop-*": ("read", "say")}, {"shop-*": "moderator"}, speaks_as=True)


class ApiKeyTests(TownTestCase):
    """
    Making keys and using them.
    """

    def create(self, name: str = "shop", scope: Scope = SCOPE) -> str:
        """
        A new key's token.
        """
        token, _ = self.do(self.town.keys.create_key(name, scope, BOSS))
        return token

    def used(self) -> int | None:
        """
        When the key was used last, as far as is known.
        """
        (key,) = self.do(self.town.people.keys())
        return key.used

    def test_key_speaks_for_itself(self) -> None:
        """
        As a user of its own kind, with what its scope allows, until it is revoked.
        """
        avatar = self.do(self.town.keys.recognise(self.create()))
        self.assertEqual((avatar.user, avatar.kind, avatar.admin), (User("k.shop", "shop"), "key", False))
        self.assertEqual((avatar.grants, avatar.speaks_as), (grants(SCOPE.roles, SCOPE.rooms, back_end=True), True))
        self.assertIsNone(avatar.expires)

    def test_scope_is_all_it_may(self) -> None:
        """
        A key for no room may nothing, and speaks as nobody else.
        """
        avatar = self.do(self.town.keys.recognise(self.create(scope=Scope({}))))
        assert avatar.grants is not None
        self.assertEqual((avatar.grants.allow("read", "lobby"), avatar.speaks_as), (False, False))

    def test_token_is_kept_as_its_hash(self) -> None:
        """
        It is shown once.
        """
        token = self.create()
        self.assertTrue(is_token(token, KEY))
        self.assertNotIn(token, repr(self.do(self.town.people.keys())))

    def test_revoked_key_opens_nothing(self) -> None:
        """
        Live connections hear of it; its successor is the same user.
        """
        token = self.create()
        self.do(self.town.keys.revoke_key("shop", BOSS))
        self.assertEqual(self.refused(self.town.keys.recognise(token)), ("bad_token", "token"))
        self.assertEqual(self.town.changes, [SignedOut("k.shop")])
        self.assertEqual(self.do(self.town.keys.recognise(self.create())).user.id, "k.shop")
        self.assertEqual(self.refused(self.town.keys.recognise(token)), ("bad_token", "token"))

    def test_key_that_is_kept_in_memory_is_revoked_too(self) -> None:
        """
        It was recognised before, or is being recognised, or its revocation is not known to have worked.
        """
        token = self.create()
        self.do(self.town.keys.recognise(token))
        self.do(self.town.keys.revoke_key("shop", BOSS))
        self.assertEqual(self.refused(self.town.keys.recognise(token)), ("bad_token", "token"))
        token, people = self.create(), self.town.people
        held: Deferred[ApiKey | None] = Deferred()
        key = self.do(people.key(digest(token)))
        self.patch(people, "key", lambda key_digest: held)
        asking = Deferred.fromCoroutine(self.town.keys.recognise(token))
        self.do(self.town.keys.revoke_key("shop", BOSS))
        self.patch(people, "key", type(people).key.__get__(people))
        held.callback(key)
        self.assertEqual(self.successResultOf(asking).user.id, "k.shop")
        self.assertEqual(self.refused(self.town.keys.recognise(token)), ("bad_token", "token"))

    def test_revocation_of_unknown_outcome_is_looked_up(self) -> None:
        """
        It failed after it was done.
        """
        token, people = self.create(), self.town.people
        self.do(self.town.keys.recognise(token))
        revoke = people.revoke_key

        def fails(name: str, now: int, act: AuditEntry) -> Deferred[ApiKey]:
            self.do(revoke(name, now, act))
            return fail(Refusal("unavailable"))

        self.patch(people, "revoke_key", fails)
        self.assertEqual(self.refused(self.town.keys.revoke_key("shop", BOSS))[0], "unavailable")
        self.assertEqual(self.refused(self.town.keys.recognise(token)), ("bad_token", "token"))

    def test_rates_that_cannot_be_are_refused(self) -> None:
        """
        By their names.
        """
        for scope, field in (
            (Scope({}, per_second=0), "per_second"),
            (Scope({}, per_second=float("nan")), "per_second"),
            (Scope({}, per_second=float("inf")), "per_second"),
            (Scope({}, burst=-1), "burst"),
            (Scope({}, burst=10**9), "burst"),
        ):
            self.assertEqual(self.refused(self.town.keys.create_key("x", scope, BOSS)), ("invalid", field))

    def test_key_ends(self) -> None:
        """
        Its principal, and so each connection, ends with it; it is told why.
        """
        token = self.create(scope=Scope({"*": ("*",)}, ends=self.town.now() + 60_000))
        self.assertEqual(self.do(self.town.keys.recognise(token)).expires, self.town.now() + 60_000)
        self.town.clock.advance(59.999)
        self.do(self.town.keys.recognise(token))
        self.town.clock.advance(0.001)
        self.assertEqual(self.refused(self.town.keys.recognise(token)), ("expired", "token"))

    def test_what_is_no_key_is_refused(self) -> None:
        self.create()
        for token in ("", KEY, KEY + "x" * 43, KEY + "x" * 1_000_000, SESSION + "-" * 42 + "1", "ä" * 53):
            self.assertEqual(self.refused(self.town.keys.recognise(token)), ("bad_token", "token"))

    def test_last_use_is_recorded_to_the_minute(self) -> None:
        """
        Not with a write for each request.
        """
        token = self.create()
        seen = [self.used()]
        for seconds in (0, 59, 1):
            self.town.clock.advance(seconds)
            self.do(self.town.keys.recognise(token))
            seen.append(self.used())
        self.assertEqual(seen, [None, 1_000_000, 1_000_000, 1_060_000])

    def test_full_disk_keeps_nobody_out(self) -> None:
        """
        That the use cannot be written down is no reason.
        """
        token = self.create()
        self.town.people.stuck = True
        self.assertEqual(self.do(self.town.keys.recognise(token)).kind, "key")

    def test_scope_that_cannot_be_is_refused(self) -> None:
        """
        The pattern, role or action is named.
        """
        for scope, field in (
            (Scope({"a b": ("read",)}), "rooms"),
            (Scope({"*": ("shout",)}), "rooms.*"),
            (Scope({}, {"*": "king"}), "roles.*"),
        ):
            self.assertEqual(self.refused(self.town.keys.create_key("shop", scope, BOSS)), ("invalid", field))

    def test_names_are_plain(self) -> None:
        """
        The name becomes part of the user id.
        """
        for name in ("", "Shop", "a b", "-x", "x" * 33, "ä", "a.b", "a\n"):
            self.assertEqual(self.refused(self.town.keys.create_key(name, SCOPE, BOSS)), ("invalid", "name"), name)

    def test_name_in_force_is_given_once(self) -> None:
        """
        A second back end needs another name.
        """
        self.create()
        self.assertEqual(self.refused(self.town.keys.create_key("shop", SCOPE, BOSS)), ("conflict", "name"))
        self.assertEqual(self.refused(self.town.keys.revoke_key("other", BOSS)), ("not_found", "name"))
