"""
A site's back end pushes messages over HTTP, in the languages of back ends, and loses none that was acknowledged.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest

from tests.support.daemon import Daemon, running
from tests.support.timeouts import PATIENCE

CHATD = str(Path(sys.executable).with_name("chatd"))
JSON = "Content-Type: application/json"
BODY = '{"text":"Green!","data":{"build":4711}}'
PHP = """
$context = stream_context_create(["http" => [
    "method" => "POST",
    "header" => "Authorization: Bearer $argv[2]\\r\\nContent-Type: application/json\\r\\n",
    "content" => $argv[3],
]]);
echo file_get_contents($argv[1], false, $context);
"""
NODE = """
const [url, key, body] = process.argv.slice(1);
const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
fetch(url, { method: "POST", headers, body }).then(async (answer) => process.stdout.write(await answer.text()));
"""
PYTHON = """
import sys, urllib.request
url, key, body = sys.argv[1:]
head = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
print(urllib.request.urlopen(urllib.request.Request(url, body.encode(), head)).read().decode())
"""
BACK_ENDS = {
    "curl": [
        "curl",
        "-sS",
        "-H",
        "Authorization: Bearer KEY",
        "-H",
        "Content-Type: application/json",
        "-d",
        BODY,
        "URL",
    ],
    "php": ["php", "-r", PHP, "URL", "KEY", BODY],
    "node": ["node", "-e", NODE, "URL", "KEY", BODY],
    "python": [sys.executable, "-c", PYTHON, "URL", "KEY", BODY],
}


def new_key(daemon: Daemon) -> str:
    """
    A key for one room.
    """
    command = [CHATD, "key", "create", "shop", "--rooms", "news=read,history_all,say,attach"]
    made = subprocess.run(command, cwd=daemon.folder, capture_output=True, text=True, timeout=PATIENCE, check=True)
    return made.stdout.split()[0]


def push(program: str, url: str, key: str) -> dict[str, Any]:
    """
    What a back end is answered.
    """
    words = [word.replace("KEY", key) if word != BODY else word for word in BACK_ENDS[program]]
    words = [url if word == "URL" else word for word in words]
    ran = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert ran.returncode == 0, ran.stderr
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


@pytest.mark.parametrize("program", BACK_ENDS)
def test_back_end_pushes_and_a_kill_loses_nothing(tmp_path: Path, program: str) -> None:
    """
    An answer means that the message is stored.
    """
    if shutil.which(BACK_ENDS[program][0]) is None:
        pytest.skip(f"{BACK_ENDS[program][0]} is not installed")
    daemon = Daemon(tmp_path)
    try:
        key = new_key(daemon)
        answer = push(program, f"http://127.0.0.1:{daemon.port}/api/rooms/news/messages", key)
        daemon.signal(SIGKILL)
        daemon.wait()
    finally:
        daemon.close()
    assert set(answer) == {"seq", "time", "epoch"}
    with running(tmp_path) as again:
        url = f"http://127.0.0.1:{again.port}/api/rooms/news/messages"
        command = ["curl", "-sS", "-H", f"Authorization: Bearer {key}", url]
        read = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
        page = json.loads(read.stdout)
    (event,) = page["events"]
    assert (event["text"], event["data"]) == ("Green!", {"build": 4711})
    assert event["user"] == {"id": "k.shop", "name": "shop"}
    assert (event["seq"], event["time"], page["epoch"]) == (answer["seq"], answer["time"], answer["epoch"])
