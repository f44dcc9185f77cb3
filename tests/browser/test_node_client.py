"""
`chatd.js` in Node, with the WebSocket of the package `ws` and with Node's own, against the real daemon.

The server goes away and comes back, refuses, and says nonsense; the process has to go on, and nothing may be thrown.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.server import Server
from tests.support.free_ports import held_port
from tests.support.timeouts import PATIENCE

pytestmark = pytest.mark.slow
WEB = Path(__file__).parent.parent.parent / "web"

# Reports what happens as lines on the standard output; ends with a line on the standard input.
PROGRAM = """
import { Client } from "./web/chatd.js";
const WebSocket = process.argv[3] === "ws" ? (await import("ws")).default : globalThis.WebSocket;
const tell = (what) => process.stdout.write(`${what}\\n`);
for (const fault of ["uncaughtException", "unhandledRejection"]) {
  process.on(fault, (error) => tell(`FAULT ${fault} ${error.stack ?? error}`));
}
const client = new Client({ url: process.argv[2], credentials: { guest: "Bot" }, WebSocket, random: () => 0.001 });
client.addEventListener("state", ({ detail }) => tell(`state ${detail.state} ${detail.reason ?? ""}`));
client.addEventListener("message", ({ detail }) => tell(`message ${detail.text}`));
const joined = client.join("lobby").then(() => tell("joined"), (error) => tell(`no join ${error.code}`));
process.stdin.on("data", (lines) => {
  for (const line of String(lines).trim().split("\\n")) {
    line === "end" ? client.disconnect() || process.exit(0) : client.say("lobby", line).catch(() => {});
  }
});
"""
# Answers each WebSocket in a way of its own, in turn: not at all, with an HTTP error, and with frames that are none.
NONSENSE = """
import { createServer } from "node:net";
import { createHash } from "node:crypto";
const head = (text, code) => Buffer.from([128 | code, Buffer.byteLength(text)]);
const frame = (text, code = 1) => Buffer.concat([head(text, code), Buffer.from(text)]);
const ways = [
  () => null,
  () => "HTTP/1.1 403 Forbidden\\r\\nContent-Length: 0\\r\\n\\r\\n",
  () => "nonsense\\r\\n\\r\\n",
  (open) => [open, frame("no JSON")],
  (open) => [open, frame("null")],
  (open) => [open, frame("bytes", 2)],
  (open) => [open, frame('{"type":"welcome","limits":null}'), frame('{"type":"ok","ref":1}')],
  (open) => [open, frame('{"type":"welcome","user":{"id":1},"account":1}'), frame('{"type":"ok","ref":1}')],
  (open) => [open, Buffer.from([0xf1, 0xff, 0xff])],
  (open) => [open, Buffer.from([0x88, 0x02, 0x00, 0x01])],
];
let turn = 0;
const server = createServer((socket) => {
  socket.on("error", () => {});
  socket.once("data", (head) => {
    const key = /sec-websocket-key: (.*)\\r/i.exec(head)?.[1];
    if (!key) {
      socket.end("HTTP/1.1 500 No\\r\\nContent-Length: 0\\r\\n\\r\\n");
      return;
    }
    const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
    const open = `HTTP/1.1 101 Yes\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n` +
      `Sec-WebSocket-Protocol: chatd.v1\\r\\nSec-WebSocket-Accept: ${accept}\\r\\n\\r\\n`;
    for (const part of [ways[turn % ways.length](open)].flat()) {
      part && socket.write(part);
    }
    turn += 1;
    process.stdout.write(`turn ${turn}\\n`);
    // What was written is read first; then the connection is gone.
    setTimeout(() => socket.destroy(), 50);
  });
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`port ${server.address().port}\\n`));
"""


class Program:
    """
    A program in Node, whose lines are waited for.
    """

    def __init__(self, folder: Path, source: str, *arguments: str) -> None:
        options = ["--experimental-websocket"] if "native" in arguments and _version() < (22, 0) else []
        (folder / "package.json").write_text(json.dumps({"type": "module"}), encoding="utf-8")
        path = folder / f"{len(list(folder.iterdir()))}.mjs"
        path.write_text(source, encoding="utf-8")
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [node(), *options, str(path), *arguments],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            bufsize=1,
        )

    def wait_for(self, pattern: str) -> str:
        """
        Read on until a line matches; its first group, or the whole line.
        """
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            found = re.fullmatch(pattern, self.lines[-1])
            if found:
                return found[found.re.groups and 1]
        raise AssertionError(f"the program ended without {pattern!r}:\n" + "\n".join(self.lines))

    def write(self, line: str) -> None:
        """
        Give it a line.
        """
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")

    def close(self) -> None:
        """
        It is gone after this.
        """
        self.process.kill()
        self.process.communicate()


def node() -> str:
    """
    Where Node is; skips without.
    """
    return shutil.which("node") or pytest.skip("node is not installed")


def _version() -> tuple[int, int]:
    said = subprocess.run([node(), "--version"], check=True, capture_output=True, text=True).stdout
    major, minor = re.findall(r"\d+", said)[:2]
    return int(major), int(minor)


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    A folder with `chatd.js` and with the package `ws`, from the registry that npm is set up for.
    """
    folder = tmp_path_factory.mktemp("node")
    shutil.copytree(WEB, folder / "web")
    npm = shutil.which("npm")
    if npm is None:
        needed("npm is not installed")
    else:
        (folder / "package.json").write_text(json.dumps({"type": "module"}), encoding="utf-8")
        install = [npm, "install", "--no-audit", "--no-fund", "--prefer-offline", "ws@8"]
        ran = subprocess.run(install, check=False, cwd=folder, capture_output=True, text=True, timeout=PATIENCE)
        if ran.returncode != 0:
            needed(f"npm cannot install ws: {ran.stderr[-300:]}")
    return folder


def needed(why: str) -> None:
    """
    Skip; in the checks of the project, fail.
    """
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(params=["ws", "native"])
def websocket(request: pytest.FixtureRequest) -> str:
    """
    Which WebSocket the client is given.
    """
    if request.param == "native" and _version() < (20, 10):
        pytest.skip("this Node has no WebSocket of its own")
    return str(request.param)


@pytest.fixture
def programs() -> Iterator[list[Program]]:
    """
    What was started, to be ended.
    """
    started: list[Program] = []
    yield started
    for program in started:
        program.close()


def test_process_outlives_its_server(modules: Path, websocket: str, tmp_path: Path, programs: list[Program]) -> None:
    """
    At first there is no server; then it dies, and connections are refused until it is back.
    """
    with held_port() as port:
        client = Program(modules, PROGRAM, f"ws://127.0.0.1:{port}/ws", websocket)
        programs.append(client)
        client.wait_for("state unreachable server_unreachable")
        server = Server(tmp_path, port)
        try:
            server.start()
            client.wait_for("joined")
            client.write("one")
            client.wait_for("message one")
            server.kill()
            client.wait_for("state unreachable server_unreachable")
            client.write("two")
            server.start()
            client.wait_for("message two")
        finally:
            server.stop()
        client.write("end")
        assert client.process.wait(PATIENCE) == 0
    assert [line for line in client.lines if line.startswith("FAULT")] == []


def test_no_answer_of_a_server_is_a_fault(modules: Path, websocket: str, programs: list[Program]) -> None:
    """
    Whatever it answers, the client tries again.
    """
    server = Program(modules, NONSENSE)
    programs.append(server)
    port = server.wait_for(r"port (\d+)")
    client = Program(modules, PROGRAM, f"ws://127.0.0.1:{port}/ws", websocket)
    programs.append(client)
    server.wait_for("turn 11")
    client.write("end")
    client.wait_for("state idle .*")
    assert client.process.wait(PATIENCE) == 0
    assert [line for line in client.lines if line.startswith("FAULT")] == []
