"""
``chatd man``: the manual pages chatd(1) and chatd.toml(5), from the parser of the command line and from
docs/configuration.md.
"""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Iterator

import msgspec

from chatd import __version__
from chatd.cli.local_command import LocalCommand
from chatd.cli.output import Printer
from chatd.cli.sample_config import meanings, to_toml
from chatd.server.config_file import keys
from chatd.server.standard_streams import Output


def escape_roff(text: str) -> str:
    """
    Returns `text` as it is shown by roff: without backslashes, hyphens and first characters that mean something.
    """
    shown = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{shown}" if shown.startswith((".", "'")) else shown


def _head(name: str, section: int, what: str) -> list[str]:
    title = f'.TH {name.upper()} {section} "" "chatd {__version__}" "chatd"'
    return [title, ".SH NAME", f"{name} \\- {escape_roff(what)}"]


def leaf_parsers(parser: ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ArgumentParser]]:
    """
    Yields every command there is, as it is typed, with its parser.
    """
    below = [action for action in parser._actions if isinstance(action, _SubParsersAction)]  # noqa: SLF001
    for action in below:
        for name, one in action.choices.items():
            yield from leaf_parsers(one, (*path, name))
    if not below:
        yield " ".join(path), parser


def _arguments(parser: ArgumentParser) -> Iterator[str]:
    # Those that every command has are described once.
    for action in parser._actions:  # noqa: SLF001
        names = [name for name in action.option_strings if name not in {"-h", "--help", "--data", "--config", "--json"}]
        shown = action.metavar if isinstance(action.metavar, str) else ""
        if action.option_strings and not names:
            continue
        term = ", ".join(names) + (f" {shown}" if names and shown else "" if names else shown)
        if term and action.help:
            yield from (".IP", f'.BR "{escape_roff(term)}"', ".br", escape_roff(action.help.replace("%%", "%")))


def chatd_page(parser: ArgumentParser) -> str:
    """
    Returns chatd(1).
    """
    lines = _head("chatd", 1, "look after a chatd")
    lines += [".SH SYNOPSIS", r".B chatd", r"[\-\-data DIR] [\-\-config FILE] [\-\-json] COMMAND ..."]
    lines += [".SH DESCRIPTION"]
    for paragraph in (parser.description or "").split("\n\n"):
        lines += [".PP", escape_roff(paragraph)]
    lines += [".SH OPTIONS"]
    for action in parser._actions:  # noqa: SLF001
        if action.option_strings and action.help:
            lines += [".TP", f'.B "{escape_roff(", ".join(action.option_strings))}"', escape_roff(action.help)]
    lines += [".SH COMMANDS"]
    for name, one in leaf_parsers(parser):
        usage = one.format_usage().removeprefix("usage: ")
        lines += [f'.SS "chatd {escape_roff(name)}"', f".B {escape_roff(usage)}", ".PP"]
        lines += [escape_roff((one.description or "").replace("%%", "%")), *_arguments(one)]
    lines += [".SH NOTES", escape_roff(parser.epilog or ""), ".SH SEE ALSO", ".BR chatd.toml (5),", ".BR twistd (1)"]
    return "\n".join(lines) + "\n"


def chatd_toml_page(parser: ArgumentParser) -> str:
    """
    Returns chatd.toml(5).
    """
    lines = _head("chatd.toml", 5, "the configuration of chatd")
    text = (
        "A TOML file, named by --config. chatd init writes one with all keys and their defaults, chatd check-config "
        "looks for faults."
    )
    lines += [".SH DESCRIPTION", escape_roff(text), ".SH KEYS"]
    for key, default in keys().items():
        shown = "required" if default is msgspec.NODEFAULT else "none" if default is None else to_toml(default)
        lines += [".TP", f".B {escape_roff(key)}", escape_roff(f"{meanings()[key]}. Default: {shown}")]
    lines += [".SH SEE ALSO", ".BR chatd (1)"]
    return "\n".join(lines) + "\n"


PAGES: dict[str, Callable[[ArgumentParser], str]] = {"chatd": chatd_page, "chatd.toml": chatd_toml_page}


def _print_page(given: Namespace, out: Output, printer: Printer) -> int:
    out.write(PAGES[given.page](given.parser))
    return 0


def _add_page(parser: ArgumentParser) -> None:
    parser.add_argument("page", metavar="PAGE", choices=PAGES, help="chatd or chatd.toml")


COMMANDS = (
    LocalCommand(
        name="man",
        help="print a manual page",
        description="To read it: chatd man chatd | man -l -",
        add_arguments=_add_page,
        execute=_print_page,
    ),
)
