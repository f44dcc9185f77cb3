"""
Temporary directories.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import TestCase


def new_place(test: TestCase) -> Path:
    """
    A path that does not exist yet, in a directory that is removed after the test.
    """
    folder = TemporaryDirectory()
    test.addCleanup(folder.cleanup)
    return Path(folder.name) / "it"
