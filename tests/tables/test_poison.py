"""Tables spoilt in any column are refused by its name, and nothing of them passes."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

import consultrules as cr
from consultrules.auditing.sql.table import HOSTS, TABLES
from tables import chance_tables, places
from tables.poison import BEYOND, IDS, STORED, TRIALS, Spoiling, Trial

SOUND = {trial.table.relation: trial.rows for trial in TRIALS}
EVERY_TABLE = pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
CELLS = ("9.5", "9.0", "NaN", "九", "９", " 9", "1e3", BEYOND, "2024-13-01")
SHARED = ("facts_session", "facts_room_year", HOSTS)
MIXED = {name: chance_tables.tables(cr.edition(), 40)[name] for name in SHARED}


@pytest.mark.parametrize("relation", SOUND)
def test_what_is_not_spoilt_is_taken_and_some_of_it_passes(relation: str) -> None:
    with cr.audit_tables(places.sqlite({relation: SOUND[relation]})) as audit:
        ((passed, doubts),) = {(row["pass"], audit.doubts) for row in audit.roll_up("table")}
        assert passed > 0
        assert doubts == ()


def test_every_column_of_every_table_is_spoilt() -> None:
    for table in TABLES.values():
        told = [name for t in TRIALS if t.table == table for name in t.columns]
        assert sorted(told) == sorted(SOUND[table.relation][0])


@EVERY_TABLE
def test_in_duckdb_a_spoilt_column_is_refused_by_its_name(trial: Trial) -> None:
    with duckdb.connect() as connection:
        for name, told in trial.tables.items():
            connection.register("frame", places.arrow(told))
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")
        assert trial.lapses("DuckDB", connection.execute, connection) == []


@EVERY_TABLE
def test_in_sqlite_a_spoilt_column_is_refused_by_its_name(trial: Trial) -> None:
    connection = places.sqlite(trial.tables)
    assert trial.lapses("SQLite", connection.execute, connection) == []


@EVERY_TABLE
def test_what_a_column_of_integers_keeps_though_it_is_none_is_refused_too(trial: Trial) -> None:
    relation = trial.table.relation
    connection = places.sqlite({relation: trial.rows} | trial.tables)
    found = []
    for column in [name for name in trial.columns if name not in IDS]:
        for way, value in STORED.items():
            last = f"WHERE rowid = {len(trial.rows)}"
            connection.execute(f"UPDATE {relation} SET {column} = {value} {last}")
            found.append(Spoiling(trial.table, column, way).lapse(connection))
            connection.rollback()
    assert [lapse for lapse in found if lapse] == []


@EVERY_TABLE
def test_in_a_file_of_text_such_cells_are_refused(trial: Trial, tmp_path: Path) -> None:
    relation, row = trial.table.relation, trial.rows[0]
    spoilt = {name for name in row if name not in IDS}
    for cell in CELLS:
        line = {name: cell if name in spoilt else number for name, number in row.items()}
        places.csv_files({relation: [line]}, tmp_path)  # type: ignore[dict-item]
        with pytest.raises(cr.IntakeError) as caught:
            cr.audit_tables(tmp_path)
        at = f"{relation}[{row['subject']}]"
        assert {fault.at for fault in caught.value.faults} == {f"{at}.{name}" for name in spoilt}


@pytest.mark.parametrize("relation", SHARED)
def test_rooms_that_can_be_equal_to_none_are_refused(relation: str, tmp_path: Path) -> None:
    column = "subject" if relation == "facts_room_year" else "room"
    mixed = {name: MIXED[name] for name in SHARED}
    mixed[relation] = [row | {column: f"r{row[column]}"} for row in mixed[relation]]  # type: ignore[dict-item]
    # The kind of the sessions is taken for the right one.
    accused = set(SHARED[1:]) if relation == SHARED[0] else {relation}
    for source in (places.parquet(mixed, tmp_path), places.sqlite(mixed)):
        with pytest.raises(cr.IntakeError) as caught:
            cr.audit_tables(source)
        assert {fault.at.partition(".")[0] for fault in caught.value.faults} == accused


def test_rooms_of_both_kinds_in_one_column_are_refused() -> None:
    mixed = {name: MIXED[name] for name in SHARED}
    first, *others = mixed["facts_session"]
    mixed["facts_session"] = [first | {"room": "r1"}, *others]  # type: ignore[dict-item]
    with pytest.raises(cr.IntakeError) as caught:
        cr.audit_tables(places.sqlite(mixed))
    assert [fault.at for fault in caught.value.faults] == ["facts_session.room"]


@pytest.mark.parametrize("column", ["subject", "room"])
def test_a_table_of_hosts_without_a_column_is_refused(column: str) -> None:
    told = {name: MIXED[name] for name in SHARED}
    told[HOSTS] = [{k: n for k, n in row.items() if k != column} for row in told[HOSTS]]
    with pytest.raises(cr.IntakeError) as caught:
        cr.audit_tables(places.sqlite(told))
    assert [fault.at for fault in caught.value.faults] == [f"{HOSTS}.{column}"]
