"""
Where a backup goes: a file, or a directory in which only the newest ones are kept.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from chatd.admin.commands.store import BackupMade, BackupTaken
from chatd.cli import files
from chatd.cli.restore import check_backup
from chatd.clock import now_ms
from chatd.errors import CommandError, os_error_text, readable

SUFFIX = ".secret"
"""What the name of a copy of the guests' secret ends with."""

_NAME = re.compile(r"chatd-[0-9]{8}T[0-9]{6}Z\.db")


class BackupTarget:
    """
    The destination of one backup: the new file `path`, or with `keep` a new file in the directory `path`, of which the
    newest `keep` stay.  Raises CommandError, before anything is copied, if nothing can be written there.
    """

    def __init__(
        self, path: Path, keep: int | None, *, verify: bool, with_secret: bool, now: Callable[[], int] = now_ms
    ) -> None:
        if keep is not None:
            if keep < 1:
                raise CommandError("--keep: expected at least 1")
            if not path.is_dir():
                raise CommandError(f"{path}: no such directory; with --keep the backup gets a name of its own there")
            path = path / f"chatd-{datetime.fromtimestamp(now() / 1000, UTC):%Y%m%dT%H%M%SZ}.db"
        self._file = files.new_file(path)
        self._secret = files.new_file(path.with_name(path.name + SUFFIX)) if with_secret else None
        self._keep = keep
        self._verify = verify or keep is not None

    def take_backup(self, data: Path, made: BackupMade) -> BackupTaken:
        """
        Moves the backup from the data directory to its destination, checks it, and removes those that are too many.

        Raises CommandError, and leaves no new file, if the backup is not sound.
        """
        files.move_in(data / made.name, self._file)
        try:
            if self._verify:
                check_backup(self._file)
            if self._secret is not None:
                files.move_in(data / "secret", self._secret, may_link=False)
        except CommandError:
            self._file.unlink(missing_ok=True)
            raise
        return BackupTaken(
            file=readable(self._file),
            bytes=made.bytes,
            verified=self._verify,
            secret=None if self._secret is None else readable(self._secret),
            removed=tuple(self._remove_oldest()),
        )

    def _remove_oldest(self) -> list[str]:
        if self._keep is None:
            return []
        found = sorted(path for path in self._file.parent.iterdir() if _NAME.fullmatch(path.name))
        # The clock may have been set back: what was just made stays in any case.
        old = [path for path in found if path != self._file][: max(0, len(found) - self._keep)]
        for path in old:
            try:
                path.unlink(missing_ok=True)
                path.with_name(path.name + SUFFIX).unlink(missing_ok=True)
            except OSError as error:
                raise CommandError(f"{path}: cannot be removed: {os_error_text(error)}; the backup is made") from None
        return [readable(path) for path in old]
