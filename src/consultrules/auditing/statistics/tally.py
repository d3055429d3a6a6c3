"""The tally: what was counted in each group and part of the year, and its sums upwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from consultrules.auditing.statistics.place import Home, Node, Places
from consultrules.policy.counting import Period, Residue
from consultrules.policy.word import Word
from consultrules.rules.compiled import FAIL, PASS, PENDING, UNKNOWN

WHOLE_YEAR = 0
"""The part of a year that is all of it; also that of what has no day."""
PARTS = {Period.YEAR: 1, Period.HALF: 2, Period.QUARTER: 4, Period.MONTH: 12}
_LEFT = {PENDING: Residue.PENDING, UNKNOWN: Residue.UNKNOWN}


class Cell:
    """What was counted of one statistic in one group and part of the year."""

    __slots__ = ("denominator", "lacking", "numerator", "persons", "residue")

    def __init__(self) -> None:
        self.numerator = 0
        self.denominator = 0
        self.residue: dict[Residue, int] = {}
        self.persons: set[str] | None = None
        self.lacking: dict[str, None] | None = None

    @property
    def base(self) -> int:
        """How many subjects were looked at."""
        residue = self.residue
        return self.denominator + sum(residue.values()) if residue else self.denominator

    @property
    def counted(self) -> int:
        """The numerator: what was added up, and every person once."""
        return self.numerator + len(self.persons) if self.persons else self.numerator

    def meet(self, persons: Iterable[str]) -> None:
        """Note persons; one who was here before stays one."""
        if self.persons is None:
            self.persons = set(persons)
        else:
            self.persons.update(persons)

    def miss(self, subjects: Iterable[str]) -> None:
        """Note the ids of what is lacking, in the order in which they came."""
        if self.lacking is None:
            self.lacking = {}
        self.lacking.update(dict.fromkeys(subjects))

    def take(self, other: Cell) -> None:
        """Add another cell."""
        self.numerator += other.numerator
        self.denominator += other.denominator
        for cause, number in other.residue.items():
            self.residue[cause] = self.residue.get(cause, 0) + number
        if other.persons:
            self.meet(other.persons)
        if other.lacking:
            self.miss(other.lacking)


Cells = dict[tuple[str, Node, int], Cell]


class Tally:
    """Counts as subjects come by, each under its groups and the part of the year of its day."""

    def __init__(self, period: Period, wanted: Collection[str], *, lists: bool) -> None:
        self.wanted = wanted
        self.untold: set[str] = set()
        self._months = 12 // PARTS[period]
        self._whole = period is Period.YEAR
        self._lists = lists
        self._cells: dict[tuple[str, Home, int], Cell] = {}

    def add(
        self,
        code: str,
        home: Home,
        day: dt.date | None,
        *,
        numerator: int = 0,
        denominator: int = 0,
        left: Residue | None = None,
        amount: int = 1,
        persons: Iterable[str] = (),
        lacking: str = "",
    ) -> None:
        """Count one subject: in the denominator, or ``amount`` left over for a cause.

        ``persons`` are counted once each, however often they come; ``lacking`` is the id of a subject
        that is in the denominator only.
        """
        if code not in self.wanted:
            return
        cell = self._cell(code, home, day)
        cell.numerator += numerator
        cell.denominator += denominator
        if left is not None:
            cell.residue[left] = cell.residue.get(left, 0) + amount
        if persons:
            cell.meet(persons)
        if lacking and self._lists:
            cell.miss((lacking,))

    def verdict(self, code: str, home: Home, day: dt.date | None, found: int, subject: str) -> None:
        """Count one verdict, given as a judging function answers it."""
        if found in (PASS, FAIL):
            self.add(
                code,
                home,
                day,
                numerator=int(found == PASS),
                denominator=1,
                lacking=subject if found == FAIL else "",
            )
        else:
            self.add(code, home, day, left=_LEFT.get(found, Residue.NOT_APPLICABLE))

    def answer(
        self, code: str, home: Home, day: dt.date | None, yes: bool | None, subject: str = ""
    ) -> None:
        """Count a yes or no; what nobody told is left over."""
        if yes is None:
            self.add(code, home, day, left=Residue.UNKNOWN)
        else:
            lacking = "" if yes else subject
            self.add(code, home, day, numerator=int(yes), denominator=1, lacking=lacking)

    def word(
        self,
        family: str,
        home: Home,
        day: dt.date | None,
        words: Iterable[Word],
        told: Word | None,
        left: Residue = Residue.UNKNOWN,
    ) -> None:
        """Count which word of a closed list was told, one figure a word."""
        for word in words:
            code = f"{family}.{word.value}"
            if told is None:
                self.add(code, home, day, left=left)
            else:
                self.add(code, home, day, numerator=int(told is word), denominator=1)

    def sums(self, places: Places) -> Cells:
        """Every group's cell, from the level asked for up to the city, and the year's beside its parts."""
        found: Cells = {}
        for (code, home, part), cell in self._cells.items():
            for node in places.above(home):
                for here in (WHOLE_YEAR, part) if part else (WHOLE_YEAR,):
                    key = (code, node, here)
                    whole = found.get(key)
                    if whole is None:
                        whole = found[key] = Cell()
                    whole.take(cell)
        return found

    def _cell(self, code: str, home: Home, day: dt.date | None) -> Cell:
        part = WHOLE_YEAR if day is None or self._whole else (day.month - 1) // self._months + 1
        key = (code, home, part)
        cell = self._cells.get(key)
        if cell is None:
            cell = self._cells[key] = Cell()
        return cell
