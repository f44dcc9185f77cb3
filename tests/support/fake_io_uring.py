"""
The part of io_uring that chatd uses, on a file in memory: for machines without it, and for errors that a real kernel
hardly ever has.
"""

import ctypes
import errno
import gc
import os
import socket
import struct
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import SkipTest

from chatd.websocket.io_uring import Ring, Unavailable

SETUP, ENTER = 425, 426
SINGLE_MMAP, CQE_SKIP = 1 << 0, 1 << 11
ENTRIES_AT = 0x10000000

_SQ_HEAD, _SQ_TAIL, _CQ_HEAD, _CQ_TAIL, _TOLD = 0, 64, 128, 192, 320
_ENTRY = struct.Struct("=BBHiQQIIQ24x")
_SEND, _SKIP_SUCCESS = 26, 1 << 6
_ALL = 0xFFFFFFFF


def needs_ring(entries: int = 8) -> Ring:
    """
    A ring of the real kernel; the test is skipped if there is none.
    """
    try:
        return Ring(entries)
    except Unavailable as error:
        raise SkipTest(f"there is no io_uring here: {error}") from None


def rings(pid: int | str = "self") -> int:
    """
    How many descriptors of rings a process has.
    """
    return sum(name == "anon_inode:[io_uring]" for _, name in open_descriptors(pid))


def open_descriptors(pid: int | str = "self") -> set[tuple[str, str]]:
    """
    The descriptors of a process, each with its name in /proc.

    A set and not a number: threads of earlier tests may still close theirs, so only new members of a later set mean
    something.
    """
    if pid == "self":
        # What earlier tests have left in circles of objects does not keep its descriptors until later.
        gc.collect()
    found = set()
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        try:
            found.add((descriptor.name, str(descriptor.readlink())))
        except OSError:
            continue
    return found


class Kernel:
    """
    Carries out the system calls of one ring. Data is sent to real sockets.

    The counters of its queues begin at `start`; `features` are the features that it reports. With a `refusal`, an error
    number, setting up a ring fails. `answers` says how many entries each of the next calls takes: fewer than given,
    none, or with -1 none because of an error. The completions of a call come in the order of the entries, or
    `backwards`: the kernel promises no order.
    """

    def __init__(self, *, start: int = 0, features: int = SINGLE_MMAP | CQE_SKIP, refusal: int = 0) -> None:
        self.answers: deque[int] = deque()
        self.backwards = False
        self.submits = 0
        self._start = start
        self._features = features
        self._refusal = refusal
        self._entries = self._order = 0
        self._libc_send = ctypes.CDLL(None, use_errno=True).send

    def __call__(self, number: int, *arguments: Any) -> int:
        """
        As syscall(2).
        """
        calls: dict[int, Callable[..., int]] = {SETUP: self.setup, ENTER: self._enter}
        return calls[number](*arguments)

    def setup(self, entries: int, params: Any) -> int:
        """
        As io_uring_setup(2).
        """
        if self._refusal:
            return self._fail(self._refusal)
        self._entries = 1 << (entries - 1).bit_length()
        self._order = _TOLD + 16 * 2 * self._entries
        ring = os.memfd_create("io_uring")
        os.ftruncate(ring, ENTRIES_AT + _ENTRY.size * self._entries)
        params[0], params[1], params[5] = self._entries, 2 * self._entries, self._features
        params[10:17] = (_SQ_HEAD, _SQ_TAIL, 256, 264, 276, 272, self._order)
        params[20:27] = (_CQ_HEAD, _CQ_TAIL, 260, 268, 284, _TOLD, 280)
        for place in (_SQ_HEAD, _SQ_TAIL, _CQ_HEAD, _CQ_TAIL):
            self._set(ring, place, self._start)
        return ring

    def send(self, descriptor: int, address: int, length: int, how: int) -> int:
        """
        Send for one entry; returns the bytes taken, or a negative error number.
        """
        taken: int = self._libc_send(descriptor, ctypes.c_void_p(address), ctypes.c_size_t(length), how)
        return -ctypes.get_errno() if taken < 0 else taken

    def _enter(self, ring: int, count: int, least: int, flags: int, *_more: object) -> int:
        # See io_uring_enter(2).
        assert (least, flags) == (0, 0)
        self.submits += 1
        most = self.answers.popleft() if self.answers else count
        if most < 0:
            return self._fail(errno.EAGAIN)
        head = self._get(ring, _SQ_HEAD)
        queued = self._get(ring, _SQ_TAIL) - head & _ALL
        assert queued <= self._entries
        taken = min(count, most, queued)
        told: list[tuple[int, int]] = []
        for _entry in range(taken):
            told += self._carry_out(ring, self._get(ring, self._order + 4 * (head % self._entries)))
            head = head + 1 & _ALL
        self._set(ring, _SQ_HEAD, head)
        for tag, result in reversed(told) if self.backwards else told:
            self._tell(ring, tag, result)
        return taken

    def _carry_out(self, ring: int, place: int) -> list[tuple[int, int]]:
        # The tag and the result, if there is something to tell.
        entry = os.pread(ring, _ENTRY.size, ENTRIES_AT + _ENTRY.size * place)
        operation, flags, _, descriptor, _, address, length, how, tag = _ENTRY.unpack(entry)
        assert operation == _SEND
        result = self.send(descriptor, address, length, how)
        failed = result < (length if how & socket.MSG_WAITALL else 0)
        return [(tag, result)] if failed or not flags & _SKIP_SUCCESS else []

    def _tell(self, ring: int, tag: int, result: int) -> None:
        tail = self._get(ring, _CQ_TAIL)
        assert tail - self._get(ring, _CQ_HEAD) & _ALL < 2 * self._entries
        os.pwrite(ring, struct.pack("=QiI", tag, result, 0), _TOLD + 16 * (tail % (2 * self._entries)))
        self._set(ring, _CQ_TAIL, tail + 1 & _ALL)

    def _fail(self, number: int) -> int:
        ctypes.set_errno(number)
        return -1

    def _get(self, ring: int, place: int) -> int:
        return int.from_bytes(os.pread(ring, 4, place), sys.byteorder)

    def _set(self, ring: int, place: int, value: int) -> None:
        os.pwrite(ring, value.to_bytes(4, sys.byteorder), place)
