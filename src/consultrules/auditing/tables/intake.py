"""The check that comes before any rule: every column there, and nothing in it but whole numbers.

What cannot be read is refused, all at once, with column and first rows. What can be read and cannot be
true is left to the rules, which say ``unknown`` of it; where a table holds any is told beside the result.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from consultrules.auditing.sql.rows import within_bounds
from consultrules.auditing.sql.table import ROOM, SUBJECT, UNIT, YEAR, Table
from consultrules.auditing.tables.engine import Column, Engine, Holds
from consultrules.errors import Fault, IntakeError, nearest, shown
from consultrules.facts.attested import is_attested
from consultrules.facts.fact import EXPIRED, FIRST, LAST, NEVER, NOT_YET, Fact, ahead_of, day_number
from consultrules.models.base import LAST_DAY
from consultrules.models.unit import CODE_LENGTH
from consultrules.policy.judging import FactType

FIRST_ROWS = 3
"""How many rows a fault names."""
YEARS = (1949, LAST_DAY.year)
UNITS = (10 ** (CODE_LENGTH - 1), 10**CODE_LENGTH - 1)
_INT64 = (-(2**63), 2**63 - 1)
_READ_BY = {FactType.FLAG: Holds.FLAG, FactType.DAY: Holds.DAY}
_WHOLE = (Holds.WHOLE, Holds.WIDE, Holds.ANY)
ID = (*_WHOLE, Holds.TEXT)
"""What a column of ids may hold."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Numbers of one column that cannot be true: how many rows hold one, and the first subject of these."""

    table: str
    column: str
    rows: int
    first: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a table tells: the expression of each fact, its rows and years, what cannot be true.

    ``doubtful`` are the facts of which some number is out of bounds, be it only to say ``expired``.
    """

    table: Table
    values: dict[str, str]
    typed: frozenset[str]
    rows: int
    years: tuple[int, ...]
    doubtful: frozenset[str]
    doubts: tuple[Doubt, ...]


class Intake:
    """Reads one table of an engine; the faults of several are gathered by the caller."""

    def __init__(self, engine: Engine, table: Table, facts: Sequence[str], *, placed: bool) -> None:
        self._engine = engine
        self._table = table
        self._facts = facts
        self._placed = (
            placed  # whether every row has to say where it lies: local numbers hold there
        )
        self._names: frozenset[str] = frozenset()
        self._rows = 0
        self.faults: list[Fault] = []

    def read(self, columns: Sequence[Column]) -> Told | None:
        """What the table tells, or ``None`` once there are faults."""
        self._names = frozenset(column.name for column in columns)
        values = self._values({column.name: column for column in columns})
        typed = {c.name for c in columns if c.holds in (Holds.WHOLE, Holds.ANY)}
        for check in (self._types_of_values, self._keys, self._once):
            if self.faults:
                return None
            check(values)
        if self.faults:
            return None
        years = tuple(
            sorted(year for (year,) in self._select(f"DISTINCT CAST(t.{YEAR} AS BIGINT)"))
        )
        if not self._rows:
            self.faults.append(Fault(self._table.relation, "empty"))
            return None
        if self._table.name == "session":
            self._same_year(values, years)
        told = {c: f"t.{c}" if c in typed else value for c, value in values.items()}
        outside = self._outside(told)
        doubts = tuple(self._doubts(outside))
        return (
            None
            if self.faults
            else Told(
                self._table, values, frozenset(typed), self._rows, years, frozenset(outside), doubts
            )
        )

    def _values(self, columns: dict[str, Column]) -> dict[str, str]:
        """The expression of every fact as a whole number; a column missing or of another type is a fault."""
        found: dict[str, str] = {}
        for name in (*self._table.keys, *self._facts):
            column = columns.get(name)
            if column is None:
                hint = nearest(name, set(columns) - set(self._facts) - set(self._table.keys))
                self.faults.append(Fault(self._at(name), "missing_key", hint=hint))
                continue
            fact = self._table.declared.get(name) if name in self._facts else None
            told = f"t.{name}"
            if column.holds in (ID if name in (SUBJECT, ROOM) else _WHOLE):
                value = f"CAST({told} AS BIGINT)"
            elif fact is not None and column.holds is _READ_BY.get(fact.type):
                value = self._read_as(fact, told)
            else:
                self._wrong_type(column)
                continue
            if fact is not None:
                found[name] = value
        return found

    def _read_as(self, fact: Fact, told: str) -> str:
        if fact.type is FactType.FLAG:
            return f"(CASE WHEN {told} THEN 1 WHEN NOT {told} THEN 0 END)"
        return self._engine.day_number(told)

    def _wrong_type(self, column: Column) -> None:
        name = column.name
        self.faults.append(Fault(self._at(name), "wrong_type", column.type, ("whole number",)))
        if SUBJECT in self._names:
            self._first(name, f"t.{name} IS NOT NULL", "wrong_type")

    def _types_of_values(self, _values: dict[str, str]) -> None:
        """Value by value, where a column may hold anything; what has a fraction or needs more than 64 bits."""
        told = {column.name: column for column in self._engine.columns(self._table.relation) or ()}
        for name in (UNIT, YEAR, *self._facts):
            column = told[name]
            if column.holds is Holds.ANY:
                self._first(name, self._engine.not_whole(f"t.{name}"), "wrong_type")
            elif column.holds is Holds.WIDE:
                least, most = _INT64
                self._first(name, self._engine.not_whole(f"t.{name}"), "wrong_type")
                self._first(name, f"t.{name} < {least} OR t.{name} > {most}", "out_of_bounds")

    def _keys(self, _values: dict[str, str]) -> None:
        """Who, when and where: the subject and year of every row, a place that can be."""
        year, unit = f"CAST(t.{YEAR} AS BIGINT)", f"CAST(t.{UNIT} AS BIGINT)"
        checks = [
            (SUBJECT, f"t.{SUBJECT} IS NULL", "missing_key"),
            (YEAR, f"t.{YEAR} IS NULL", "missing_key"),
            (YEAR, f"{year} < {YEARS[0]} OR {year} > {YEARS[1]}", "out_of_bounds"),
            (UNIT, f"{unit} < {UNITS[0]} OR {unit} > {UNITS[1]}", "out_of_bounds"),
        ]
        if self._placed:
            checks.append((UNIT, f"t.{UNIT} IS NULL", "missing_key"))
        sums = ", ".join(f"SUM(CASE WHEN {bad} THEN 1 ELSE 0 END)" for _, bad, _ in checks)
        ((self._rows, *found),) = self._select(f"COUNT(*), {sums}")
        for number, (column, bad, code) in zip(found, checks, strict=True):
            if number:
                self._first(column, bad, code)

    def _once(self, _values: dict[str, str]) -> None:
        """No subject twice."""
        keys = ", ".join(f"t.{key}" for key in self._table.unique)
        relation = self._table.relation
        if not self._engine.keys_differ(relation, self._table.unique, self._rows):
            twice = (
                f"SELECT {keys} FROM {relation} t GROUP BY {keys} HAVING COUNT(*) > 1"
                f" ORDER BY {keys} LIMIT {FIRST_ROWS}"
            )
            for row in self._engine.fetch(twice):
                at = "@".join(map(str, row))
                self.faults.append(Fault(f"{relation}[{shown(at)}]", "duplicate_id", shown(at)))

    def _same_year(self, values: dict[str, str], years: Sequence[int]) -> None:
        """A session counts for the year of its row, so its day has to lie in it."""
        day = values[self._table.day]
        spans = " ".join(
            f"WHEN {year} THEN {day} BETWEEN {day_number(dt.date(year, 1, 1))}"
            f" AND {day_number(dt.date(year, 12, 31))}"
            for year in years
        )
        apart = (
            f"{day} BETWEEN {FIRST} AND {LAST} AND NOT (CASE CAST(t.{YEAR} AS BIGINT) {spans} END)"
        )
        self._first(self._table.day, apart, "impossible")

    def _outside(self, values: dict[str, str]) -> dict[str, str]:
        """The facts of which some number is out of bounds, with the condition that one is."""
        found = {}
        for code, (least, most) in self._ends(values).items():
            fact = self._table.declared[code]
            low, high = fact.bounds
            if ahead_of(fact) == NOT_YET:
                low = NOT_YET  # the whole number before the others
            if least is not None and most is not None and not low <= least <= most <= high:
                found[code] = f"NOT {within_bounds(fact, values[code])}"
                if is_attested(code):
                    found[code] += f" AND {values[code]} <> {EXPIRED}"
        return found

    def _doubts(self, outside: dict[str, str]) -> Iterator[Doubt]:
        """How many rows hold what cannot be true, by column."""
        if not outside:
            return
        asked = ", ".join(
            f"SUM(CASE WHEN {bad} THEN 1 ELSE 0 END), MIN(CASE WHEN {bad} THEN t.{SUBJECT} END)"
            for bad in outside.values()
        )
        # Most rows hold none of it: the others are picked before anything is counted.
        (found,) = self._select(asked, " OR ".join(f"({bad})" for bad in outside.values()))
        for n, code in enumerate(outside):
            rows, first = int(found[2 * n] or 0), found[2 * n + 1]
            if rows:
                yield Doubt(self._table.name, code, rows, shown(str(first)))

    def _ends(self, values: dict[str, str]) -> dict[str, tuple[int | None, int | None]]:
        """The least and the greatest number of every fact, apart from that of a step not yet taken.

        Files know the least and the greatest of a column and need not be read for them. Where the greatest
        is the day of what has not been done, the one below it is looked for only if one is no day.
        """
        found = self._min_max(values)
        late: dict[str, str] = {}
        for code, (least, most) in found.items():
            if least is not None and most == ahead_of(self._table.declared[code]) == NEVER:
                late[code] = values[code]
                found[code] = (min(least, LAST), LAST)
        no_day = " OR ".join(f"({v} > {LAST} AND {v} <> {NEVER})" for v in late.values())
        if late and any(self._select(f"t.{SUBJECT}", no_day, 1)):
            found |= self._min_max({code: f"NULLIF({v}, {NEVER})" for code, v in late.items()})
        return found

    def _min_max(self, values: dict[str, str]) -> dict[str, tuple[int | None, int | None]]:
        if not values:
            return {}
        asked = ", ".join(f"MIN({value}), MAX({value})" for value in values.values())
        (row,) = self._select(asked)
        return {code: (row[2 * n], row[2 * n + 1]) for n, code in enumerate(values)}

    def _first(self, column: str, condition: str, code: str) -> None:
        """A fault for each of the first rows of which something is true."""
        for subject, value in self._select(f"t.{SUBJECT}, t.{column}", condition, FIRST_ROWS):
            at = f"{self._table.relation}[{shown(str(subject))}].{column}"
            self.faults.append(Fault(at, code, "" if value is None else shown(value)))

    def _select(self, what: str, condition: str = "", most: int = 0) -> Iterator[tuple[Any, ...]]:
        where = f" WHERE {condition}" if condition else ""
        order = f" ORDER BY t.{SUBJECT} LIMIT {most}" if most else ""
        query = f"SELECT {what} FROM {self._table.relation} t{where}{order}"
        return self._engine.fetch(query)

    def _at(self, column: str) -> str:
        return f"{self._table.relation}.{column}"


def refuse(faults: Sequence[Fault]) -> None:
    """Refuse what cannot be read, all of it at once.

    Raises:
        IntakeError: with these faults, if there are any.
    """
    if faults:
        raise IntakeError(list(faults))
