"""
Parses the offers in ``Sec-WebSocket-Extensions`` (RFC 6455, section 9.1) and selects those that can be accepted.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
# A quoted value must be a token, too.
_PARAMETER = rf"[ \t]*;[ \t]*({_WORD})(?:[ \t]*=[ \t]*(?:({_WORD})|\"({_WORD})\"))?"
_OFFER = re.compile(rf"[ \t]*({_WORD})((?:{_PARAMETER})*)[ \t]*(?:,|$)")
_EMPTY = re.compile(r"[ \t]*(?:,|$)")
_PARAMETERS = re.compile(_PARAMETER)
_BITS = re.compile("[89]|1[0-5]")
_FLAGS = frozenset({"server_no_context_takeover", "client_no_context_takeover"})
DEFLATE = "permessage-deflate"


class Offer(Struct, frozen=True):
    """
    One offer: the name of the extension and its parameters in order; the value is None for one without.
    """

    name: str
    parameters: tuple[tuple[str, str | None], ...] = ()


def read_offers(values: Sequence[str]) -> list[Offer] | None:
    """
    Returns all offers in the fields with these `values`, in order; None if they are malformed.

    Repeated fields form one list.
    """
    text, found, at = ", ".join(values), [], 0
    while at < len(text):
        if (nothing := _EMPTY.match(text, at)) is not None:
            at = nothing.end()
            continue
        offer = _OFFER.match(text, at)
        if offer is None:
            return None
        found.append(Offer(offer[1].lower(), tuple(_parameters(offer[2]))))
        at = offer.end()
    return found


def deflate_offers(offers: Sequence[Offer]) -> str:
    """
    Returns a field value with those of `offers` that are valid (RFC 7692, section 7.1) and can be accepted; empty if
    there are none.

    An offer with an unknown, repeated or invalid parameter is declined, and the next one is tried (section 5.1).  An
    offer that asks for a window of 256 bytes is declined, too: zlib does not support it.
    """
    return ", ".join(text for offer in offers if offer.name == DEFLATE and (text := _valid(offer)) is not None)


def _parameters(text: str) -> Iterator[tuple[str, str | None]]:
    for name, bare, quoted in _PARAMETERS.findall(text):
        yield name.lower(), bare or quoted or None


def _valid(offer: Offer) -> str | None:
    names = [name for name, _ in offer.parameters]
    if len(set(names)) < len(names):
        return None
    parts = [DEFLATE]
    for name, value in offer.parameters:
        if name in _FLAGS:
            if value is not None:
                return None
            parts.append(name)
        elif name == "client_max_window_bits":
            if value is not None and _BITS.fullmatch(value) is None:
                return None
            # Only a hint by the client: we read any window.
            parts.append(name)
        elif name == "server_max_window_bits":
            if value is None or _BITS.fullmatch(value) is None or value == "8":
                return None
            parts.append(f"{name}={value}")
        else:
            return None
    return "; ".join(parts)
