"""
The configuration: what is wrong is told in one line, with the key and what was expected.
"""

import json
from pathlib import Path

from twisted.trial.unittest import SynchronousTestCase

from chatd.errors import StartError
from chatd.server.config_file import keeping_in, keys, load, parse
from chatd.server.settings import ConfiguredRoom, Server, Settings
from tests.support.tmp_dirs import new_place


class SettingsTests(SynchronousTestCase):
    def wrong(self, text: str) -> str:
        """
        The one line that says what is wrong.
        """
        with self.assertRaises(StartError) as caught:
            parse(text)
        line = str(caught.exception)
        self.assertEqual(len(line.splitlines()), 1, line)
        return line

    def test_password_in_a_wrong_url_is_not_told(self) -> None:
        for url in ("mysql://ann:s3cret@db/chat", "postgresql:/ann:s3cret@db/chat"):
            told = self.wrong(f'store.url = "{url}"')
            self.assertIn("store.url: ", told)
            self.assertNotIn("s3cret", told)

    def test_empty_file_is_the_defaults(self) -> None:
        """
        Nothing has to be set.
        """
        self.assertEqual(parse(""), Settings())

    def test_every_key_can_be_set(self) -> None:
        """
        To its own default, which changes nothing.
        """
        lists = ("auth.issuers.", "permissions.", "filters.", "tls.names.")
        lines = [f"{key} = {json.dumps(value)}" for key, value in keys().items() if not key.startswith(lists)]
        self.assertEqual(parse("\n".join(lines)), Settings(room={"ID": ConfiguredRoom()}))

    def test_former_names_are_understood(self) -> None:
        """
        What is wrong with them is told by the name that stands in the file.
        """
        limits = parse("[limits]\nconnections_per_address = 7\nconnects_per_second = 3").limits
        self.assertEqual((limits.websockets_per_address, limits.websockets_per_second), (7, 3.0))
        self.assertEqual(
            self.wrong("[limits]\nconnections_per_address = 7\nwebsockets_per_address = 7"),
            "limits.connections_per_address: this is the former name of limits.websockets_per_address, which is there"
            " as well",
        )
        self.assertIn("limits.connects_per_second: expected", self.wrong("limits.connects_per_second = 0"))

    def test_ports_may_be_a_number_a_text_or_many(self) -> None:
        """
        Each becomes what `--port` would be given.
        """
        self.assertEqual(parse("server.port = 80").server.ports, ("80",))
        self.assertEqual(parse('server.port = "tcp:80"').server.ports, ("tcp:80",))
        self.assertEqual(parse('server.port = [80, "tcp:81"]').server.ports, ("80", "tcp:81"))
        self.assertEqual(Server().ports, ("8080",))

    def test_unknown_key_is_told_with_the_nearest_known(self) -> None:
        """
        A slip is found at once.
        """
        for text, nearest in (
            ("limits.mesage = 1", "limits.mesage: there is no such key; did you mean limits.message?"),
            ("[limit]\nmessage = 1", "limit: there is no such key; did you mean limits?"),
            ("port = 80", "port: there is no such key; did you mean server.port?"),
            ("[serve]\nport = 80", "serve: there is no such key; did you mean server?"),
            ("qqqqqqqq = 80", "qqqqqqqq: there is no such key"),
        ):
            self.assertEqual(self.wrong(text), nearest)

    def test_wrong_values_are_told_with_what_was_expected(self) -> None:
        """
        Type or range.
        """
        for text, key, expected in (
            ('limits.message = "x"', "limits.message", "int"),
            ("limits.message = 1", "limits.message", "1024"),
            ("limits.message = 1.5", "limits.message", "int"),
            ("limits.name = 1000", "limits.name", "128"),
            ("limits.connects_per_second = 0", "limits.connects_per_second", "> 0"),
            ("limits.connects_per_second = nan", "limits.connects_per_second", "> 0"),
            ("server.origins = 5", "server.origins", "array"),
            ('server.origins = ["https://a", 5]', "server.origins", "str"),
            ("server = 5", "server", "object"),
            ("plain.enabled = 1", "plain.enabled", "bool"),
            ("server.port = true", "server.port", "got `bool`"),
            ("server.port = []", "server.port", "at least one"),
            ('server.port = ["80", "a\\u0000"]', "server.port[1]", "no NUL"),
            ("server.drain_seconds = inf", "server.drain_seconds", "inf: expected a number of at most"),
            ("auth.session_days = inf", "auth.session_days", "36500"),
            ("auth.link_hours = 1e9", "auth.link_hours", "876000"),
            ("limits.message = 99999999999999999999", "limits.message", "expected a number of at most"),
            ("limits.send_buffer = 99999999999", "limits.send_buffer", "2147483647"),
            ('store.data = ""', "store.data", "length >= 1"),
            ('room.hall.topic = "a\\u0000"', "room.hall.topic", "no NUL"),
            ('auth.registration = "maybe"', "auth.registration", "'maybe': expected one of closed, invitation, open"),
            ('room.hall.kind = "private"', "room.hall.kind", "'private': expected one of announce, archived, public"),
            ("room.hall.title = 5", "room.hall.title", "str"),
            ('room.hall.title = "a\\nb"', "room.hall.title", "control character U+000A at 1"),
            ('room.hall.topic = "a\\nb"', "room.hall.topic", "control character U+000A at 1"),
            ("room.hall = 5", "room.hall: ", "object"),
            ("room = 5", "room: ", "object"),
            (
                '[[filters]]\nuse = "words"\nwhen_broken = "no"',
                "filters[0].when_broken",
                "'no': expected one of pass, refuse",
            ),
        ):
            line = self.wrong(text)
            self.assertTrue(line.startswith(key), line)
            self.assertIn(expected, line)

    def test_what_types_cannot_say_is_checked(self) -> None:
        """
        Values that make no sense together, or at all.
        """
        for text, key in (
            ('plain.room = "~x"', "plain.room"),
            ('plain.room = "a b"', "plain.room"),
            ("heartbeat.ping_seconds = 30", "heartbeat.ping_seconds"),
            ("limits.text = 60000", "limits.text"),
            ('signals.names = ["A B"]', "signals.names"),
            ('server.origins = ["example.org"]', "server.origins"),
            ('server.origins = ["https://example.org/path"]', "server.origins"),
            ('server.origins = ["wss://example.org"]', "server.origins"),
            ('server.origins = ["https://*"]', "server.origins"),
            ('server.hosts = ["https://example.org"]', "server.hosts"),
            ('server.hosts = ["example.org:8080"]', "server.hosts"),
            ('server.trusted_proxies = ["proxy"]', "server.trusted_proxies"),
            ('server.trusted_proxies = ["10.0.0.1/8"]', "server.trusted_proxies"),
        ):
            self.assertTrue(self.wrong(text).startswith(key + ": "), text)

    def test_directory_of_the_command_line_is_taken_before_that_of_the_file(self) -> None:
        """
        Unless it is nothing, which a shell's variable is that was never set: then it is told.
        """
        self.assertEqual(keeping_in(parse('store.data = "there"'), "here").store.data, "here")
        for nothing in ("", "a\0b"):
            with self.assertRaisesRegex(StartError, "^--data: "):
                keeping_in(Settings(), nothing)

    def test_what_is_no_toml_is_told_with_its_place(self) -> None:
        """
        Line and column.
        """
        self.assertIn("line 2", self.wrong("[server]\nport = = 1"))

    def test_thousands_of_levels_are_no_traceback(self) -> None:
        """
        One line for that too.
        """
        self.wrong("a = " + "[" * 5000 + "]" * 5000)

    def test_key_with_a_line_break_is_told_in_one_line(self) -> None:
        """
        Each log record stays one line.
        """
        self.wrong('"a\\nb" = 1')
        self.wrong('limits."a\\nb" = 1')
        self.wrong('room."a\\nb".title = 1')
        self.wrong('room."a\\nb".title = ""')

    def test_good_origins_and_proxies_are_taken(self) -> None:
        """
        As the documentation shows them.
        """
        settings = parse(
            'server.origins = ["https://example.org", "http://localhost:3000/", "null"]\n'
            'server.trusted_proxies = ["127.0.0.1", "10.0.0.0/8", "::1", "unix"]'
        )
        self.assertEqual(len(settings.server.trusted_proxies), 4)


class FileTests(SynchronousTestCase):
    def wrong(self, path: Path) -> str:
        """
        The one line that says what is wrong with the file.
        """
        with self.assertRaises(StartError) as caught:
            load(path)
        line = str(caught.exception)
        self.assertEqual(len(line.splitlines()), 1, line)
        self.assertTrue(line.startswith(f"{path}: "), line)
        return line

    def test_file_that_is_not_there_or_a_folder_is_told(self) -> None:
        """
        With its name and the reason.
        """
        folder = new_place(self)
        folder.mkdir()
        self.assertIn("no such file", self.wrong(folder / "none.toml"))
        self.assertIn("directory", self.wrong(folder))

    def test_file_that_is_not_utf_8_is_told(self) -> None:
        """
        With the byte.
        """
        path = new_place(self)
        path.write_bytes(b'plain.room = "\xff"')
        self.assertIn("not UTF-8 at byte 14", self.wrong(path))

    def test_wrong_key_is_told_with_its_file(self) -> None:
        path = new_place(self)
        path.write_text("limits.mesage = 1", encoding="utf-8")
        self.assertIn("limits.message", self.wrong(path))

    def test_good_file_is_read(self) -> None:
        """
        With words of any language in it.
        """
        path = new_place(self)
        path.write_text("# 设置\nlimits.name = 12\n", encoding="utf-8")
        self.assertEqual(load(path).limits.name, 12)
