"""
Which filters there are: two in the box, and those that Twisted finds as plugins; and the chain that is made of them.

To add one, put a module into ``twisted/plugins/`` with an object that provides `IFilterMaker` and `IPlugin`.
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

    name = Attribute("What the configuration calls it: a `str`.")

    def make(options: Any) -> Any:  # noqa: N805 - an interface has no self
        """
        A `chatd.filters.chain.Filter` with these options, a `dict` as it came from the TOML file.

        Raises ValueError, one line that names the option, for what it cannot do.
        """


class FilterSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """
    One filter of the configuration: which one, in what rooms, for whom not, and with which options.
    """

    use: str
    rooms: tuple[str, ...] = EVERYWHERE
    exempt: str | None = None
    when_broken: Literal["refuse", "pass"] = "refuse"
    options: dict[str, Any] = {}


class WordOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The words themselves, and files with one on each line; an empty line and one that begins with ``#`` is none.
    """

    words: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    action: Literal["refuse", "mask"] = "refuse"


class LinkOptions(Struct, frozen=True, forbid_unknown_fields=True):
    """
    The hosts that may be linked to; see `LinkPolicy`.
    """

    hosts: tuple[str, ...] = ()
    action: Literal["refuse", "strip"] = "refuse"
    bare: bool = False


class _Here:
    # Knows the place of what was taken last: where it stands that is wrong.
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
    The word list in the box.
    """

    name = "words"
    options = WordOptions

    def make(self, options: dict[str, Any]) -> Filter:
        """
        A word list from `WordOptions`.
        """
        asked = msgspec.convert(options, WordOptions)
        entries = [(f"words[{place}]", word) for place, word in enumerate(asked.words)]
        for place, file in enumerate(asked.files):
            try:
                lines = Path(file).read_text(encoding="utf-8-sig").splitlines()
            except OSError as error:
                raise ValueError(f"files[{place}]: {file}: cannot be read: {os_error_text(error)}") from None
            except UnicodeDecodeError as error:
                raise ValueError(f"files[{place}]: {file}: not UTF-8 at byte {error.start}") from None
            named = enumerate(lines, 1)
            entries += [(f"{file}, line {at}", line) for at, line in named if line.strip() and not line.startswith("#")]
        here = _Here(entries)
        try:
            return WordList(here, asked.action)
        except ValueError as error:
            raise ValueError(f"{here.place}: {error}") from None


@implementer(IPlugin, IFilterMaker)
class LinkPolicyMaker:
    """
    The link policy in the box.
    """

    name = "links"
    options = LinkOptions

    def make(self, options: dict[str, Any]) -> Filter:
        """
        A link policy from `LinkOptions`.
        """
        asked = msgspec.convert(options, LinkOptions)
        here = _Here([(f"hosts[{place}]", host) for place, host in enumerate(asked.hosts)])
        try:
            return LinkPolicy(here, asked.action, bare=asked.bare)
        except ValueError as error:
            raise ValueError(f"{here.place}: {error}") from None


def available_makers() -> Iterable[Any]:
    """
    The makers in the box, then those of other packages.
    """
    yield WordListMaker()
    yield LinkPolicyMaker()
    yield from getPlugins(IFilterMaker)


def build_chain(settings: Sequence[FilterSettings], makers: Iterable[Any], *, fault: Fault, limit: int) -> Chain:
    """
    The chain that the configuration asks for, of filters made by `makers`.

    Raises ValueError, one line, with the place of what is wrong: ``[0].options.words[2]: expected …``.
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
        # Twisted has said what is wrong with a module of plugins that cannot be imported, and goes on without it.
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
        # Those in the box say of which kind their options are.
        misfit = field_error(error, getattr(maker, "options", None))
        raise ValueError(f"{place}.options{misfit.field and '.'}{misfit.field}: {misfit.what}") from None
    except ValueError as error:
        raise ValueError(f"{place}.options: {_one_line(error)}") from None
    except Exception as error:
        # A fault of the plugin's: whoever wrote it has to know where.
        at = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__}: {_one_line(error)} ({at.filename}, line {at.lineno})"
        raise ValueError(f"{place}.options: the plugin {settings.use!r} failed with them: {what}") from None
    return Step(settings.use, made, tuple(rooms), settings.exempt, settings.when_broken == "pass")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
