"""
WebSocket frames as bytes (RFC 6455, section 5.2; compressed, RFC 7692): writing ours, and reading the common one of a
client's.

The common frame is a whole, final, masked, uncompressed text frame.  Whatever else comes is Autobahn's to judge.
"""

import zlib
from struct import Struct

TEXT = 0x81
PING = b"\x89\0"
"""The frame of a ping with nothing in it."""
_DEFLATED = 0x40
_DEFLATE_LEAST = 200
DEFLATE_BITS = 12
"""The window we compress with: all but the longest messages fit, and a compressor is made eight times as fast as with
a window of 15 bits."""
_MASKED = 0x80
_MASK = 4
_EMPTY_PONG = b"\x8a\x80"
_SIZES = {bytes((TEXT, _MASKED | size)): size for size in range(127)}
"""By the first two bytes of a common frame, its size; 126 for one that is written in the next two."""
_SHORT = 256
_REPEATED = int.from_bytes(b"\0\0\0\1" * (_SHORT // _MASK))
_medium_head = Struct("!BBH").pack


def frame(payload: bytes, first: int = TEXT) -> bytes:
    """
    One whole, final, unmasked text frame.
    """
    size = len(payload)
    if size < 126:
        return bytes((first, size)) + payload
    if size < 65536:
        return _medium_head(first, 126, size) + payload
    return bytes((first, 127)) + size.to_bytes(8, "big") + payload


def deflated_frame(payload: bytes) -> bytes:
    """
    The same, compressed without regard to other messages where that makes it shorter (RFC 7692, section 7.2.1).
    """
    if len(payload) >= _DEFLATE_LEAST:
        packer = zlib.compressobj(wbits=-DEFLATE_BITS, memLevel=5)
        packed = (packer.compress(payload) + packer.flush(zlib.Z_SYNC_FLUSH))[:-4]
        if len(packed) < len(payload):
            return frame(packed, TEXT | _DEFLATED)
    return frame(payload)


def common_text(data: bytes, at: int, most: int) -> tuple[bytes, int] | None:
    """
    The payload of the common frame that begins at `at`, and where it ends; None if what is there is not one.

    Not one is also: a payload of more than `most` bytes, a length not written in its shortest form, invalid UTF-8.
    """
    size = _SIZES.get(data[at : at + 2])
    if size is None:
        return None
    begin = at + 2 + _MASK
    if size == 126:
        size = int.from_bytes(data[at + 2 : at + 4])
        begin += 2
        if size < 126:
            return None
    end = begin + size
    if size > most or end > len(data):
        return None
    payload = unmask(data[begin - _MASK : begin], data[begin:end])
    if not payload.isascii():
        try:
            payload.decode()
        except UnicodeDecodeError:
            return None
    return payload, end


def is_empty_pong(data: bytes) -> bool:
    """
    Whether `data` is one whole frame of a client: a pong with nothing in it.
    """
    return len(data) == 2 + _MASK and data.startswith(_EMPTY_PONG)


def common_begun(rest: bytes, most: int) -> bool:
    """
    Whether `rest` is the beginning of a common frame, and only the beginning.
    """
    have = len(rest)
    if not have or rest[0] != TEXT:
        return False
    if have == 1:
        return True
    size, head = rest[1] - _MASKED, 2
    if size == 126:
        if have < 4:
            return True
        size, head = rest[2] << 8 | rest[3], 4
        if size < 126:
            return False
    elif size == 127:
        return False
    return 0 <= size <= most and have < head + _MASK + size


def unmask(mask: bytes, payload: bytes) -> bytes:
    """
    `payload` with the four bytes of `mask` laid over it again and again: one addition of big integers without carry.
    """
    size = len(payload)
    if size <= _SHORT:
        # A product of integers is made sooner than an integer of many bytes.
        key = int.from_bytes(mask) * _REPEATED >> 8 * (_SHORT - size)
    else:
        key = int.from_bytes((mask * (size // _MASK + 1))[:size])
    return (int.from_bytes(payload) ^ key).to_bytes(size)
