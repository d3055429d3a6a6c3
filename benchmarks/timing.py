"""Rates and ratios: the best of several interleaved rounds, since a machine is only ever slowed down."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 7


@dataclass(frozen=True, slots=True)
class Ratio:
    """A measured ratio with its limit: ``least`` to reach, or ``most`` not to exceed."""

    name: str
    value: float
    least: float | None = None
    most: float | None = None

    @property
    def met(self) -> bool:
        """Whether the limit holds."""
        low = self.least is None or self.value >= self.least
        return low and (self.most is None or self.value <= self.most)

    def __str__(self) -> str:
        """Name, figure, limit."""
        limit = f"≥ {self.least}" if self.least is not None else f"≤ {self.most}"
        return f"{'ok  ' if self.met else 'MISS'} {self.name:<58} {self.value:8.2f}  ({limit})"


def seconds(job: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The best time of a job over some rounds, garbage collection off."""
    job()
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        gc.disable()
        start = time.perf_counter()
        job()
        best = min(best, time.perf_counter() - start)
        gc.enable()
    return best


def rate(job: Callable[[], object], number: int) -> float:
    """How many of ``number`` things a second."""
    return number / seconds(job)
