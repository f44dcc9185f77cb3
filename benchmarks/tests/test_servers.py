"""
What is measured is what stands in this checkout.
"""

import socket
import sys
from pathlib import Path

import pytest

from benchmarks import servers
from benchmarks.servers import SERVERS, CannotStart, Server, running

LISTENER = """
import socket, sys, chatd
print(chatd.__file__, flush=True)
door = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    door.accept()
"""


def test_chatd_is_the_one_of_this_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    An installed chatd, even an editable one, is not measured in the place of the one beside the benchmarks.
    """
    (tmp_path / "chatd").mkdir()
    (tmp_path / "chatd/__init__.py").touch()
    monkeypatch.setattr(servers, "ROOT", tmp_path)
    monkeypatch.setattr(servers, "WORK", tmp_path / "work")
    # Not beside chatd: Python would find that by the script's own place.
    script = tmp_path / "bin/listener.py"
    script.parent.mkdir()
    script.write_text(LISTENER)
    server = Server("listener", "listener", (sys.executable, str(script), "{port}"))
    with running(server):
        loaded = (tmp_path / "work/listener.log").read_text().strip()
    assert loaded == str(tmp_path / "chatd/__init__.py")


def test_port_of_somebody_else_is_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A server that ends because its port was taken meanwhile is reported, and who took it is left in peace.
    """
    monkeypatch.setattr(servers, "WORK", tmp_path)
    latecomer = Server("latecomer", "latecomer", (sys.executable, "-c", "exit(1)"))
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setattr(servers, "_free_port", lambda: port)
        with pytest.raises(CannotStart, match="latecomer"), running(latecomer):
            pass


@pytest.mark.parametrize("name", ["chatd", "memory", "signals"])
def test_every_run_begins_with_an_empty_log(name: str) -> None:
    """
    What one run has said makes no other dearer: the data goes with the directory of the run.
    """
    command = SERVERS[name].command
    assert command[command.index("--data") + 1].startswith("{work}/")
