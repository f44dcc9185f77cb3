"""
The shape of the page, read from `web/`: imports between folders, where the DOM is, exports, actions of the store.
"""

import re
from itertools import chain
from pathlib import Path

from tests.test_architecture import circles

WEB = Path(__file__).parent.parent / "web"
TESTS = Path(__file__).parent / "browser" / "modules"
SOURCES = {
    path.relative_to(WEB).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(WEB.rglob("*.js"))
    if "dist" not in path.parts
}

MAY_IMPORT = {
    "text": set(),
    "lang": set(),
    "chatd": set(),
    "chatd.js": {"chatd"},
    "store": {"text", "chatd"},
    "app": {"store", "text", "chatd"},
    "views": {"store", "text", "lang"},
    "app.js": {"app", "store", "views", "lang", "chatd", "chatd.js"},
    "admin": {"app", "views", "lang", "chatd"},
    "embed.js": set(),
    "embed": set(),
}
"""What lies in `web/`, and what each part may import beside itself."""

GIVEN_THE_WINDOW = {"app/browser.js", "app/desktop_notifications.js", "app/embedding.js"}
LINES_MAX = 500
IMPORT = re.compile(
    r"^(?:import|export) (\{[^}]*\}|\* as \w+|\w+) from \"(\.[^\"]+)\"|import\(\"(\.[^\"]+)\"\)", re.MULTILINE
)
EXPORT = re.compile(r"^export (?:async )?(?:class|function|const) (\w+)", re.MULTILINE)
DISPATCH = re.compile(r"dispatch\((?:[\w.#]+, )?(?:\{\s*type: )?[\"`]([\w${}]+)[\"`]", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.MULTILINE | re.DOTALL)

CODE = {module: COMMENT.sub("", text) for module, text in SOURCES.items()}


def part_of(module: str) -> str:
    """
    The part of `MAY_IMPORT` that a module belongs to.
    """
    return module.split("/", maxsplit=1)[0]


def imports(module: str) -> set[str]:
    """
    The modules of the page that a module imports, at the start or later.
    """
    found = chain.from_iterable((match[2], match[3]) for match in IMPORT.finditer(SOURCES[module]))
    folder = (WEB / module).parent
    return {(folder / path).resolve().relative_to(WEB).as_posix() for path in found if path}


GRAPH = {module: imports(module) for module in SOURCES}


def imported_names() -> set[tuple[str, str]]:
    """
    Each name that a module of the page imports or exports again, with the module that defines it.
    """
    found = set()
    for module, text in SOURCES.items():
        for what, path, _ in IMPORT.findall(text):
            if not path:
                continue
            source = ((WEB / module).parent / path).resolve().relative_to(WEB).as_posix()
            names = re.findall(r"\w+(?= as \w)|(?<! as )\b\w+\b(?! as )", what.strip("{}"))
            if what.startswith("*"):
                names = re.findall(rf"\b{what.removeprefix('* as ')}\.(\w+)", text)
            found |= {(source, name) for name in names}
    return found


def table(name: str) -> set[str]:
    """
    The keys of the object `name` in the store.
    """
    match = re.search(rf"^const {name} = \{{$(.*?)^\}};$", SOURCES["store/store.js"], re.MULTILINE | re.DOTALL)
    assert match is not None, name
    return set(re.findall(r"^  (\w+):", match[1], re.MULTILINE))


def test_everything_in_web_has_its_place() -> None:
    assert {part_of(module) for module in SOURCES} == set(MAY_IMPORT)


def test_imports_lead_to_modules_that_are_there() -> None:
    assert {module: names - set(SOURCES) for module, names in GRAPH.items() if names - set(SOURCES)} == {}


def test_a_part_imports_only_what_it_may() -> None:
    allowed = {part: {part, *others} for part, others in MAY_IMPORT.items()}
    assert [
        f"{module} imports {name}"
        for module, names in GRAPH.items()
        for name in names
        if part_of(name) not in allowed[part_of(module)]
    ] == []


def test_the_kit_knows_no_other_views() -> None:
    kit = {module: names for module, names in GRAPH.items() if module.startswith("views/kit/")}
    assert [
        f"{module} imports {name}"
        for module, names in kit.items()
        for name in names
        if part_of(name) == "views" and name not in kit
    ] == []


def test_no_modules_import_each_other() -> None:
    assert circles(GRAPH) == []


def test_texts_reach_the_dom_as_texts() -> None:
    pattern = re.compile(r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|DOMParser|eval\(|new Function)")
    assert {module: pattern.findall(code) for module, code in CODE.items() if pattern.search(code)} == {}


def test_only_views_touch_the_dom() -> None:
    """
    The rest runs in Node; three modules of `app/` are given the browser's window.  Scripts in frames and in pages of
    others stand alone.
    """
    pattern = re.compile(r"(?<![./\w#])(?:document|window|localStorage|sessionStorage)\.\w+")
    others = {module: code for module, code in CODE.items() if part_of(module) not in {"views", "embed", "embed.js"}}
    assert {module for module, code in others.items() if pattern.search(code)} - GIVEN_THE_WINDOW == set()


def test_modules_are_of_a_size_to_be_read() -> None:
    assert {module for module, text in SOURCES.items() if text.count("\n") > LINES_MAX} == set()


def test_no_two_exports_have_one_name() -> None:
    names = [name for text in SOURCES.values() for name in EXPORT.findall(text)]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_every_export_is_used() -> None:
    """
    By another module of the page, or by a test of the module that uses it itself.
    """
    used = imported_names()
    tested = "\n".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("*.mjs"))
    unused = [
        f"{module}: {name}"
        for module, text in SOURCES.items()
        for name in EXPORT.findall(text)
        if (module, name) not in used
        and module != "chatd.js"
        and not (len(re.findall(rf"\b{name}\b", text)) > 1 and re.search(rf"\b{name}\b", tested))
    ]
    assert unused == []


def test_every_action_is_known_to_the_store_and_dispatched() -> None:
    known = table("CHANGES") | table("IN_ROOM")
    dispatched = {
        name
        for module, text in SOURCES.items()
        if part_of(module) in {"app", "views"}
        for name in DISPATCH.findall(text)
    }
    patterns = [re.compile(re.sub(r"\$\{\w+\}", r"\\w+", name)) for name in dispatched]
    assert {name for name in dispatched if "$" not in name} - known == set()
    assert {name for name in known if not any(pattern.fullmatch(name) for pattern in patterns)} == set()
