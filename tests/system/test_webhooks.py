"""
Webhooks of a real daemon: a target that is down, and a daemon that is killed meanwhile, lose nothing; the checks of the
signature in docs/push.md.
"""

import json
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from signal import SIGKILL

import pytest

from chatd.webhooks.signing import new_secret, sign
from tests.support.daemon import LOOPBACK, Daemon
from tests.support.forked_programs import CHATD, run_program
from tests.support.timeouts import PATIENCE
from tests.support.webhook_target import TargetServer, target

PAGE = (Path(__file__).parents[2] / "docs" / "push.md").read_text(encoding="utf-8")
ALLOW = '[webhooks]\nallow = ["127.0.0.1"]\n'
DRIVERS = {
    "php": (
        ["php", "-r"],
        (
            "$in = json_decode(file_get_contents('php://stdin'), true);"
            "echo json_encode(is_from_chatd($in['secret'], $in['head'], $in['body']));"
        ),
    ),
    "python": (
        [sys.executable, "-c"],
        (
            "import json, sys\n"
            "given = json.load(sys.stdin)\n"
            "print(json.dumps(is_from_chatd(given['secret'], given['head'], given['body'].encode())))"
        ),
    ),
    "js": (
        ["node", "--input-type=module", "-e"],
        (
            "import { readFileSync } from 'node:fs';\n"
            "const given = JSON.parse(readFileSync(0, 'utf8'));\n"
            "console.log(JSON.stringify(isFromChatd(given.secret, given.head, given.body)));"
        ),
    ),
}
"""How the check of each language is run, and what asks it."""


def chatd(daemon: Daemon, *arguments: str) -> list[str]:
    """
    The lines that the command prints.
    """
    done = run_program([CHATD, "--config", "test.toml", *arguments], daemon.folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def say(daemon: Daemon, key: str, text: str) -> None:
    """
    Send a message.
    """
    request = urllib.request.Request(
        f"{daemon.urls[0]}api/rooms/news/messages",
        json.dumps({"text": text}).encode(),
        {"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    urllib.request.urlopen(request, timeout=PATIENCE).close()


def texts(site: TargetServer, last: str) -> list[str]:
    """
    The texts that the site gets, up to one.
    """
    found: list[str] = []
    while last not in found:
        _, body = site.got.get(timeout=PATIENCE)
        found += [event["text"] for event in json.loads(body)["events"]]
    return found


@pytest.mark.slow
def test_kill_between_act_and_delivery_loses_none(tmp_path: Path) -> None:
    with target() as site:
        site.status = 503
        daemon = Daemon(tmp_path, config=ALLOW)
        try:
            identity, secret, _ = chatd(daemon, "webhook", "add", site.url, "--events", "message.*", "--rooms", "news")
            (key, *_) = chatd(daemon, "key", "create", "shop", "--rooms", "news=*")
            for number in range(20):
                say(daemon, key, str(number))
            assert site.refused.wait(PATIENCE)
            say(daemon, key, "last words")
            daemon.signal(SIGKILL)
            daemon.wait()
        finally:
            daemon.close()
        site.status = 200
        again = Daemon(tmp_path, ports=(LOOPBACK,), config=ALLOW)
        try:
            wanted = [*map(str, range(20)), "last words"]
            assert texts(site, "last words") == wanted
            say(again, key, "signed")
            head, body = site.got.get(timeout=PATIENCE)
            expected = sign(secret, head["webhook-id"], int(head["webhook-timestamp"]), body)
            assert head["webhook-signature"] == expected
            deliveries = chatd(again, "webhook", "deliveries", identity)
            assert any("status 503" in line for line in deliveries)
            chatd(again, "webhook", "replay", identity, deliveries[0].split()[0])
            assert texts(site, "signed") == ["signed"]
        finally:
            again.close()


@pytest.mark.parametrize("language", DRIVERS)
def test_check_of_the_signature_in_the_guide(language: str) -> None:
    """
    It accepts what is right, during a rotation too, and refuses what was changed or is old.
    """
    command, driver = DRIVERS[language]
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    blocks = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    (block,) = [block for block in blocks if "webhook-timestamp" in block]
    secret, body, now = new_secret(), '{"events":["ü"]}', int(time.time())

    def accepts(seconds: int, signature: str, body: str = body) -> bool:
        head = {"webhook-id": "msg_1", "webhook-timestamp": str(seconds), "webhook-signature": signature}
        given = json.dumps({"secret": secret, "head": head, "body": body})
        ran = subprocess.run(
            [*command, block.removeprefix("<?php\n") + driver],
            input=given,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout) is True

    right = sign(secret, "msg_1", now, body.encode())
    other = sign(new_secret(), "msg_1", now, body.encode())
    assert accepts(now, right)
    assert accepts(now, f"{other} {right}")
    assert not accepts(now, other)
    assert not accepts(now, right, body + " ")
    assert not accepts(now - 301, sign(secret, "msg_1", now - 301, body.encode()))
    assert not accepts(now + 400, sign(secret, "msg_1", now + 400, body.encode()))
