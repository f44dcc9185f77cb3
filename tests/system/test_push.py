"""
A site's back end pushes messages over HTTP, in the languages of back ends, and loses none that was acknowledged.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest

from tests.support.daemon import Daemon, running
from tests.support.forked_programs import CHATD, run_program
from tests.support.timeouts import PATIENCE

PAGE = (Path(__file__).parents[2] / "docs" / "push.md").read_text(encoding="utf-8")
INCOMING = (Path(__file__).parents[2] / "docs" / "incoming-webhooks.md").read_text(encoding="utf-8")
RUN = {
    "sh": ("curl", ["sh", "-c"]),
    "php": ("php", ["php", "-r"]),
    "python": (sys.executable, [sys.executable, "-c"]),
    "js": ("node", ["node", "--input-type=module", "-e"]),
}
"""For each language of the page's code blocks the program that has to be there, and how a block is run."""
BLOCKS = [
    (language, block.removeprefix("<?php\n"))
    for language, block in re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
]
(ISSUER,) = (block for language, block in BLOCKS if language == "toml")
"""The configuration of the page, with a token issuer."""


def new_key(daemon: Daemon) -> str:
    """
    A key for one room.
    """
    rooms = ["--rooms", "news=read,history_all,say,attach", "--rooms", "/=notify"]
    made = run_program([CHATD, "key", "create", "shop", *rooms], daemon.folder)
    assert made.returncode == 0, made.stderr
    return made.stdout.split()[0]


def push(language: str, block: str, url: str, key: str) -> dict[str, Any]:
    """
    What a back end is answered.
    """
    environment = os.environ | {"CHATD": url, "KEY": key}
    ran = subprocess.run(
        [*RUN[language][1], block], capture_output=True, text=True, timeout=PATIENCE, check=False, env=environment
    )
    assert ran.returncode == 0, ran.stderr
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def require(language: str) -> None:
    """
    Skip where the program of a language is missing.
    """
    program, _ = RUN[language]
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")


def test_page_has_a_block_in_each_language() -> None:
    """
    So that none of them is left out below.
    """
    assert {language for language, _ in BLOCKS} == {*RUN, "html", "toml", "json"}


@pytest.mark.parametrize("language", RUN)
def test_back_end_pushes_and_a_kill_loses_nothing(tmp_path: Path, language: str) -> None:
    """
    The first block of docs/push.md in that language.  An answer means that the message is stored.
    """
    require(language)
    block = next(block for named, block in BLOCKS if named == language)
    daemon = Daemon(tmp_path)
    try:
        key = new_key(daemon)
        answer = push(language, block, daemon.urls[0].rstrip("/"), key)
        daemon.signal(SIGKILL)
        daemon.wait()
    finally:
        daemon.close()
    assert set(answer) == {"seq", "time", "epoch"}
    with running(tmp_path) as again:
        page = read(again, key)
    (event,) = page["events"]
    assert (event["text"], event["data"]) == ("Green!", {"build": 4711})
    assert event["user"] == {"id": "k.shop", "name": "shop"}
    assert (event["seq"], event["time"], page["epoch"]) == (answer["seq"], answer["time"], answer["epoch"])


def test_other_blocks_of_the_page_work(tmp_path: Path) -> None:
    """
    Many messages at once, and one to a user who has never come.
    """
    require("sh")
    blocks = [block for language, block in BLOCKS if language == "sh"][1:]
    (many,) = (block for block in blocks if "/api/messages" in block)
    (to_user,) = (block for block in blocks if "/api/users/" in block)
    (tmp_path / "secret").write_text("a secret of more than 32 bytes, for HS256")
    with running(tmp_path, config=ISSUER) as daemon:
        url, key = daemon.urls[0].rstrip("/"), new_key(daemon)
        assert [result["seq"] for result in push("sh", many, url, key)["results"]] == [1, 2]
        assert [event["text"] for event in read(daemon, key)["events"]] == ["One", "Two"]
        assert push("sh", to_user, url, key)["seq"] == 1


@pytest.mark.parametrize("language", ["php", "python", "js"])
def test_token_of_the_page_is_somebody(tmp_path: Path, language: str) -> None:
    """
    A token with all claims names its user, with the rights that it says.
    """
    require(language)
    require("sh")
    (block,) = (block for named, block in BLOCKS if named == language and "team-*" in block)
    secret = "a secret of more than 32 bytes, for HS256"
    (tmp_path / "secret").write_text(secret)
    made = subprocess.run(
        [*RUN[language][1], block],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env=os.environ | {"SECRET": secret},
    )
    assert made.returncode == 0, made.stderr
    with running(tmp_path, config=ISSUER) as daemon:
        token = made.stdout.strip()
        asked = urllib.request.Request(daemon.urls[0] + "api/session", headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            session = json.load(answer)
        assert (session["user"], session["kind"]) == ({"id": "x.site.42", "name": "Ann"}, "token")
        # In `news` it may speak, and has no right to attach data.
        (say,) = (block for named, block in BLOCKS if named == "sh" and "/api/rooms/news/messages" in block)
        assert push("sh", say.replace("Green!", "Hi"), daemon.urls[0].rstrip("/"), token)["code"] == "forbidden"


def test_incoming_webhook_of_the_page_works(tmp_path: Path) -> None:
    """
    The block of docs/incoming-webhooks.md, with the address that `chatd hook add` prints.
    """
    require("sh")
    (block,) = re.findall(r"^```sh\n(.*?)^```", INCOMING, re.MULTILINE | re.DOTALL)
    with running(tmp_path) as daemon:
        made = run_program([CHATD, "hook", "add", "news", "alerts"], daemon.folder)
        assert made.returncode == 0, made.stderr
        hook = daemon.urls[0].rstrip("/") + made.stdout.split()[0]
        environment = os.environ | {"HOOK": hook}
        ran = subprocess.run(
            ["sh", "-c", block], capture_output=True, text=True, timeout=PATIENCE, check=False, env=environment
        )
        assert (ran.returncode, ran.stdout) == (0, "okok")
        events = read(daemon, new_key(daemon))["events"]
        shown = run_program([CHATD, "hook", "list"], daemon.folder).stdout
        assert "last used never" not in shown
        assert "alerts" in shown
    assert [event["text"] for event in events] == [
        "The disk is full: db-1 (https://example.org/db-1)",
        "Disk\nHost: db-1",
    ]
    assert events[1]["user"] == {"id": "k.hook.alerts", "name": "Grafana (alerts)"}


def reading(block: str, language: str, daemon: Daemon, key: str, **environment: str) -> subprocess.Popen[str]:
    """
    A block of the page that reads until it is ended.
    """
    given = os.environ | {"CHATD": daemon.urls[0].rstrip("/"), "KEY": key} | environment
    return subprocess.Popen([*RUN[language][1], block], stdout=subprocess.PIPE, text=True, env=given)


def until(process: subprocess.Popen[str], part: str) -> str:
    """
    The first line of its output with `part`.
    """
    assert process.stdout is not None
    for line in process.stdout:
        if part in line:
            return line.rstrip("\n")
    raise AssertionError(f"it ended before {part!r}")


@pytest.mark.slow
def test_curl_reads_and_goes_on_after_a_kill(tmp_path: Path) -> None:
    """
    The block with `curl -N`: what is pushed arrives, and after a SIGKILL the last id goes on where it was.
    """
    require("sh")
    block = next(block for language, block in BLOCKS if "curl -sSN" in block)
    send = next(block for language, block in BLOCKS if language == "sh")
    daemon = Daemon(tmp_path)
    try:
        key = new_key(daemon)
        url = daemon.urls[0].rstrip("/")
        with reading(f"exec {block}", "sh", daemon, key) as curl:
            until(curl, "event: joined")
            until(curl, "data: ")
            push("sh", send, url, key)
            last = until(curl, "id: ").removeprefix("id: ")
            assert json.loads(until(curl, "data: ").removeprefix("data: "))["text"] == "Green!"
            push("sh", send, url, key)
            push("sh", send, url, key)
            daemon.signal(SIGKILL)
            daemon.wait()
            curl.wait(PATIENCE)
    finally:
        daemon.close()
    with running(tmp_path) as again:
        onward = block.replace("-sSN", f'-sSN -H "Last-Event-ID: {last}"')
        with reading(f"exec {onward}", "sh", again, key) as curl:
            until(curl, "event: joined")
            room, epoch, seq = last.split(":")
            assert [until(curl, "id: ") for _ in range(2)] == [f"id: {room}:{epoch}:{int(seq) + n}" for n in (1, 2)]
            push("sh", send, again.urls[0].rstrip("/"), key)
            assert until(curl, "id: ") == f"id: {room}:{epoch}:{int(seq) + 3}"
            curl.terminate()


@pytest.mark.slow
def test_node_reads_with_fetch(tmp_path: Path) -> None:
    """
    The block in Node: from a place in the log, and what comes then.
    """
    require("js")
    block = next(block for language, block in BLOCKS if language == "js" and "/events" in block)
    send = next(block for language, block in BLOCKS if language == "sh")
    with running(tmp_path) as daemon:
        key = new_key(daemon)
        url = daemon.urls[0].rstrip("/")
        epoch = push("sh", send, url, key)["epoch"]
        with reading(block, "js", daemon, key, SINCE=f"{epoch}:0") as node:
            assert until(node, ":1 ") == f"news:{epoch}:1 Green!"
            push("sh", send, url, key)
            assert until(node, ":2 ") == f"news:{epoch}:2 Green!"
            node.terminate()


def read(daemon: Daemon, key: str) -> dict[str, Any]:
    """
    The newest page of the room.
    """
    request = urllib.request.Request(
        f"{daemon.urls[0]}api/rooms/news/messages", headers={"Authorization": f"Bearer {key}"}
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        page: dict[str, Any] = json.load(answer)
    return page
