"""
The command ``chatd`` in processes with any kind of standard streams.

They are forked from a process that has imported everything, because there are many of them. They end like any other
process of the interpreter, which flushes the streams and reports errors in its own words.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.support.timeouts import PATIENCE

CLOSED, FULL, NULL, BROKEN = "closed", "/dev/full", "/dev/null", "broken"


class Ended(NamedTuple):
    """
    The exit status, and the output on standard output and standard error if they were not broken.
    """

    status: int
    out: str
    err: str


class Forks:
    """
    Runs the command repeatedly.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(
        self,
        folder: Path,
        *arguments: str,
        stdin: str = NULL,
        stdout: str = "",
        stderr: str = "",
        encoding: str = "utf-8",
    ) -> Ended:
        """
        Run it in `folder`, with each stream a file, `CLOSED`, `BROKEN` (a pipe without a reader), or normal.
        """
        out, err = folder / "stdout", folder / "stderr"
        case = {
            "folder": str(folder),
            "arguments": [os.fsencode(argument).hex() for argument in arguments],
            "streams": [stdin, stdout or str(out), stderr or str(err)],
            "encoding": encoding,
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(case), file=self._process.stdin, flush=True)
        status = int(self._process.stdout.readline())
        texts = []
        for path in (out, err):
            texts.append(path.read_bytes().decode("utf-8", "surrogateescape") if path.exists() else "")
            path.unlink(missing_ok=True)
        return Ended(status, *texts)


@contextmanager
def forking() -> Iterator[Forks]:
    """
    A process that forks others.
    """
    command = [sys.executable, "-m", "tests.system.forked"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Forks(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(PATIENCE) == 0


def _serve() -> Sequence[str] | None:
    # The arguments of the command in each child, None at the end.
    for line in sys.stdin:
        case = json.loads(line)
        child = os.fork()
        if child == 0:
            os.chdir(case["folder"])
            for number, target in enumerate(case["streams"]):
                _replace(number, target, case["encoding"])
            return [os.fsdecode(bytes.fromhex(argument)) for argument in case["arguments"]]
        _, status = os.waitpid(child, 0)
        os.write(1, b"%d\n" % os.waitstatus_to_exitcode(status))
    return None


def _replace(number: int, target: str, encoding: str) -> None:
    name, mode = ("stdin", "r") if number == 0 else ("stdout", "w") if number == 1 else ("stderr", "w")
    if target == CLOSED:
        os.close(number)
        setattr(sys, name, None)
        return
    if target == BROKEN:
        reader, opened = os.pipe()
        os.close(reader)
    else:
        opened = os.open(target, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(opened, number)
    os.close(opened)
    errors = "backslashreplace" if number == 2 else "strict"
    stream: Any = open(number, mode, encoding=encoding, errors=errors, closefd=False)  # noqa: SIM115
    if number == 2:
        stream.reconfigure(line_buffering=True)
    setattr(sys, name, stream)


if __name__ == "__main__":
    import gc

    from chatd.cli.main import run

    # What is imported is not looked through again by each child.
    gc.freeze()
    asked = _serve()
    if asked is not None:
        sys.exit(run(asked))
