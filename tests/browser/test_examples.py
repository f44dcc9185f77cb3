"""
Each code block of the README and of the pages in `docs/` and `deploy/` runs, or is checked as far as it can be.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from configparser import RawConfigParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread, Timer
from typing import Any

import pytest

from chatd.domain.roles import TABLE
from chatd.server.config_file import parse
from tests.browser import needs
from tests.browser.conftest import QUICK
from tests.browser.examples import ROOT, RUNS_BLOCK, RUNS_LANGUAGE, blocks, example, own_blocks
from tests.browser.server import Server, running
from tests.support.forked_programs import CHATD, run_program
from tests.support.memory_node import Listener
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import TEXT

WEB = ROOT / "web"
EVERYBODY = QUICK.replace("[limits]", '[server]\norigins = ["*"]\n\n[limits]', 1)


def test_every_block_has_a_test() -> None:
    """
    A new block needs a row in `tests/browser/examples.py`.
    """
    found = {place: len(own) for place, own in own_blocks().items()}
    assert found == {place: len(tests) for place, tests in RUNS_BLOCK.items()}
    named = {*RUNS_LANGUAGE.values(), *(test for tests in RUNS_BLOCK.values() for test in tests)} - {""}
    elsewhere = {name for name in named if "::" in name}
    for name in elsewhere:
        file, _, test = name.partition("::")
        assert f"\ndef {test}(" in (ROOT / file).read_text(encoding="utf-8")
    assert named - elsewhere - set(globals()) == set()


def test_diagrams_name_what_there_is() -> None:
    """
    Each ``file.py Class.method`` of a diagram is in that file, and so is each ``file.js Class.method``.
    """
    diagrams = [block.text for block in blocks() if block.language == "text"]
    named = [
        found for text in diagrams for found in re.findall(r"((?:[a-z_]+/)+[a-z_]+\.py) ([A-Z]\w+)(?:\.(\w+))?", text)
    ]
    assert len(named) > 15
    for file, name, method in named:
        source = (ROOT / "chatd" / file).read_text(encoding="utf-8")
        assert re.search(rf"^class {name}\b", source, re.MULTILINE), (file, name)
        assert not method or re.search(rf"^    (?:async )?def {method}\b", source, re.MULTILINE), (file, method)
    scripts = [
        found for text in diagrams for found in re.findall(r"^((?:[a-z_]+/)*[a-z_]+\.js) +(\S+)", text, re.MULTILINE)
    ]
    assert len(scripts) > 10
    for file, names in scripts:
        source = (WEB / file).read_text(encoding="utf-8")
        for name in re.findall(r"#?\w+", names):
            assert re.search(rf"(?:class |function |^  (?:async )?){name}\b", source, re.MULTILINE), (file, name)


def test_configurations_are_accepted() -> None:
    examples = [block for block in blocks() if block.language == "toml"]
    assert examples
    for block in examples:
        parse(block.text)


def test_socket_unit_passes_one_listening_socket() -> None:
    """
    A unit of systemd is not TOML; `configparser` reads it, with the case of its names kept.
    """
    read = unit_file(example("test_socket_unit_passes_one_listening_socket"))
    assert dict(read["Socket"]) == {"ListenStream": "8080"}
    assert dict(read["Install"]) == {"WantedBy": "sockets.target"}


def test_unit_names_the_group_of_the_socket() -> None:
    """
    So that the proxy's user may open it.
    """
    read = unit_file(example("test_unit_names_the_group_of_the_socket"))
    assert "Group" in read["Service"]


def unit_file(text: str) -> RawConfigParser:
    """
    The sections of a unit of systemd, which is no TOML.
    """
    read = RawConfigParser()
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string(text)
    return read


def test_back_end_pushes_with_the_line_of_the_readme(tmp_path: Path) -> None:
    """
    With a key for everything.
    """
    line = example("test_back_end_pushes_with_the_line_of_the_readme")
    with running(tmp_path, QUICK) as server:
        made = run_program([CHATD, "key", "create", "ci", "--rooms", "*=*"], tmp_path)
        environment = os.environ | {"KEY": made.stdout.split()[0]}
        command = here(line, server).replace("--json", "-sS -H 'Content-Type: application/json' -d")
        ran = subprocess.run(
            ["sh", "-c", command], capture_output=True, text=True, timeout=PATIENCE, check=True, env=environment
        )
    assert set(json.loads(ran.stdout)) == {"seq", "time", "epoch"}


def test_json_is_json() -> None:
    for block in blocks():
        if block.language == "json":
            assert isinstance(json.loads(block.text), dict), block


def test_answers_of_http_are_answers() -> None:
    """
    A status line, fields, and a body of JSON if there is one, or of events, which their own tests read.
    """
    for block in blocks():
        if block.language == "http":
            head, _, body = block.text.partition("\n\n")
            assert re.fullmatch(r"HTTP/1\.1 [1-5]\d\d [A-Z][A-Za-z ]+(\n[A-Z][A-Za-z-]*: \S.*)*\n?", head), block
            assert not body or "text/event-stream" in head or isinstance(json.loads(body), dict), block


def test_table_is_the_one_that_is_asked() -> None:
    """
    The table of permissions is the one of `chatd.domain.roles`.
    """
    assert example("test_table_is_the_one_that_is_asked").strip() == TABLE.strip()


def test_conversation_goes_as_it_is_told() -> None:
    """
    Each command shown is sent; each frame of the server comes, and has the fields shown.
    """
    listener = Listener()
    ann = listener.open()
    heard: list[dict[str, Any]] = []
    lines = example("test_conversation_goes_as_it_is_told").splitlines()
    frames = [(line.startswith("  | --"), found[0]) for line in lines if (found := re.search(r"\{.*", line))]
    assert len(frames) == 8
    for sends, text in frames:
        fields = re.findall(r'"([a-z]+)":(?:"([^"]*)"|(\d+))?', text)
        if sends:
            command = {name: word or int(number) for name, word, number in fields}
            ann.tell(**{"ref": 3, **command})
            continue
        if '"message"' in text:
            listener.enter("Bo").tell(type="say", room="lobby", text="between", ref=1)
        heard += ann.hear()
        kind = {name: word for name, word, _ in fields}["type"]
        frame = next(one for one in heard if one["type"] == kind)
        heard = heard[heard.index(frame) + 1 :]
        assert {name for name, _, _ in fields} - set(frame) == set(), (text, frame)


def test_commands_for_pages_are_commands() -> None:
    """
    The server accepts them.
    """
    text = example("test_commands_for_pages_are_commands")
    found = re.findall(r'^\{"type":"members".*?"ref":\d\}', text, re.MULTILINE)
    assert len(found) == 2
    listener = Listener()
    ann = listener.enter("ann")
    for ref, command in enumerate(found, 1):
        ann.send(TEXT, command.encode())
        answers = [answer for answer in ann.hear() if answer.get("ref") == ref]
        assert [answer.get("code") for answer in answers] in ([None], ["forbidden"]), answers


def test_commands_of_the_readme_are_run_by_the_checks() -> None:
    """
    `.ci/run` takes the two commands from the README and runs them: they make an environment of their own.
    """
    checks = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for title in ("Run it", "Test it"):
        assert f'readme_command "{title}"' in checks


def test_make_has_the_targets() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for line in example("test_make_has_the_targets").splitlines():
        target = re.match(r"make ([a-z-]+)", line)
        assert target is not None, line
        assert re.search(rf"^{target[1]}:", makefile, re.MULTILINE), line


class Site:
    """
    A site of somebody else's: what it answers at each path, which tests change as it runs.
    """

    def __init__(self) -> None:
        self.answers: dict[str, list[tuple[int, str, str]]] = {
            "/": [(200, "text/html", "<!doctype html><p id=status>")]
        }
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                answers = site.answers.get(self.path)
                if answers is not None:
                    status, kind, body = answers.pop(0) if len(answers) > 1 else answers[0]
                elif (WEB / self.path[1:]).is_file():
                    status, kind, body = 200, "text/javascript", (WEB / self.path[1:]).read_text(encoding="utf-8")
                else:
                    status, kind, body = 404, "text/plain", "nothing here"
                self.send_response(status)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, format: str, *arguments: Any) -> None:
                """
                Nothing.
                """

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self.server.server_address[1]}/"


@pytest.fixture
def site() -> Iterator[Site]:
    """
    A site of another origin than chatd's.
    """
    one = Site()
    with one.server:
        thread = Thread(target=one.server.serve_forever, daemon=True)
        thread.start()
        yield one
        one.server.shutdown()
        thread.join(PATIENCE)


@pytest.fixture(scope="module")
def chatd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """
    A chatd that lets pages of all origins in.
    """
    with running(tmp_path_factory.mktemp("chatd"), EVERYBODY) as one:
        yield one


@pytest.fixture
def tab(chromium: Any, site: Site) -> Iterator[Any]:
    """
    A tab with the site open, in a profile of its own; nothing on it may throw.
    """
    faults: list[str] = []
    context = chromium.new_context()
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(site.url)
    yield page
    context.close()
    assert faults == []


def here(text: str, server: Server) -> str:
    """
    An example with the addresses of a server that is there.
    """
    for address in ("http://localhost:8080", "https://chat.example"):
        text = text.replace(address, server.url.rstrip("/"))
    return text.replace("ws://localhost:8080", f"ws://localhost:{server.port}")


def module(tab: Any, text: str) -> None:
    """
    Run an example as a module of the page that is open.
    """
    tab.add_script_tag(content=text, type="module")


def client_of(server: Server, options: str = '{ credentials: { guest: "Ann" } }') -> str:
    """
    What stands before an example that speaks of `client`.
    """
    return (
        f'import {{ Client }} from "{server.url}chatd.js";\n'
        f"const client = window.client = new Client({options});\n"
        "window.told = [];\n"
        'client.addEventListener("message", ({ detail }) => window.told.push(detail.text));\n'
    )


def speak(tab: Any, server: Server, *texts: str) -> None:
    """
    Somebody else says something in the lobby.
    """
    tab.evaluate(
        """async ([url, texts]) => {
          const { Client } = await import(url + "chatd.js");
          const other = new Client({ credentials: { guest: "Bo" } });
          await other.join("lobby", { limit: 1 });
          for (const text of texts) await other.say("lobby", text);
          other.disconnect();
        }""",
        [server.url, list(texts)],
    )


def wait_for(tab: Any, condition: str, value: Any = None) -> None:
    """
    Wait until an expression of the page holds.
    """
    tab.wait_for_function(condition, arg=value, timeout=PATIENCE * 1000)


@pytest.mark.browser
@pytest.mark.slow
def test_module_on_a_page_of_another_port(tab: Any, site: Site, chatd: Server) -> None:
    """
    The page has a copy of the module.
    """
    with tab.expect_console_message(lambda message: message.text == "~Ann Hello!", timeout=PATIENCE * 1000):
        module(tab, here(example("test_module_on_a_page_of_another_port"), chatd))
    assert "/chatd.js" in site.asked


@pytest.mark.browser
@pytest.mark.slow
def test_ten_lines_are_a_chat(tab: Any, chatd: Server) -> None:
    """
    Two tabs with these lines show each other's messages.
    """
    text = here(example("test_ten_lines_are_a_chat"), chatd)
    module(tab, text)
    wait_for(tab, "document.body.textContent.includes('Connected successfully!')")
    other = tab.context.new_page()
    other.goto(tab.url)
    module(other, text)
    wait_for(tab, "document.body.textContent.includes('Hello from ten lines!')")


@pytest.mark.browser
@pytest.mark.slow
def test_page_of_ones_own(tab: Any, site: Site, chatd: Server) -> None:
    """
    A message written in the form appears in the list.
    """
    site.answers["/own"] = [(200, "text/html", here(example("test_page_of_ones_own"), chatd))]
    tab.goto(site.url + "own")
    # The form works once the module has run; what is said before the join is sent after it.
    wait_for(tab, "document.querySelector('#messages') !== null && performance.getEntriesByType('resource').length > 5")
    tab.locator("input").fill("<b>hello</b>")
    tab.locator("input").press("Enter")
    wait_for(tab, "document.querySelector('#messages').textContent.includes('~Ann: <b>hello</b>')")


@pytest.mark.browser
@pytest.mark.slow
def test_reason_is_shown(tab: Any, chatd: Server) -> None:
    """
    Nothing while connected; the reason if no server answers.
    """
    text = example("test_reason_is_shown")
    assert "20_000" in text
    module(tab, client_of(chatd) + text)
    wait_for(tab, "window.client?.state.state === 'online' && document.querySelector('#status').textContent === ''")
    tab.reload()
    nowhere = '{ url: "ws://localhost:1/ws", credentials: null }'
    with tab.expect_console_message(lambda message: "not in the lobby: timeout" in message.text):
        module(tab, client_of(chatd, nowhere) + text.replace("20_000", "500"))
    wait_for(tab, "document.querySelector('#status').textContent.includes('no chatd answers at')")


@pytest.mark.browser
@pytest.mark.slow
def test_another_day_brings_what_was_missed_once(tab: Any, chatd: Server) -> None:
    """
    On each of three days: everything since the last one, and nothing from before.
    """
    text = client_of(chatd) + example("test_another_day_brings_what_was_missed_once")
    speak(tab, chatd, "old")
    # On the second day nothing is said live: what the join replays has to be kept by itself.
    days: list[tuple[list[str], list[str]]] = [([], ["one"]), (["a", "b"], []), ([], ["three"]), (["c"], ["four"])]
    for day, (missed, live) in enumerate(days):
        tab.reload()
        speak(tab, chatd, *missed)
        module(tab, text)
        wait_for(tab, "window.client?.joined.includes('lobby') && window.client.position('lobby')")
        wait_for(tab, "(missed) => missed.every((text) => window.told.includes(text))", missed)
        speak(tab, chatd, *live)
        wait_for(tab, "(live) => live.every((text) => window.told.includes(text))", live)
        assert day == 0 or tab.evaluate("window.told") == [*missed, *live]


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("status", [500, 200])
def test_token_of_the_sites_own_login(tab: Any, site: Site, chatd: Server, status: int) -> None:
    """
    The site's login fails at first, with an error page that says so or one that does not; then it gives a token.
    """
    module(tab, client_of(chatd) + 'client.addEventListener("login", ({ detail }) => (window.token = detail.token));')
    wait_for(tab, "window.client !== undefined")
    tab.evaluate("window.client.connect()")
    wait_for(tab, "window.token")
    page = (status, "text/html", "<!doctype html><title>Internal Server Error</title>")
    site.answers["/chat-token"] = [page, (200, "text/plain", tab.evaluate("window.token") + "\n")]
    text = example("test_token_of_the_sites_own_login").replace("new Client", "window.mine = new Client")
    module(tab, f'import {{ Client }} from "{chatd.url}chatd.js";\n{text}client.connect();\n')
    wait_for(tab, "window.mine?.user?.id === window.client.user.id")
    assert site.asked.count("/chat-token") == 2


@pytest.mark.browser
@pytest.mark.slow
def test_guest_stays_the_same(tab: Any, chatd: Server) -> None:
    """
    In two tabs at once, and after a reload.
    """
    text = example("test_guest_stays_the_same").replace("new Client", "window.mine = new Client")
    whole = f'import {{ Client }} from "{chatd.url}chatd.js";\n{text}client.connect();\n'
    ids = set()
    other = tab.context.new_page()
    for page in (tab, other, tab):
        page.goto(tab.url)
        module(page, whole)
        wait_for(page, "window.mine?.state.state === 'online'")
        ids.add(page.evaluate("window.mine.user.id"))
    assert len(ids) == 1


@pytest.mark.slow
def test_program_in_python(tmp_path: Path, chatd: Server) -> None:
    """
    Its message is acknowledged.
    """
    pytest.importorskip("websockets", reason="websockets is not installed")
    path = tmp_path / "program.py"
    path.write_text(here(example("test_program_in_python"), chatd), encoding="utf-8")
    program = subprocess.Popen([sys.executable, "-u", str(path)], stdout=subprocess.PIPE, text=True)
    # It listens for ever; this ends it where it would say nothing.
    timer = Timer(PATIENCE, program.kill)
    timer.start()
    assert program.stdout is not None
    with program:
        answered = next((line for line in program.stdout if json.loads(line).get("ref") == 2), None)
        program.kill()
    timer.cancel()
    assert answered is not None
    assert json.loads(answered)["type"] == "ok"


@pytest.mark.slow
def test_curl_signs_up_in_and_out(tmp_path: Path, chatd: Server) -> None:
    if shutil.which("curl") is None:
        needs.missing("curl is not installed")
    text = here(example("test_curl_signs_up_in_and_out"), chatd)
    # Each answer on a line of its own.
    text = re.sub(r"^curl .*$", r"\g<0>; echo", text, flags=re.MULTILINE)
    ran = subprocess.run(
        ["bash", "-ec", text], check=False, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE
    )
    assert ran.returncode == 0, ran.stderr
    site, made, known, gone, again = [line for line in ran.stdout.splitlines() if line]
    assert json.loads(site)["signed_in"] is None
    assert json.loads(made)["user"]["name"] == json.loads(known)["user"]["name"] == "Anna"
    assert gone == "204"
    assert json.loads(again)["user"] == json.loads(made)["user"]
