"""What is no column of 64-bit integers and can be read as one all the same is judged as records are."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

import consultrules as cr
from consultrules.auditing.sql.table import HOSTS, TABLES
from consultrules.facts.fact import NEVER, day_of
from consultrules.policy.judging import FactType
from tables import chance_tables, places
from tables.agreeing import Wanted, differences
from tables.chance_tables import Rows

POLICY = cr.edition()
TOLD = chance_tables.tables(POLICY, 600, seed=7)
IDS = ("subject", "room")
FACTS = {table.relation: table.declared for table in TABLES.values()} | {HOSTS: {}}


def test_numbers_of_a_wider_type_are_read_as_they_are() -> None:
    with duckdb.connect() as connection:
        for relation, rows in TOLD.items():
            connection.register("frame", places.arrow(rows))
            wide = ", ".join(f"CAST(f.{name} AS HUGEINT) AS {name}" for name in rows[0])
            connection.execute(f"CREATE TABLE {relation} AS SELECT {wide} FROM frame f")
        with cr.audit_tables(connection) as audit:
            assert differences(audit, Wanted(TOLD, POLICY)) == []


def test_days_and_flags_of_types_of_their_own_are_read_as_numbers() -> None:
    possible: dict[str, Rows] = {
        relation: [
            {name: _of_its_type(relation, name, n) for name, n in row.items()} for row in rows
        ]
        for relation, rows in TOLD.items()
    }
    frames = {relation: _with_own_types(relation, rows) for relation, rows in possible.items()}
    with cr.audit_tables(frames) as audit:
        assert differences(audit, Wanted(possible, POLICY)) == []


def test_digits_in_a_column_of_integers_are_integers() -> None:
    digits = {
        relation: [{name: n if n is None else str(n) for name, n in row.items()} for row in rows]
        for relation, rows in TOLD.items()
    }
    with cr.audit_tables(places.sqlite(digits)) as audit:  # type: ignore[arg-type]
        assert differences(audit, Wanted(TOLD, POLICY)) == []


@pytest.mark.parametrize("ending", ["csv", "frames"])
def test_ids_that_are_text_tell_subjects_apart(ending: str, tmp_path: Path) -> None:
    named: dict[str, Rows] = {
        relation: [
            row | {name: f"号 {row[name]}" for name in IDS if row.get(name) is not None}  # type: ignore[misc]
            for row in rows
        ]
        for relation, rows in TOLD.items()
    }
    frames = {relation: places.arrow(rows) for relation, rows in named.items()}
    source = places.csv_files(named, tmp_path) if ending == "csv" else frames
    with cr.audit_tables(source) as audit:
        assert differences(audit, Wanted(named, POLICY)) == []


def _of_its_type(relation: str, name: str, number: int | None) -> int | None:
    """A number that a flag or day can be; all others are not known."""
    fact = FACTS[relation].get(name)
    if fact is None or number is None or fact.type not in (FactType.FLAG, FactType.DAY):
        return number
    low, high = fact.bounds
    ahead = NEVER if fact.type is FactType.DAY and fact.open else low
    return number if low <= number <= high or number == ahead else None


def _with_own_types(relation: str, rows: Rows) -> pa.Table:
    columns = {}
    for name in rows[0]:
        kind = FACTS[relation][name].type if name in FACTS[relation] else None
        told: list[int | bool | dt.date | None] = [row[name] for row in rows]
        if kind is FactType.FLAG:
            columns[name] = pa.array([n if n is None else bool(n) for n in told], pa.bool_())
        elif kind is FactType.DAY:
            days = [n if n is None else day_of(int(n)) for n in told]  # type: ignore[call-overload]
            columns[name] = pa.array(days, pa.date32())
        else:
            columns[name] = pa.array(told, pa.int64())
    return pa.table(columns)
