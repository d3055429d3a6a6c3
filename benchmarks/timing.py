"""Rates and ratios: the best of several interleaved rounds, since a machine is only ever slowed down."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 25


@dataclass(frozen=True, slots=True)
class Ratio:
    """A measured ratio with its limit: ``least`` to reach, or ``most`` not to exceed.

    A ``goal`` that is not reached yet is printed as such, beside the limit that must not be lost meanwhile.
    """

    name: str
    value: float
    least: float | None = None
    most: float | None = None
    goal: float | None = None

    @property
    def met(self) -> bool:
        """Whether the limit holds."""
        low = self.least is None or self.value >= self.least
        return low and (self.most is None or self.value <= self.most)

    @property
    def reached(self) -> bool:
        """Whether the goal is reached, where there is one beyond the limit."""
        return self.goal is None or self.value <= self.goal

    def __str__(self) -> str:
        """Name, figure, limit."""
        limit = f"≥ {self.least}" if self.least is not None else f"≤ {self.most}"
        if self.goal is not None:
            limit += f"; goal ≤ {self.goal}"
        word = "MISS" if not self.met else "ok  " if self.reached else "GOAL"
        return f"{word} {self.name:<58} {self.value:8.2f}  ({limit})"


def seconds(job: Callable[[], object]) -> float:
    """The processor time of one round of a job, garbage collection off: what else runs does not count."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        job()
        return time.process_time() - start
    finally:
        gc.enable()


def faster(ours: Callable[[], object], peer: Callable[[], object], rounds: int = ROUNDS) -> float:
    """How many times as fast as the peer a job is: best against best of interleaved rounds."""
    ours(), peer()
    pairs = [(seconds(ours), seconds(peer)) for _ in range(rounds)]
    return min(p for _, p in pairs) / min(o for o, _ in pairs)
