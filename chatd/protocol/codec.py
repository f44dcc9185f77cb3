"""
The JSON of ``chatd.v1``: frames to commands, answers and events to frames.

`decode` turns one text frame into one command or raises `Rejected`; nothing else leaves it.  The living description
is docs/protocol.md.
"""

import re
from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

from chatd.domain.decode_errors import field_error
from chatd.domain.events import Event
from chatd.domain.validation import INTEGER_MAX
from chatd.errors import Refusal
from chatd.protocol.commands import COMMANDS, REF_MAX, AnyCommand, Ref
from chatd.protocol.replies import AnyAnswer

PROTOCOL = "chatd.v1"


class DecodeError(Exception):
    """
    A frame is no command.  `ref` is what it came with, if that could be read.
    """

    def __init__(self, refusal: Refusal, ref: Ref) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal
        self.ref = ref


class _Envelope(Struct):
    type: Any = None
    ref: Any = None


_TOKEN = re.compile(rb'[^"{}\[\]]*+([{}\[\]]|"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z))', re.DOTALL)
"""What may precede it, and a bracket or a string, whether that ends or not."""
_TOKENS_MAX = 256
_SEARCHED_MAX = 16384
_REF = re.compile(rb'\s*+:\s*+(?:(-?[0-9][0-9.eE+-]{0,30}+)\s*+[,}]|("(?:[^"\\]|\\.){0,384}+"))', re.DOTALL)
_HALF = re.compile(
    rb"\\u[dD](?:[89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD])[c-fC-F][0-9a-fA-F]{2})"
)
"""One half of a surrogate pair as JSON writes it, without the other."""

_decode_command: Callable[[bytes], AnyCommand] = msgspec.json.Decoder(AnyCommand).decode
_decode_envelope = msgspec.json.Decoder(_Envelope).decode
_encode = msgspec.json.Encoder().encode
_TYPES = {command.__struct_config__.tag: command for command in COMMANDS}


def encode(value: Event | AnyAnswer | Struct) -> bytes:
    """
    The JSON of an event or an answer, as UTF-8.
    """
    return _encode(value)


def size_of(value: object) -> int:
    """
    Bytes of the JSON of `value`.
    """
    return len(_encode(value))


def fits(value: object, most: int) -> bool:
    """
    Whether the JSON of `value` has at most `most` bytes.
    """
    try:
        return len(_encode(value)) <= most
    except RecursionError:
        # Decoding it just went: nested as deep as the stack.
        return False


def decode(frame: bytes) -> AnyCommand:
    """
    The command in one text frame, or `Rejected` with `bad_frame`, `unknown_type` or `invalid`.
    """
    try:
        return _decode_command(frame)
    except msgspec.ValidationError as error:
        unfit = error
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise _bad_frame(frame) from None
    raise _rejected(frame, unfit)


def find_ref(frame: bytes) -> Ref:
    """
    The `ref` of a frame that is no JSON (cut off, with `NaN` or half a character in it ...), if it can be seen.

    The work is bounded: so many bytes, brackets and strings are looked at.  A number at the end of the frame may have
    lost digits and is not believed.
    """
    depth, at, found = 0, 0, None
    for _ in range(_TOKENS_MAX):
        match = _TOKEN.match(frame, at, _SEARCHED_MAX)
        if match is None:
            break
        token, at = match[1], match.end()
        if token in b"{[":
            depth += 1
            if depth == 1 and token == b"[":
                break
        elif token in b"}]":
            depth -= 1
            if depth <= 0:
                break
        elif depth == 1 and token == b'"ref"' and (value := _REF.match(frame, at)):
            found = value[1] or value[2]
        elif not depth:
            break
    if found is None:
        return None
    try:
        ref = msgspec.json.decode(found)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return ref if _is_ref(ref) else None


def _bad_frame(frame: bytes) -> DecodeError:
    message = ""
    if half := _HALF.search(frame, 0, _SEARCHED_MAX):
        message = f"not JSON: {half[0].decode()} is half of a surrogate pair; send whole characters"
    return DecodeError(Refusal("bad_frame", message), find_ref(frame))


def _rejected(frame: bytes, unfit: msgspec.ValidationError) -> DecodeError:
    # A failed decode loses `ref`: read the frame again for it, and to tell what kind of failure this is.
    try:
        envelope = _decode_envelope(frame)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return _bad_frame(frame)
    ref = envelope.ref if _is_ref(envelope.ref) else None
    kind = _TYPES.get(envelope.type) if isinstance(envelope.type, str) else None
    if kind is None and isinstance(envelope.type, str):
        return DecodeError(Refusal("unknown_type", f"no command has the type {envelope.type[:64]!r}"), ref)
    misfit = field_error(unfit, kind)
    return DecodeError(Refusal("invalid", misfit.told()[:300], field=misfit.field[:128] or "type"), ref)


def _is_ref(ref: object) -> bool:
    if isinstance(ref, str):
        return len(ref) <= REF_MAX
    return isinstance(ref, int | float) and not isinstance(ref, bool) and abs(ref) <= INTEGER_MAX
