"""
Runs a program that may not use io_uring, as in many containers: ``python tests/support/without_io_uring.py PROGRAM
ARGUMENTS``.

The rule is one of seccomp(2), and also binds the program's children. If no rule can be set the exit status is 77.
"""

import ctypes
import errno
import os
import struct
import subprocess
import sys
from pathlib import Path
from unittest import SkipTest

_CANNOT = 77
FORBIDDING = (sys.executable, str(Path(__file__)))
"""What to write before a program."""

_IO_URING_SETUP = 425
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER = 22, 38, 2
# Load the number of the system call; if it is that one refuse it, else let it pass.
_RULE = (
    (0x20, 0, 0, 0),
    (0x15, 0, 1, _IO_URING_SETUP),
    (0x06, 0, 0, 0x00050000 | errno.EPERM),
    (0x06, 0, 0, 0x7FFF0000),
)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def needs_rules() -> None:
    """
    Skip the test if no such rule can be set.
    """
    if subprocess.run([*FORBIDDING, sys.executable, "-c", ""], check=False).returncode == _CANNOT:
        raise SkipTest("there can be no rules for system calls here")


def forbid() -> bool:
    """
    Forbid this process and its children to set up a ring; False if no such rule can be set here.
    """
    code = b"".join(struct.pack("=HBBI", *instruction) for instruction in _RULE)
    program = _Program(len(_RULE), code)
    prctl = ctypes.CDLL(None).prctl
    prctl.argtypes = [ctypes.c_int] + [ctypes.c_void_p] * 4
    steps = ((_PR_SET_NO_NEW_PRIVS, 1), (_PR_SET_SECCOMP, _FILTER, ctypes.addressof(program)))
    return not any(prctl(*(step + (0,) * 4)[:5]) for step in steps)


if __name__ == "__main__":
    if not forbid():
        sys.exit(_CANNOT)
    os.execv(sys.argv[1], sys.argv[1:])
