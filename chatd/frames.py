"""
WebSocket frames as bytes (RFC 6455, section 5.2; compressed, RFC 7692): writing ours, and reading the common one of a
client's.

The common frame is a whole, final, masked, uncompressed text frame.  Whatever else comes is Autobahn's to judge.
"""

import zlib

TEXT = 0x81
_DEFLATED = 0x40
_DEFLATE_LEAST = 200
DEFLATE_BITS = 12
"""The window we compress with: all but the longest messages fit, and a compressor is made eight times as fast as with
a window of 15 bits."""
_MASKED = 0x80
_MASK = 4


def frame(payload: bytes, first: int = TEXT) -> bytes:
    """
    One whole, final, unmasked text frame.
    """
    size = len(payload)
    if size < 126:
        return bytes((first, size)) + payload
    if size < 65536:
        return bytes((first, 126, size >> 8, size & 255)) + payload
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
    have = len(data) - at
    if have < 6 or data[at] != TEXT:
        return None
    size = data[at + 1] - _MASKED
    head = at + 2
    if size == 126:
        size = data[at + 2] << 8 | data[at + 3]
        head = at + 4
        if size < 126:
            return None
    begin = head + _MASK
    end = begin + size
    if not 0 <= size <= most or (size == 127 and head == at + 2) or end > len(data):
        return None
    payload = unmask(data[head:begin], data[begin:end])
    if not payload.isascii():
        try:
            payload.decode()
        except UnicodeDecodeError:
            return None
    return payload, end


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
    key = mask * (size // _MASK) + mask[: size % _MASK]
    return (int.from_bytes(payload, "little") ^ int.from_bytes(key, "little")).to_bytes(size, "little")
