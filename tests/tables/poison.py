"""Tables spoilt in one column: gone, renamed, of another type, with values that are no whole numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import consultrules as cr
from consultrules.auditing.sql.table import ROOM, SUBJECT, TABLES, Table
from consultrules.facts.fact import checked
from consultrules.policy.judging import FactType
from tables import chance_tables
from tables.chance_tables import YEARS, Rows

GONE, RENAMED = "gone", "renamed"
Run = Callable[[str], object]
"""Runs a statement where the tables lie."""
_YEARS = TABLES["room_year"].relation
FEW = 10
BEYOND = "1" + "0" * 30
IDS = (SUBJECT, ROOM)
_READ = {"boolean": FactType.FLAG, "date": FactType.DAY}
_ONE, _TWO, _THREE = (f"b.spoilt = {n}" for n in (1, 2, 3))
_TEXT = (
    f"CASE WHEN {_ONE} THEN '九' WHEN {_TWO} THEN '9' WHEN {_THREE} THEN '{BEYOND}'"
    " ELSE CAST({0} AS {text}) END"
)
_TYPED = {
    "boolean": "(1 = 1)",
    "date": "DATE '2024-01-01'",
    "text": _TEXT,
    "float": (
        f"CASE WHEN {_ONE} THEN CAST('nan' AS {{float}}) WHEN {_TWO} THEN CAST(9.5 AS {{float}})"
        " ELSE CAST({0} AS {float}) END"
    ),
    "beyond": f"CASE WHEN {_ONE} THEN CAST('{BEYOND}' AS {{wide}}) ELSE CAST({{0}} AS {{wide}}) END",
}
WAYS: Mapping[str, Mapping[str, str]] = {
    "DuckDB": {
        name: way.format("{0}", text="VARCHAR", float="DOUBLE", wide="HUGEINT")
        for name, way in _TYPED.items()
    },
    "PostgreSQL": {
        name: way.format("{0}", text="TEXT", float="DOUBLE PRECISION", wide="NUMERIC")
        for name, way in _TYPED.items()
    }
    | {
        "fraction": f"CASE WHEN {_ONE} THEN 9.5 ELSE CAST({{0}} AS NUMERIC) END",
        "no number": f"CASE WHEN {_ONE} THEN CAST('NaN' AS NUMERIC) ELSE CAST({{0}} AS NUMERIC) END",
    },
    "Spark": {
        name: way.format("{0}", text="STRING", float="DOUBLE", wide="DECIMAL(38, 0)")
        for name, way in _TYPED.items()
    }
    | {"fraction": "CAST({0} AS DECIMAL(20, 2))"},
    # Of a view no column has an affinity, so that what was written stays what it is.
    "SQLite": {
        "text": _TEXT.format("{0}", text="TEXT"),
        "text of one": f"CASE WHEN {_ONE} THEN '9' ELSE {{0}} END",
        "float": f"CASE WHEN {_ONE} THEN 9.5 ELSE {{0}} END",
        "whole float": f"CASE WHEN {_ONE} THEN 9.0 ELSE {{0}} END",
        "bytes": f"CASE WHEN {_ONE} THEN x'39' ELSE {{0}} END",
        "date": "'2024-01-01'",
        "beyond": f"CASE WHEN {_ONE} THEN {BEYOND} ELSE {{0}} END",
    },
}
"""By engine and name, the expression that stands for a column ``{0}`` of a sound table ``b``."""
TAKEN_AS_IDS = {
    "DuckDB": {"text", "beyond"},
    "PostgreSQL": {"text", "fraction", "no number", "beyond"},
    "Spark": {"text", "beyond"},
    "SQLite": set(WAYS["SQLite"]),
}
"""What can tell one subject from another all the same."""
STORED = {"float": "9.5", "text": "'九'", "beyond": f"'{BEYOND}'", "bytes": "x'39'"}
"""Values that a column of SQLite keeps though it was declared to hold integers."""


@dataclass(frozen=True)
class Spoiling:
    """One way of spoiling one column of a table."""

    table: Table
    column: str
    way: str
    text: str = ""

    @property
    def told(self) -> list[str]:
        """What stands in the place of the column."""
        if self.way == GONE:
            return []
        if self.way == RENAMED:
            return [f"b.{self.column} AS {self.column}x"]
        return [f"{self.text.format(f'b.{self.column}')} AS {self.column}"]

    def view(self, columns: list[str]) -> str:
        """The spoilt table as a view of the sound one."""
        told = [f"b.{name}" for name in columns if name != self.column] + self.told
        return f"CREATE VIEW {self.table.relation} AS SELECT {', '.join(told)} FROM sound b"

    def lapse(self, source: object) -> str:
        """What went wrong: empty where an audit refuses the table by the column's name."""
        try:
            with cr.audit_tables(source) as audit:
                passed = sum(row["pass"] for row in audit.roll_up("table"))
        except cr.IntakeError as error:
            named = {re.sub(r"\[.*?\]", "", fault.at) for fault in error.faults}
            at = f"{self.table.relation}.{self.column}"
            return "" if at in named else f"{at} {self.way}: {sorted(named)} named"
        return f"{self.table.relation}.{self.column} {self.way}: taken, {passed} passed"


@dataclass(frozen=True)
class Trial:
    """A table of which each column is spoilt in each way, alone or beside the years of rooms."""

    table: Table
    years: bool = False

    @property
    def name(self) -> str:
        """What pytest calls it."""
        return f"{self.table.name}{' and years' * self.years}"

    @property
    def rows(self) -> Rows:
        """The sound rows."""
        return _sound()[self.table.relation]

    @property
    def tables(self) -> dict[str, Rows]:
        """What has to be loaded: numbered rows, so that each can be spoilt in its own way."""
        loaded = {"sound": [row | {"spoilt": n} for n, row in enumerate(self.rows, 1)]}
        return loaded | ({_YEARS: _sound()[_YEARS]} if self.years else {})

    @property
    def columns(self) -> list[str]:
        """The columns that are asked for; beside the years of rooms those that only these ask for."""
        alone = [*self.table.keys, *self.table.facts(cr.edition())]
        return [name for name in self.rows[0] if (name in alone) is not self.years]

    def spoilings(self, engine: str) -> Iterator[Spoiling]:
        """Every way of spoiling every column, apart from what can be read as the same whole numbers."""
        for column in self.columns:
            yield Spoiling(self.table, column, GONE)
            yield Spoiling(self.table, column, RENAMED)
            fact = self.table.declared.get(column)
            for way, text in WAYS[engine].items():
                readable = fact is not None and engine != "SQLite" and fact.type is _READ.get(way)
                if not readable and not (column in IDS and way in TAKEN_AS_IDS[engine]):
                    yield Spoiling(self.table, column, way, text)

    def lapses_at_once(self, engine: str, run: Run, source: object) -> list[str]:
        """What went wrong where every column is spoilt in the same way: for engines that take their time."""
        ways: dict[str, list[Spoiling]] = {}
        for spoiling in self.spoilings(engine):
            ways.setdefault(spoiling.way, []).append(spoiling)
        found = []
        for way, spoilt in ways.items():
            names = {one.column for one in spoilt}
            told = [f"b.{name}" for name in self.rows[0] if name not in names]
            told += [column for one in spoilt for column in one.told] or ["b.spoilt"]
            view = f"CREATE OR REPLACE TEMPORARY VIEW {self.table.relation}"
            run(f"{view} AS SELECT {', '.join(told)} FROM sound b")
            try:
                cr.audit_tables(source).close()
            except cr.IntakeError as error:
                named = {re.sub(r"\[.*?\]", "", fault.at) for fault in error.faults}
                names -= {at.removeprefix(f"{self.table.relation}.") for at in named}
            found += [f"{self.table.relation}.{name} {way}: not named" for name in sorted(names)]
            run(f"DROP VIEW {self.table.relation}")
        return found

    def lapses(self, engine: str, run: Run, source: object) -> list[str]:
        """What went wrong, once the tables are loaded."""
        found = []
        for spoiling in self.spoilings(engine):
            run(spoiling.view(list(self.rows[0])))
            found.append(spoiling.lapse(source))
            run(f"DROP VIEW {self.table.relation}")
        return [lapse for lapse in found if lapse]


@cache
def _sound() -> dict[str, Rows]:
    """A few rows of each table in which every number can be."""
    made = chance_tables.tables(cr.edition(), 1_000, seed=5)
    return {
        table.relation: [
            _as_can_be(table, row) for row in made[table.relation] if row["year"] != YEARS[0]
        ][:FEW]
        for table in TABLES.values()
    }


def _as_can_be(table: Table, row: Mapping[str, int | None]) -> dict[str, int | None]:
    facts = {code: row.get(code) for code in table.declared}
    checked(facts, table.declared)
    return {name: facts.get(name, number) for name, number in row.items()}


TRIALS = (*(Trial(table) for table in TABLES.values()), Trial(TABLES["session"], years=True))
"""Every table; and of sessions once more what is asked where the years of rooms stand beside."""
