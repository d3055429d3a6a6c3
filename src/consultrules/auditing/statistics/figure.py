"""Figures: one statistic in one group and period, in whole numbers that say what they leave out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from consultrules.auditing.statistics.place import Node
from consultrules.auditing.statistics.statistic import Statistic
from consultrules.policy.counting import Level, Measure


class Difference(NamedTuple):
    """What the parts add up to beyond the whole: a person or session that stands in two of them."""

    numerator: int = 0
    denominator: int = 0
    base: int = 0


NO_DIFFERENCE = Difference()


@dataclass(frozen=True, slots=True)
class Figure:
    """One statistic of one group in one period.

    ``group`` is the code of a unit or the id of a room; ``own`` marks what a unit has beside its lower
    groups. base = denominator + the sum of ``residue``. ``difference`` is the sum of the lower groups
    less this one, ``period_difference`` the sum of the parts of the year less the year; both are 0
    unless somebody is in two of them, or no day is told. ``numerator`` is ``None`` where nobody told.
    ``lacking`` holds the ids in the denominator that are not in the numerator, where asked for.
    """

    statistic: Statistic
    level: Level
    group: str
    own: bool
    period: str
    numerator: int | None
    denominator: int
    base: int
    residue: Mapping[str, int]
    difference: Difference = NO_DIFFERENCE
    period_difference: Difference = NO_DIFFERENCE
    lacking: tuple[str, ...] = ()

    @property
    def node(self) -> Node:
        """The group with its level."""
        return Node(self.level, self.group, self.own)

    @property
    def percent(self) -> str | None:
        """The share as text with one decimal; ``None`` for numbers and where nothing is below the line."""
        if self.statistic.measure is Measure.NUMBER or self.numerator is None:
            return None
        return percent(self.numerator, self.denominator)


def percent(numerator: int, denominator: int) -> str | None:
    """An exact percentage with one decimal, a half rounded up; ``None`` for a denominator of 0.

    Examples:
        >>> percent(14, 15), percent(1, 2000), percent(1, 2001), percent(0, 0)
        ('93.3%', '0.1%', '0.0%', None)
    """
    if not denominator:
        return None
    tenths = (2000 * numerator + denominator) // (2 * denominator)
    return f"{tenths // 10}.{tenths % 10}%"
