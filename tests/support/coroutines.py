"""
Coroutines of asyncio in tests.
"""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def run_coroutine(coroutine: Coroutine[object, object, Result]) -> Result:
    """
    Runs it to its end in a thread of its own; returns its result, or raises its error.

    `asyncio.run` fails in the main thread once a test of the page has used Playwright there: that keeps a loop running
    until the process ends.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
