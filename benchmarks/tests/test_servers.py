"""
What is measured is what stands in this checkout.
"""

import sys
from pathlib import Path

import pytest

from benchmarks import servers
from benchmarks.servers import Server, running

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
