"""
Linux's io_uring, used to send to many sockets in one system call.

The ring is used synchronously.  Requests do not wait: when the call returns, the kernel has completed or refused every
send, holds none of our memory, and reports only sends that were not complete.  Nothing is in flight between calls.
Layout and numbers are from `<linux/io_uring.h>` of Linux 5.18.
"""

import mmap
import os
import socket
import struct
import sys
from array import array
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from itertools import accumulate
from typing import Any

try:
    import ctypes
except ImportError:  # pragma: no cover - Python can be built without it
    ctypes = None  # type: ignore[assignment]

ENTRIES = 2048
"""The maximum number of sends in one call; a power of two."""

_SETUP, _ENTER = 425, 426  # The same on nearly all architectures; where they are not, trying shows it.
_SUBMIT_ALL = 1 << 7
_SINGLE_MMAP, _CQE_SKIP = 1 << 0, 1 << 11
_ENTRIES_AT = 0x10000000

# struct io_uring_params as 32-bit fields: its own, then the offsets of both queues in the shared memory.
_PARAMS = 30
_SQ_ENTRIES, _CQ_ENTRIES, _FLAGS, _FEATURES = 0, 1, 2, 5
_SQ_TAIL, _SQ_ARRAY = 11, 16
_CQ_HEAD, _CQ_TAIL, _CQ_TOLD = 20, 21, 25

# struct io_uring_sqe: operation, flags, descriptor, address, length with send flags, tag.
_ENTRY = struct.Struct("=BBxxixxxxxxxxQIIQ24x")
_OP_SEND, _SKIP_SUCCESS = 26, 1 << 6
# With MSG_WAITALL an incomplete send counts as failed, and is reported.
_HOW = socket.MSG_DONTWAIT | getattr(socket, "MSG_NOSIGNAL", 0) | socket.MSG_WAITALL

# struct io_uring_cqe: tag, result, flags.
_TOLD = struct.Struct("=QiI")


class Unavailable(Exception):
    """
    io_uring is missing, not permitted, or lacks a feature; the text says which.
    """


class Ring:
    """
    Sends to many sockets in one call.  Raises `Unavailable` if a trial fails.

    `call` makes a system call by its number, like the C library's `syscall`.
    """

    def __init__(self, entries: int = ENTRIES, call: Callable[..., int] | None = None) -> None:
        if ctypes is None or sys.platform != "linux" or sys.byteorder != "little":  # type: ignore[redundant-expr] # pragma: no cover
            raise Unavailable("it takes Linux on a little-endian machine, and Python with ctypes")
        self._call = call or _syscall()
        params = (ctypes.c_uint32 * _PARAMS)()
        params[_FLAGS] = _SUBMIT_ALL
        self._fd = self._call(_SETUP, entries, params)
        if self._fd < 0:
            raise Unavailable(f"io_uring_setup: {os.strerror(ctypes.get_errno())}")
        self._held = ExitStack()
        self._held.callback(os.close, self._fd)
        try:
            if not params[_FEATURES] & _SINGLE_MMAP or not params[_FEATURES] & _CQE_SKIP:
                raise Unavailable("Linux is older than 5.18")
            self._map(params)
            self._check_sends()
        except OSError as error:
            self.release()
            raise Unavailable(f"its memory, or sockets to try it with: {error.strerror}") from None
        except BaseException:
            self.release()
            raise

    def send_to_all(self, descriptors: Sequence[int], data: bytes) -> list[tuple[int, int]]:
        """
        Sends `data` to each of `descriptors` in order, without waiting.

        Returns (index, bytes taken) for each that did not take everything, ascending.  An invalid descriptor, such as
        -1, takes 0 bytes.
        """
        address, length = _address_of(data), len(data) | _HOW << 32
        many = len(descriptors)
        return self._send_all(descriptors, array("Q", (address,)) * many, array("Q", (length,)) * many)

    def send_each(self, descriptors: Sequence[int], texts: Sequence[bytes]) -> list[tuple[int, int]]:
        """
        Sends to each of `descriptors`, which are distinct, the item of `texts` with the same index; otherwise as
        `send_to_all`.
        """
        joined = b"".join(texts)
        sizes = [len(text) for text in texts]
        addresses = array("Q", accumulate(sizes[:-1], initial=_address_of(joined)))
        return self._send_all(descriptors, addresses, array("Q", [size | _HOW << 32 for size in sizes]))

    def _send_all(
        self, descriptors: Sequence[int], addresses: "array[int]", lengths: "array[int]"
    ) -> list[tuple[int, int]]:
        short: list[tuple[int, int]] = []
        begin = 0
        while begin < len(descriptors):
            # Stop at the end of the ring, so that the filled slots are contiguous.
            slot = self._numbers[self._tail] % self._entries
            part = descriptors[begin : begin + self._entries - slot]
            end = slot + len(part)
            self._sockets[slot:end] = memoryview(struct.pack(f"{len(part)}i", *part)).cast("i")
            self._addresses[slot:end] = addresses[begin : begin + len(part)]
            self._lengths[slot:end] = lengths[begin : begin + len(part)]
            short += [(begin + told - slot, taken) for told, taken in self._submit(slot, len(part))]
            begin += len(part)
        return short

    def release(self) -> None:
        """
        Frees all resources; nothing can be sent afterwards.
        """
        self._held.close()

    def _map(self, params: Any) -> None:
        keep = self._held.enter_context
        # The kernel rounds up to a power of two.
        self._entries, told = params[_SQ_ENTRIES], params[_CQ_TOLD]
        size = max(params[_SQ_ARRAY] + 4 * self._entries, told + _TOLD.size * params[_CQ_ENTRIES])
        self._shared = keep(mmap.mmap(self._fd, size))
        self._told_at, self._told_mask = told, params[_CQ_ENTRIES] - 1
        self._numbers = keep(keep(memoryview(self._shared)).cast("I"))
        self._tail, self._told_head, self._told_tail = (params[n] // 4 for n in (_SQ_TAIL, _CQ_HEAD, _CQ_TAIL))
        # Each queue position refers to the entry of the same number, and each entry is tagged with it.
        order = params[_SQ_ARRAY] // 4
        for slot in range(self._entries):
            self._numbers[order + slot] = slot
        entries = keep(mmap.mmap(self._fd, _ENTRY.size * self._entries, offset=_ENTRIES_AT))
        for slot in range(self._entries):
            _ENTRY.pack_into(entries, slot * _ENTRY.size, _OP_SEND, _SKIP_SUCCESS, -1, 0, 0, 0, slot)
        view = keep(memoryview(entries))
        self._sockets = keep(keep(view.cast("i"))[1::16])
        words = keep(view.cast("Q"))
        self._addresses, self._lengths = keep(words[2::8]), keep(words[3::8])

    def _submit(self, slot: int, count: int) -> list[tuple[int, int]]:
        # Returns (slot, bytes taken) for each incomplete send.
        self._numbers[self._tail] = self._numbers[self._tail] + count & 0xFFFFFFFF
        made = 0
        while made < count:
            done = self._call(_ENTER, self._fd, count - made, 0, 0, None)
            if done <= 0:
                # The kernel is out of memory: withdraw the entries that it has not started.
                self._numbers[self._tail] = self._numbers[self._tail] - (count - made) & 0xFFFFFFFF
                break
            made += done
        return self._read_completions() + [(rest, 0) for rest in range(slot + made, slot + count)]

    def _read_completions(self) -> list[tuple[int, int]]:
        head, tail = self._numbers[self._told_head], self._numbers[self._told_tail]
        told: list[tuple[int, int]] = []
        while head != tail:
            slot, result, _ = _TOLD.unpack_from(self._shared, self._told_at + (head & self._told_mask) * _TOLD.size)
            told.append((slot, max(0, result)))
            head = head + 1 & 0xFFFFFFFF
        self._numbers[self._told_head] = head
        told.sort()
        return told

    def _check_sends(self) -> None:
        # A complete, a partial and a refused send, and a closed peer: each must give the expected result without
        # waiting.
        here, there = socket.socketpair()
        with closing(here), closing(there):
            # A small buffer, independent of the system's default: `much` must exceed it.
            here.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
            there.setblocking(False)
            if self.send_to_all((-1, here.fileno(), -1), b"ready") != [(0, 0), (2, 0)] or _read(there) != b"ready":
                raise Unavailable("a send through the ring is not a send")
            much = bytes(1 << 22)
            (index, taken), *more = self.send_to_all((here.fileno(),), much) or [(0, 0)]
            full = self.send_to_all((here.fileno(),), b"more")
            if index or more or not 0 < taken < len(much) or full != [(0, 0)]:
                raise Unavailable("a send through the ring waits, or does not say what it took")


def _address_of(data: bytes) -> int:
    return ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p).value or 0


def _syscall() -> Callable[..., int]:
    try:
        call: Callable[..., int] = ctypes.CDLL(None, use_errno=True).syscall
    except (OSError, AttributeError) as error:
        # The C library may be linked into the interpreter.
        raise Unavailable(f"the C library's syscall: {error}") from None
    return call


def _read(end: socket.socket) -> bytes:
    try:
        return end.recv(16)
    except BlockingIOError:
        return b""
