"""
The docs say everything that the program has, and the README's commands are those that are tried.
"""

import json
import re
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from msgspec import NODEFAULT, Struct
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from chatd.domain import events
from chatd.domain.roles import TABLE
from chatd.errors import CODES, Close
from chatd.http.api.app import Document, Route
from chatd.http.problems import STATUSES
from chatd.protocol import replies
from chatd.protocol.commands import Command
from chatd.server.api import make_api
from chatd.server.config_file import keys
from chatd.server.settings_changes import is_live
from chatd.server.tap import Options
from chatd.storage.sql.revisions import newest_revision
from chatd.storage.sql.tables import METADATA
from tests.support.memory_node import Listener

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not any(
        part.startswith(".") or part in {"node_modules", "build", "dist"} for part in path.relative_to(ROOT).parts
    )
)


def read(name: str) -> str:
    """
    The text of a page, by its path in the checkout.
    """
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    """
    What stands under the heading `title`, up to the next of its level.
    """
    match = re.search(rf"^(#+) {re.escape(title)}$(.*?)(?=^#{{1,2}} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert match is not None, f"no section {title!r}"
    return match[2]


def rows(text: str) -> dict[str, str]:
    """
    The rows of the tables in `text`: what stands in the first cell, without backticks, and the rest of the line.
    """
    return {
        name.strip("`"): rest
        for name, rest in re.findall(r"^\| (`?[^|`]+`?) \|(.*)\|$", text, re.MULTILINE)
        if not name.startswith("-")
    }


def tagged(base: type[Struct]) -> dict[str, type[Struct]]:
    """
    The structs below `base` that have a tag, by it.
    """
    found: dict[str, type[Struct]] = {}
    for kind in base.__subclasses__():
        if isinstance(kind.__struct_config__.tag, str):
            found[kind.__struct_config__.tag] = kind
        found |= tagged(kind)
    return found


COMMANDS = tagged(Command)
EVENTS = {
    kind.__struct_config__.tag: kind
    for module in (events, replies)
    for kind in vars(module).values()
    if isinstance(kind, type)
    and issubclass(kind, Struct)
    and kind.__struct_config__.tag is not None
    and kind not in {events.Event, replies.Answer}
    and not issubclass(kind, replies.Answer)
}
PROTOCOL = read("docs/protocol.md")
HTTP = read("docs/http.md")
_unused: Any = None
ENDPOINTS: dict[str, Route] = {
    f"{route.method} {route.path}": route
    for route in make_api(
        own=_unused,
        administration=_unused,
        token_sessions=_unused,
        keys=_unused,
        key_store=_unused,
        revocations=_unused,
        gate=_unused,
        facts=_unused,
        hosts=_unused,
        erasures=_unused,
        requests=_unused,
        pay=_unused,
        check_not_muted=_unused,
        now=_unused,
        origins=_unused,
        webhooks=_unused,
        refusals=_unused,
        site=_unused,
        connections=_unused,
    ).routes
}
CONFIGURATION = read("docs/configuration.md")
DATABASE = read("docs/database.md")


CLIENT = {
    path: path.read_text(encoding="utf-8") for path in [ROOT / "web/chatd.js", *(ROOT / "web/chatd").glob("*.js")]
}
CLIENT_PAGE = read("docs/client.md")


def test_options_of_the_client_are_on_its_page() -> None:
    """
    And in its types, with all other names that a program uses.
    """
    source = CLIENT[ROOT / "web/chatd.js"]
    begin = source.index("  constructor({")
    options = re.findall(r"^    (\w+)(?: =|,)", source[begin : source.index("} = {}) {", begin)], re.MULTILINE)
    assert len(options) >= 9
    types = read("clients/js/chatd.d.ts")
    for name in options:
        assert f"`{name}`" in section(CLIENT_PAGE, "Options"), name
        assert re.search(rf"^  {name}\?: ", types, re.MULTILINE), name
    for name in re.findall(r"^  (?:async |get )?([a-z]\w*)\(", source, re.MULTILINE):
        if name not in {"constructor", "addEventListener"}:
            assert re.search(rf"`(?:client\.)?{name}[(`]", CLIENT_PAGE), name


def test_errors_of_the_client_are_on_its_page() -> None:
    codes = {code for text in CLIENT.values() for code in re.findall(r'new ChatError\(\s*"(\w+)"', text)}
    assert {"offline", "credentials_failed", "unsupported"} <= codes
    own = codes - {"login_required", "bad_token"}
    assert [code for code in sorted(own) if f"`{code}`" not in section(CLIENT_PAGE, "Errors")] == []


def test_states_and_reasons_of_the_client_are_on_its_page() -> None:
    """
    And in its types.
    """
    types = read("clients/js/chatd.d.ts")
    states = set(re.findall(r'#setState\((?:\w+ \? )?"(\w+)"', CLIENT[ROOT / "web/chatd/reconnecting.js"])) | {
        "waiting"
    }
    reasons = re.findall(r"^  (\w+): \(", CLIENT[ROOT / "web/chatd/reachability.js"], re.MULTILINE)
    assert len(states) >= 6
    assert len(reasons) >= 6
    for name, heading in [*((one, "States") for one in states), *((one, "No connection") for one in reasons)]:
        assert f"`{name}`" in section(CLIENT_PAGE, heading), name
        assert f'"{name}"' in types, name


def test_events_of_the_client_are_on_its_page() -> None:
    """
    Its own ones, and in its types those of the protocol, too.
    """
    own = {name for text in CLIENT.values() for name in re.findall(r'#?(?:emit|dispatch)\("(\w+)"', text)}
    assert {"joined", "position", "outbox", "state", "login"} <= own
    types = read("clients/js/chatd.d.ts")
    # Between the parts of the client.
    for name in own - {"event", "entering", "online", "lost", "closed"}:
        assert f"`{name}`" in CLIENT_PAGE, name
        assert re.search(rf"^  {name}: ", types, re.MULTILINE), name


def fields_of(kind: Any) -> tuple[str, ...]:
    """
    The names of what a struct holds, and of what the structs in it hold; a user is a user.
    """
    if not (isinstance(kind, type) and issubclass(kind, Struct)) or kind is events.User:
        return ()
    found: list[str] = []
    names = dict(zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True))
    for name, hint in get_type_hints(kind).items():
        found.append(names.get(name, name))
        for inner in get_args(hint):
            found += fields_of(inner)
    return tuple(found)


def as_toml(value: Any) -> str:
    """
    A default as it would stand in the file.
    """
    if value is NODEFAULT:
        return "required"
    if isinstance(value, tuple):
        return json.dumps(list(value))
    return json.dumps(value)


@pytest.mark.parametrize("key", sorted(keys()))
def test_setting_is_described(key: str) -> None:
    """
    Each setting has a row with its default and a meaning.
    """
    cells = [cell.strip() for cell in rows(CONFIGURATION)[key].split("|")]
    assert cells[0] == f"`{as_toml(keys()[key])}`"
    assert cells[1]


def metric_names() -> set[str]:
    """
    The names of all metrics, as a scrape has them; of a histogram without the suffix.
    """
    listener = Listener()
    path, resource = next(iter(listener.node.monitoring._metrics().items()))
    assert path == b"/metrics"
    text = generate_latest(resource._registry).decode()  # type: ignore[attr-defined]
    return {
        family.name + ("_total" if family.type == "counter" else "") for family in text_string_to_metric_families(text)
    }


def test_metrics_are_those_that_the_page_lists() -> None:
    described = {name for name in rows(section(read("docs/operations.md"), "Watching it")) if name.startswith("chatd_")}
    # Of a store on disk; this one is in memory.
    on_disk = {
        "chatd_waiting_changes",
        "chatd_store_errors_total",
        "chatd_store_refused_total",
        "chatd_unindexed_messages",
        "chatd_backup_failed",
    }
    assert described == metric_names() | on_disk


@pytest.mark.parametrize("key", sorted(keys()))
def test_setting_that_needs_a_restart_is_marked(key: str) -> None:
    """
    By the word *(restart)* in its row; all others are in `chatd.server.settings.LIVE`.
    """
    assert ("*(restart)*" in rows(CONFIGURATION)[key]) == (not is_live(key))


def test_no_other_settings_are_described() -> None:
    """
    What the page promises, the file accepts.
    """
    described = {name for name in rows(CONFIGURATION) if re.fullmatch(r"[a-z_]+\.[a-z_.]+", name)}
    assert described - set(keys()) == set()


@pytest.mark.parametrize("tag", sorted(COMMANDS))
def test_command_is_described(tag: str) -> None:
    """
    Each command has a row that names its fields.
    """
    row = rows(section(PROTOCOL, "Commands"))[tag]
    missing = [name for name in COMMANDS[tag].__struct_encode_fields__ if name != "ref" and f"`{name}`" not in row]
    assert missing == []


@pytest.mark.parametrize("tag", sorted(EVENTS))
def test_event_is_described(tag: str) -> None:
    """
    Each event has a row that names its fields.
    """
    row = rows(section(PROTOCOL, "Events"))[tag]
    assert [name for name in EVENTS[tag].__struct_encode_fields__ if f"`{name}`" not in row] == []


def test_no_other_commands_and_events_are_described() -> None:
    """
    What the page promises, the server knows.
    """
    assert set(rows(section(PROTOCOL, "Commands"))) - {"type"} == set(COMMANDS)
    assert set(rows(section(PROTOCOL, "Events"))) - {"type"} == set(EVENTS)


def test_table_of_permissions_is_the_one_that_is_asked() -> None:
    """
    What the page shows is what holds.
    """
    assert TABLE.strip() in read("docs/permissions.md")


def test_error_codes_are_described() -> None:
    """
    A client can be written from the page alone: no code is missing, and none is invented.
    """
    assert set(rows(section(PROTOCOL, "Errors"))) - {"code"} == set(CODES)


def test_close_codes_are_described() -> None:
    """
    Each with a word on whether to come back.
    """
    described = {int(name) for name in rows(section(PROTOCOL, "Close codes")) if name.isdigit()}
    assert described >= {int(code) for code in Close}
    assert {code for code in described if code >= 4000} == {int(code) for code in Close}


def test_options_are_described() -> None:
    """
    What the command line takes stands in the page on configuration.
    """
    options = {f"--{name.rstrip('=')}" for name in Options().longOpt if name.endswith("=")}
    assert options
    assert {name for name in options if name not in CONFIGURATION} == set()


@pytest.mark.parametrize("name", sorted(METADATA.tables))
def test_table_is_described(name: str) -> None:
    """
    Each column has a row with its type and a meaning; each index is named.
    """
    table, text = METADATA.tables[name], section(DATABASE, f"`{name}`")
    found = re.findall(r"^\| (`[^|]+`) \| ([a-z][^|]*) \| \S.* \|$", text, re.MULTILINE)
    described = [column for cell, _ in found for column in re.findall(r"`(\w+)`", cell)]
    assert sorted(described) == sorted(column.name for column in table.columns)
    assert [index.name for index in table.indexes if f"`{index.name}`" not in text] == []
    key = {column for cell, kind in found if "primary key" in kind for column in re.findall(r"`(\w+)`", cell)}
    assert key == {column.name for column in table.primary_key}


@pytest.mark.parametrize("name", sorted(METADATA.tables))
def test_modules_that_write_a_table_are_named(name: str) -> None:
    modules = re.findall(r"`([a-z_]+\.py)`", section(DATABASE, f"`{name}`"))
    assert modules
    assert [module for module in modules if not re.search(rf"\b{name}\b", read(f"chatd/storage/sql/{module}"))] == []


def test_no_other_tables_are_described() -> None:
    described = set(re.findall(r"^## `(\w+)`$", DATABASE, re.MULTILINE))
    assert described == {*METADATA.tables, "words"}
    assert f"now `{newest_revision()}`" in DATABASE


@pytest.mark.parametrize("name", sorted(ENDPOINTS))
def test_endpoint_is_described(name: str) -> None:
    """
    Each endpoint of the HTTP API has a row: who may ask, what is sent, what comes back, with which status.
    """
    route = ENDPOINTS[name]
    row = rows(section(HTTP, "Endpoints"))[name]
    who, _, answer = (cell.strip() for cell in row.split("|"))
    assert (
        who
        == {"nobody": "-", "anybody": "token", "cookie": "cookie", "account": "cookie", "admin": "admin"}[route.asks]
    )
    returned = get_type_hints(route.run)["return"]
    answered = [kind for kind in get_args(returned) or (returned,) if isinstance(kind, type)]
    fields = [field for kind in (route.body, route.query, *answered) for field in fields_of(kind)]
    assert [field for field in fields if not re.search(rf"`{field}[`=]", row)] == []
    content = fields_of(answered[0]) or answered[0] is Document or route.produces != "application/json"
    assert answer.startswith(str(route.status) if content else "204")


def test_no_other_endpoints_are_described() -> None:
    """
    What the page promises, the server has.
    """
    assert set(rows(section(HTTP, "Endpoints"))) - {"endpoint"} == set(ENDPOINTS)


def test_problems_are_described() -> None:
    """
    Every code with the status that it is answered with.
    """
    table = rows(section(HTTP, "Problems"))
    assert {code: status for code, status in STATUSES.items() if f"`{code}`" not in table[str(status)]} == {}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_page_is_merged(page: Path) -> None:
    """
    No mark of an unresolved conflict was committed.
    """
    assert not re.search(r"^(<{7}|>{7}|={7}$)", page.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """
    A relative link names a file that is there, and a heading that it has.
    """
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    broken = []
    for target in re.findall(r"!?\[[^\]]*\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = page.parent / name if name else page
        if not path.exists() or (anchor and anchor not in anchors(path)):
            broken.append(target)
    assert broken == []


def anchors(page: Path) -> set[str]:
    """
    The names that headings of a page get where it is shown.
    """
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("title", ["Run it", "Test it"])
def test_readme_commands_are_those_of_the_checks(title: str) -> None:
    """
    Each of the README's two commands is one line to copy; `.ci/run` takes it from there and runs it.
    """
    blocks = re.findall(r"^```sh\n(.*?)^```", section(read("README.md"), title), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    assert blocks[0].startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert blocks[0].count("\n") == 1
    assert f'readme_command "{title}"' in read(".ci/run")


def test_editable_install_is_the_same_everywhere() -> None:
    """
    An editable install without the compatible mode would not have the plugin.
    """
    for name in ("README.md", "Makefile"):
        for line in read(name).splitlines():
            if "pip install -e" in line or "--editable" in line:
                assert "--config-settings editable_mode=compat" in line


def test_changelog_knows_the_version() -> None:
    """
    A release has an entry, or is still to come.
    """
    from chatd import __version__

    text = read("CHANGELOG.md")
    assert f"## {__version__}" in text or "## Unreleased" in text


@pytest.mark.parametrize("page", [page for page in PAGES if page.name.endswith(".zh.md")], ids=lambda page: page.name)
def test_translation_is_whole(page: Path) -> None:
    """
    A translation has the code, the headings and the rows of tables of its original, and each names the other.
    """
    translated = page.read_text("utf-8")
    original = page.with_name(page.name.replace(".zh.md", ".md"))
    text = original.read_text("utf-8")
    fence = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
    assert fence.findall(translated) == fence.findall(text)
    for shape in (r"^(#+) ", r"^(\|)", r"^(- )"):
        assert re.findall(shape, fence.sub("", translated), re.MULTILINE) == re.findall(
            shape, fence.sub("", text), re.MULTILINE
        ), shape
    assert f"]({page.name})" in text
    assert f"]({original.name})" in translated


def test_architecture_names_files_that_are_there() -> None:
    named = set(re.findall(r"\b(?:[a-z_]+/)+[a-z_]+\.py\b", read("docs/architecture.md")))
    assert len(named) > 30
    assert {name for name in named if not (ROOT / "chatd" / name).exists() and not (ROOT / name).exists()} == set()


@pytest.mark.parametrize("page", [page for page in PAGES if page.name != "CHANGELOG.md"], ids=lambda page: page.name)
def test_files_of_the_sources_are_there(page: Path) -> None:
    named = set(re.findall(r"`((?:chatd|tests|benchmarks)/(?:[a-z_]+/)*[a-z_]+\.[a-z]+)`", page.read_text("utf-8")))
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_readme_of_the_page_names_what_is_there() -> None:
    """
    Each file, and beside it each class, method and function, of the two diagrams; each path and key of the state.
    """
    text = read("web/README.md")
    web = ROOT / "web"
    files = set(re.findall(r"\b((?:[a-z]+/)*[a-z_]+\.(?:js|css|html))\b", text))
    assert len(files) > 25
    assert {name for name in files if not (web / name).is_file()} == set()
    folders = set(re.findall(r"`((?:[a-z]+/)+)`", text)) | {"tests/browser/modules/"}
    assert {name for name in folders if not (web / name).is_dir() and not (ROOT / name).is_dir()} == set()
    steps = re.findall(r"^([a-z_/]+\.js) +([A-Za-z.#]+(?:, [a-z]+)?)", text, re.MULTILINE)
    assert len(steps) > 15
    missing = [
        f"{name}: {word}"
        for name, words in steps
        for word in re.findall(r"#?\w+", words)
        if not re.search(
            rf"(?:class|function) {word}\b|^  (?:async )?{word}\(", (web / name).read_text("utf-8"), re.MULTILINE
        )
    ]
    assert missing == []
    state = re.search(
        r"initialState = Object.freeze\(\{$(.*?)^\}\)",
        (web / "store/store.js").read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    assert state is not None
    keys = set(re.findall(r"^  (\w+):", state[1], re.MULTILINE))
    cells = re.findall(r"^\| (`[^|]+) \|", section(text, "The state"), re.MULTILINE)
    assert set(re.findall(r"\w+", " ".join(cells))) == keys


def test_architecture_names_classes_that_are_there() -> None:
    """
    Each `Class`, `Class.method` of the page is in the sources: a module has both words.
    """
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "chatd").rglob("*.py")]
    named = set(re.findall(r"`([A-Z][a-z]+(?:[A-Z][a-z]+)*)(?:\.([a-z_]+))?`", read("docs/architecture.md")))
    missing = [
        f"{name}.{method}"
        for name, method in named
        if not any(re.search(rf"^(class )?{name}\b", source, re.MULTILINE) and method in source for source in sources)
    ]
    # Autobahn's.
    assert missing == ["WebSocketResource."]


def test_settings_that_the_log_names_are_in_the_page_for_incidents() -> None:
    """
    Who reads "the setting is …" in the log finds there what it means and what else may help.
    """
    found: set[str] = set()
    for path in (ROOT / "chatd").rglob("*.py"):
        text = re.sub(r'"\s+"', "", path.read_text(encoding="utf-8"))
        for line in re.findall(r"settings? (?:is|are) ([^{}\"]+)", text):
            found.update(re.findall(r"\b(?:limits|auth|server)\.[a-z_]+", line))
    assert len(found) >= 7
    page = read("docs/incidents.md")
    assert sorted(name for name in found if f"`{name}`" not in page) == []
    known = set(keys())
    assert [name for name in re.findall(r"`((?:limits|auth|server)\.[a-z_]+)", page) if name not in known] == []
