"""
A daemon behind a proxy.
"""

import re
from collections.abc import Callable

from tests.support.daemon import Daemon
from tests.support.forked_programs import CHATD, run_program
from tests.support.wsclient import Person, dial, trusting

GUEST = "127.0.0.2"
"""Where somebody comes from who is no proxy."""
KINDS = ("nginx", "nginx on a Unix socket", "Caddy", "HAProxy", "HAProxy with the PROXY protocol")


class Scene:
    """
    A daemon behind a proxy that speaks TLS at `port`.
    """

    def __init__(self, daemon: Daemon, port: int) -> None:
        self.daemon = daemon
        self.port = port
        self.url = f"https://localhost:{port}/"

    def refusals(self) -> list[str]:
        """
        What the log says of those who were refused, and whatever else is a warning.
        """
        lines = self.daemon.log.splitlines()
        # How many files may be open, and how soon a process gets the processor, is up to the machine.
        wrong = re.compile(r"#(warn|error|critical)(?!.*(limit on open files|the reactor was blocked))|refused")
        return [line for line in lines if wrong.search(line)]

    def mute(self, name: str, extra: str = "") -> str:
        """
        What the operator is told who mutes somebody, come from `GUEST` with those lines in the handshake, by address.
        """
        plug = trusting().wrap_socket(dial(self.port, source=GUEST), server_hostname="localhost")
        person = Person(plug, host=f"localhost:{self.port}", extra=extra)
        user = person.ask(type="login", guest=name)["user"]["id"]
        command = [CHATD, "mute", user, "--room", "lobby", "--address", "--data", "chatd-data"]
        told = run_program(command, self.daemon.folder)
        assert told.returncode == 0, told.stderr
        person.close()
        return told.stdout.strip()


Start = Callable[[str], Scene]
"""Starts chatd behind a proxy of one of `KINDS`."""
