"""
The real command beside the real daemon, and beside none.
"""

import fcntl
import json
import os
import signal
import socket
import sqlite3
import struct
import subprocess
import termios
from pathlib import Path
from typing import IO, Any

import pytest

from chatd.storage import data_directory
from tests.support.daemon import Daemon, running
from tests.support.forked_programs import CHATD, run_program
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import Person, dial

pytestmark = pytest.mark.slow

DATA = "chatd-data"
ROOMY = (
    "limits.commands_per_second = 1e6\nlimits.commands_burst = 1000000\n"
    "limits.user_per_second = 1e6\nlimits.user_burst = 1000000\n"
)
"""These tests are not about rates."""


def chatd(folder: Path, *arguments: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    """
    Run the command to its end.
    """
    return run_program([CHATD, *arguments], folder, given=given)


def done(folder: Path, *arguments: str, given: str | None = None) -> str:
    """
    What it printed; it has done what it was told.
    """
    ended = chatd(folder, *arguments, given=given)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def refused(folder: Path, *arguments: str, given: str | None = None) -> str:
    """
    The one line that says why it has not.
    """
    ended = chatd(folder, *arguments, given=given)
    assert ended.returncode == 1, ended
    assert ended.stdout == ""
    line, *rest = ended.stderr.splitlines()
    assert rest == []
    assert line.startswith("chatd: ")
    return line.removeprefix("chatd: ")


def log(folder: Path, room: str) -> list[dict[str, Any]]:
    """
    The events of a room, without its name.
    """
    _, *lines = done(folder, "export", room).splitlines()
    return [{name: value for name, value in json.loads(line).items() if name != "room"} for line in lines]


def talk(port: int, room: str = "lobby", texts: int = 10) -> Person:
    """
    Somebody who has said something, changed their mind, and is still there.
    """
    person = Person(dial(port), "ann", room)
    for number in range(texts):
        person.ask(type="say", room=room, text=f"text {number} 新年", key=f"k{number}")
    person.ask(type="edit", room=room, seq=1, text="changed")
    person.ask(type="delete", room=room, seq=2)
    return person


def user_of(folder: Path, room: str) -> str:
    """
    The id of whoever spoke first in a room.
    """
    user: str = log(folder, room)[0]["user"]["id"]
    return user


def files(folder: Path) -> set[str]:
    """
    What lies in the data directory, but for the database's own.
    """
    return {path.name for path in (folder / DATA).iterdir() if not path.name.startswith("chatd.db")}


def test_status_of_a_running_daemon(tmp_path: Path) -> None:
    """
    As text and as JSON.
    """
    with running(tmp_path, config=ROOMY) as daemon:
        ann = talk(daemon.port)
        told = json.loads(done(tmp_path, "--json", "status"))
        assert (told["running"], told["connections"], told["users"], told["messages"]) == (True, 1, 1, 10)
        assert told["problem"] is None
        assert "1 online" in done(tmp_path, "status")
        ann.close()
        state = (tmp_path / DATA / "control.sock").stat()
        assert (state.st_mode & 0o777, (tmp_path / DATA).stat().st_mode & 0o777) == (0o600, 0o700)
    assert json.loads(done(tmp_path, "status", "--json"))["running"] is False
    assert files(tmp_path) == {"lock", "secret"}


def test_backup_while_people_talk_is_a_whole_store(tmp_path: Path) -> None:
    """
    It has what was said before it began, and passes the check.
    """
    with running(tmp_path, config=ROOMY) as daemon:
        ann = talk(daemon.port)
        making = subprocess.Popen([CHATD, "backup", "copy.db"], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
        while making.poll() is None:
            ann.ask(type="say", room="lobby", text="meanwhile")
        out, _ = making.communicate(timeout=PATIENCE)
        assert (making.returncode, out.startswith("copy.db: ")) == (0, True)
        assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
        before = log(tmp_path, "lobby")
        assert files(tmp_path) == {"lock", "secret", "control.sock"}
        assert refused(tmp_path, "backup", "copy.db") == "copy.db: is there already"
    done(tmp_path, "--data", "other", "restore", "copy.db")
    assert "all is well" in done(tmp_path, "--data", "other", "check")
    _, *lines = done(tmp_path, "--data", "other", "export", "lobby").splitlines()
    copied = [json.loads(line) for line in lines]
    assert len(copied) >= 12
    assert [event["seq"] for event in copied] == list(range(1, len(copied) + 1))
    assert [event.get("text") for event in copied] == [event.get("text") for event in before[: len(copied)]]


def test_restored_store_begins_new_epochs(tmp_path: Path) -> None:
    """
    Clients join again; the replaced database is kept beside it.
    """
    with running(tmp_path, config=ROOMY) as daemon:
        ann = talk(daemon.port)
        epoch = ann.ask(type="join", room="lobby")["epoch"]
        empty = ann.ask(type="join", room="attic")["epoch"]
        done(tmp_path, "backup", "copy.db")
        ann.ask(type="say", room="lobby", text="too late")
        ann.ask(type="say", room="attic", text="too late")
        assert refused(tmp_path, "restore", "copy.db").endswith("a daemon is running; stop it first")
    told = json.loads(done(tmp_path, "--json", "restore", "copy.db"))
    assert told["rooms"] == 1
    replaced = Path(told["replaced"])
    assert replaced.name.startswith("chatd.db.replaced-")
    with running(tmp_path, config=ROOMY) as daemon:
        ben = Person(dial(daemon.port), "ben")
        answer = ben.ask(type="join", room="lobby", since={"epoch": epoch, "seq": 12})
        assert (answer["gap"], answer["seq"], answer["epoch"] == epoch) == (True, 12, False)
        # Also of a room that the backup does not know.
        assert ben.ask(type="join", room="attic")["epoch"] != empty
    done(tmp_path, "restore", str(replaced))
    assert log(tmp_path, "lobby")[-1]["text"] == "too late"


@pytest.mark.parametrize("online", [True, False])
def test_exported_room_becomes_an_equal_one(tmp_path: Path, online: bool) -> None:
    """
    With a daemon and without.
    """
    with running(tmp_path, config=ROOMY) as daemon:
        talk(daemon.port, texts=450)
        if online:
            assert done(tmp_path, "export", "lobby", "lobby.jsonl") == "lobby.jsonl: 452 events of lobby\n"
            assert done(tmp_path, "import", "copy", "lobby.jsonl") == "copy: 452 events\n"
            assert log(tmp_path, "copy") == log(tmp_path, "lobby")
            assert Person(dial(daemon.port), "ben").ask(type="join", room="copy")["seq"] == 452
    if not online:
        piped = done(tmp_path, "export", "lobby")
        assert json.loads(done(tmp_path, "--json", "import", "copy", given=piped)) == {"room": "copy", "events": 452}
        assert log(tmp_path, "copy") == log(tmp_path, "lobby")
    assert "all is well" in done(tmp_path, "check")


def test_import_reaches_those_who_listen(tmp_path: Path) -> None:
    """
    Clients are told to join again; a log is replaced only with ``--replace``.
    """
    with running(tmp_path, config=ROOMY) as daemon:
        talk(daemon.port)
        ben = Person(dial(daemon.port), "ben", "lobby")
        lines = done(tmp_path, "export", "lobby")
        assert refused(tmp_path, "import", "lobby", given=lines) == "lobby has a log already"
        done(tmp_path, "import", "lobby", "--replace", given=lines)
        assert ben.hear("room")["epoch"] == ben.ask(type="join", room="lobby")["epoch"]


def test_erased_user_is_forgotten_by_everybody(tmp_path: Path) -> None:
    """
    By the store, by connected clients and by clients that join later; the user's own session ends.
    """
    with running(tmp_path, config=ROOMY) as daemon:
        ann, ben = talk(daemon.port), Person(dial(daemon.port), "ben", "lobby")
        user = user_of(tmp_path, "lobby")
        assert f"{user} has been erased from 1 room" in done(tmp_path, "erase", user)
        assert ben.hear("erase")["user"] == user
        assert ann.closed()[0] == 4002
        late = Person(dial(daemon.port), "cid")
        seen = json.dumps(late.ask(type="join", room="lobby"))
        assert "changed" not in seen
        assert "ann" not in seen
        assert "all is well" in done(tmp_path, "check")
        assert comes_back(daemon, ann) == "bad_token"
        people = late.ask(type="presence", room="lobby")["users"]
        of_ben = next(person["id"] for person in people if person["name"] == "~ben")
    assert all(event.get("text") in {None, ""} for event in log(tmp_path, "lobby"))
    done(tmp_path, "erase", of_ben)
    with running(tmp_path, config=ROOMY) as daemon:
        assert [comes_back(daemon, person) for person in (ann, ben, late)] == ["bad_token", "bad_token", None]


def comes_back(daemon: Daemon, person: Person) -> str | None:
    """
    With which code the token of a guest is refused.
    """
    again = Person(dial(daemon.port))
    again.tell(type="login", token=person.token, ref="again")
    answer = again.next()
    code: str | None = answer.get("code")
    return code


def test_erased_account_is_gone(tmp_path: Path) -> None:
    """
    Named by its name, with a daemon and without one.
    """
    with running(tmp_path):
        done(tmp_path, "user", "add", "Ada")
        done(tmp_path, "user", "add", "Bea")
        assert "has been erased from 0 rooms" in done(tmp_path, "erase", "ada")
        assert done(tmp_path, "user", "list").splitlines()[0].split()[1] == "Bea"
    bea = json.loads(done(tmp_path, "user", "list", "--json").splitlines()[0])["id"]
    assert json.loads(done(tmp_path, "erase", "Bea", "--json")) == {"user": bea, "rooms": 0}
    assert done(tmp_path, "user", "list") == "0 accounts\n"


def test_what_an_operator_does_to_logs_is_audited(tmp_path: Path) -> None:
    """
    Also ``restore``, which replaces the audit log itself.
    """
    with running(tmp_path, config=ROOMY) as daemon:
        talk(daemon.port)
        lines = done(tmp_path, "export", "lobby")
        done(tmp_path, "import", "copy", given=lines)
        done(tmp_path, "epoch", "copy")
        done(tmp_path, "erase", user_of(tmp_path, "lobby"))
        done(tmp_path, "backup", "copy.db")
    done(tmp_path, "import", "copy", "--replace", given=lines)
    done(tmp_path, "restore", "copy.db")
    acts = [json.loads(line) for line in done(tmp_path, "audit", "--json").splitlines()[:-1]]
    assert [(act["action"], act.get("room"), act.get("detail")) for act in acts] == [
        ("restore", None, "copy.db"),
        ("erase", None, None),
        ("new_epoch", "copy", None),
        ("import", "copy", None),
    ]


def test_new_epoch_reaches_those_who_listen(tmp_path: Path) -> None:
    """
    One room, or all.
    """
    with running(tmp_path, config=ROOMY) as daemon:
        ann = talk(daemon.port)
        first = ann.ask(type="join", room="lobby")["epoch"]
        assert done(tmp_path, "epoch", "lobby") == "lobby\n1 room with a new epoch\n"
        second = ann.hear("room")["epoch"]
        done(tmp_path, "epoch", "--all")
        third = ann.hear("room")["epoch"]
        assert len({first, second, third}) == 3
        assert refused(tmp_path, "epoch", "lobbi") == "there is no room lobbi"


def test_check_finds_a_damaged_store(tmp_path: Path) -> None:
    """
    A line for what is wrong, and exit status 1.
    """
    with running(tmp_path, config=ROOMY) as daemon:
        talk(daemon.port)
    with sqlite3.connect(tmp_path / DATA / "chatd.db") as database:
        database.execute("DELETE FROM events WHERE id % 65536 = 5")
    database.close()
    found = chatd(tmp_path, "check")
    assert (found.returncode, found.stderr) == (1, "")
    assert found.stdout == "lobby: 1 entries are missing between 1 and 12\n1 problem found\n"
    with running(tmp_path):
        assert chatd(tmp_path, "--json", "check").stdout.endswith('{"problems":1}\n')


def test_file_that_is_no_store_is_named(tmp_path: Path) -> None:
    (tmp_path / DATA).mkdir()
    (tmp_path / DATA / "chatd.db").write_bytes(b"no database " * 1000)
    for command in (["status"], ["check"], ["export", "lobby"]):
        assert "chatd.db" in refused(tmp_path, *command)


def test_two_at_once(tmp_path: Path) -> None:
    """
    With a daemon several commands run at once; without one the second waits for the first, and is refused in the end.
    """
    with running(tmp_path, config=ROOMY) as daemon:
        talk(daemon.port)
        both = [subprocess.Popen([CHATD, "check"], cwd=tmp_path, stdout=subprocess.PIPE, text=True) for _ in range(2)]
        assert [(one.communicate(timeout=PATIENCE)[0], one.returncode) for one in both] == [("all is well\n", 0)] * 2
    with data_directory.lock(tmp_path / DATA):
        assert "another chatd is running on this data directory" in refused(tmp_path, "status")


def unread(pipe: IO[str] | None) -> int:
    """
    How many bytes of what was written into a pipe nobody has read yet.
    """
    if pipe is None:
        return 0
    (count,) = struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))
    return int(count)


def test_interrupted_command_has_done_nothing(tmp_path: Path) -> None:
    """
    While it waits for input, and while the store works.
    """
    first = '{"type":"log","version":1,"room":"a"}\n'
    event = '{"type":"message","room":"a","seq":%d,"user":{"id":"g.a","name":"a"},"text":"x","time":1}\n'
    for whole in (False, True):
        given = first + "".join(event % seq for seq in range(1, 50_000)) if whole else first
        importing = subprocess.Popen(
            [CHATD, "import", "a"], cwd=tmp_path, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert importing.stdin is not None
        importing.stdin.write(given)
        importing.stdin.flush()
        if whole:
            importing.stdin.close()
            importing.stdin = None
        while unread(importing.stdin) or not (tmp_path / DATA / ("chatd.db-wal" if whole else "")).exists():
            assert importing.poll() is None
        importing.send_signal(signal.SIGINT)
        # Its standard input stays open: who goes on typing has not said that this was all.
        importing.wait(PATIENCE)
        _, err = importing.communicate()
        assert importing.returncode == 1, err
        assert len(err.splitlines()) == 1, err
    assert refused(tmp_path, "export", "a") == "there is no room a"


@pytest.mark.slow
def test_tail_prints_what_is_said_until_it_is_interrupted(tmp_path: Path) -> None:
    """
    Each message at once, also into a pipe; Ctrl-C is no failure, and the end of the daemon is one.
    """
    with running(tmp_path) as daemon:
        ann = Person(dial(daemon.port), "Ann", "lobby")
        ann.ask(type="say", room="lobby", text="before")
        tails = [
            subprocess.Popen([CHATD, "tail", "lobby", *more], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
            for more in ((), ("--json",))
        ]
        try:
            lines, records = (tail.stdout for tail in tails)
            assert lines is not None
            assert records is not None
            assert lines.readline().endswith("~Ann: before\n")
            assert json.loads(records.readline())["text"] == "before"
            ann.ask(type="say", room="lobby", text="one\ntwo")
            assert lines.readline().endswith("~Ann: one\\ntwo\n")
            assert json.loads(records.readline())["text"] == "one\ntwo"
            tails[0].send_signal(signal.SIGINT)
            assert tails[0].wait(PATIENCE) == 130
            ann.close()
            daemon.signal(signal.SIGTERM)
            assert tails[1].wait(PATIENCE) == 1
        finally:
            for tail in tails:
                tail.kill()
                tail.wait()
                assert tail.stdout is not None
                tail.stdout.close()


def test_wrong_line_is_named_by_its_number(tmp_path: Path) -> None:
    """
    And nothing is changed, with a daemon and without.
    """
    good = '{"type":"log","version":1,"room":"a"}\n'

    def line_of(wrong: str) -> str:
        (tmp_path / "wrong.jsonl").write_text(good + wrong + "\n" * 20_000, errors="surrogateescape")
        return refused(tmp_path, "import", "a", "wrong.jsonl")

    assert line_of("nonsense").startswith("line 2: not JSON")
    with running(tmp_path):
        assert line_of("nonsense").startswith("line 2: not JSON")
        assert line_of("\udcff") == "wrong.jsonl: line 2: not UTF-8 at byte 0"
        assert line_of("x" * 2_000_000) == "wrong.jsonl: line 2: longer than 1048576 bytes"
        assert refused(tmp_path, "export", "a") == "there is no room a"


def test_what_cannot_be_is_told_in_one_line(tmp_path: Path) -> None:
    """
    Never with a traceback.
    """
    assert "there is no data of chatd here" in refused(tmp_path, "status")
    assert refused(tmp_path, "restore", "none.db") == "none.db: no such file or directory"
    assert refused(tmp_path, "--config", "none.toml", "status").startswith("none.toml: cannot be read")
    with running(tmp_path, config=ROOMY) as daemon:
        talk(daemon.port)
        assert refused(tmp_path, "export", "attic") == "there is no room attic"
        assert "room: expected" in refused(tmp_path, "export", "no room")
        assert refused(tmp_path, "import", "a", "none.jsonl") == "none.jsonl: no such file or directory"
        assert refused(tmp_path, "import", "a", DATA) == f"{DATA}: is a directory"
        assert refused(tmp_path, "export", "lobby", "none/a.jsonl").endswith("no such file or directory")
        assert refused(tmp_path, "backup", "none/a.db") == "none: no such directory"
        assert "no account 'ann'" in refused(tmp_path, "erase", "ann")
        usage = chatd(tmp_path, "backup")
        assert (usage.returncode, usage.stdout) == (2, "")


def test_refused_export_leaves_no_file(tmp_path: Path) -> None:
    """
    Nor does it touch the one that is there.
    """
    (tmp_path / "kept.jsonl").write_text("kept")
    with running(tmp_path):
        refused(tmp_path, "export", "attic", "kept.jsonl")
        refused(tmp_path, "export", "attic", "new.jsonl")
    assert (tmp_path / "kept.jsonl").read_text() == "kept"
    assert sorted(path.name for path in tmp_path.glob("*.jsonl*")) == ["kept.jsonl"]
    assert sorted(path.name for path in tmp_path.glob(".*")) == []


def test_killed_daemon_leaves_a_socket_that_is_no_hindrance(tmp_path: Path) -> None:
    """
    The command opens the store itself, and the next daemon takes the socket over.
    """
    daemon = Daemon(tmp_path)
    talk(daemon.port)
    daemon.signal(signal.SIGKILL)
    daemon.wait()
    assert (tmp_path / DATA / "control.sock").is_socket()
    assert len(log(tmp_path, "lobby")) == 12
    with running(tmp_path):
        assert json.loads(done(tmp_path, "--json", "status"))["running"] is True


def test_operator_who_vanishes_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    """
    Of half an import nothing is stored, and the daemon goes on.
    """
    with running(tmp_path, config=ROOMY) as daemon:
        talk(daemon.port)
        with socket.socket(socket.AF_UNIX) as plug:
            plug.connect(os.path.relpath(tmp_path / DATA / "control.sock"))
            plug.sendall(b'{"type":"import","room":"half"}\n')
            plug.sendall(b'{"type":"line","text":"{\\"type\\":\\"log\\",\\"version\\":1,\\"room\\":\\"half\\"}"}\n')
        with socket.socket(socket.AF_UNIX) as plug:
            plug.connect(os.path.relpath(tmp_path / DATA / "control.sock"))
            plug.sendall(b'{"type":"export","room":"lobby"}\n')
        assert refused(tmp_path, "export", "half") == "there is no room half"
        assert files(tmp_path) == {"lock", "secret", "control.sock"}


def test_reader_who_has_seen_enough_ends_it_quietly(tmp_path: Path) -> None:
    """
    As ``chatd export lobby | head -1`` does.
    """
    with running(tmp_path, config=ROOMY) as daemon:
        ann = talk(daemon.port)
        for _ in range(200):
            ann.ask(type="say", room="lobby", text="long " * 700)
        exporting = subprocess.Popen(
            [CHATD, "export", "lobby"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        out: Any = exporting.stdout
        assert out.readline().startswith('{"type":"log"')
        out.close()
        assert exporting.stderr is not None
        assert exporting.stderr.read() == ""
        assert exporting.wait(PATIENCE) == 1
        exporting.stderr.close()
        assert "running" in done(tmp_path, "status")


def test_operator_looks_after_people_and_rooms(tmp_path: Path) -> None:
    """
    The same with a daemon and without one; connected users are told at once.
    """
    with running(tmp_path) as daemon:
        ann = Person(dial(daemon.port), "ann", "lobby")
        ann.ask(type="say", room="lobby", text="hello")
        assert "#/reset/chatd_link_" in done(tmp_path, "user", "add", "Ada", "--admin")
        assert "Bea" in done(tmp_path, "user", "add", "Bea", "--password", given="a long password\n")
        assert "slow       2 seconds\n" in done(tmp_path, "room", "set", "lobby", "--title", "Hall", "--slow", "2")
        assert "slow=2s" in done(tmp_path, "audit")
        assert ann.hear("room")["title"] == "Hall"
        assert "for good" not in done(tmp_path, "ban", user_of(tmp_path, "lobby"), "--reason", "spam", "--for", "1h")
        assert ann.hear("bye")["code"] == 4503
        assert "ban" in done(tmp_path, "sanctions")
        assert "2 accounts" in done(tmp_path, "user", "list")
        assert "1 room" in done(tmp_path, "room", "list")
    assert "spam" in done(tmp_path, "audit", "--limit", "1")
    assert "the password is set" in done(tmp_path, "user", "password", "Bea", "--password", given="another password\n")
    assert "moderator" in done(tmp_path, "room", "members", "lobby", "--give", "Bea", "moderator")
    assert "Bea" in done(tmp_path, "room", "members", "lobby")
    assert "muted in lobby for good" in done(tmp_path, "mute", "Bea", "--room", "lobby")
    listed = done(tmp_path, "sanctions").splitlines()
    assert ["spam" in listed[1], "Bea  in lobby" in listed[0], listed[2:]] == [True, True, ["2 sanctions"]]
    assert "1 sanction" in done(tmp_path, "sanctions", "--room", "lobby")
    assert "may speak again" in done(tmp_path, "unmute", "Bea", "--room", "lobby")
    assert "may come back" in done(tmp_path, "unban", user_of(tmp_path, "lobby"))
    assert "chatd_key_" in done(tmp_path, "key", "create", "ci", "--rooms", "news-*=read,say", "--role", "*=member")
    assert "never" in done(tmp_path, "key", "list")
    assert "opens nothing" in done(tmp_path, "key", "revoke", "ci")
    assert "disabled" in done(tmp_path, "user", "disable", "Bea")
    assert "admin" not in done(tmp_path, "user", "role", "Ada", "none")


def test_what_an_operator_gets_wrong_is_named(tmp_path: Path) -> None:
    """
    And nothing is changed.
    """
    with running(tmp_path):
        done(tmp_path, "status")
    assert "expected a number" in refused(tmp_path, "ban", "Ada", "--for", "soon")
    assert "nothing to set" in refused(tmp_path, "room", "set", "lobby")
    assert "expected PATTERN=VALUE" in refused(tmp_path, "key", "create", "ci", "--rooms", "news")
    assert "no such account" in refused(tmp_path, "user", "disable", "Nobody")
    assert "kind: expected one of" in refused(tmp_path, "room", "set", "lobby", "--kind", "direct")
