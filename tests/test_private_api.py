"""
The list of private parts of libraries: against the installed versions, and against the sources.
"""

import ast
import importlib
import inspect
import os
import re
import select
import textwrap
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from autobahn.twisted.websocket import WebSocketServerProtocol
from autobahn.websocket.protocol import WebSocketProtocol

from chatd.private_api import PRIVATE_USES, PrivateUse, bound_events
from chatd.websocket.autobahn import BoundedProtocol

ROOT = Path(__file__).parent.parent
PATHS = [path for path in sorted((ROOT / "chatd").rglob("*.py")) if "migrations" not in path.parts]
LIBRARIES = ("twisted", "autobahn", "zope", "werkzeug", "argparse", "http", "msgspec", "sqlalchemy")
PRIVATE = re.compile(r"_[a-zA-Z]\w*")

PUBLIC = {"_exit", "_current_frames", "_asdict", "_log", "_abc_impl"}
"""
`os._exit` and `sys._current_frames`, the values of a row as SQLAlchemy documents them, the log of a class as
`twisted.logger` documents it, and what `abc` leaves on each class.
"""

BY_NAME = {"getattr", "hasattr", "setattr", "delattr"}

CLIENT_ONLY = {"serverConnectionDropTimeoutCall"}
"""What Autobahn sets on connections of clients alone."""


@cache
def nodes_by_module() -> dict[str, list[ast.AST]]:
    """
    The nodes of each module's syntax tree.
    """
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): list(ast.walk(ast.parse(path.read_text("utf-8"))))
        for path in PATHS
    }


def owner_of(use: PrivateUse) -> Any:
    """
    The class that has a private part.
    """
    module, _, name = use.owner.rpartition(".")
    return getattr(importlib.import_module(module), name)


@cache
def names_of(cls: Any) -> set[str]:
    """
    The private names of a class of a library: what stands on it, and what its methods use of `self`.
    """
    found = {name for name in vars(cls) if PRIVATE.fullmatch(name)}
    return found | set(re.findall(r"\bself\.(_[a-zA-Z]\w*)", sources_of(cls.__module__).get(cls.__qualname__, "")))


@cache
def sources_of(module: str) -> dict[str, str]:
    """
    The sources of a module's classes by qualified name; `inspect` would parse the module again for each of them.
    """
    try:
        source = inspect.getsource(importlib.import_module(module))
    except (OSError, TypeError):
        return {}
    lines, found = source.splitlines(), dict[str, str]()

    def visit(body: list[ast.stmt], prefix: str) -> None:
        for node in body:
            if isinstance(node, ast.ClassDef):
                found[prefix + node.name] = "\n".join(lines[node.lineno - 1 : node.end_lineno])
                visit(node.body, f"{prefix}{node.name}.")
            elif isinstance(node, ast.If | ast.Try):
                visit(node.body + node.orelse, prefix)

    visit(ast.parse(source).body, "")
    return found


def own_names(nodes: Iterable[ast.AST]) -> set[str]:
    """
    The private names that the modules of these nodes give themselves: functions, classes, variables, attributes.
    """
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and is_self(node.value):
            found.add(node.attr)
    return found


def is_self(node: ast.AST) -> bool:
    """
    Whether an expression is the object or the class that a method belongs to.
    """
    return isinstance(node, ast.Name) and node.id in {"self", "cls"}


def by_reference(nodes: Iterable[ast.AST], here: set[str], own: set[str]) -> Iterator[str]:
    """
    Private attributes that a module uses, by a dot or by `getattr`: on `self` those that are not in `own`, on other
    objects those that are not in `here`, which the module gives itself.
    """
    for node in nodes:
        if isinstance(node, ast.Attribute) and PRIVATE.fullmatch(node.attr):
            if node.attr not in PUBLIC | (own if is_self(node.value) else here):
                yield node.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BY_NAME:
            name = node.args[1]
            if isinstance(name, ast.Constant) and PRIVATE.fullmatch(str(name.value)):
                yield str(name.value)


def by_inheritance(module: str, nodes: Iterable[ast.AST]) -> Iterator[str]:
    """
    Private names of a library's class that a class of chatd below it defines or uses.
    """
    if module.startswith("chatd.storage.postgresql.") and find_spec("psycopg") is None:
        return
    for node in nodes:
        cls: Any = getattr(importlib.import_module(module), node.name, None) if isinstance(node, ast.ClassDef) else None
        if not isinstance(cls, type):
            continue
        bases = [base for base in cls.__mro__ if base.__module__.split(".")[0] in LIBRARIES]
        theirs = {name for base in bases for name in names_of(base)}
        used = {name for name in vars(cls) if PRIVATE.fullmatch(name)}
        used |= {inner.attr for inner in ast.walk(node) if isinstance(inner, ast.Attribute) and is_self(inner.value)}
        yield from used & theirs - PUBLIC


def test_every_private_use_is_listed_and_nothing_else_is() -> None:
    names = {module: own_names(nodes) for module, nodes in nodes_by_module().items()}
    own = set[str]().union(*names.values())
    used: dict[str, set[str]] = {}
    for module, nodes in nodes_by_module().items():
        if not module.endswith(("__init__", "chatd_plugin")):
            for name in (*by_reference(nodes, names[module], own), *by_inheritance(module, nodes)):
                used.setdefault(name, set()).add(module)
    listed = {use.name for use in PRIVATE_USES}
    assert {name: used[name] for name in used.keys() - listed} == {}
    # What stands in a list of names alone is found by neither way.
    assert listed - used.keys() == {"_wskey"}


@pytest.mark.parametrize("use", PRIVATE_USES, ids=lambda use: use.name)
def test_installed_version_has_what_is_listed(use: PrivateUse) -> None:
    owner = owner_of(use)
    assert any(use.name in names_of(base) for base in owner.__mro__) or use.name in inspect.get_annotations(owner)
    assert use.why


def test_a_use_that_is_not_listed_is_found() -> None:
    tree = ast.parse('reactor._threads.stop()\ngetattr(reactor, "_wakers")\nself._own = 1\nself._own\nself._far')
    nodes = list(ast.walk(tree))
    assert sorted(by_reference(nodes, own_names(nodes), {"_own"})) == ["_far", "_threads", "_wakers"]


@pytest.mark.parametrize("method", [WebSocketProtocol._connectionMade, WebSocketServerProtocol._connectionMade])
def test_what_autobahn_sets_on_a_connection_stands_on_the_class(method: Any) -> None:
    """
    With the same value, where that is written as a literal.
    """
    tree = ast.parse(textwrap.dedent(inspect.getsource(method)))
    checked = 0
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Attribute):
            continue
        name = node.targets[0].attr
        if ast.unparse(node.targets[0]) != f"self.{name}" or name in CLIENT_ONLY:
            continue
        assert name in vars(BoundedProtocol), name
        checked += 1
        if isinstance(node.value, ast.Constant) and name != "data":
            assert vars(BoundedProtocol)[name] == node.value.value, name
    assert checked > 20 or method is WebSocketServerProtocol._connectionMade


def test_reactor_serves_some_connections_in_one_turn_and_each_of_them_in_the_end() -> None:
    """
    Those that were left out come first in the next turns.
    """
    pipes = [os.pipe() for _ in range(5)]
    reactor = SimpleNamespace(_poller=select.epoll())
    poller = reactor._poller
    try:
        bound_events(reactor, 2)
        for reader, writer in pipes:
            reactor._poller.register(reader, select.EPOLLIN)
            os.write(writer, b"x")
        turns = [[fd for fd, _ in reactor._poller.poll(0, len(pipes))] for _ in range(3)]
        assert [len(turn) for turn in turns] == [2, 2, 2]
        assert {fd for turn in turns for fd in turn} == {reader for reader, _ in pipes}
        reactor._poller.modify(pipes[0][0], select.EPOLLOUT)
        reactor._poller.unregister(pipes[1][0])
    finally:
        poller.close()
        for fd in (end for pipe in pipes for end in pipe):
            os.close(fd)


def test_reactor_without_epoll_stays_as_it_is() -> None:
    poller = object()
    reactor = SimpleNamespace(_poller=poller)
    bound_events(reactor, 2)
    assert reactor._poller is poller
