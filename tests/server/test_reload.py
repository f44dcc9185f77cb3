"""
A reload of the configuration: what changes at once, what needs a restart, and that a fault changes nothing.
"""

from pathlib import Path
from typing import Any

from twisted.internet.defer import Deferred
from twisted.logger import LogLevel, LogLevelFilterPredicate, formatEvent, globalLogPublisher
from twisted.trial.unittest import SynchronousTestCase

from chatd.domain.settings import Reloaded
from chatd.errors import Refusal, StartError
from chatd.server.config_file import keys, parse
from chatd.server.reload import Reloader
from chatd.server.settings import LIVE, Settings
from chatd.server.settings_changes import changed_keys, private_copy
from chatd.server.systemd import SystemdNotifier
from tests.auth.signing import AUDIENCE, SECRET, claims, sign
from tests.support.memory_node import Browser, Listener
from tests.support.wsclient import handshake

MEMORY = 'store.url = "memory:"\n'


class KeyTests(SynchronousTestCase):
    def test_every_key_that_has_changed_is_named(self) -> None:
        """
        Also those of lists and rooms, by their section.
        """
        old = parse("limits.text = 100\nroom.lobby.title = 'a'")
        new = parse("limits.text = 101\nroom.lobby.title = 'b'\nserver.port = 1\n[[filters]]\nuse = 'links'")
        self.assertEqual(changed_keys(old, new), ["server.port", "limits.text", "room", "filters"])
        self.assertEqual(changed_keys(old, old), [])

    def test_live_keys_exist(self) -> None:
        """
        The table names no key that is not there.
        """
        for section, names in LIVE.items():
            for name in names - {"*"}:
                self.assertTrue(any(key.startswith(f"{section}.{name}") for key in keys()), f"{section}.{name}")
            self.assertTrue(any(key.startswith(f"{section}.") for key in keys()), section)

    def test_copy_shares_no_section(self) -> None:
        """
        A change of it does not reach the defaults of other settings.
        """
        copy = private_copy(Settings())
        self.assertEqual(copy, Settings())
        self.assertIsNot(copy.limits, Settings().limits)


class ReloadTests(SynchronousTestCase):
    def setUp(self) -> None:
        self.text = MEMORY
        self.listener = Listener(parse(self.text))
        self.node = self.listener.node
        self.told: list[str] = []
        manager: Any = SystemdNotifier(self.listener.clock, {})
        manager.reloading = lambda: self.told.append("reloading")
        manager.ready = lambda: self.told.append("ready")
        self.levels = LogLevelFilterPredicate()
        self.reloader = Reloader(self.node.live, lambda: parse(self.text), manager, levels=self.levels)
        self.events: list[dict[str, Any]] = []
        observer: Any = self.events.append
        globalLogPublisher.addObserver(observer)
        self.addCleanup(globalLogPublisher.removeObserver, observer)

    def reload(self, text: str) -> Reloaded:
        """
        What a reload of these settings has done.
        """
        self.text = MEMORY + text
        waiting: Deferred[Reloaded] = Deferred.fromCoroutine(self.reloader.reload())
        self.listener.turn()
        return self.successResultOf(waiting)

    def refused(self, text: str) -> str:
        """
        Why a reload of these settings was refused.
        """
        self.text = text
        waiting: Deferred[Reloaded] = Deferred.fromCoroutine(self.reloader.reload())
        return str(self.failureResultOf(waiting, StartError).value)

    def log(self) -> list[str]:
        """
        What the reloader has logged.
        """
        return [formatEvent(e) for e in self.events if e.get("log_namespace") == "chatd.server.reload.Reloader"]

    def error(self, browser: Browser, **command: Any) -> str:
        """
        The code of the error that a command gets, or ''.
        """
        browser.frames()
        browser.tell(ref=1, **command)
        self.listener.clock.advance(1)
        return next((str(found.get("code", "")) for found in browser.hear() if found.get("ref") == 1), "")

    def test_nothing_that_has_changed_is_said_to_be_so(self) -> None:
        self.assertEqual(self.reload(""), Reloaded())
        self.assertEqual(self.log(), ["the configuration was read again; no setting was changed"])
        self.assertEqual(self.told, ["reloading", "ready"])

    def test_keys_that_need_a_restart_are_named_and_left_alone(self) -> None:
        """
        Each in a line of its own, again at each reload; the others are applied.
        """
        text = 'server.port = 1\nplain.room = "hall"\nlimits.text = 5'
        for applied in (("limits.text",), ()):
            self.assertEqual(self.reload(text), Reloaded(applied, ("server.port", "plain.room")))
        self.assertIn("server.port has changed: that needs a restart", self.log())
        self.assertIn("plain.room has changed: that needs a restart", self.log())
        self.assertEqual(self.node.settings.plain.room, "lobby")

    def test_fault_changes_nothing_at_all(self) -> None:
        """
        In a value, in TOML, in what a key names; the line names key and reason.
        """
        good = "limits.text = 7\n"
        for text, why in (
            (f"{good}limits.texts = 8", "limits.texts: there is no such key; did you mean limits.text?"),
            (f"{good}[", "not TOML: "),
            (f'{good}[[filters]]\nuse = "words"\noptions = {{ files = ["/none.txt"] }}', "filters[0]"),
            (
                f'{good}[[auth.issuers]]\nissuer = "a"\nname = "a"\naudience = "c"\nkey_file = "/none.pem"',
                "auth.issuers[0]",
            ),
        ):
            self.assertIn(why, self.refused(MEMORY + text))
            self.assertIn("; the configuration stays as it was", self.log()[-1])
        self.assertEqual(self.node.settings.limits.text, 4000)
        self.assertEqual(self.told, ["reloading", "ready"] * 4)
        self.assertEqual(self.reload(good).applied, ("limits.text",))

    def test_what_goes_together_after_a_restart_only_is_refused(self) -> None:
        """
        A text is at most a sixth of a message, and the size of a message needs a restart.
        """
        why = self.refused(f"{MEMORY}[limits]\ntext = 20000\nmessage = 200000")
        self.assertTrue(why.startswith("limits.text: at most a sixth of limits.message"), why)
        self.assertTrue(why.endswith(", until a restart applies limits.message"), why)

    def test_two_at_once_are_done_in_turn(self) -> None:
        self.text = MEMORY + "limits.text = 9"
        self.reloader.begin()
        self.reloader.begin()
        self.assertEqual(len(self.log()), 2)
        self.assertEqual(self.told, ["reloading", "ready"] * 2)

    def test_limits_apply_to_those_who_are_here(self) -> None:
        """
        Those that are read where they are used, and those that were copied.
        """
        ann = self.listener.enter("ann")
        say = {"type": "say", "room": "lobby"}
        self.assertEqual(self.error(ann, text="hello", **say), "")
        self.reload("limits.text = 3")
        self.assertEqual(self.error(ann, text="hello", **say), "too_large")
        self.reload("[limits]\nuser_burst = 1\nuser_per_second = 0.001")
        self.assertEqual(self.error(ann, text="hello", **say), "")
        self.assertEqual(self.error(ann, text="hello", **say), "rate_limited")
        self.reload("[limits]\naddress_said_burst = 1\naddress_said_per_second = 0.001")
        self.assertEqual(self.error(ann, text="hello", **say), "")
        self.assertEqual(self.error(ann, text="hello", **say), "rate_limited")
        self.reload("limits.websockets_per_address = 1")
        self.assertIn(b" 429 ", self.listener.request(handshake()).partition(b"\r\n")[0])
        self.reload("limits.requests_burst = 1\nlimits.requests_per_second = 0.001")
        self.listener.request(b"GET /ready HTTP/1.1\r\nHost: a\r\n\r\n")
        again = self.listener.request(b"GET /ready HTTP/1.1\r\nHost: a\r\n\r\n")
        self.assertIn(b" 429 ", again.partition(b"\r\n")[0])

    def test_site_applies_to_new_requests(self) -> None:
        """
        Origins, hosts, proxies.
        """
        foreign = handshake(extra="Origin: https://other.example\r\n")
        self.assertIn(b" 403 ", self.listener.request(foreign).partition(b"\r\n")[0])
        self.reload('server.origins = ["https://other.example"]')
        self.assertIn(b" 101 ", self.listener.request(foreign).partition(b"\r\n")[0])
        page = b"GET / HTTP/1.1\r\nHost: www.other.example\r\n\r\n"
        self.assertIn(b" 200 ", self.listener.request(page).partition(b"\r\n")[0])
        self.reload('server.hosts = ["chat.example"]')
        self.assertIn(b" 421 ", self.listener.request(page).partition(b"\r\n")[0])
        self.reload("")
        self.assertIn(b" 200 ", self.listener.request(page).partition(b"\r\n")[0])
        self.reload('server.trusted_proxies = ["192.0.2.1"]\nlimits.websockets_per_address = 1')
        for client in ("203.0.113.1", "203.0.113.2"):
            asked = handshake(extra=f"X-Forwarded-For: {client}\r\n")
            self.assertIn(b" 101 ", self.listener.request(asked).partition(b"\r\n")[0])

    def test_who_may_come_in_applies_to_new_logins(self) -> None:
        """
        Guests who are here stay.
        """
        ann, bob = self.listener.enter("ann"), self.listener.open()
        self.reload("auth.guests = false\nauth.registration = 'closed'")
        self.assertEqual(self.error(bob, type="login", guest="bob"), "login_required")
        self.assertEqual(self.error(ann, type="say", room="lobby", text="hello"), "")
        site = self.listener.request(b"GET /api/site HTTP/1.1\r\nHost: a\r\n\r\n")
        self.assertIn(b'"guests":false,"registration":"closed"', site)
        self.reload("")
        self.assertEqual(self.error(bob, type="login", guest="bob"), "")
        self.reload('auth.reserved_names = ["carol"]')
        self.node.authentication.names.account_name("admin")
        with self.assertRaises(Refusal):
            self.node.authentication.names.account_name("Carol")

    def test_sessions_of_an_issuer_that_is_taken_away_end(self) -> None:
        """
        Its tokens are refused from then on; those of others stay.
        """
        secret = Path(self.mktemp())
        secret.write_bytes(SECRET)
        text = "".join(
            f'[[auth.issuers]]\nname = "{name}"\niss = "{name}"\naudience = "{AUDIENCE}"\nalgorithms = ["HS256"]\n'
            f'secret_file = "{secret}"\n'
            for name in ("old", "kept")
        )
        self.reload(text)
        people = {}
        for name in ("old", "kept"):
            people[name] = self.listener.open()
            people[name].tell(type="login", token=sign(claims(iss=name, exp=4_000_000_000)))
            self.assertEqual([frame["type"] for frame in people[name].hear()][-1], "ok")
        self.reload("[[auth" + text.split("[[auth")[2])
        self.assertEqual([frame.get("code") for frame in people["old"].hear() if frame["type"] == "bye"], [4002])
        self.assertEqual([frame for frame in people["kept"].hear() if frame["type"] == "bye"], [])

    def test_permissions_apply_to_open_rooms(self) -> None:
        """
        People are told what they may do now; those who may not read any more leave.
        """
        ann, bob = self.listener.enter("ann"), self.listener.enter("bob", room="hall")
        self.reload(
            '[[permissions]]\nrooms = "lobby"\nallow = { say = "nobody" }\n'
            '[[permissions]]\nrooms = "hall"\nallow = { read = "nobody" }'
        )
        standing = [found for found in ann.hear() if found["type"] == "standing"]
        self.assertNotIn("say", standing[-1]["can"])
        self.assertEqual(self.error(ann, type="say", room="lobby", text="hello"), "forbidden")
        self.assertEqual(self.error(bob, type="say", room="hall", text="hello"), "not_joined")
        self.reload("")
        self.assertEqual(self.error(ann, type="say", room="lobby", text="hello"), "")

    def test_filters_are_made_anew_with_their_files(self) -> None:
        """
        A changed list of words counts although no setting has changed.
        """
        words = Path(self.mktemp())
        words.write_text("apple\n", encoding="utf-8")
        text = f'[[filters]]\nuse = "words"\noptions = {{ files = ["{words.absolute()}"] }}'
        ann = self.listener.enter("ann")
        self.assertEqual(self.reload(text).applied, ("filters",))
        self.assertEqual(self.error(ann, type="say", room="lobby", text="an apple"), "filtered")
        words.write_text("pear\n", encoding="utf-8")
        self.assertEqual(self.reload(text).applied, ())
        self.assertEqual(self.error(ann, type="say", room="lobby", text="an apple"), "")
        self.assertEqual(self.error(ann, type="say", room="lobby", text="a pear"), "filtered")

    def test_levels_of_the_log(self) -> None:
        """
        Also back to the default.
        """
        self.reload('log.level = "warn"\nlog.levels = { "chatd.http" = "debug" }')
        for namespace, level in (("chatd.http.front", LogLevel.debug), ("chatd.chat", LogLevel.warn)):
            self.assertIs(self.levels.logLevelForNamespace(namespace), level)
        self.reload("")
        for namespace in ("chatd.http.front", "chatd.chat"):
            self.assertIs(self.levels.logLevelForNamespace(namespace), LogLevel.info)

    def test_rooms_are_set_and_their_people_told(self) -> None:
        ann = self.listener.enter("ann")
        self.reload('room.lobby = { title = "Hall", topic = "Be kind", kind = "announce" }')
        changes = [found for found in ann.hear() if found["type"] == "room"]
        self.assertEqual(changes[0]["title"], "Hall")
        self.assertEqual(changes[-1]["kind"], "announce")
        self.assertEqual(self.error(ann, type="say", room="lobby", text="hello"), "forbidden")

    def test_the_rest_is_read_where_it_is_used(self) -> None:
        """
        Signals, heartbeat, presence, edits.
        """
        ann = self.listener.enter("ann")
        self.assertEqual(self.error(ann, type="signal", room="lobby", name="wave"), "invalid")
        self.reload(
            'signals.names = ["wave"]\nheartbeat.client_seconds = 7\npresence.grace_seconds = 0\n'
            "[rooms]\nedit_seconds = 5"
        )
        self.assertEqual(self.error(ann, type="signal", room="lobby", name="wave"), "")
        opened = self.listener.open()
        self.assertEqual(opened.hear()[0]["heartbeat"], 7)
