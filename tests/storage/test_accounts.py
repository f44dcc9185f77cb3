"""
What is kept of people, in memory and in SQL: one contract.
"""

import tempfile
from collections.abc import Awaitable
from pathlib import Path
from typing import Any, TypeVar

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from msgspec.structs import replace
from sqlalchemy.exc import OperationalError
from twisted.internet import reactor
from twisted.internet.defer import Deferred
from twisted.trial.unittest import SynchronousTestCase, TestCase

from chatd.domain.accounts import Account, ApiKey, CookieSession, Link, NameKeys, Scope
from chatd.domain.events import EditMessage, Message, NewMessage, User
from chatd.domain.moderation import AuditEntry
from chatd.domain.revocations import Revocation
from chatd.errors import Refusal
from chatd.interfaces.accounts import PeopleStore
from chatd.interfaces.storage import RoomDirectory
from chatd.storage.memory.accounts import MemoryPeople
from chatd.storage.memory.roster import MemoryRoster
from chatd.storage.sql.accounts import SqlPeople
from chatd.storage.sql.roster import SqlRoster
from chatd.storage.sql.store import SqlStore
from chatd.storage.sql.tables import accounts, api_keys, ignores, links, resting_names, sessions
from chatd.storage.sqlite import schema
from chatd.storage.sqlite.database import Sqlite
from tests.support.databases import empty_database
from tests.support.direct_transactions import DirectTransactions
from tests.support.postgresql import needs_postgresql, open_postgresql
from tests.support.synchronous import Asking

T = TypeVar("T")


def account(ident: str, name: str, **more: Any) -> Account:
    """
    An account whose name is its own likeness.
    """
    likeness = more.pop("likeness", NameKeys(f"{name}.shape", f"{name}.letters"))
    given: dict[str, Any] = {"login": name, "login_likeness": likeness, "password": "hash", "created": 1000}
    return Account(ident, name, likeness, **(given | more))


def session(digest: str, account_id: str = "a.1", used: int = 1000, ends: int = 5000) -> CookieSession:
    """
    A session of an account.
    """
    return CookieSession(digest, account_id, "Firefox", 1000, used, ends)


ANNA = account("a.1", "Anna")
BEN = account("a.2", "Ben")
RESET = Link("reset", "reset", "a.9", 1000, 5000, "a.1")
INVITATION = Link("invitation", "invitation", "a.9", 1000, 5000)
KEY = ApiKey("shop", "digest", Scope({"shop-*": ("read", "say")}, {"*": "member"}, speaks_as=True), "a.9", 1000)


class PeopleContract(Asking):
    """
    What every `chatd.interfaces.accounts.PeopleStore` does.
    """

    people: PeopleStore
    roster: RoomDirectory

    def add(self, *some: Account) -> None:
        """
        Accounts that are there.
        """
        for one in some:
            self.do(self.people.add_account(one, now=1000))

    def sign_in(self, *some: CookieSession) -> None:
        """
        Sessions that are there.
        """
        for one in some:
            self.do(self.people.add_session(one, verified="hash", limit=9))

    def digests(self, account_id: str = "a.1") -> list[str]:
        """
        The sessions of an account.
        """
        return [found.digest for found in self.do(self.people.sessions(account_id))]


class AccountContract(PeopleContract):
    """
    Accounts.
    """

    def test_account_is_found(self) -> None:
        """
        By id, by display name and by sign-in name.
        """
        login = {"login": "ann", "login_likeness": NameKeys("ann.shape", "ann.letters")}
        anna = account("a.1", "Anna", admin=True, disabled=True, password=None, **login)
        self.add(anna, BEN)
        found = [
            self.do(self.people.account("a.1")),
            self.do(self.people.account_named("Anna.letters")),
            self.do(self.people.account_with_login("ann.letters")),
        ]
        self.assertEqual(found, [anna] * 3)
        self.assertIsNone(self.do(self.people.account_named("ann.letters")))
        self.assertIsNone(self.do(self.people.account_with_login("Anna.letters")))

    def test_nobody_is_found_who_is_not_there(self) -> None:
        """
        The answer is None and no error.
        """
        self.add(ANNA)
        found = [
            self.do(self.people.account("a.2")),
            self.do(self.people.account_named("Anna.shape")),
            self.do(self.people.account_with_login("Anna.shape")),
        ]
        self.assertEqual(found, [None] * 3)

    def test_names_that_look_alike_are_one_name(self) -> None:
        """
        Whether it is the shape or the letters: the second one is refused.
        """
        self.add(ANNA)
        for likeness in (NameKeys("Anna.shape", "x"), NameKeys("x", "Anna.letters")):
            other = account("a.2", "x", likeness=likeness)
            self.assertEqual(self.refused(self.people.add_account(other, now=1000)), ("conflict", "name"))
        self.assertIsNone(self.do(self.people.account("a.2")))

    def test_accounts_are_listed_by_name(self) -> None:
        """
        A page at a time.
        """
        self.add(BEN, ANNA, account("a.3", "Cleo"))
        first = self.do(self.people.list_accounts(limit=2))
        rest = self.do(self.people.list_accounts(after=first[-1].likeness.letters, limit=2))
        self.assertEqual([one.name for one in (*first, *rest)], ["Anna", "Ben", "Cleo"])

    def test_administrators_are_listed(self) -> None:
        """
        Disabled accounts are left out.
        """
        self.add(ANNA, account("a.2", "Ben", admin=True), account("a.3", "Cleo", admin=True, disabled=True))
        self.assertEqual([one.name for one in self.do(self.people.list_accounts(admins=True, limit=9))], ["Ben"])

    def rename(self, account_id: str, name: str, now: int = 1000, rest_ms: int = 100) -> Account:
        """
        Another display name.
        """
        keys = NameKeys(f"{name}.shape", f"{name}.letters")
        return self.do(self.people.rename_account(account_id, name, keys, now=now, rest_ms=rest_ms))

    def change_login(self, account_id: str, name: str, now: int = 1000, rest_ms: int = 100) -> Account:
        """
        Another sign-in name.
        """
        keys = NameKeys(f"{name}.shape", f"{name}.letters")
        return self.do(self.people.change_login(account_id, name, keys, now=now, rest_ms=rest_ms))

    def free(self, name: str, now: int, owner: str = "a.9") -> bool:
        """
        Whether that account may take a name; one half of its keys decides as the whole does.
        """
        shape, letters = f"{name}.shape", f"{name}.letters"
        some = (NameKeys(shape, letters), NameKeys(shape, "x"), NameKeys("x", letters))
        answers = {self.do(self.people.name_is_free(keys, now=now, owner=owner)) for keys in some}
        self.assertEqual(len(answers), 1)
        return answers.pop()

    def test_other_name_is_taken_and_the_login_stays(self) -> None:
        """
        Nobody else gets the old display name: it is still a sign-in name.
        """
        self.add(ANNA)
        renamed = self.rename("a.1", "Anne")
        self.assertEqual((renamed.name, renamed.likeness), ("Anne", NameKeys("Anne.shape", "Anne.letters")))
        self.assertEqual((renamed.login, renamed.login_likeness), ("Anna", ANNA.likeness))
        self.assertEqual(self.do(self.people.account("a.1")), renamed)
        self.assertEqual([self.free(name, 9999) for name in ("Anna", "Anne")], [False, False])

    def test_login_changes_alone(self) -> None:
        """
        The display name stays.
        """
        self.add(ANNA)
        changed = self.change_login("a.1", "anna7")
        self.assertEqual((changed.name, changed.login), ("Anna", "anna7"))
        self.assertEqual(self.do(self.people.account_with_login("anna7.letters")), changed)
        self.assertIsNone(self.do(self.people.account_with_login("Anna.letters")))

    def test_name_that_was_given_up_rests(self) -> None:
        """
        Its former owner alone takes it before the end, and anybody after it.
        """
        self.add(ANNA, BEN)
        self.rename("a.1", "Anne")
        self.change_login("a.1", "Anne")
        self.assertEqual([self.free("Anna", now) for now in (1099, 1100)], [False, True])
        self.assertTrue(self.free("Anna", 1099, owner="a.1"))
        keys = ANNA.likeness
        taken = self.people.rename_account("a.2", "Anna", keys, now=1099, rest_ms=100)
        self.assertEqual(self.refused(taken), ("conflict", "name"))
        taken = self.people.change_login("a.2", "Anna", keys, now=1099, rest_ms=100)
        self.assertEqual(self.refused(taken), ("conflict", "login"))
        self.assertEqual(self.refused(self.people.add_account(account("a.3", "Anna"), now=1099)), ("conflict", "name"))
        self.assertEqual(self.rename("a.2", "Anna", now=1100).name, "Anna")

    def test_former_owner_takes_a_name_back(self) -> None:
        """
        Then it does not rest any more; and given up once more it rests anew.
        """
        self.add(ANNA)
        self.change_login("a.1", "x")
        self.rename("a.1", "Anne")
        self.rename("a.1", "Anna", now=1050)
        self.assertFalse(self.free("Anna", 5000))
        self.rename("a.1", "Anne", now=1060)
        self.assertEqual([self.free("Anna", now) for now in (1159, 1160)], [False, True])

    def test_name_rests_for_who_gave_it_up_last(self) -> None:
        """
        Whoever had it before has lost it.
        """
        self.add(ANNA, BEN)
        self.change_login("a.1", "x", rest_ms=0)
        self.rename("a.1", "y", rest_ms=0)
        self.rename("a.2", "Anna")
        self.rename("a.2", "Bea")
        self.assertFalse(self.free("Anna", 1099, owner="a.1"))
        self.assertTrue(self.free("Anna", 1099, owner="a.2"))

    def test_purge_ends_rests(self) -> None:
        """
        Names whose time has not come stay reserved.
        """
        self.add(ANNA)
        self.do(self.people.delete_account("a.1", now=1000, rest_ms=100))
        self.do(self.people.purge_expired(1099))
        self.assertFalse(self.free("Anna", 1000))
        self.do(self.people.purge_expired(1100))
        self.assertTrue(self.free("Anna", 1000))

    def test_login_is_nobody_elses_name(self) -> None:
        """
        Nor a display name somebody else's login.
        """
        self.add(ANNA, BEN)
        self.rename("a.1", "Cleo")
        for keys in (BEN.likeness, NameKeys("Ben.shape", "x"), NameKeys("x", "Ben.letters")):
            changed = self.people.change_login("a.1", "x", keys, now=1000, rest_ms=100)
            self.assertEqual(self.refused(changed), ("conflict", "login"))
        for keys in (ANNA.likeness, NameKeys("Cleo.shape", "x")):
            renamed = self.people.rename_account("a.2", "x", keys, now=1000, rest_ms=100)
            self.assertEqual(self.refused(renamed), ("conflict", "name"))

    def test_own_name_may_be_written_otherwise(self) -> None:
        """
        A name may be similar to the account's own other name.
        """
        self.add(ANNA, BEN)
        renamed = self.do(self.people.rename_account("a.1", "ANNA", ANNA.likeness, now=1000, rest_ms=100))
        self.assertEqual(renamed.name, "ANNA")
        for likeness in (NameKeys("Ben.shape", "x"), NameKeys("x", "Ben.letters")):
            renamed_to = self.people.rename_account("a.1", "x", likeness, now=1000, rest_ms=100)
            self.assertEqual(self.refused(renamed_to), ("conflict", "name"))

    def test_new_password_ends_other_sessions_and_links(self) -> None:
        """
        Who knew the old one is out; where it was changed one stays in.
        """
        self.add(ANNA, BEN)
        self.sign_in(session("one"), session("two"), session("ben", "a.2"))
        self.do(self.people.add_link(RESET))
        changed = self.do(self.people.set_password("a.1", "new", old="hash", keep="two"))
        self.assertEqual((changed.password, self.digests(), self.digests("a.2")), ("new", ["two"], ["ben"]))
        self.assertIsNone(self.do(self.people.link("reset")))

    def test_password_changed_meanwhile_is_not_changed_again(self) -> None:
        """
        Of two changes of one old password the second is refused.
        """
        self.add(ANNA)
        self.sign_in(session("one"))
        self.assertEqual(self.refused(self.people.set_password("a.1", "new", old="older")), ("conflict", None))
        self.assertEqual(self.digests(), ["one"])

    def test_rehash_keeps_people_signed_in(self) -> None:
        """
        It is the same password; and it is not put over another one.
        """
        self.add(ANNA)
        self.sign_in(session("one"))
        done = [self.do(self.people.rehash("a.1", old, "new")) for old in ("other", "hash")]
        done.append(self.do(self.people.rehash("a.7", "hash", "new")))
        found = self.do(self.people.account("a.1"))
        assert found is not None
        self.assertEqual((done, found.password, self.digests()), ([False, True, False], "new", ["one"]))

    def test_disabled_account_is_signed_out(self) -> None:
        """
        Everywhere, and no link brings it back.
        """
        self.add(ANNA)
        self.sign_in(session("one"))
        self.do(self.people.add_link(RESET))
        changed = self.do(self.people.flag_account("a.1", disabled=True))
        self.assertEqual((changed.disabled, changed.admin, self.digests()), (True, False, []))
        self.assertIsNone(self.do(self.people.link("reset")))

    def test_flags_are_set_one_by_one(self) -> None:
        """
        A flag that is not given stays.
        """
        self.add(ANNA)
        self.sign_in(session("one"))
        self.do(self.people.flag_account("a.1", admin=True))
        changed = self.do(self.people.flag_account("a.1", disabled=False))
        self.assertEqual((changed.admin, changed.disabled, self.digests()), (True, False, ["one"]))
        self.assertEqual(self.do(self.people.flag_account("a.1")), changed)

    def test_deleted_account_leaves_nothing(self) -> None:
        """
        No session, no link, nobody ignored; its name is free after a rest.
        """
        self.add(ANNA, BEN)
        self.sign_in(session("one"))
        self.do(self.people.add_link(RESET))
        self.do(self.people.ignore("a.1", "a.2", limit=9))
        self.do(self.people.ignore("a.2", "a.1", limit=9))
        self.do(self.people.ignore("a.2", "a.3", limit=9))
        self.assertEqual(self.do(self.people.delete_account("a.1", now=1000, rest_ms=100)), ANNA)
        self.assertEqual((self.do(self.people.account("a.1")), self.digests()), (None, []))
        self.assertEqual((self.do(self.people.session("one")), self.do(self.people.link("reset"))), (None, None))
        ignored = self.do(self.people.ignored("a.1")), self.do(self.people.ignored("a.2"))
        self.assertEqual(ignored, (frozenset(), {"a.3"}))
        self.assertEqual([self.free("Anna", now) for now in (1099, 1100)], [False, True])

    def test_account_that_is_not_there_cannot_be_changed(self) -> None:
        for change in (
            self.people.rename_account("a.1", "x", ANNA.likeness, now=1000, rest_ms=100),
            self.people.change_login("a.1", "x", ANNA.likeness, now=1000, rest_ms=100),
            self.people.set_password("a.1", "x"),
            self.people.flag_account("a.1", admin=True),
            self.people.delete_account("a.1", now=1000, rest_ms=100),
            self.people.add_link(RESET),
        ):
            self.assertEqual(self.refused(change), ("not_found", None))


class SessionContract(PeopleContract):
    """
    Sessions.
    """

    def test_session_is_found_with_its_account(self) -> None:
        """
        One query for each request.
        """
        self.add(ANNA)
        self.sign_in(session("one"))
        self.assertEqual(self.do(self.people.session("one")), (session("one"), ANNA))
        self.assertIsNone(self.do(self.people.session("two")))

    def test_sessions_of_an_account_are_bounded(self) -> None:
        """
        Those that were used longest ago end, and are named; other accounts keep theirs.
        """
        self.add(ANNA, account("a.2", "Ben"))
        self.sign_in(session("other", "a.2"))
        for number in range(3):
            one = replace(session(f"s{number}"), used=1000 + number)
            self.assertEqual(self.do(self.people.add_session(one, verified="hash", limit=3)), [])
        newest = replace(session("s3"), used=2000)
        self.assertEqual(self.do(self.people.add_session(newest, verified="hash", limit=3)), ["s0"])
        later = replace(newest, digest="s4")
        self.assertEqual(self.do(self.people.add_session(later, verified="hash", limit=2)), ["s2", "s1"])
        self.assertEqual([one.digest for one in self.do(self.people.sessions("a.1"))], ["s3", "s4"])
        self.assertEqual(len(self.do(self.people.sessions("a.2"))), 1)

    def test_session_begins_only_while_its_reason_holds(self) -> None:
        """
        The account may have gone, or have been disabled or given another password, since that was looked at.
        """
        self.add(ANNA, account("a.2", "Ben", disabled=True))
        for one, verified in ((session("x", "a.3"), "hash"), (session("x", "a.2"), "hash"), (session("x"), "old")):
            self.assertEqual(
                self.refused(self.people.add_session(one, verified=verified, limit=9)), ("bad_token", "session")
            )

    def test_used_session_ends_later(self) -> None:
        """
        One that is not there does no harm.
        """
        self.add(ANNA)
        self.sign_in(session("one"))
        self.do(self.people.use_session("one", used=2000, ends=6000))
        self.do(self.people.use_session("two", used=2000, ends=6000))
        self.assertEqual(self.do(self.people.sessions("a.1")), [session("one", used=2000, ends=6000)])

    def test_last_used_session_comes_first(self) -> None:
        """
        As a list to choose from shows them.
        """
        self.add(ANNA)
        self.sign_in(session("one", used=1000), session("two", used=3000), session("three", used=2000))
        self.assertEqual(self.digests(), ["two", "three", "one"])

    def test_one_session_is_ended(self) -> None:
        """
        An account cannot end the session of another one.
        """
        self.add(ANNA, BEN)
        self.sign_in(session("one"), session("two"))
        ended = [self.do(self.people.end_session(who, "one")) for who in ("a.2", "a.1", "a.1")]
        self.assertEqual((ended, self.digests()), ([False, True, False], ["two"]))

    def test_all_sessions_are_ended(self) -> None:
        """
        Except `keep`.
        """
        self.add(ANNA, BEN)
        self.sign_in(session("one"), session("two"), session("three"), session("ben", "a.2"))
        self.assertEqual(self.do(self.people.end_sessions("a.1", keep="two")), 2)
        self.assertEqual(self.do(self.people.end_sessions("a.1")), 1)
        self.assertEqual((self.digests(), self.digests("a.2")), ([], ["ben"]))

    def test_browsers_are_forgotten_when_all_sessions_end(self) -> None:
        """
        And with the password; not when one session ends, nor by anything else.
        """
        self.add(ANNA, BEN)

        def versions() -> list[int]:
            return [found.browsers for one in ("a.1", "a.2") if (found := self.do(self.people.account(one)))]

        self.sign_in(session("one"), session("two"))
        self.do(self.people.end_session("a.1", "one"))
        self.do(self.people.rehash("a.1", "hash", "new"))
        self.do(self.people.flag_account("a.1", admin=True))
        self.do(self.people.flag_account("a.1", disabled=False))
        self.assertEqual(versions(), [0, 0])
        self.assertEqual(self.do(self.people.set_password("a.1", "newer", keep="two")).browsers, 1)
        self.do(self.people.end_sessions("a.1", keep="two"))
        self.do(self.people.end_sessions("a.1"))
        self.do(self.people.add_link(RESET))
        self.assertEqual(self.do(self.people.reset_password("reset", "newest", now=1000)).browsers, 4)
        self.assertEqual(self.do(self.people.flag_account("a.1", disabled=True)).browsers, 5)
        self.assertEqual(versions(), [5, 0])

    def test_what_has_ended_is_purged(self) -> None:
        """
        Sessions and links, at the end of their time and not before.
        """
        self.add(ANNA)
        self.sign_in(session("one", ends=2000), session("two", ends=2001))
        self.do(self.people.add_link(Link("old", "invitation", "a.9", 1000, 2000)))
        self.do(self.people.add_link(INVITATION))
        self.do(self.people.purge_expired(2000))
        found = self.do(self.people.link("old")), self.do(self.people.link("invitation"))
        self.assertEqual((self.digests(), found), (["two"], (None, INVITATION)))


class LinkContract(PeopleContract):
    """
    One-time links.
    """

    def test_invitation_makes_one_account(self) -> None:
        self.do(self.people.add_link(INVITATION))
        self.do(self.people.add_account(ANNA, invitation="invitation", now=4999))
        again = self.people.add_account(BEN, invitation="invitation", now=4999)
        self.assertEqual(self.refused(again), ("bad_token", "invitation"))
        self.assertIsNone(self.do(self.people.account("a.2")))

    def test_invitation_ends(self) -> None:
        """
        And a link for something else is none.
        """
        self.add(ANNA)
        self.do(self.people.add_link(INVITATION))
        self.do(self.people.add_link(RESET))
        for digest, now in (("invitation", 5000), ("reset", 1000), ("other", 1000)):
            used = self.people.add_account(BEN, invitation=digest, now=now)
            self.assertEqual(self.refused(used), ("bad_token", "invitation"))

    def test_invitation_is_not_used_up_by_a_name_that_is_taken(self) -> None:
        self.add(ANNA)
        self.do(self.people.add_link(INVITATION))
        taken = self.people.add_account(account("a.2", "Anna"), invitation="invitation", now=1000)
        self.assertEqual(self.refused(taken), ("conflict", "name"))
        self.do(self.people.add_account(BEN, invitation="invitation", now=1000))

    def test_reset_sets_a_password_once(self) -> None:
        """
        All sessions end with it.
        """
        self.add(ANNA)
        self.sign_in(session("one"))
        self.do(self.people.add_link(RESET))
        changed = self.do(self.people.reset_password("reset", "new", now=4999))
        self.assertEqual((changed.id, changed.password, self.digests()), ("a.1", "new", []))
        self.assertEqual(self.refused(self.people.reset_password("reset", "x", now=4999)), ("bad_token", "link"))

    def test_reset_ends(self) -> None:
        """
        And a link for something else is none.
        """
        self.add(ANNA)
        self.do(self.people.add_link(INVITATION))
        self.do(self.people.add_link(RESET))
        for digest, now in (("reset", 5000), ("invitation", 1000), ("other", 1000)):
            self.assertEqual(self.refused(self.people.reset_password(digest, "x", now=now)), ("bad_token", "link"))

    def test_reset_is_for_nobody_who_is_disabled(self) -> None:
        """
        Even one that was made after that.
        """
        self.add(account("a.1", "Anna", disabled=True))
        self.do(self.people.add_link(RESET))
        self.assertEqual(self.refused(self.people.reset_password("reset", "x", now=1000)), ("bad_token", "link"))

    def test_second_reset_takes_the_place_of_the_first(self) -> None:
        """
        Of several links in a mailbox the last one works.
        """
        self.add(ANNA)
        self.do(self.people.add_link(RESET))
        self.do(self.people.add_link(Link("later", "reset", "a.9", 1000, 5000, "a.1")))
        self.assertIsNone(self.do(self.people.link("reset")))
        self.assertIsNotNone(self.do(self.people.link("later")))


class KeyContract(PeopleContract):
    """
    Keys of back ends.
    """

    def test_key_is_found_as_it_was_made(self) -> None:
        other = ApiKey("ads", "other", Scope({}), "a.9", 1000)
        self.do(self.people.add_key(KEY))
        self.do(self.people.add_key(other))
        self.assertEqual(self.do(self.people.key("digest")), KEY)
        self.assertEqual(self.do(self.people.keys()), [other, KEY])
        self.assertIsNone(self.do(self.people.key("shop")))

    def test_use_is_recorded(self) -> None:
        """
        An operator sees which keys are idle.
        """
        self.do(self.people.add_key(KEY))
        self.do(self.people.use_key("digest", 2000))
        self.do(self.people.use_key("other", 2000))
        found = self.do(self.people.key("digest"))
        assert found is not None
        self.assertEqual(found.used, 2000)

    def test_revoked_key_stays_known(self) -> None:
        """
        Who had made it, and when it ended; twice is once too often.
        """
        self.do(self.people.add_key(KEY))
        revoked = self.do(self.people.revoke_key("shop", 3000))
        self.assertEqual((revoked.name, revoked.revoked), ("shop", 3000))
        self.assertEqual(self.do(self.people.key("digest")), revoked)
        for name in ("shop", "other"):
            self.assertEqual(self.refused(self.people.revoke_key(name, 3000)), ("not_found", "name"))

    def test_name_in_force_is_not_given_twice(self) -> None:
        """
        After a revocation it is: a back end gets a new secret and stays who it is.
        """
        again = ApiKey("shop", "new", Scope({}), "a.9", 4000)
        self.do(self.people.add_key(KEY))
        self.assertEqual(self.refused(self.people.add_key(again)), ("conflict", "name"))
        self.do(self.people.revoke_key("shop", 3000))
        self.do(self.people.add_key(again))
        self.assertEqual((self.do(self.people.keys()), self.do(self.people.key("digest"))), ([again], None))


class RevocationContract(PeopleContract):
    """
    Tokens that are refused.
    """

    def test_revocations_are_kept_until_they_end(self) -> None:
        """
        A later one of the same tokens takes the place of the first.
        """
        one = Revocation("site", "subject", "x.site.1", 1000, 5000, "a.1", 1000)
        other = Revocation("site", "jti", "j", 0, 9000, "a.1", 1000)
        for revocation in (one, other, replace(one, before=2000)):
            self.do(self.people.add_revocation(revocation, limit=2))
        kept = self.do(self.people.revocations())
        self.assertCountEqual(kept, [replace(one, before=2000), other])
        self.do(self.people.purge_expired(5000))
        self.assertEqual(list(self.do(self.people.revocations())), [other])

    def test_number_of_revocations_is_bounded(self) -> None:
        """
        One that is there already may be replaced.
        """
        one = Revocation("site", "jti", "j", 0, 9000, "a.1", 1000)
        self.do(self.people.add_revocation(one, limit=1))
        self.do(self.people.add_revocation(replace(one, at=2000), limit=1))
        refused = self.refused(self.people.add_revocation(replace(one, value="k"), limit=1))
        self.assertEqual(refused[0], "forbidden")
        self.assertEqual(list(self.do(self.people.revocations())), [replace(one, at=2000)])


class IgnoreContract(PeopleContract):
    """
    Whom people do not want to hear.
    """

    def test_everybody_ignores_for_themselves(self) -> None:
        self.do(self.people.ignore("g.1", "g.2", limit=9))
        self.do(self.people.ignore("g.1", "x.site.3", limit=9))
        self.assertEqual(self.do(self.people.ignored("g.1")), {"g.2", "x.site.3"})
        self.assertEqual(self.do(self.people.ignored("g.2")), frozenset())

    def test_number_is_bounded(self) -> None:
        """
        A user who is ignored already does not count twice.
        """
        self.do(self.people.ignore("g.1", "g.2", limit=2))
        self.do(self.people.ignore("g.1", "g.3", limit=2))
        self.do(self.people.ignore("g.1", "g.3", limit=2))
        self.assertEqual(self.refused(self.people.ignore("g.1", "g.4", limit=2)), ("forbidden", "user"))

    def test_what_guests_ignored_goes_when_they_stay_away(self) -> None:
        """
        Of those who come back it stays, and so does what accounts and users of other logins ignore.
        """
        for user in ("a.1", "g.1", "g.2", "x.site.1"):
            self.do(self.people.ignore(user, "g.9", limit=9))

        def purge(now: int, *here: str) -> list[str]:
            self.do(self.people.purge_guests(here, now=now, before=now - 100))
            return [user for user in ("a.1", "g.1", "g.2", "x.site.1") if self.do(self.people.ignored(user))]

        self.assertEqual(purge(1000), ["a.1", "g.1", "g.2", "x.site.1"])
        self.assertEqual(purge(1100, "g.2"), ["a.1", "g.1", "g.2", "x.site.1"])
        self.assertEqual(purge(1101), ["a.1", "g.2", "x.site.1"])
        self.assertEqual(purge(1201), ["a.1", "x.site.1"])

    def test_ignored_one_is_heard_again(self) -> None:
        """
        Nor is it an error if the user was not ignored.
        """
        self.do(self.people.ignore("g.1", "g.2", limit=9))
        self.do(self.people.unignore("g.1", "g.2"))
        self.do(self.people.unignore("g.1", "g.2"))
        self.do(self.people.unignore("g.7", "g.2"))
        self.assertEqual(self.do(self.people.ignored("g.1")), frozenset())


class ContactContract(PeopleContract):
    """
    Who may invite people and write to them.
    """

    def test_rule_is_kept_until_it_is_the_usual_one(self) -> None:
        for rule in ("nobody", "shared"):
            self.do(self.people.set_contact_rule("g.1", rule))
            self.assertEqual(self.do(self.people.contact_rules(["g.1", "g.2"])), {"g.1": rule})
        self.do(self.people.set_contact_rule("g.1", "everybody"))
        self.assertEqual(self.do(self.people.contact_rules(["g.1", "g.2"])), {})

    def test_rules_of_guests_go_when_they_stay_away(self) -> None:
        for user in ("a.1", "g.1"):
            self.do(self.people.set_contact_rule(user, "nobody"))
        for now in (1000, 1101):
            self.do(self.people.purge_guests([], now=now, before=now - 100))
        self.assertEqual(self.do(self.people.contact_rules(["a.1", "g.1"])), {"a.1": "nobody"})


class AuditContract(PeopleContract):
    """
    The audit log knows of what is done, with the commit that does it.
    """

    def acts(self) -> list[str]:
        """
        What stands in it, the oldest first.
        """
        return [found.action for found in self.do(self.roster.list_acts(limit=99))][::-1]

    def act(self, action: str) -> AuditEntry:
        """
        Somebody does something.
        """
        return AuditEntry(action=action, by=User("a.9", "Boss"), time=1000)

    def test_what_is_done_is_recorded(self) -> None:
        """
        One audit entry for each act.
        """
        self.do(self.people.add_account(ANNA, now=1000, act=self.act("add")))
        self.do(self.people.flag_account("a.1", admin=True, act=self.act("promote")))
        self.do(self.people.set_password("a.1", "other", act=self.act("password")))
        self.do(self.people.add_link(RESET, self.act("link")))
        self.do(self.people.add_key(KEY, self.act("key")))
        self.do(self.people.revoke_key("shop", 2000, self.act("revoke")))
        self.do(self.people.delete_account("a.1", self.act("delete"), now=1000, rest_ms=0))
        self.assertEqual(self.acts(), ["add", "promote", "password", "link", "key", "revoke", "delete"])

    def test_what_is_not_done_is_not_recorded(self) -> None:
        """
        Neither refused acts nor acts that change nothing.
        """
        self.add(ANNA)
        self.do(self.people.add_key(KEY))
        act = self.act("none")
        self.refused(self.people.add_account(replace(ANNA, id="a.2"), now=1000, act=act))
        self.refused(self.people.flag_account("a.7", admin=True, act=act))
        self.refused(self.people.set_password("a.1", "other", old="wrong", act=act))
        self.refused(self.people.add_link(replace(RESET, account="a.7"), act))
        self.refused(self.people.add_key(KEY, act))
        self.refused(self.people.revoke_key("other", 2000, act))
        self.refused(self.people.delete_account("a.7", act, now=1000, rest_ms=0))
        self.do(self.people.flag_account("a.1", admin=False, disabled=False, act=act))
        self.assertEqual(self.acts(), [])


class Contract(
    AccountContract,
    SessionContract,
    LinkContract,
    KeyContract,
    RevocationContract,
    IgnoreContract,
    ContactContract,
    AuditContract,
):
    """
    All of it.
    """


class MemoryPeopleTests(Contract, SynchronousTestCase):
    """
    Kept in memory.
    """

    def setUp(self) -> None:
        """
        Nobody yet.
        """
        self.people, self.roster = people, roster = MemoryPeople(), MemoryRoster()
        people.add_act = roster.add_act


class SqlPeopleTests(Contract, SynchronousTestCase):
    """
    Kept in a database.
    """

    def setUp(self) -> None:
        """
        Nobody yet, in tables made by the migrations.
        """
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        path = Path(directory.name) / "chatd.sqlite"
        path.write_bytes(empty_database())
        self.store = DirectTransactions(path)
        self.addCleanup(self.store.end)
        self.people, self.roster = SqlPeople(self.store), SqlRoster(self.store)

    def test_what_cannot_be_recorded_is_not_done(self) -> None:
        """
        A crash leaves both or neither: they are one transaction.
        """
        self.add(ANNA)
        self.do(self.people.add_key(KEY))
        self.store.connection.exec_driver_sql("DROP TABLE acts")
        self.store.connection.commit()
        act = self.act("none")
        for work in (
            self.people.add_account(BEN, now=1000, act=act),
            self.people.flag_account("a.1", admin=True, disabled=True, act=act),
            self.people.set_password("a.1", "other", act=act),
            self.people.add_link(RESET, act),
            self.people.add_key(replace(KEY, name="news", digest="other"), act),
            self.people.revoke_key("shop", 2000, act),
            self.people.delete_account("a.1", act, now=1000, rest_ms=0),
        ):
            self.failureResultOf(Deferred.fromCoroutine(_awaited(work)), OperationalError)
        self.assertEqual(self.do(self.people.list_accounts(limit=9)), [ANNA])
        self.assertEqual(self.do(self.people.keys()), [KEY])
        self.assertIsNone(self.do(self.people.link("reset")))


@needs_postgresql
class PostgreSqlPeopleTests(Contract, SynchronousTestCase):
    """
    Kept on a PostgreSQL server.
    """

    def setUp(self) -> None:
        """
        Nobody yet.
        """
        store = DirectTransactions(open_postgresql())
        self.addCleanup(store.end)
        self.people, self.roster = SqlPeople(store), SqlRoster(store)


async def _awaited(work: Awaitable[T]) -> T:
    return await work


class StoreTests(TestCase):
    """
    In the store that keeps the logs.
    """

    async def test_people_outlive_the_process(self) -> None:
        """
        What was committed is there after a restart; what was refused is not.
        """
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        path = Path(directory.name) / "chatd.sqlite"

        store = SqlStore(Sqlite(path), reactor=reactor, now=lambda: 1000)
        await store.open_store()
        people: PeopleStore = SqlPeople(store.transactions)
        await people.add_account(ANNA, now=1000)
        await people.add_session(session("one"), verified="hash", limit=9)
        try:
            await people.add_account(replace(ANNA, id="a.2"), now=1000)
        except Refusal as refused:
            self.assertEqual(refused.code, "conflict")
        await store.close_store()

        store = SqlStore(Sqlite(path), reactor=reactor, now=lambda: 1000)
        await store.open_store()
        people = SqlPeople(store.transactions)
        found = await people.session("one"), await people.account("a.2")
        await store.close_store()
        self.assertEqual(found, ((session("one"), ANNA), None))

    async def test_logs_tell_the_present_names_of_accounts(self) -> None:
        """
        Of their messages and of their edits; who has no account keeps the name of then.
        """
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        store = SqlStore(Sqlite(Path(directory.name) / "chatd.sqlite"), reactor=reactor, now=lambda: 1000)
        await store.open_store()
        people: PeopleStore = SqlPeople(store.transactions)
        await people.add_account(ANNA, now=1000)
        guest = User("g.1", "~Anna")
        await store.append(
            [
                NewMessage("lobby", ANNA.user, 1, text="good words"),
                NewMessage("lobby", guest, 2, text="words of a guest"),
                EditMessage("lobby", ANNA.user, 3, target=1, text="better words"),
            ]
        )
        await people.rename_account("a.1", "Beth", NameKeys("b", "b"), now=1000, rest_ms=0)
        page = (await store.read("lobby", limit=9)).events
        found = (await store.search_messages("lobby", "words", limit=9)).events
        said = await store.messages_of("a.1", limit=9)
        await store.close_store()
        self.assertEqual([event.user.name for event in page], ["Beth", "~Anna", "Beth"])
        edited = page[0].edited if isinstance(page[0], Message) else None
        self.assertEqual(edited and edited.user, User("a.1", "Beth"))
        self.assertEqual([event.user.name for event in found], ["~Anna", "Beth"])
        self.assertEqual([event.user.name for event in said], ["Beth"])


class MigrationTests(SynchronousTestCase):
    """
    The tables of people.
    """

    def test_migrations_make_the_tables_that_are_used(self) -> None:
        """
        Column by column.
        """
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory) / "chatd.sqlite"
            path.write_bytes(empty_database())
            store = DirectTransactions(path)
            self.addCleanup(store.end)
            people = {table.name for table in (accounts, resting_names, sessions, links, api_keys, ignores)}

            def ours(item: Any, name: str | None, kind: str, *_: Any) -> bool:
                return name in people if kind == "table" else True

            options = {"include_object": ours, "compare_type": True}
            context = MigrationContext.configure(store.connection, opts=options)
            self.assertEqual(compare_metadata(context, accounts.metadata), [])

    def test_accounts_from_before_sign_in_with_their_names(self) -> None:
        """
        Nobody is locked out by the migration.
        """
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory) / "chatd.sqlite"
            store = DirectTransactions(path)
            self.addCleanup(store.end)
            schema.upgrade_database(store.connection, path, target="0006")
            columns = "id, name, shape, letters, password, created, admin, disabled"
            with store.connection.begin():
                for ident, name in (("a.1", "Anna"), ("a.2", "Ben")):
                    values = f"'{ident}', '{name}', '{name}.shape', '{name}.letters', 'hash', 1000, 0, 0"
                    store.connection.exec_driver_sql(f"INSERT INTO accounts ({columns}) VALUES ({values})")
            schema.upgrade_database(store.connection, path)
            people = SqlPeople(store)
            self.assertEqual(
                self.successResultOf(Deferred.fromCoroutine(_awaited(people.account_with_login("Anna.letters")))), ANNA
            )
            self.assertEqual(
                self.successResultOf(Deferred.fromCoroutine(_awaited(people.account_with_login("Ben.letters")))), BEN
            )

    def test_hash_is_not_shown(self) -> None:
        """
        What is logged by mistake holds no password.
        """
        self.assertNotIn("hash", repr(ANNA))
