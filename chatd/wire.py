"""
The JSON of ``chatd.v1``: frames to commands, answers and events to frames.

`decode` turns one text frame into one command or raises `Rejected`; nothing else leaves it.  The living description
is docs/protocol.md.
"""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

from chatd.answers import AnyAnswer
from chatd.commands import COMMANDS, AnyCommand
from chatd.errors import Refusal
from chatd.forms import REF_MAX, Ref
from chatd.misfits import explain
from chatd.model import Event
from chatd.names import INTEGER_MAX

PROTOCOL = "chatd.v1"


class Rejected(Exception):
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


_decode_command: Callable[[bytes], AnyCommand] = msgspec.json.Decoder(AnyCommand).decode
_decode_envelope = msgspec.json.Decoder(_Envelope).decode
_encode = msgspec.json.Encoder().encode
_TYPES = {command.__struct_config__.tag: command for command in COMMANDS}


def encode(value: Event | AnyAnswer) -> bytes:
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
        raise Rejected(Refusal("bad_frame"), None) from None
    raise _rejected(frame, unfit)


def _rejected(frame: bytes, unfit: msgspec.ValidationError) -> Rejected:
    # A failed decode loses `ref`: read the frame again for it, and to tell what kind of failure this is.
    try:
        envelope = _decode_envelope(frame)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return Rejected(Refusal("bad_frame"), None)
    ref = envelope.ref if _is_ref(envelope.ref) else None
    kind = _TYPES.get(envelope.type) if isinstance(envelope.type, str) else None
    if kind is None and isinstance(envelope.type, str):
        return Rejected(Refusal("unknown_type", f"no command has the type {envelope.type[:64]!r}"), ref)
    misfit = explain(unfit, kind)
    return Rejected(Refusal("invalid", misfit.told()[:300], field=misfit.field[:128] or "type"), ref)


def _is_ref(ref: object) -> bool:
    if isinstance(ref, str):
        return len(ref) <= REF_MAX
    return isinstance(ref, int | float) and not isinstance(ref, bool) and abs(ref) <= INTEGER_MAX
