"""Statistics: all figures of an audit's year by group and period."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from consultrules.auditing.statistics.figure import Figure
from consultrules.auditing.statistics.place import Node
from consultrules.auditing.statistics.statistic import Statistic
from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.models.note import Note
from consultrules.policy.counting import Level, Period
from consultrules.policy.edition import Edition

Names = Mapping[Node, tuple[str, str]]


class _Key(NamedTuple):
    """The way to a figure."""

    code: str
    group: str
    own: bool
    period: str


@dataclass(frozen=True)
class Statistics:
    """The figures of a year: ``by`` which groups, in which ``period``, with the city above them.

    ``definitions`` are the statistics counted; ``names`` what the groups are called, ``notes`` the
    remarks of the registry.
    """

    year: int
    as_of: dt.date
    policy: Edition
    by: Level
    period: Period
    definitions: tuple[Statistic, ...]
    figures: tuple[Figure, ...]
    names: Names
    lists: bool = False
    notes: tuple[Note, ...] = ()

    def __iter__(self) -> Iterator[Figure]:
        """Every figure."""
        return iter(self.figures)

    def __len__(self) -> int:
        """How many figures there are."""
        return len(self.figures)

    def name(self, figure: Figure, lang: str = "zh") -> str:
        """What the group of a figure is called."""
        return self.names[figure.node][0 if lang == "zh" else 1]

    def figure(
        self, code: str, group: str | None = None, period: str | None = None, *, own: bool = False
    ) -> Figure:
        """The figure of a statistic; without ``group`` of the city, without ``period`` of the year.

        Raises:
            IntakeError: where there is none, with what is accepted in the place of the first word that
                leads nowhere: codes, else groups, else periods.
        """
        group = self.figures[0].group if group is None else group
        asked = _Key(code, group, own, period or str(self.year))
        found = self._index.get(asked)
        if found is None:
            raise IntakeError([self._lost(asked)])
        return found

    def _lost(self, asked: _Key) -> Fault:
        """Where nothing lies any more on the way to a figure."""
        n, left = 0, list(self._index)
        while any(key[n] == asked[n] for key in left):
            left = [key for key in left if key[n] == asked[n]]
            n += 1
        accepted = tuple(dict.fromkeys(str(key[n]) for key in left))
        hint = nearest(asked[n], accepted)
        return Fault(_Key._fields[n], "unknown_word", shown(asked[n]), accepted, hint)

    @cached_property
    def _index(self) -> dict[_Key, Figure]:
        # Of the own part of a unit that stands at two levels, the larger level is met first.
        found: dict[_Key, Figure] = {}
        for one in self.figures:
            found.setdefault(_Key(one.statistic.code, one.group, one.own, one.period), one)
        return found

    def rows(self) -> list[dict[str, object]]:
        """One plain dict for each figure."""
        return [self._row(figure) for figure in self.figures]

    def _row(self, figure: Figure) -> dict[str, object]:
        row: dict[str, object] = {
            "statistic": figure.statistic.code,
            "level": figure.level.value,
            "group": figure.group,
            "own": figure.own,
            "name": self.name(figure),
            "period": figure.period,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "percent": figure.percent,
            "base": figure.base,
            "residue": dict(figure.residue),
            "difference": figure.difference._asdict(),
            "period_difference": figure.period_difference._asdict(),
        }
        if self.lists:
            row["lacking"] = list(figure.lacking)
        return row

    def to_dict(self) -> dict[str, object]:
        """The versioned plain form, ``consultrules.statistics/1``."""
        return {
            "schema": "consultrules.statistics/1",
            "notes": [note.text for note in self.notes],
            "edition": self.policy.name,
            "digest": self.policy.digest,
            "year": self.year,
            "as_of": self.as_of.isoformat(),
            "by": self.by.value,
            "period": self.period.value,
            "definitions": [statistic.to_dict() for statistic in self.definitions],
            "figures": self.rows(),
        }

    def to_json(self) -> str:
        """The versioned plain form as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def __repr__(self) -> str:
        """Year, grouping and number of figures."""
        return f"<Statistics {self.year} by {self.by.value}, {self.period.value}: {len(self)}>"
