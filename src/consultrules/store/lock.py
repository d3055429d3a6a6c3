"""A lock between processes: one writer at a time, whoever started it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(number: int) -> None:
        while True:
            try:
                msvcrt.locking(number, msvcrt.LK_LOCK, 1)
            except OSError:  # it gives up after ten seconds; a writer waits until it is its turn
                continue
            return

    def _leave(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX)

    def _leave(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_UN)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file, which is made where there is none and stays.

    The system lets go of it when a process ends, however it ends: nothing has to be cleaned up.

    Raises:
        OSError: when the file cannot be made.
    """
    with path.open("ab") as file:
        _take(file.fileno())
        try:
            yield
        finally:
            _leave(file.fileno())
