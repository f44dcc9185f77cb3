"""
All faults of a configuration, with the keys as they stand in the file.
"""

from pathlib import Path

import pytest
from twisted.internet.testing import MemoryReactorClock

from chatd.server.config_check import find_faults


def faults(tmp_path: Path, text: str) -> list[str]:
    """
    What is wrong with a file that has this text.
    """
    path = tmp_path / "chatd.toml"
    path.write_text(text, encoding="utf-8")
    return find_faults(path, MemoryReactorClock())


def test_nothing_is_wrong(tmp_path: Path) -> None:
    """
    A systemd socket is there only in the daemon, and no port is bound.
    """
    assert faults(tmp_path, "") == []
    assert (
        faults(tmp_path, 'server.port = ["systemd:domain=INET6:index=0", "8080", "tcp:81:interface=127.0.0.1"]') == []
    )


def test_every_fault_is_named(tmp_path: Path) -> None:
    """
    Unknown keys, types, values that contradict others, and files that are not there.
    """
    text = """
        webhoks.a = 1
        [server]
        prot = 80
        drain_seconds = "x"
        port = ["99999", "ssl:8443:privateKey=nope.pem"]
        [limits]
        connections_per_address = -1
        text = 100000
        [heartbeat]
        ping_seconds = 50
        [tls]
        port = "0"
        certificate = "/nope.pem"
        [room."a b"]
        title = "x"
        [[filters]]
        use = "links"
        [[filters]]
        use = "words"
        options = { files = ["/nope.txt"] }
    """
    found = faults(tmp_path, text)
    for fault, key in zip(
        found,
        [
            "webhoks: there is no such key",
            "server.prot: there is no such key; did you mean server.port?",
            "server.drain_seconds: expected",
            "limits.connections_per_address: expected",
            "heartbeat.ping_seconds: expected less than",
            "limits.text: at most a sixth",
            "room.a b: ",
            "server.port: 99999: expected 0 to 65535",
            "server.port: 'ssl:8443:privateKey=nope.pem': No such file",
            "tls.certificate: /nope.pem",
            "filters[1].options: files[0]: /nope.txt: cannot be read",
        ],
        strict=True,
    ):
        assert fault.startswith(key), found


def test_entries_of_lists_keep_their_numbers(tmp_path: Path) -> None:
    """
    Also of those that come after one that is wrong.
    """
    entry = '[[permissions]]\nrooms = "*"\nallow = {{ say = "{}" }}\n'
    broken = "[[permissions]]\nrooms = 3\nallow = {}\n"
    found = faults(tmp_path, broken + entry.format("member") + broken + entry.format("king"))
    assert [fault.partition(":")[0] for fault in found] == [
        "permissions[0].rooms",
        "permissions[2].rooms",
        "permissions[3].allow.say",
    ]


def test_missing_key_is_named_once(tmp_path: Path) -> None:
    assert faults(tmp_path, '[[auth.issuers]]\nname = "x"\n') == ["auth.issuers[0].iss: this field is missing"]


@pytest.mark.parametrize("key", ["secret_file", "key_file"])
def test_key_files_are_read(tmp_path: Path, key: str) -> None:
    """
    Of the issuer that names them.
    """
    algorithm = "HS256" if key == "secret_file" else "RS256"
    text = f'[[auth.issuers]]\nname = "x"\niss = "i"\naudience = "a"\nalgorithms = ["{algorithm}"]\n{key} = "/nope"\n'
    (found,) = faults(tmp_path, text)
    assert found.startswith(f"auth.issuers[0].{key}: ")


@pytest.mark.parametrize("text", ["[server", "a = 1\na = 2"])
def test_no_toml_is_one_fault(tmp_path: Path, text: str) -> None:
    (found,) = faults(tmp_path, text)
    assert found.startswith("not TOML: ")


def test_file_that_is_not_there() -> None:
    assert find_faults(Path("/nope.toml"), MemoryReactorClock()) == ["cannot be read: no such file or directory"]
