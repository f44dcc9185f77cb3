"""
What people do with their own accounts.
"""

from collections.abc import Awaitable
from unicodedata import normalize

from msgspec.structs import replace

from chatd.auth.accounts import new_account_id
from chatd.auth.cookies import SignedIn
from chatd.auth.tokens import LINK, SESSION, digest, is_token
from chatd.domain.accounts import Account, Renamed, SignedOut
from chatd.errors import Refusal
from tests.auth.people import BOSS, GENEROUS, Town, TownTestCase

HOME = "192.0.2.1"


class OwnAccountsTestCase(TownTestCase):
    """
    Anna's account.
    """

    def register(self, name: str = "Anna", password: str = "correct horse") -> SignedIn:
        """
        Make an account.
        """
        return self.do(self.town.own.register(name, password, address=HOME, agent="Firefox"))

    def sign_in(self, name: str = "Anna", password: str = "correct horse", replaces: str | None = None) -> SignedIn:
        """
        Come back.
        """
        return self.do(self.town.own.sign_in(name, password, address=HOME, agent="Firefox", replaces=replaces))

    def not_in(self, name: str, password: str, address: str = HOME) -> tuple[str, str | None]:
        """
        What is answered to somebody who does not get in.
        """
        return self.refused(self.town.own.sign_in(name, password, address=address, agent=""))

    def is_in(self, *some: SignedIn) -> list[bool]:
        """
        Which of these cookies still open the account.
        """
        found = []
        for one in some:
            known = self.do(self.town.people.session(digest(one.token)))
            found.append(known is not None)
        return found


class RegisterTests(OwnAccountsTestCase):
    """
    Making an account.
    """

    def test_new_account_is_signed_in(self) -> None:
        """
        It has an id among accounts, the name as it is shown, and a cookie that opens it.
        """
        made = self.register("  Anna ")
        avatar = self.do(self.town.cookies.recognise(made.token))
        self.assertEqual((avatar.user.name, avatar.user.id[:2], avatar.admin), ("Anna", "a.", False))
        self.assertEqual(self.do(self.town.people.account(made.account.id)), made.account)

    def test_ids_are_never_the_same(self) -> None:
        """
        They are random, and stand in a namespace of their own.
        """
        some = {new_account_id() for _ in range(100)}
        self.assertEqual((len(some), {one[:2] for one in some}), (100, {"a."}))

    def test_password_is_kept_as_its_hash(self) -> None:
        """
        Neither it nor the cookie's token stands anywhere.
        """
        made = self.register()
        self.assertEqual(made.account.password, "v1:" + b"correct horse".hex())
        self.assertNotIn(made.token, repr(made) + repr(self.do(self.town.people.sessions(made.account.id))))

    def test_name_that_looks_like_somebodys_is_refused(self) -> None:
        """
        Before anything is hashed.
        """
        self.register()
        self.town.hasher.calls.clear()
        for name in ("anna", "Ánna", "ANNA", "Ａnna"):
            made = self.town.own.register(name, "correct horse", address=HOME, agent="")
            self.assertEqual(self.refused(made), ("conflict", "name"))
        self.assertEqual(self.town.hasher.calls, [])

    def test_two_who_want_one_name_at_once(self) -> None:
        """
        The store decides: it has gone to the one who was hashed first.
        """
        self.do(self.town.admin.add_account("Anne", None, by=BOSS))
        asked = self.town.people.name_is_free

        async def free(likeness: object, **more: object) -> bool:
            return True

        self.town.people.name_is_free = free  # type: ignore[method-assign]
        made = self.town.own.register("anne", "correct horse", address=HOME, agent="")
        self.town.people.name_is_free = asked  # type: ignore[method-assign]
        self.assertEqual(self.refused(made), ("conflict", "name"))

    def test_what_cannot_be_is_refused_before_any_work(self) -> None:
        """
        Names that cannot be, and passwords that are too short or a megabyte.
        """
        for name, password, field in (
            ("~Anna", "correct horse", "name"),
            ("", "correct horse", "name"),
            ("Anna", "short", "password"),
            ("Anna", "x" * 1_000_000, "password"),
            ("x" * 1_000_000, "correct horse", "name"),
        ):
            made = self.town.own.register(name, password, address=HOME, agent="")
            self.assertEqual(self.refused(made), ("invalid", field))
        self.assertEqual(self.town.hasher.calls, [])

    def test_closed_site_makes_no_accounts(self) -> None:
        """
        Nor does an invitation help.
        """
        self.town = Town(replace(GENEROUS, registration="closed"))
        link = self.do(self.town.admin.invite(BOSS))
        for invitation in (None, link):
            made = self.town.own.register("Anna", "correct horse", address=HOME, agent="", invitation=invitation)
            self.assertEqual(self.refused(made)[0], "forbidden")

    def test_invitation_opens_the_site_once(self) -> None:
        """
        Without one nobody comes in, with a used or an ended one neither.
        """
        self.town = Town(replace(GENEROUS, registration="invitation"))

        def come(name: str, invitation: str | None) -> Awaitable[SignedIn]:
            return self.town.own.register(name, "correct horse", address=HOME, agent="", invitation=invitation)

        self.assertEqual(self.refused(come("Anna", None)), ("forbidden", "invitation"))
        first, second = self.do(self.town.admin.invite(BOSS)), self.do(self.town.admin.invite(BOSS))
        self.do(come("Anna", first))
        self.town.hasher.calls.clear()
        self.days(1)
        for wrong in (first, second, "x", LINK + "x" * 43, LINK + "x" * 1_000_000):
            self.assertEqual(self.refused(come("Ben", wrong)), ("bad_token", "invitation"))
        self.assertEqual(self.town.hasher.calls, [])

    def test_one_address_does_not_fill_the_site(self) -> None:
        """
        The time to wait is told.
        """
        self.town = Town(replace(GENEROUS, registrations_per_hour=2.0))
        self.register("Anna")
        self.register("Ben")
        self.town.hasher.calls.clear()
        made = self.town.own.register("Cleo", "correct horse", address=HOME, agent="")
        self.assertEqual(self.refused(made), ("rate_limited", None))
        self.assertEqual(self.town.hasher.calls, [])
        self.do(self.town.own.register("Cleo", "correct horse", address="192.0.2.2", agent=""))


class SignInTests(OwnAccountsTestCase):
    """
    Signing in and out.
    """

    def test_name_may_be_written_as_one_likes(self) -> None:
        """
        The case of a sign-in name does not count.
        """
        made = self.register()
        for name in ("Anna", "anna", " ANNA ", "ánna"):
            self.assertEqual(self.sign_in(name).account, made.account)

    def test_each_sign_in_has_a_token_of_its_own(self) -> None:
        """
        A token that somebody has planted is never given rights: the browser gets another one, and the old one is over.
        """
        first = self.register()
        second = self.sign_in(replaces=first.token)
        planted = SESSION + "p" * 43
        third = self.sign_in(replaces=planted)
        self.assertEqual(len({first.token, second.token, third.token, planted}), 4)
        self.assertEqual(self.is_in(first, second, third), [False, True, True])
        self.assertIsNone(self.do(self.town.people.session(digest(planted))))
        self.assertEqual(self.town.changes, [SignedOut(first.account.id, first.session.digest)])

    def test_what_is_replaced_may_be_anything(self) -> None:
        """
        The browser's old cookie need not be valid.
        """
        self.register()
        for junk in ("", "x", "x" * 1_000_000, "ä"):
            self.sign_in(replaces=junk)

    def test_wrong_and_unknown_are_answered_alike(self) -> None:
        """
        In the same words and after the same work: one look into the store, one verification.
        """
        self.register()
        answers = []
        for name, password, work in (("Anna", "wrong horse", "verify"), ("Nobody", "correct horse", "decoy")):
            self.town.hasher.calls.clear()
            tried = self.town.own.sign_in(name, password, address=HOME, agent="")
            refusal = self.refusal(tried)
            answers.append((refusal.code, refusal.message, refusal.field))
            self.assertEqual(self.town.hasher.calls, [work])
        self.assertEqual(*answers)

    def test_account_without_a_password_is_opened_by_none(self) -> None:
        """
        It is like a name that nobody has.
        """
        self.do(self.town.admin.add_account("Anna", None, by=BOSS))
        self.assertEqual(self.not_in("Anna", "correct horse"), ("bad_token", "password"))
        self.assertEqual(self.town.hasher.calls, ["decoy"])

    def test_sizes_are_looked_at_first(self) -> None:
        """
        A megabyte costs nothing, and nobody's budget.
        """
        self.town = Town(replace(GENEROUS, tries_burst=1, tries_per_minute=1e-6))
        self.register()
        self.town.hasher.calls.clear()
        for name, password in (("Anna", "x" * 1_000_000), ("Anna", "short"), ("x" * 1_000_000, "correct horse")):
            self.assertEqual(self.not_in(name, password)[0], "invalid")
        self.assertEqual(self.town.hasher.calls, [])
        self.sign_in()

    def test_tries_are_limited_before_hashing(self) -> None:
        """
        For an address whatever the name, and for a name wherever from; the time to wait is told, and is enough.
        """
        self.town = Town(replace(GENEROUS, tries_burst=3, tries_per_minute=6.0))
        self.register()
        self.town.hasher.calls.clear()
        for _ in range(3):
            self.assertEqual(self.not_in("Anna", "wrong horse"), ("bad_token", "password"))
        self.assertEqual(self.not_in("Ben", "wrong horse"), ("rate_limited", None))
        for number in range(57):
            self.not_in("Anna", "wrong horse", f"203.0.113.{number}")
        self.town.hasher.calls[3:] = []
        tried = self.town.own.sign_in("ANNA", "correct horse", address="198.51.100.1", agent="")
        refusal = self.refusal(tried)
        self.assertEqual((refusal.code, len(self.town.hasher.calls)), ("rate_limited", 3))
        assert refusal.retry_after is not None
        self.town.clock.advance(refusal.retry_after / 1000)
        self.do(self.town.own.sign_in("ANNA", "correct horse", address="198.51.100.1", agent=""))

    def test_one_address_does_not_keep_the_owner_of_a_name_out(self) -> None:
        """
        Nor does one IPv6 /48; and who is signed in can change the password meanwhile.
        """
        self.town = Town(replace(GENEROUS, tries_burst=3, tries_per_minute=6.0))
        made = self.register()
        for number in range(100):
            self.not_in("Anna", "wrong horse", f"2001:db8:0:{number:x}::1")
            self.town.clock.advance(1)
            self.not_in("Anna", "wrong horse", "203.0.113.9")
        self.do(self.town.own.sign_in("Anna", "correct horse", address=HOME, agent=""))
        self.do(self.town.own.change_password(made.account.id, "correct horse", "battery staple"))

    def test_people_at_one_address_sign_in_one_after_the_other(self) -> None:
        """
        Only what was wrong counts against an address.
        """
        self.town = Town(replace(GENEROUS, tries_burst=3, tries_per_minute=1.0))
        for name in ("Anna", "Ben", "Cleo", "Dora", "Emil"):
            self.do(self.town.own.register(name, "correct horse", address="192.0.2.2", agent=""))
            self.do(self.town.own.sign_in(name, "correct horse", address=HOME, agent=""))

    def test_neighbours_in_one_network_share_a_budget(self) -> None:
        """
        Of IPv6 one subscriber has a whole /64.
        """
        self.town = Town(replace(GENEROUS, tries_burst=1, tries_per_minute=1.0))
        self.assertEqual(self.not_in("Anna", "wrong horse", "2001:db8::1")[0], "bad_token")
        self.assertEqual(self.not_in("Ben", "wrong horse", "2001:db8::2")[0], "rate_limited")
        self.assertEqual(self.not_in("Ben", "wrong horse", "2001:db8:0:1::2")[0], "bad_token")

    def test_disabled_account_is_told_so_to_its_owner(self) -> None:
        """
        Only the right password shows that the account is disabled.
        """
        made = self.register()
        self.do(self.town.admin.set_disabled(made.account.id, disabled=True, by=BOSS))
        self.assertEqual(self.not_in("Anna", "correct horse"), ("forbidden", None))
        self.assertEqual(self.not_in("Anna", "wrong horse"), ("bad_token", "password"))

    def test_account_disabled_while_its_password_is_hashed_stays_out(self) -> None:
        """
        What was true a moment ago is looked at again in the commit.
        """
        made = self.register()
        hasher = self.town.hasher
        verify = hasher.verify

        def slow(hashed: str, password: bytes) -> bool:
            self.do(self.town.admin.set_disabled(made.account.id, disabled=True, by=BOSS))
            return verify(hashed, password)

        hasher.verify = slow  # type: ignore[method-assign]
        self.assertEqual(self.not_in("Anna", "correct horse"), ("bad_token", "session"))

    def test_old_hash_is_made_anew(self) -> None:
        """
        At the next sign-in after the parameters have changed; other browsers stay signed in.
        """
        made = self.register()
        self.town.hasher.version = "v2"
        again = self.sign_in()
        assert again.account.password is not None
        self.assertEqual((again.account.password[:2], self.is_in(made, again)), ("v2", [True, True]))
        self.town.hasher.calls.clear()
        self.sign_in()
        self.assertEqual(self.town.hasher.calls, ["verify"])

    def test_password_is_known_in_whatever_form_it_is_typed(self) -> None:
        """
        Composed or decomposed, and with any space; case and width count.
        """
        self.register(password="pâssword für\u3000Ann")
        composed = "pâssword für Ann"
        for typed_password_bytes in (composed, normalize("NFD", composed), composed.replace(" ", "\u00a0")):
            self.assertTrue(self.sign_in(password=typed_password_bytes).token)
        for typed_password_bytes in (composed.upper(), composed.replace("w", "ｗ"), composed.replace("â", "a")):
            self.assertEqual(self.not_in("Anna", typed_password_bytes)[0], "bad_token")

    def test_password_is_known_in_the_form_in_which_it_was_hashed_before(self) -> None:
        """
        And hashed again, so that from then on any form will do.
        """
        account = self.register().account
        old = normalize("NFD", "pâssword")
        hasher = self.town.hasher
        self.do(self.town.people.set_password(account.id, f"{hasher.version}:{old.encode().hex()}"))
        self.assertEqual(self.not_in("Anna", "pâssword")[0], "bad_token")
        self.sign_in(password=old)
        self.assertEqual(self.hash_of(account), f"{hasher.version}:{'pâssword'.encode().hex()}")
        self.sign_in(password="pâssword")
        self.sign_in(password=old)

    def test_password_of_few_bytes_still_opens_what_it_opened(self) -> None:
        """
        Eight bytes may be fewer in the form of today.
        """
        account = self.register().account
        old = "e\u0301" * 3
        self.do(self.town.people.set_password(account.id, f"{self.town.hasher.version}:{old.encode().hex()}"))
        self.sign_in(password=old)
        self.assertEqual(self.refused(self.town.own.change_password(account.id, old, old))[0], "invalid")

    def test_unknown_name_takes_as_long_in_every_form(self) -> None:
        """
        As many hashes as a wrong password.
        """
        self.register()
        calls = []
        for name in ("Anna", "Bob"):
            self.town.hasher.calls.clear()
            self.not_in(name, normalize("NFD", "pâssword"))
            calls.append(len(self.town.hasher.calls))
        self.assertEqual(calls, [2, 2])

    def test_each_way_to_set_a_password_normalises_it(self) -> None:
        """
        A change, and an administrator.
        """
        typed_password_bytes, form = (
            normalize("NFD", "pâsswörd"),
            f"{self.town.hasher.version}:{'pâsswörd'.encode().hex()}",
        )
        account = self.register().account
        self.do(self.town.own.change_password(account.id, "correct horse", typed_password_bytes))
        self.assertEqual(self.hash_of(account), form)
        self.do(self.town.own.change_password(account.id, "pâsswörd", "correct horse"))
        self.do(self.town.admin.set_password(account.id, typed_password_bytes, by=BOSS))
        self.assertEqual(self.hash_of(account), form)
        added = self.do(self.town.admin.add_account("Bob", typed_password_bytes, by=BOSS))
        self.assertEqual(self.hash_of(added), form)

    def hash_of(self, account: Account) -> str | None:
        """
        What is kept of an account's password.
        """
        found = self.do(self.town.people.account(account.id))
        assert found is not None
        return found.password

    def test_hash_that_cannot_be_made_anew_keeps_nobody_out(self) -> None:
        """
        The next sign-in tries again.
        """
        self.register()
        self.town.hasher.version = "v2"

        def full(password: bytes) -> str:
            raise Refusal("unavailable")

        self.town.hasher.hash = full  # type: ignore[method-assign]
        again = self.sign_in()
        assert again.account.password is not None
        self.assertEqual(again.account.password[:2], "v1")

    def test_signing_out_ends_one_session(self) -> None:
        """
        Live connections that it had opened hear of it; a second time there is nothing to tell.
        """
        here, there = self.register(), self.sign_in()
        for _ in range(2):
            self.do(self.town.own.sign_out(here.account.id, here.session.digest))
        self.assertEqual(self.is_in(here, there), [False, True])
        self.assertEqual(self.town.changes, [SignedOut(here.account.id, here.session.digest)])

    def test_nobody_signs_others_out(self) -> None:
        """
        A session is ended by its own account.
        """
        anna, ben = self.register(), self.register("Ben")
        self.do(self.town.own.sign_out(ben.account.id, anna.session.digest))
        self.assertEqual((self.is_in(anna), self.town.changes), ([True], []))

    def test_signing_out_everywhere(self) -> None:
        """
        With and without a session to keep.
        """
        one, two, three = self.register(), self.sign_in(), self.sign_in()
        mine = one.account.id
        self.assertEqual(self.do(self.town.own.sign_out_everywhere(mine, keep=two.session.digest)), 2)
        self.assertEqual(self.is_in(one, two, three), [False, True, False])
        self.assertEqual(self.do(self.town.own.sign_out_everywhere(mine)), 1)
        self.assertEqual(self.town.changes, [SignedOut(mine, keep=two.session.digest), SignedOut(mine)])


class ChangeTests(OwnAccountsTestCase):
    """
    Changing one's account.
    """

    def test_new_name_is_told(self) -> None:
        """
        It is cleaned, and live sessions hear of it.
        """
        made = self.register()
        renamed = self.do(self.town.own.rename_account(made.account.id, " Anne  Bell "))
        self.assertEqual((renamed.name, self.town.changes), ("Anne Bell", [Renamed(renamed.user)]))
        self.assertEqual(self.not_in("anne bell", "correct horse"), ("bad_token", "password"))
        self.sign_in("anna")

    def test_sign_in_name_is_changed_by_who_knows_the_password(self) -> None:
        """
        Others see no difference, and the session goes on.
        """
        made = self.register()
        mine = made.account.id
        wrong = self.town.own.change_login(mine, "anna7", "wrong horse")
        self.assertEqual(self.refused(wrong), ("bad_token", "password"))
        for name, code in (("~Anna", "invalid"), ("Admin", "conflict")):
            change = self.town.own.change_login(mine, name, "correct horse")
            self.assertEqual(self.refused(change), (code, "login"))
        changed = self.do(self.town.own.change_login(mine, "anna7", "correct horse"))
        self.assertEqual((changed.name, changed.login), ("Anna", "anna7"))
        self.assertEqual((self.is_in(made), self.town.changes), ([True], []))
        self.assertEqual(self.not_in("anna", "correct horse"), ("bad_token", "password"))
        self.sign_in("ANNA7")

    def test_name_that_was_given_up_rests(self) -> None:
        """
        Nobody but its former owner takes it, or what looks like it, for a month.
        """
        made = self.register()
        self.do(self.town.own.change_login(made.account.id, "x7", "correct horse"))
        self.do(self.town.own.rename_account(made.account.id, "Beth"))
        for name in ("Anna", "ÂNNA"):
            taken = self.town.own.register(name, "correct horse", address=HOME, agent="")
            self.assertEqual(self.refused(taken), ("conflict", "name"))
        self.assertEqual(self.do(self.town.own.rename_account(made.account.id, "anna")).name, "anna")
        self.do(self.town.own.rename_account(made.account.id, "Beth"))
        self.days(30)
        self.register("Anna")

    def test_name_of_somebody_else_is_refused(self) -> None:
        """
        Or one that cannot be; nothing is told.
        """
        made = self.register()
        self.register("Ben")
        for name, code in (("BEN", "conflict"), ("~Anna", "invalid"), ("Admin", "conflict")):
            self.assertEqual(self.refused(self.town.own.rename_account(made.account.id, name)), (code, "name"))
        self.assertEqual(self.town.changes, [])

    def test_new_password_takes_the_old_one(self) -> None:
        """
        All other sessions end.
        """
        here, there = self.register(), self.sign_in()
        mine, keep = here.account.id, here.session.digest
        self.do(self.town.own.change_password(mine, "correct horse", "battery staple", keep=keep))
        self.assertEqual(self.is_in(here, there), [True, False])
        self.assertEqual(self.town.changes, [SignedOut(mine, keep=keep)])
        self.assertEqual(self.not_in("Anna", "correct horse"), ("bad_token", "password"))
        self.sign_in(password="battery staple")

    def test_password_is_not_changed_by_who_does_not_know_it(self) -> None:
        """
        The field that is wrong is told; nothing has happened.
        """
        here, there = self.register(), self.sign_in()
        change = self.town.own.change_password
        for old, new, answer in (
            ("wrong horse", "battery staple", ("bad_token", "old")),
            ("x" * 1_000_000, "battery staple", ("invalid", "old")),
            ("correct horse", "short", ("invalid", "new")),
        ):
            self.assertEqual(self.refused(change(here.account.id, old, new)), answer)
        self.assertEqual((self.is_in(here, there), self.town.changes), ([True, True], []))

    def test_guessing_the_old_password_is_limited(self) -> None:
        """
        By the same budget as signing in: a stolen cookie is no way around.
        """
        self.town = Town(replace(GENEROUS, tries_burst=2, tries_per_minute=1.0))
        made = self.register()
        for _ in range(2):
            wrong = self.town.own.change_password(made.account.id, "wrong horse", "battery staple")
            self.assertEqual(self.refused(wrong)[0], "bad_token")
        right = self.town.own.change_password(made.account.id, "correct horse", "battery staple")
        self.assertEqual(self.refused(right), ("rate_limited", None))

    def test_account_that_has_gone_cannot_be_changed(self) -> None:
        """
        It is answered like a wrong password.
        """
        self.assertEqual(
            self.refused(self.town.own.change_password("a.7", "correct horse", "battery staple")),
            ("bad_token", "old"),
        )

    def test_deleted_account_is_gone(self) -> None:
        """
        It takes the password; all its sessions are over, and its name is free after a rest.
        """
        made = self.register()
        mine = made.account.id
        wrong = self.town.own.delete(mine, "wrong horse")
        self.assertEqual((self.refused(wrong), self.is_in(made)), (("bad_token", "password"), [True]))
        gone: Account = self.do(self.town.own.delete(mine, "correct horse"))
        self.assertEqual((gone, self.is_in(made), self.town.changes), (made.account, [False], [SignedOut(mine)]))
        again = self.town.own.register("anna", "correct horse", address=HOME, agent="")
        self.assertEqual(self.refused(again), ("conflict", "name"))
        self.days(30)
        self.register("anna")


class ResetTests(OwnAccountsTestCase):
    """
    A forgotten password.
    """

    def test_link_sets_a_password_once(self) -> None:
        """
        All sessions end: whoever had guessed the old one is out.
        """
        made = self.register()
        link = self.do(self.town.admin.reset_link(made.account.id, BOSS))
        self.assertTrue(is_token(link, LINK))
        self.do(self.town.own.reset_password(link, "battery staple", address=HOME))
        self.assertEqual((self.is_in(made), self.town.changes), ([False], [SignedOut(made.account.id)]))
        self.sign_in(password="battery staple")
        again = self.town.own.reset_password(link, "another horse", address=HOME)
        self.assertEqual(self.refused(again), ("bad_token", "link"))

    def test_link_that_is_none_is_refused_before_hashing(self) -> None:
        """
        Ended, made for something else, made up.
        """
        made = self.register()
        invitation = self.do(self.town.admin.invite(BOSS))
        ended = self.do(self.town.admin.reset_link(made.account.id, BOSS))
        self.days(1)
        self.town.hasher.calls.clear()
        for link in (ended, invitation, "", LINK + "x" * 43, "x" * 1_000_000):
            reset = self.town.own.reset_password(link, "battery staple", address=HOME)
            self.assertEqual(self.refused(reset), ("bad_token", "link"))
        self.assertEqual((self.town.hasher.calls, self.is_in(made)), ([], [True]))

    def test_tries_are_limited(self) -> None:
        self.town = Town(replace(GENEROUS, tries_burst=1, tries_per_minute=1.0))
        for code in ("bad_token", "rate_limited"):
            self.assertEqual(self.refused(self.town.own.reset_password("x", "battery staple", address=HOME))[0], code)
