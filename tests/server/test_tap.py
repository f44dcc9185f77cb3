"""
The command line of ``twistd chatd``.
"""

import io
import subprocess
import sys
from contextlib import redirect_stdout

import pytest
from twisted.application.service import IServiceMaker
from twisted.plugin import getPlugins
from twisted.python.usage import UsageError
from twisted.trial.unittest import SynchronousTestCase

from chatd import __version__
from chatd.server.service import ChatService
from chatd.server.tap import Options, makeService
from tests.support.tmp_dirs import new_place

FREE = "tcp:0:interface=127.0.0.1"


class OptionsTests(SynchronousTestCase):
    def options(self, *arguments: str) -> Options:
        """
        The options of a command line.
        """
        options = Options()
        options.parseOptions(list(arguments))
        return options

    def test_without_options_it_is_port_8080(self) -> None:
        """
        The first command of the README.
        """
        self.assertEqual(self.options().read_settings().server.ports, ("8080",))

    def test_port_may_be_given_more_than_once(self) -> None:
        """
        In their order, long or short.
        """
        self.assertEqual(self.options("--port", "80", "-p", "tcp:81").read_settings().server.ports, ("80", "tcp:81"))

    def test_port_replaces_that_of_the_file_and_nothing_else(self) -> None:
        """
        The command line is nearer.
        """
        path = new_place(self)
        path.write_text('[server]\nport = 1\norigins = ["null"]\n', encoding="utf-8")
        self.assertEqual(self.options("--config", str(path)).read_settings().server.ports, ("1",))
        both = self.options("--config", str(path), "--port", "2").read_settings().server
        self.assertEqual((both.ports, both.origins), (("2",), ("null",)))

    def test_unknown_option_is_refused(self) -> None:
        """
        With its name.
        """
        with self.assertRaises(UsageError) as caught:
            self.options("--prot", "80")
        self.assertIn("prot", str(caught.exception))

    def test_help_mentions_every_option_and_how_to_run(self) -> None:
        text = str(self.options())
        for word in ("--port", "--config", "--help", "--version", "8080", "--pidfile", "SIGTERM"):
            self.assertIn(word, text)
        for kind in ("tcp:", "tcp6:", "ssl:", "tls:", "unix:", "systemd:", "haproxy:"):
            self.assertIn(f"\n  {kind}", text)

    def test_version_is_told(self) -> None:
        out = io.StringIO()
        with self.assertRaises(SystemExit) as caught, redirect_stdout(out):
            self.options("--version")
        self.assertEqual((caught.exception.code, out.getvalue()), (0, f"chatd {__version__}\n"))


class MakeServiceTests(SynchronousTestCase):
    def test_service_is_made_and_not_started(self) -> None:
        """
        Before a daemon forks nothing is open.
        """
        options = Options()
        options.parseOptions(["--port", FREE])
        service = makeService(options)
        self.assertIsInstance(service, ChatService)
        self.assertFalse(service.running)

    def test_what_the_operator_got_wrong_is_one_line_and_status_1(self) -> None:
        """
        A text as the status is printed and becomes 1.
        """
        for arguments in (["--port", "bogus"], ["--config", "/no/such/file.toml", "--port", FREE]):
            options = Options()
            options.parseOptions(arguments)
            with self.assertRaises(SystemExit) as caught:
                makeService(options)
            line = str(caught.exception.code)
            self.assertTrue(line.startswith("chatd: "))
            self.assertEqual(len(line.splitlines()), 1)

    def wrong(self, *arguments: str) -> str:
        """
        The one line that says what the operator got wrong.
        """
        options = Options()
        options.parseOptions(list(arguments))
        with self.assertRaises(SystemExit) as caught:
            makeService(options)
        return str(caught.exception.code)

    def test_what_only_shows_when_all_is_put_together_is_told_with_file_and_key(self) -> None:
        path = new_place(self)
        issuer = (
            '[[auth.issuers]]\nname = "a"\niss = "b"\naudience = "c"\nalgorithms = ["HS256"]\nsecret_file = "/no/s"'
        )
        for text, said in (
            ('[[filters]]\nuse = "wrods"', "filters[0].use: there is no filter 'wrods'; did you mean words?"),
            (issuer, "auth.issuers[0].secret_file: /no/s: cannot be read: no such file or directory"),
        ):
            path.write_text(f'server.port = "{FREE}"\n{text}', encoding="utf-8")
            self.assertEqual(self.wrong("--config", str(path)), f"chatd: {path}: {said}")

    def test_port_is_told_with_where_it_comes_from(self) -> None:
        """
        The file and its key, or the option.
        """
        path = new_place(self)
        path.write_text('server.port = ["99999"]', encoding="utf-8")
        self.assertEqual(self.wrong("--config", str(path)), f"chatd: {path}: server.port: 99999: expected 0 to 65535")
        for more in ((), ("--config", str(path))):
            self.assertEqual(self.wrong("--port", "99998", *more), "chatd: --port: 99998: expected 0 to 65535")

    @pytest.mark.slow
    def test_start_does_not_wait_for_what_few_starts_need(self) -> None:
        """
        What upgrades a database, makes metrics or talks to other databases takes a fifth of a start to be imported.
        """
        seldom = ("alembic", "mako", "pygments", "prometheus_client", "sqlalchemy.dialects.postgresql", "jsonschema")
        program = f"import sys, chatd.server.tap; print([name for name in {seldom} if name in sys.modules])"
        ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        self.assertEqual(ended.stdout, "[]\n")

    def test_twistd_knows_chatd(self) -> None:
        """
        The plugin names it.
        """
        found = [maker for maker in getPlugins(IServiceMaker) if maker.tapname == "chatd"]
        self.assertEqual({maker.module for maker in found}, {"chatd.server.tap"})
