"""
The shape of the program, read from its sources: rings, who may know which library, names, sizes.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "chatd"

# A new module is added here and to the table in docs/architecture.md; its ring decides what it may import.
RINGS = {
    0: "errors terms model invisible names misfits forms record charges commands mandates answers wire"
    " orders transcript",
    1: "frames keys limits ratelimit addresses target head origins extensions opening preconditions hub feed ports"
    " archive"
    " counters patterns roles standing"
    " sanctions roster replies live paging turns slowmode floods lookalikes auth.identity auth.records auth.changes"
    " auth.refusals filters.chain folding graphemes filters.folding filters.words filters.links",
    2: "chat ground people reading talking governing markers repertoire session presence rooms writer audience"
    " upkeep auth.ports alone authority places seats whom discipline membership terrain complaints powers news"
    " sitewide assembly erasures",
    3: "crew websocket connections bounded lean outbox admission refusal_log"
    " departures fanout uring dialects front http site control door"
    " proxy_protocol reachability errands auth.guests filters.plugins storage.memory"
    " storage.memory_recall storage.memory_catalogue storage.batch"
    " storage.catalogue storage.checking storage.copies storage.core storage.desk storage.directory"
    " storage.erasure storage.finding storage.fulltext storage.gaps storage.health storage.ledger"
    " storage.marks storage.open_files storage.pages storage.reindexing storage.retention storage.rows"
    " storage.schema storage.sqlite storage.store storage.tables storage.tidying storage.transfer"
    " storage.upkeep storage.words"
    " storage.migrations.env storage.migrations.versions.log_0001 storage.migrations.versions.index_0002"
    " auth.opaque    storage.people storage.people_access storage.people_access_memory"
    " storage.people_memory storage.people_tables storage.transactions"
    " storage.migrations.versions.people_0003 storage.roster storage.roster_acts storage.roster_memory"
    " storage.roster_tables storage.migrations.versions.roster_0004 storage.migrations.versions.search_0005"
    " storage.migrations.versions.erasures_0006"
    " auth.accounts auth.administration"
    " auth.apikeys auth.attempts auth.authentication auth.avatars auth.recognition stewardship  auth.config"
    " auth.cookies auth.passwords auth.signin auth.credentials auth.fetching auth.gate auth.handshake"
    " auth.issuers auth.jwks auth.webtokens api.account api.administration api.app api.exchange api.making"
    " api.problems api.routes api.signin api.tasks",
    4: "settings configuration clocks listening binding endpoint_reactor process_signals stores node service tap"
    " command cli.files cli.offline cli.online cli.restore cli.showing cli.stewarding cli.streams cli.way",
}
PACKAGES = {
    "chatd.cli",
    "chatd",
    "chatd.api",
    "chatd.auth",
    "chatd.filters",
    "chatd.storage",
    "chatd.storage.migrations",
    "chatd.storage.migrations.versions",
}
"""Their ``__init__`` holds a docstring and at most the version."""

RING = {f"chatd.{name}": ring for ring, names in RINGS.items() for name in names.split()}

AUTOBAHN = {"chatd.bounded", "chatd.lean", "chatd.websocket"}
SQL = ("sqlalchemy", "alembic", "sqlite3")
WAITING = {"twisted.internet.defer", "twisted.logger", "twisted.python.failure"}
"""All that a use case may know of Twisted."""

EMPTY_WORDS = {"manager", "handler", "helper", "helpers", "util", "utils", "processor", "engine"}
WALL_CLOCK = {"time.time", "time.time_ns", "time.monotonic", "datetime.now", "datetime.utcnow", "datetime.today"}


def module_of(path: Path) -> str:
    """
    The dotted name of the module in `path`.
    """
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {module_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in SOURCES.items()}
MODULES = sorted(set(TREES) & set(RING))

each_module = pytest.mark.parametrize("module", MODULES)


def imports(tree: ast.AST) -> Iterator[str]:
    """
    Every module that `tree` imports, wherever the statement stands; ``from a import b`` is ``a.b`` as well as ``a``.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def foreign(module: str, *roots: str) -> set[str]:
    """
    What `module` imports of the packages `roots`.
    """
    return {name for name in imports(TREES[module]) if name.split(".")[0] in roots}


def words(name: str) -> set[str]:
    """
    The words of a snake_case or camelCase name, in lower case.
    """
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)}


def test_every_module_has_a_ring() -> None:
    """
    Who adds a module says where it belongs.
    """
    assert set(TREES) - PACKAGES == set(RING)


def test_docs_show_the_same_rings() -> None:
    """
    The table in docs/architecture.md is the one that is enforced.
    """
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    shown: dict[int, set[str]] = {}
    for ring, row in re.findall(r"^\| (\d) [^|]*\|([^|]*)\|", text, re.MULTILINE):
        shown[int(ring)] = set(re.findall(r"`([a-z_/]+)`", row))
    wanted = {ring: {re.sub(r"\..*", "/", name) for name in names.split()} for ring, names in RINGS.items()}
    assert shown == wanted


@each_module
def test_imports_point_inwards(module: str) -> None:
    """
    No module knows one that is further out.
    """
    inner = {name for name in imports(TREES[module]) if name in RING}
    assert {name for name in inner if RING[name] > RING[module]} == set()


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_packages_import_nothing(package: str) -> None:
    """
    Importing a package costs nothing and closes no circle.
    """
    assert set(imports(TREES[package])) == set()


@pytest.mark.parametrize("module", [name for name in MODULES if RING[name] < 2])
def test_words_and_rules_know_no_framework(module: str) -> None:
    """
    The inner rings run without a reactor, and would under any other.
    """
    assert foreign(module, "twisted", "zope", "autobahn", "asyncio", "socket", "threading") == set()


@pytest.mark.parametrize("module", [name for name in MODULES if RING[name] == 2])
def test_use_cases_only_wait(module: str) -> None:
    """
    A use case knows Deferreds and the log; no socket, no HTTP, no WebSocket.
    """
    used = {name for name in foreign(module, "twisted") if not any(_within(name, known) for known in WAITING)}
    assert used - _parents(WAITING) == set()
    assert foreign(module, "autobahn", "socket", "threading", "asyncio") == set()


@each_module
def test_reactor_is_handed_out_by_the_composition(module: str) -> None:
    """
    Everything else works on the clock and the reactor it is given.
    """
    if RING[module] < 4:
        assert "twisted.internet.reactor" not in set(imports(TREES[module]))


@each_module
def test_time_of_day_is_handed_out_by_the_composition(module: str) -> None:
    """
    No module looks at the clock on the wall by itself.
    """
    if RING[module] < 4:
        used = {ast.unparse(node) for node in ast.walk(TREES[module]) if isinstance(node, ast.Attribute)}
        assert used & WALL_CLOCK == set()


@each_module
def test_autobahn_stays_in_the_websocket_edge(module: str) -> None:
    """
    Nobody else knows who reads the frames.
    """
    if module not in AUTOBAHN:
        assert foreign(module, "autobahn", "txaio") == set()


@each_module
def test_sql_stays_under_storage(module: str) -> None:
    """
    Nobody else knows that there are tables.
    """
    if not module.startswith("chatd.storage."):
        assert foreign(module, *SQL) == set()


@each_module
def test_module_is_read_in_one_sitting(module: str) -> None:
    """
    At most 500 lines.
    """
    assert len(SOURCES[module].read_text(encoding="utf-8").splitlines()) <= 500


@each_module
def test_names_say_something(module: str) -> None:
    """
    Words that fit everything are in no name of a module, a class or a function.
    """
    names = [module.rpartition(".")[2]]
    names += [
        node.name
        for node in ast.walk(TREES[module])
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [name for name in names if words(name) & EMPTY_WORDS] == []


@each_module
def test_twisted_hooks_do_not_wait(module: str) -> None:
    """
    A coroutine in the place of a hook is made and dropped by who calls it: such a name is never `async def`.
    """
    found = [node.name for node in ast.walk(TREES[module]) if isinstance(node, ast.AsyncFunctionDef)]
    assert [name for name in found if re.search(r"[a-z][A-Z]", name)] == []


def test_plugin_is_a_service_maker_and_nothing_else() -> None:
    """
    Every run of `twistd` imports this file, whatever it is run for: it imports nothing of chatd.
    """
    tree = ast.parse((ROOT / "twisted" / "plugins" / "chatd_plugin.py").read_text(encoding="utf-8"))
    assert {name.split(".")[0] for name in imports(tree)} == {"twisted"}
    assert not (ROOT / "twisted" / "__init__.py").exists()
    assert not (ROOT / "twisted" / "plugins" / "__init__.py").exists()


def _within(name: str, known: str) -> bool:
    return name == known or name.startswith(known + ".")


def _parents(names: set[str]) -> set[str]:
    return {name.rpartition(".")[0] for name in names}
