"""
The npm package `chatd-client`: its size, its types, and programs that install it: in Node, and with React, Vite and
TypeScript.
"""

import gzip
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

import chatd
from tests.browser.examples import ROOT, own_blocks
from tests.browser.server import Server
from tests.browser.test_node_client import Program, needed, node
from tests.support.forked_programs import CHATD, run_program
from tests.support.free_ports import held_port
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import Person, dial

CLIENT = ROOT / "clients" / "js"
SIZE_MAX = 10240
"""Bytes of the bundled module, compressed with gzip."""
INSTALLED = (
    "vite@7",
    "react@19",
    "react-dom@19",
    "typescript@5",
    "@types/react@19",
    "@types/react-dom@19",
    "ws@8",
)
TSCONFIG = {
    "compilerOptions": {
        "target": "es2022",
        "module": "esnext",
        "moduleResolution": "bundler",
        "lib": ["es2022", "dom", "dom.iterable"],
        "jsx": "react-jsx",
        "strict": True,
        "noEmit": True,
        "types": [],
    },
    "include": ["src"],
}
MAIN = """import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Chat } from "./Chat";

createRoot(document.querySelector("#root")!).render(<StrictMode><Chat /></StrictMode>);
"""
# Each class and function, and the members of the classes.
EXPORTS = """
const found = await import("chatd-client");
// Those with short names are internal (clients/js/internal_names.txt).
const isPublic = (name) => name !== "constructor" && name.length > 1;
const members = (kind) => Object.getOwnPropertyNames(kind.prototype).filter(isPublic);
const names = Object.keys(found).sort();
console.log(JSON.stringify({ names, Client: members(found.Client).sort(), Room: members(found.Room).sort() }));
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    The package as `npm pack` makes it.
    """
    npm = shutil.which("npm")
    if npm is None or not (ROOT / "node_modules" / "esbuild").exists():
        needed("npm or esbuild is not installed: make page installs it")
    assert npm is not None
    folder = tmp_path_factory.mktemp("package")
    ignored = shutil.ignore_patterns("dist", "src", "*.tgz")
    shutil.copytree(CLIENT, folder / "clients" / "js", ignore=ignored)
    shutil.copy(ROOT / "LICENSE", folder)
    (folder / "web").mkdir()
    shutil.copy(ROOT / "web" / "chatd.js", folder / "web")
    shutil.copytree(ROOT / "web" / "chatd", folder / "web" / "chatd")
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    subprocess.run(
        [npm, "pack", "--silent"], check=True, cwd=folder / "clients" / "js", timeout=PATIENCE, capture_output=True
    )
    (packed,) = (folder / "clients" / "js").glob("*.tgz")
    return packed


@pytest.fixture(scope="module")
def project(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    A project that has installed the package.
    """
    folder = tmp_path_factory.mktemp("project")
    (folder / "package.json").write_text(json.dumps({"private": True, "type": "module"}), encoding="utf-8")
    install = ["npm", "install", "--no-audit", "--no-fund", "--prefer-offline", str(package), *INSTALLED]
    ran = subprocess.run(install, check=False, cwd=folder, capture_output=True, text=True, timeout=5 * PATIENCE)
    if ran.returncode != 0:
        needed(f"npm cannot install the project: {ran.stderr[-300:]}")
    return folder


@pytest.fixture
def programs() -> Iterator[list[Program]]:
    """
    What was started, to be ended.
    """
    started: list[Program] = []
    yield started
    for program in started:
        program.close()


def block(page: str, heading: str) -> str:
    """
    The only block under a heading.
    """
    (found,) = own_blocks()[page, heading]
    return found.text


def test_bundle_is_small(package: Path) -> None:
    """
    With all ways to the server; the sources and the types lie beside it.
    """
    folder = package.parent
    bundle = (folder / "dist" / "chatd.js").read_bytes()
    assert b"event-stream" in bundle
    assert len(gzip.compress(bundle, 9)) <= SIZE_MAX
    listed = subprocess.run(["tar", "tzf", str(package)], check=True, capture_output=True, text=True).stdout.split()
    for name in (
        "dist/chatd.js",
        "dist/react.js",
        "src/chatd.js",
        "src/chatd/connection.js",
        "chatd.d.ts",
        "react.d.ts",
    ):
        assert f"package/{name}" in listed
    for name in ("README.md", "LICENSE"):
        assert f"package/{name}" in listed
    assert not [name for name in listed if "node_modules" in name]


def test_version_is_that_of_chatd() -> None:
    assert json.loads((CLIENT / "package.json").read_text(encoding="utf-8"))["version"] == chatd.__version__


def test_types_name_what_is_exported(package: Path) -> None:
    """
    Each class, function and member, and no other.
    """
    folder = package.parent
    source = EXPORTS.replace('"chatd-client"', '"./dist/chatd.js"')
    ran = subprocess.run(
        [node(), "--input-type=module", "-e", source], check=True, cwd=folder, capture_output=True, text=True
    )
    found = json.loads(ran.stdout)
    types = (CLIENT / "chatd.d.ts").read_text(encoding="utf-8")
    assert found["names"] == sorted(re.findall(r"^export (?:class|function) (\w+)", types, re.MULTILINE))
    for name in ("Client", "Room"):
        body = types[types.index(f"export class {name} ") :].partition("\n}\n")[0]
        members = set(re.findall(r"^  (?:get )?(\w+)\(", body, re.MULTILINE)) - {"constructor"}
        assert set(found[name]) - {"addEventListener"} == members, name


@pytest.mark.slow
def test_examples_have_the_right_types(project: Path) -> None:
    """
    Under `strict`: those of the guide, and the whole of the types themselves.
    """
    write_react(project, "ws://localhost:8080/ws")
    (project / "src" / "types.ts").write_text(block("docs/client.md", "Types"), encoding="utf-8")
    wrong = 'import { Client } from "chatd-client";\n// @ts-expect-error\nnew Client({ transport: ["sse"] });\n'
    wrong += '// @ts-expect-error\nnew Client().room("lobby").addEventListener("message", (event: number) => event);\n'
    (project / "src" / "wrong.ts").write_text(wrong, encoding="utf-8")
    ran = subprocess.run(
        ["npx", "tsc", "-p", "."], check=False, cwd=project, capture_output=True, text=True, timeout=5 * PATIENCE
    )
    assert ran.returncode == 0, ran.stdout


@pytest.mark.slow
def test_bot_in_node_answers_and_comes_back_after_a_kill(
    project: Path, tmp_path: Path, programs: list[Program]
) -> None:
    source = block("docs/client.md", "In Node")
    assert len([line for line in source.splitlines() if line]) <= 15
    with held_port() as port:
        server = Server(tmp_path, port)
        try:
            server.start()
            bot = Program(project, source.replace("localhost:8080", f"localhost:{port}") + 'console.log("joined");\n')
            programs.append(bot)
            bot.wait_for("joined")
            assert asks_for_help(port) == "I can answer !help, and nothing else."
            server.kill()
            bot.wait_for("(waiting|unreachable) .*")
            server.start()
            bot.wait_for("online ")
            assert asks_for_help(port) == "I can answer !help, and nothing else."
        finally:
            server.stop()
    assert bot.process.poll() is None


def asks_for_help(port: int) -> str:
    """
    What the bot answers.
    """
    ann = Person(dial(port), "Ann", "lobby")
    try:
        ann.ask(type="say", room="lobby", text="!help")
        while (heard := ann.hear("message"))["user"]["name"] != "~Bot":
            pass
        return str(heard["text"])
    finally:
        ann.close()


@pytest.mark.slow
def test_blocks_of_the_guide_run_in_node(project: Path, server: Server, programs: list[Program]) -> None:
    """
    Rooms, data and the inbox, and the example of the package: what they log is what happens.
    """
    shown = Program(project, here(block("clients/js/README.md", "chatd-client"), server))
    programs.append(shown)
    shown.wait_for("~Ann: Hello!")
    made = run_program([CHATD, "key", "create", "shop", "--rooms", "*=*"], server.data.parent)
    key = made.stdout.split()[0]
    begin = (
        'import WebSocket from "ws";\nimport { Client } from "chatd-client";\n'
        f'const client = new Client({{ url: "ws://localhost:{server.port}/ws", WebSocket, '
        'credentials: { guest: "Ann" } });\n'
    )
    blocks = "".join(block("docs/client.md", name) for name in ("Rooms", "Data", "Inbox"))
    program = Program(project, begin + blocks + "console.log(`I am ${client.user.id}`);\n")
    programs.append(program)
    program.wait_for("the lobby is joined")
    user = program.wait_for(r"I am (\S+)")
    say = partial(push, server, key)
    say("rooms/lobby", {"text": "", "data": {"order": 7, "state": "paid"}})
    program.wait_for("order 7 is paid")
    say(f"users/{user}", {"text": "your parcel is here"})
    program.wait_for("for you: your parcel is here")


def push(server: Server, key: str, to: str, body: dict[str, Any]) -> None:
    """
    A message of the site's back end.
    """
    fields = ["-H", f"Authorization: Bearer {key}", "-H", "Content-Type: application/json"]
    url = f"{server.url}api/{to}/messages"
    subprocess.run(["curl", "-sSf", *fields, "-d", json.dumps(body), url], check=True, capture_output=True)


def here(text: str, server: Server) -> str:
    """
    With the server's address.
    """
    text = text.replace("localhost:8080", f"localhost:{server.port}")
    return 'import WebSocket from "ws";\n' + text.replace("} });", "}, WebSocket });")


def write_react(project: Path, url: str) -> None:
    """
    The sources of the example.
    """
    (project / "src").mkdir(exist_ok=True)
    source = block("docs/client.md", "In React")
    assert len(source.splitlines()) <= 10
    source = source.replace("ws://localhost:8080/ws", url)
    (project / "src" / "Chat.tsx").write_text(source, encoding="utf-8")
    (project / "src" / "main.tsx").write_text(MAIN, encoding="utf-8")
    (project / "tsconfig.json").write_text(json.dumps(TSCONFIG), encoding="utf-8")
    page = '<!doctype html><div id="root"></div><script type="module" src="/src/main.tsx"></script>'
    (project / "index.html").write_text(page, encoding="utf-8")


class Quiet(SimpleHTTPRequestHandler):
    """
    Serves files and says nothing of it.
    """

    def log_message(self, format: str, *arguments: Any) -> None:
        """
        Nothing.
        """


def note_socket(sockets: list[str], sent: list[str], socket: Any) -> None:
    """
    Note the address of a WebSocket, and the types of the commands that are sent on it.
    """
    sockets.append(socket.url)
    socket.on("framesent", lambda payload: sent.append(json.loads(payload)["type"]))


def changes_of_a_message(port: int) -> Iterator[str]:
    """
    What a component shows of a message of somebody else: new, edited, deleted.
    """
    ben = Person(dial(port), "Ben", "lobby")
    seq = ben.ask(type="say", room="lobby", text="three")["seq"]
    yield "~Ben: three"
    ben.ask(type="edit", room="lobby", seq=seq, text="tree")
    yield "~Ben: tree"
    ben.ask(type="delete", room="lobby", seq=seq)
    yield "~Ben: "
    ben.close()


@pytest.mark.browser
@pytest.mark.slow
def test_page_in_react_has_one_connection_and_survives_a_restart(project: Path, tmp_path: Path, chromium: Any) -> None:
    """
    In ten lines, under StrictMode, in a build for development, where React mounts all twice.
    """
    from playwright.sync_api import expect

    handler = partial(Quiet, directory=str(project / "dist"))
    with held_port() as port, ThreadingHTTPServer(("127.0.0.1", 0), handler) as site:
        write_react(project, f"ws://localhost:{port}/ws")
        build = ["npx", "vite", "build", "--mode", "development", "--logLevel", "error"]
        environment = os.environ | {"NODE_ENV": "development"}
        subprocess.run(build, check=True, cwd=project, timeout=5 * PATIENCE, env=environment)
        thread = Thread(target=site.serve_forever, daemon=True)
        thread.start()
        origin = f"http://localhost:{site.server_address[1]}"
        server = Server(tmp_path, port, f'[server]\norigins = ["{origin}"]\n')
        context = chromium.new_context()
        try:
            server.start()
            page = context.new_page()
            sockets: list[str] = []
            sent: list[str] = []
            page.on("websocket", partial(note_socket, sockets, sent))
            page.goto(origin)
            lines = page.locator("p")
            field = page.locator("input")
            field.fill("one")
            field.press("Enter")
            expect(lines).to_have_text(["~Ann: one"], timeout=PATIENCE * 1000)
            assert len(sockets) == 1
            assert [command for command in sent if command in {"join", "leave"}] == ["join"]
            server.kill()
            field.fill("two")
            field.press("Enter")
            server.start()
            expect(lines).to_have_text(["~Ann: one", "~Ann: two"], timeout=PATIENCE * 1000)
            for words in changes_of_a_message(port):
                expect(lines).to_have_text(["~Ann: one", "~Ann: two", words], timeout=PATIENCE * 1000)
        finally:
            context.close()
            server.stop()
            site.shutdown()
            thread.join(PATIENCE)
