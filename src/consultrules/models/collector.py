"""The cycle collector rests while records are made by the ten thousand: they hold no cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting() -> Iterator[None]:
    """Let the collector rest inside the block: it would walk all records again and again for nothing.

    A city's registry is read in a third of the time. A collector that rests already is left alone.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
