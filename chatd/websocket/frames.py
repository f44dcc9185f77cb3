"""
WebSocket frames as bytes (RFC 6455, section 5.2; compression: RFC 7692): writes server frames, and reads the common
client frame.

The common frame is a complete, final, masked, uncompressed text frame.  Autobahn handles all others.
"""

import zlib
from struct import Struct

TEXT = 0x81
PING = b"\x89\0"
"""A ping frame without payload."""
_DEFLATED = 0x40
_DEFLATE_LEAST = 200
DEFLATE_BITS = 12
"""The compression window in bits.  Most messages fit, and creating a compressor is eight times as fast as with 15
bits."""
_MASKED = 0x80
_MASK = 4
_EMPTY_PONG = b"\x8a\x80"
_SIZES = {bytes((TEXT, _MASKED | size)): size for size in range(127)}
"""The payload size by the first two bytes of a common frame; 126 means that the next two bytes hold the size."""
_SHORT = 256
_REPEATED = int.from_bytes(b"\0\0\0\1" * (_SHORT // _MASK))
_medium_head = Struct("!BBH").pack


def frame(payload: bytes, first: int = TEXT) -> bytes:
    """
    Returns one complete, final, unmasked text frame.
    """
    size = len(payload)
    if size < 126:
        return bytes((first, size)) + payload
    if size < 65536:
        return _medium_head(first, 126, size) + payload
    return bytes((first, 127)) + size.to_bytes(8, "big") + payload


def deflated_frame(payload: bytes) -> bytes:
    """
    Returns such a frame, compressed independently of other messages if that is shorter (RFC 7692, section 7.2.1).
    """
    if len(payload) >= _DEFLATE_LEAST:
        packer = zlib.compressobj(wbits=-DEFLATE_BITS, memLevel=5)
        packed = (packer.compress(payload) + packer.flush(zlib.Z_SYNC_FLUSH))[:-4]
        if len(packed) < len(payload):
            return frame(packed, TEXT | _DEFLATED)
    return frame(payload)


def common_text(data: bytes, at: int, most: int) -> tuple[bytes, int] | None:
    """
    Returns the payload of the common frame at `at`, and its end; None if there is no common frame.

    Also None for a payload of more than `most` bytes, a length that is not in its shortest form, and invalid UTF-8.
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
    Whether `data` is exactly one client frame: a pong without payload.
    """
    return len(data) == 2 + _MASK and data.startswith(_EMPTY_PONG)


def common_begun(rest: bytes, most: int) -> bool:
    """
    Whether `rest` is an incomplete common frame with a payload of at most `most` bytes.
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
    Returns `payload` XORed with the repeated four bytes of `mask`, as one operation on big integers.
    """
    size = len(payload)
    if size <= _SHORT:
        # A product of integers is faster than parsing a long integer.
        key = int.from_bytes(mask) * _REPEATED >> 8 * (_SHORT - size)
    else:
        key = int.from_bytes((mask * (size // _MASK + 1))[:size])
    return (int.from_bytes(payload) ^ key).to_bytes(size)
