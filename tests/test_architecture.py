"""
The shape of the program, read from its sources: the order of packages, who may know which library, names, sizes.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "chatd"

ORDER = (
    "errors",
    "private_api",
    "clock",
    "threads",
    "refusal_log",
    "waiters",
    "client",
    "domain",
    "protocol",
    "interfaces",
    "filters",
    "chat",
    "auth",
    "storage",
    "websocket",
    "webhooks",
    "http",
    "admin",
    "server",
    "cli",
)
"""What lies in `chatd/`, inner first: an import may only name what stands before it, or its own package."""

COMPOSITION = {"server", "cli"}
PROGRAM = "client"
"""For other programs: it knows nothing of the server, reads the clock, and speaks WebSocket as a client."""
AUTOBAHN = {"websocket", PROGRAM}
SQL = ("sqlalchemy", "alembic", "sqlite3", "psycopg")
DATABASES = ("chatd.storage.sqlite.", "chatd.storage.postgresql.")
FRAMEWORKS = ("twisted", "zope", "autobahn", "asyncio", "socket", "threading")
WAITING = {"twisted.internet.defer", "twisted.logger", "twisted.python.failure"}
"""All that a use case may know of Twisted."""

LINES_MAX = 500
EMPTY_WORDS = {"manager", "handler", "helper", "helpers", "util", "utils", "processor", "engine"}
WALL_CLOCK = {"time.time", "time.time_ns", "time.monotonic", "datetime.now", "datetime.utcnow", "datetime.today"}

FRAMEWORK_METHODS = {
    "connectionLost",
    "connectionMade",
    "dataReceived",
    "render",
    "downgrade",
    "pauseProducing",
    "resumeProducing",
    "stopProducing",
    "upgrade",
}
"""Methods and functions that Twisted, Autobahn and Alembic call."""

FUNCTION_MODULES_MAX = 4
IMPLEMENTATIONS = ("chatd.interfaces.", "chatd.storage.", "chatd.server.storage", "chatd.websocket.")
"""The modules of the interfaces that the outside implements, and of their implementations."""

OTHER_INTERFACES = {"command_rows", "routes"}
"""Methods of interfaces beside `chatd.interfaces` that have more than four implementations: `CommandService`, and the
parts of the HTTP API."""


def module_of(path: Path) -> str:
    """
    The dotted name of the module or package in `path`.
    """
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


PATHS = [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent != PACKAGE / "web"]
SOURCES = {module_of(path): path.read_text(encoding="utf-8") for path in PATHS}
PACKAGES = sorted(module_of(path) for path in PATHS if path.name == "__init__.py")
MODULES = sorted(set(SOURCES) - set(PACKAGES))


@cache
def tree_of(module: str) -> ast.Module:
    """
    The syntax tree of a module or package.
    """
    return ast.parse(SOURCES[module])


def each_module(rule: Callable[[str], None]) -> Callable[[], None]:
    """
    One test that `rule` passes for every module; it shows each that does not, and why.
    """

    def test() -> None:
        broken = {}
        for module in MODULES:
            try:
                rule(module)
            except AssertionError as error:
                broken[module] = str(error)
        assert broken == {}

    test.__name__, test.__doc__ = rule.__name__, rule.__doc__
    return test


def place_of(module: str) -> int:
    """
    Where the module or package stands in `ORDER`.
    """
    return ORDER.index(module.split(".")[1])


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


@cache
def import_graph() -> dict[str, set[str]]:
    """
    The modules that each module imports.
    """
    return {module: {name for name in imports(tree_of(module)) if name in MODULES} for module in MODULES}


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """
    The sets of modules that import each other, directly or by others.
    """
    reachable: dict[str, set[str]] = {}
    for start in graph:
        found: set[str] = set()
        waiting = [start]
        while waiting:
            for name in graph[waiting.pop()] - found:
                found.add(name)
                waiting.append(name)
        reachable[start] = found
    mutual = {tuple(sorted(b for b in reachable[a] if a in reachable[b])) for a in graph if a in reachable[a]}
    return [list(names) for names in sorted(mutual)]


def foreign(module: str, *roots: str) -> set[str]:
    """
    What `module` imports of the packages `roots`.
    """
    return {name for name in imports(tree_of(module)) if name.split(".")[0] in roots}


def words(name: str) -> set[str]:
    """
    The words of a snake_case or camelCase name, in lower case.
    """
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)}


def functions(tree: ast.AST) -> Iterator[str]:
    """
    The names of all functions and methods, nested ones included.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name


def test_everything_in_chatd_has_its_place_in_the_order() -> None:
    assert {name.split(".")[1] for name in SOURCES if name != "chatd"} == set(ORDER)


def test_docs_show_the_same_order() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\| `([a-z_]+)(?:/|\.py)` \|", text, re.MULTILINE)
    assert shown == list(ORDER)


@each_module
def test_imports_point_inwards(module: str) -> None:
    assert {name for name in import_graph()[module] if place_of(name) > place_of(module)} == set()


def test_a_module_that_breaks_a_rule_is_named() -> None:
    @each_module
    def rule(module: str) -> None:
        assert module != "chatd.clock"

    with pytest.raises(AssertionError, match=r"chatd\.clock"):
        rule()


def test_no_modules_import_each_other() -> None:
    assert circles(import_graph()) == []


def test_circles_are_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"d"}}) == [["b", "c"], ["d"]]


@each_module
def test_no_import_is_hidden_from_the_interpreter(module: str) -> None:
    assert "TYPE_CHECKING" not in SOURCES[module]


@pytest.mark.parametrize("package", [name for name in PACKAGES if name not in {"chatd", f"chatd.{PROGRAM}"}])
def test_a_package_says_what_lives_there_and_imports_nothing(package: str) -> None:
    said = ast.get_docstring(tree_of(package))
    assert said is not None
    assert re.search(r"\w[^\n]{15,}\.$", said)
    assert set(imports(tree_of(package))) == set()


def test_few_modules_lie_beside_the_packages() -> None:
    assert len([name for name in MODULES if name.count(".") == 1]) <= 6


@each_module
def test_client_and_server_know_nothing_of_each_other(module: str) -> None:
    """
    A program that pushes a message loads nothing of the server.
    """
    known = {name.split(".")[1] for name in import_graph()[module]}
    assert known <= {PROGRAM} if module.startswith(f"chatd.{PROGRAM}.") else PROGRAM not in known


@each_module
def test_values_and_rules_know_no_framework(module: str) -> None:
    """
    They run without a reactor, and would under any other.
    """
    if module.split(".")[1] in {"errors", "domain", "protocol", "interfaces"}:
        assert foreign(module, *FRAMEWORKS) - {"twisted.internet.defer", "twisted.internet", "twisted"} == set()


@each_module
def test_use_cases_only_wait(module: str) -> None:
    """
    A use case knows Deferreds and the log; no socket, no HTTP, no WebSocket.
    """
    if module.split(".")[1] == "chat":
        used = {name for name in foreign(module, "twisted") if not any(_within(name, known) for known in WAITING)}
        assert used - _parents(WAITING) == set()
        assert foreign(module, "autobahn", "socket", "threading", "asyncio") == set()


@each_module
def test_reactor_is_handed_out_by_the_composition(module: str) -> None:
    """
    Everything else works on the clock and the reactor that it is given.
    """
    if module.split(".")[1] not in COMPOSITION:
        assert "twisted.internet.reactor" not in set(imports(tree_of(module)))


@each_module
def test_time_of_day_is_handed_out_by_the_composition(module: str) -> None:
    """
    `chatd.clock.now_ms` reads it, and only the composition calls that.
    """
    if module.split(".")[1] not in {*COMPOSITION, PROGRAM, "clock"}:
        used = {ast.unparse(node) for node in ast.walk(tree_of(module)) if isinstance(node, ast.Attribute)}
        assert used & WALL_CLOCK == set()
        assert "chatd.clock.now_ms" not in set(imports(tree_of(module)))


@each_module
def test_autobahn_stays_in_the_websocket_edge(module: str) -> None:
    if module.split(".")[1] not in AUTOBAHN:
        assert foreign(module, "autobahn", "txaio") == set()


@each_module
def test_sql_stays_under_storage(module: str) -> None:
    if not module.startswith("chatd.storage."):
        assert foreign(module, *SQL) == set()


@each_module
def test_what_sql_databases_share_knows_none_of_them(module: str) -> None:
    if module.startswith("chatd.storage.sql."):
        assert foreign(module, "sqlite3", "psycopg") == set()
        assert {name for name in import_graph()[module] if name.startswith(DATABASES)} == set()


@each_module
def test_one_idea_fits_in_a_module(module: str) -> None:
    assert len(SOURCES[module].splitlines()) <= LINES_MAX


@each_module
def test_names_say_something(module: str) -> None:
    """
    Words that fit everything are in no name of a module, a class or a function.
    """
    names = [module.rpartition(".")[2]]
    names += [
        node.name
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [name for name in names if words(name) & EMPTY_WORDS] == []


def test_no_two_classes_have_one_name() -> None:
    modules: dict[str, list[str]] = defaultdict(list)
    for module in MODULES:
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.ClassDef):
                modules[node.name].append(module)
    assert {name: found for name, found in modules.items() if len(found) > 1} == {}


def test_no_function_name_is_defined_in_more_than_four_modules() -> None:
    # An implementation has the names of its interface, and the client those of the protocol: they do not count.
    interfaces = [tree_of(name) for name in MODULES if name.startswith("chatd.interfaces.")]
    required = {name for tree in interfaces for name in functions(tree)}
    modules: dict[str, set[str]] = defaultdict(set)
    for module in MODULES:
        for name in functions(tree_of(module)):
            if not module.startswith((f"chatd.{PROGRAM}.", *(IMPLEMENTATIONS if name in required else ()))):
                modules[name].add(module)
    found = {
        name: sorted(names)
        for name, names in modules.items()
        if len(names) > FUNCTION_MODULES_MAX
        and not name.startswith("__")
        and name not in FRAMEWORK_METHODS | OTHER_INTERFACES
    }
    assert found == {}


@each_module
def test_twisted_hooks_do_not_wait(module: str) -> None:
    """
    A coroutine in the place of a hook is made and dropped by who calls it: such a name is never `async def`.
    """
    found = [node.name for node in ast.walk(tree_of(module)) if isinstance(node, ast.AsyncFunctionDef)]
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
