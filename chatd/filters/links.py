"""
The link policy: which hosts a text may link to.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from chatd.filters.chain import FilterInput, Refuse

# What ends a link on the page (``web/text/links.js``): white space, as JavaScript knows it, quotes and angle brackets,
# and the punctuation of Chinese and Japanese.
_STOP = r"\s\ufeff<>\"“”‘’«»，。；：！？、（）【】《》「」"
# Text that a client could turn into a link.  The start of http addresses is as lenient as in browsers; a scheme without
# a host needs only a colon.
_LINK = re.compile(
    r"(?i)(?:https?:[/\\]*|[a-z][a-z0-9+.-]{1,30}://"
    r"|(?<![a-z0-9])(?:mailto|tel|magnet|javascript|data|file):|(?<![a-z0-9.-])www\.(?=[\w-]))"
    rf"[^{_STOP}]+"
)
# Browsers take the ideographic full stop for a dot of a host, the page for the end of a sentence.
_DOTTED = re.compile(rf"(?:。[A-Za-z0-9][^{_STOP}]*){{1,8}}")
# Up to where some client might read the user or the host of a link.
_AUTHORITY_END = re.compile(r"[/\\?#\s<>\"“”«»]")
_AT = re.compile("@")
_SCHEME = re.compile(r"(?i)(?:https?:[/\\]*)?")
# A name with a dot that could be a host; only looked for with `bare`.
_BARE = re.compile(r"(?i)(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?![\w@-])(?::\d+)?(?:[/?#][^\s<>\"]*)?")
_TAIL = re.compile(r"[.,;:!?'*_~)\]}]+\Z")
_WEB = re.compile(r"(?i)https?:[/\\]*|(?=www\.)")
_AUTHORITY = re.compile(r"[^/\\?#]*")
_EMPTY = re.compile("")
_HOST = re.compile(r"(?:[\w-]{1,63}\.)*[\w-]{1,63}")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")


class LinkPolicy:
    """
    Refuses or strips links to hosts that are not among `hosts`; without `hosts`, all links.

    ``example.org`` is that host alone, ``*.example.org`` all its subdomains.  Only http and https can be allowed.  With
    `bare`, names such as ``example.org`` count as links, too.  Raises ValueError for an entry that cannot be a host.
    """

    def __init__(
        self, hosts: Iterable[str] = (), action: Literal["refuse", "strip"] = "refuse", *, bare: bool = False
    ) -> None:
        self._action = action
        self._bare = bare
        self._hosts: set[str] = set()
        self._domains: tuple[str, ...] = ()
        for host in hosts:
            plain = _plain(host.removeprefix("*."))
            if not _HOST.fullmatch(plain):
                raise ValueError(f"{host!r}: expected a host such as example.org, or *.example.org for all below it")
            if host.startswith("*."):
                self._domains += ("." + plain,)
            else:
                self._hosts.add(plain)

    def judge(self, saying: FilterInput) -> str | Refuse:
        """
        The text if all its links are allowed; else the text without the other links, or a refusal naming the first.
        """
        verdict = self._judge(saying.text, _LINK, _WEB)
        if self._bare and isinstance(verdict, str):
            verdict = self._judge(verdict, _BARE, _EMPTY)
        return verdict

    def _judge(self, text: str, pattern: re.Pattern[str], opening: re.Pattern[str]) -> str | Refuse:
        kept: list[str] = []
        at = 0
        end = 0
        next_at, next_end = _Next(_AT, text), _Next(_AUTHORITY_END, text)
        while (match := pattern.search(text, end)) is not None:
            scheme = _SCHEME.match(text, match.start())
            host_at = scheme.end() if scheme else match.start()
            # The part before an @ looks like a host and is none: never allowed, wherever a client ends the link.
            has_user = next_at.after(host_at) < next_end.after(host_at)
            link = _trimmed(match[0]) if has_user else self._forbidden(text, match, opening)
            # What ends a link may be followed by another.
            end = match.start() + len(link or _trimmed(match[0]))
            if link is None:
                continue
            if self._action == "refuse":
                return Refuse(f"links to {link[:80]} are not welcome here")
            kept.append(text[at : match.start()])
            at = end
        return "".join((*kept, text[at:]))

    def _forbidden(self, text: str, match: re.Match[str], opening: re.Pattern[str]) -> str | None:
        # The link that is found there if some client would read it as one that is not allowed.
        link = _trimmed(match[0])
        if not self._allows(link, opening):
            return link
        if more := _DOTTED.match(text, match.end()):
            longer = _trimmed(match[0] + more[0])
            return None if self._allows(longer, opening) else longer
        return None

    def _allows(self, link: str, opening: re.Pattern[str]) -> bool:
        opened = opening.match(link)
        authority = opened and _AUTHORITY.match(link, opened.end())
        if not authority:
            return False
        host, _, port = authority[0].partition(":")
        host = _plain(host)
        if (port and not port.isdecimal()) or not _HOST.fullmatch(host):
            return False
        return host in self._hosts or host.endswith(self._domains)


class _Next:
    """
    Where a pattern is found next, for positions that only grow: each part of the text is searched once.
    """

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._pattern = pattern
        self._text = text
        self._found = -1

    def after(self, position: int) -> int:
        """
        The first position of a match at or after `position`; the length of the text if there is none.
        """
        if self._found < position:
            match = self._pattern.search(self._text, position)
            self._found = match.start() if match else len(self._text)
        return self._found


def _trimmed(link: str) -> str:
    return _TAIL.sub("", link) or link


def _plain(host: str) -> str:
    """
    A host in the form in which browsers compare them: NFKC, lower case, ASCII dots, punycode decoded.
    """
    host = unicodedata.normalize("NFKC", _INVISIBLE.sub("", host)).lower().replace("。", ".")
    return ".".join(_label(part) for part in host.removesuffix(".").split("."))


def _label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
