"""
The available filters: two built-in ones, and Twisted plugins; and the chain that is built from the configuration.

To add a filter, put a module into ``twisted/plugins/`` with an object that provides `IFilterMaker` and `IPlugin`.
"""

import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct
from twisted.plugin import IPlugin, getPlugins
from zope.interface import Attribute, Interface, implementer

from chatd.domain.decode_errors import field_error
from chatd.domain.patterns import Pattern
from chatd.domain.roles import ROLES
from chatd.errors import os_error_text
from chatd.filters.chain import EVERYWHERE, Chain, Fault, Filter, Step
from chatd.filters.links import LinkPolicy
from chatd.filters.words import WordList


class IFilterMaker(Interface):  # type: ignore[misc] # zope has no types
    """
    Makes filters of one kind.  docs/filters.md has a complete plugin.

    With an attribute `options`, a msgspec struct, wrong options that `msgspec.convert` finds are named as in settings.
    """

    name = Attribute("The name in the configuration: a `str`.")

    def make(options: Any) -> Any:  # noqa: N805 - an interface has no self
        """
        A `chatd.filters.chain.Filter` with these options, a `dict` from the TOML file.

        Raises ValueError, one line that names the option, for a wrong option.
        """


class FilterSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    One filter of the configuration: its name, rooms, exempt role, behaviour on failure, and options.
    """

    use: str
    rooms: tuple[str, ...] = EVERYWHERE
    exempt: str | None = None
    when_broken: Literal["refuse", "pass"] = "refuse"
    options: dict[str, Any] = {}


class WordOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """
    Words, and files with one word on each line; empty lines and lines that begin with ``#`` are ignored.
    """

    words: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    action: Literal["refuse", "mask"] = "refuse"


class LinkOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The options of `LinkPolicy`: the hosts that may be linked to.
    """

    hosts: tuple[str, ...] = ()
    action: Literal["refuse", "strip"] = "refuse"
    bare: bool = False


class _PlacedEntries:
    # Iterates over entries and keeps the place of the last one, for error messages.
    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self.place = ""
        self._entries = entries

    def __iter__(self) -> Iterator[str]:
        for place, entry in self._entries:
            self.place = place
            yield entry


@implementer(IPlugin, IFilterMaker)
class WordListMaker:
    """
    The built-in word list.
    """

    name = "words"
    options = WordOptions

    def make(self, options: dict[str, Any]) -> Filter:
        """
        A word list from `WordOptions`.
        """
        parsed = msgspec.convert(options, WordOptions)
        entries = [(f"words[{place}]", word) for place, word in enumerate(parsed.words)]
        for place, file in enumerate(parsed.files):
            try:
                lines = Path(file).read_text(encoding="utf-8-sig").splitlines()
            except OSError as error:
                raise ValueError(f"files[{place}]: {file}: cannot be read: {os_error_text(error)}") from None
            except UnicodeDecodeError as error:
                raise ValueError(f"files[{place}]: {file}: not UTF-8 at byte {error.start}") from None
            named = enumerate(lines, 1)
            entries += [(f"{file}, line {at}", line) for at, line in named if line.strip() and not line.startswith("#")]
        source = _PlacedEntries(entries)
        try:
            return WordList(source, parsed.action)
        except ValueError as error:
            raise ValueError(f"{source.place}: {error}") from None


@implementer(IPlugin, IFilterMaker)
class LinkPolicyMaker:
    """
    The built-in link policy.
    """

    name = "links"
    options = LinkOptions

    def make(self, options: dict[str, Any]) -> Filter:
        """
        A link policy from `LinkOptions`.
        """
        parsed = msgspec.convert(options, LinkOptions)
        source = _PlacedEntries([(f"hosts[{place}]", host) for place, host in enumerate(parsed.hosts)])
        try:
            return LinkPolicy(source, parsed.action, bare=parsed.bare)
        except ValueError as error:
            raise ValueError(f"{source.place}: {error}") from None


def available_makers() -> Iterable[Any]:
    """
    The built-in makers, then those of installed plugins.
    """
    yield WordListMaker()
    yield LinkPolicyMaker()
    yield from getPlugins(IFilterMaker)


def build_chain(settings: Sequence[FilterSettings], makers: Iterable[Any], *, fault: Fault, limit: int) -> Chain:
    """
    The chain of the configured filters, made by `makers`.

    Raises ValueError, one line, with the place of the wrong setting: ``[0].options.words[2]: expected …``.
    """
    by_name: dict[str, Any] = {}
    for maker in makers:
        name = getattr(maker, "name", None)
        if name is None:
            raise ValueError(f": the plugin {type(maker).__module__}.{type(maker).__qualname__} has no name")
        if name in by_name:
            raise ValueError(f": two plugins make filters named {name!r}")
        by_name[name] = maker
    return Chain([_step(one, f"[{i}]", by_name) for i, one in enumerate(settings)], fault=fault, limit=limit)


def _step(settings: FilterSettings, place: str, makers: Mapping[str, Any]) -> Step:
    maker = makers.get(settings.use)
    if maker is None:
        # Twisted has logged the error of a plugin module that cannot be imported, and continues without it.
        nearest = get_close_matches(settings.use, makers, 1, 0.6)
        hint = f"did you mean {nearest[0]}?" if nearest else f"those that could be loaded: {', '.join(sorted(makers))}"
        raise ValueError(f"{place}.use: there is no filter {settings.use!r}; {hint}")
    if settings.exempt is not None and settings.exempt not in ROLES:
        raise ValueError(f"{place}.exempt: {settings.exempt!r}: expected one of {', '.join(ROLES)}")
    rooms = []
    for index, text in enumerate(settings.rooms):
        try:
            rooms.append(Pattern(text))
        except ValueError as error:
            raise ValueError(f"{place}.rooms[{index}]: {error}") from None
    try:
        made = maker.make(settings.options)
    except msgspec.ValidationError as error:
        # The built-in makers have a type for their options.
        wrong = field_error(error, getattr(maker, "options", None))
        raise ValueError(f"{place}.options{wrong.field and '.'}{wrong.field}: {wrong.what}") from None
    except ValueError as error:
        raise ValueError(f"{place}.options: {_one_line(error)}") from None
    except Exception as error:
        # A bug in the plugin: its author needs the place.
        at = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__}: {_one_line(error)} ({at.filename}, line {at.lineno})"
        raise ValueError(f"{place}.options: the plugin {settings.use!r} failed with them: {what}") from None
    return Step(settings.use, made, tuple(rooms), settings.exempt, settings.when_broken == "pass")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
