"""What is refused: tables that are not there, not readable, or hold what nobody can judge."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import consultrules as cr
from consultrules.auditing.sql.table import TABLES
from consultrules.facts.fact import day_number
from tables.places import arrow, parquet, sqlite
from tables.small import HAIAN, POLICY, faults, many, refused, row


def test_no_table_at_all_is_refused_with_the_names_that_are_looked_for(tmp_path: Path) -> None:
    wanted = tuple(table.relation for table in TABLES.values())
    for nothing in ({}, tmp_path, sqlite3.connect(":memory:"), duckdb.connect()):
        (fault,) = faults(nothing)
        assert (fault.at, fault.code, fault.accepted) == ("tables", "no_table", wanted)


def test_a_folder_that_is_not_there_or_a_file_is_refused(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    assert refused(nowhere) == [(str(nowhere), "unreadable", "")]
    file = parquet({"facts_unit": [row()]}, tmp_path) / "facts_unit.parquet"
    assert refused(str(file)) == [(str(file), "unreadable", "")]


def test_parquet_files_that_cannot_be_read_are_named_together(tmp_path: Path) -> None:
    parquet({"facts_unit": [row()], "facts_member": [row("member")]}, tmp_path)
    (tmp_path / "facts_room.parquet").mkdir()  # a folder of parts without a part
    for name in ("unit", "member"):
        file = tmp_path / f"facts_{name}.parquet"
        file.write_bytes(file.read_bytes()[:-9])
    told = refused(tmp_path)
    assert {(at, code) for at, code, _ in told} == {
        (f"facts_{name}", "unreadable") for name in ("unit", "member", "room")
    }


def test_a_parquet_file_damaged_in_the_middle_is_unreadable(tmp_path: Path) -> None:
    """Its foot is whole, so that only reading it finds out."""
    file = parquet({"facts_unit": many(5000)}, tmp_path) / "facts_unit.parquet"
    whole = file.read_bytes()
    file.write_bytes(whole[:100] + b"\xff" * 4000 + whole[4100:])
    ((at, code, value),) = refused(tmp_path)
    assert (at, code) == ("tables", "unreadable")
    assert "Failed to read" in value or "corrupt" in value


def test_a_number_in_the_second_part_is_not_made_to_fit_the_first(tmp_path: Path) -> None:
    (tmp_path / "facts_unit").mkdir()
    first, second = pa.table({k: [v] for k, v in row().items()}), row(subject=2)
    pq.write_table(first, tmp_path / "facts_unit" / "a.parquet")
    second["rooms_registered"] = 9.6
    pq.write_table(
        pa.table({k: [v] for k, v in second.items()}), tmp_path / "facts_unit" / "b.parquet"
    )
    told = refused(tmp_path)
    assert ("facts_unit[2].rooms_registered", "wrong_type", "9.6") in told


def test_a_column_that_a_part_lacks_is_not_known_there(tmp_path: Path) -> None:
    (tmp_path / "facts_unit").mkdir()
    less = {key: [value] for key, value in row(subject=2).items() if key != "work_committee"}
    pq.write_table(arrow([row()]), tmp_path / "facts_unit" / "a.parquet")
    pq.write_table(pa.table(less), tmp_path / "facts_unit" / "b.parquet")
    with cr.audit_tables(tmp_path) as result:
        (found,) = result.findings()
    assert (found["subject"], found["verdict"]) == (2, "unknown")
    assert found["cause"] == "missing:work_committee"


@pytest.mark.parametrize("place", ["frame", "sqlite"])
def test_an_empty_table_is_refused(place: str) -> None:
    frame = arrow([row()])[:0]
    connection = sqlite({"facts_unit": [row()]})
    connection.execute("DELETE FROM facts_unit")
    assert refused({"unit": frame} if place == "frame" else connection) == [
        ("facts_unit", "empty", "")
    ]


def test_an_id_that_stands_twice_is_named() -> None:
    sessions = [row("session", n) for n in (1, 2, 2, 3, 3)]
    assert refused({"session": arrow(sessions)}) == [
        ("facts_session[2]", "duplicate_id", "2"),
        ("facts_session[3]", "duplicate_id", "3"),
    ]


def test_a_subject_may_stand_once_a_year() -> None:
    years = [row(year=2023), row(year=2024), row(year=2024)]
    assert refused({"unit": arrow(years)}) == [("facts_unit[1@2024]", "duplicate_id", "1@2024")]
    with cr.audit_tables({"unit": arrow(years[:2])}) as result:
        assert result.subjects == {"unit": 2}


def test_who_when_and_where_are_told_of_every_row() -> None:
    rows = [
        row(subject=None),
        row(subject=2, year=None),
        row(subject=3, year=1900),
        row(subject=4, year=20240),
        row(subject=5, unit=320685),
        row(subject=6, unit=-HAIAN),
        row(subject=7, unit=None),  # no fault: where it lies need not be known
    ]
    told = refused({"unit": arrow(rows)})
    assert set(told) == {
        ("facts_unit[None].subject", "missing_key", ""),
        ("facts_unit[2].year", "missing_key", ""),
        ("facts_unit[3].year", "out_of_bounds", "1900"),
        ("facts_unit[4].year", "out_of_bounds", "20240"),
        ("facts_unit[5].unit", "out_of_bounds", "320685"),
        ("facts_unit[6].unit", "out_of_bounds", f"-{HAIAN}"),
    }


def test_where_local_numbers_hold_every_row_says_where_it_lies() -> None:
    local = POLICY.tighten("320685", minimum_participants=15)
    tables = {"session": arrow([row("session"), row("session", 2, unit=None)])}
    assert refused(tables, policy=local) == [("facts_session[2].unit", "missing_key", "")]


@pytest.mark.parametrize(
    ("number", "places"),
    [
        ({"minimum_participants": 15}, ["session"]),
        ({"minimum_sessions": 4}, ["room_year"]),
        ({"minimum_linked_members": 2}, ["room"]),
        ({"minimum_participants": 10}, []),
        ({"minimum_participants": 15, "minimum_linked_members": 2}, ["session", "room"]),
    ],
)
def test_where_no_rule_reads_a_local_number_a_row_may_lie_nobody_knows_where(
    number: dict[str, int], places: list[str]
) -> None:
    """Members of no told county are judged by the city's numbers, as records are: they read none."""
    local = POLICY.tighten("320685", **number)
    assert [name for name, table in TABLES.items() if table.needs_unit(local)] == places
    assert not TABLES["session"].needs_unit(local, ("3.3.s3c",))
    tables = {"unit": arrow([row(), row(subject=2, unit=None)])}
    with cr.audit_tables({f"facts_{name}": t for name, t in tables.items()}, policy=local) as found:
        assert found.subjects == {"unit": 2}
    answer = cr.status_columns(tables["unit"].drop_columns(["unit"]), "unit", policy=local)
    assert answer.num_rows == 2


def test_the_day_of_a_session_lies_in_the_year_of_its_row() -> None:
    last, first = day_number(dt.date(2023, 12, 31)), day_number(dt.date(2024, 1, 1))
    rows = [row("session", 1, session_day=last), row("session", 2, session_day=first)]
    assert refused({"session": arrow(rows)}) == [
        ("facts_session[1].session_day", "impossible", str(last))
    ]


def test_faults_of_several_tables_are_told_at_once() -> None:
    told = refused(
        {
            "unit": arrow([row(), row()]),
            "member": arrow([row("member", unit=1)]),
            "session": arrow([row("session")]).drop_columns(["room", "participants"]),
            "invitation": pa.table({"subject": [1.5], "yaer": [2024]}),
        }
    )
    assert {(at, code) for at, code, _ in told} >= {
        ("facts_unit[1@2024]", "duplicate_id"),
        ("facts_member[1].unit", "out_of_bounds"),
        ("facts_session.room", "missing_key"),
        ("facts_session.participants", "missing_key"),
        ("facts_invitation.subject", "wrong_type"),
        ("facts_invitation.year", "missing_key"),
    }


def test_a_misspelt_column_gets_its_hint_and_one_of_a_wrong_type_its_first_rows() -> None:
    frame = pa.table({k if k != "year" else "yaer": [v] for k, v in row().items()})
    hints = {fault.at: fault.hint for fault in faults({"unit": frame})}
    assert hints == {"facts_unit.year": "yaer"}
    words = arrow([row(subject=n) for n in range(5)])
    words = words.set_column(5, "work_committee", pa.array(["有"] * 5))
    (head, *rows) = refused({"unit": words})
    assert head == ("facts_unit.work_committee", "wrong_type", "VARCHAR")
    assert [value for _, _, value in rows] == ["有"] * 3


def test_a_table_without_subjects_is_told_all_the_same() -> None:
    frame = pa.table({"year": ["2024"], "unit": [1.5], "work_committee": [1]})
    told = refused({"unit": frame})
    assert ("facts_unit.subject", "missing_key", "") in told
    assert ("facts_unit.year", "wrong_type", "VARCHAR") in told


def test_every_value_of_sqlite_is_asked_for_its_type() -> None:
    connection = sqlite({"facts_unit": [row()]})
    connection.execute("CREATE TABLE loose (subject, year, unit, unit_kind, rooms_registered, w)")
    connection.execute("DROP TABLE facts_unit")
    connection.execute("ALTER TABLE loose RENAME COLUMN w TO work_committee")
    connection.execute("ALTER TABLE loose RENAME TO facts_unit")
    values = ["九", "9", 9.6, 9.0, b"9"]
    for number, value in enumerate(values):
        connection.execute(
            "INSERT INTO facts_unit VALUES (?, 2024, 320685000000, 2, ?, ?)",
            (f"u{number}", value if number < 3 else 1, value if number >= 3 else 1),
        )
    assert refused(connection) == [
        ("facts_unit[u0].rooms_registered", "wrong_type", "九"),
        ("facts_unit[u1].rooms_registered", "wrong_type", "9"),
        ("facts_unit[u2].rooms_registered", "wrong_type", "9.6"),
        ("facts_unit[u3].work_committee", "wrong_type", "9.0"),
        ("facts_unit[u4].work_committee", "wrong_type", "b'9'"),
    ]


def test_an_unknown_name_of_a_frame_gets_its_hint_and_one_table_two_frames_no_place() -> None:
    frame = arrow([row()])
    (fault,) = faults({"unti": frame})
    assert (fault.at, fault.code, fault.value, fault.hint) == (
        "tables",
        "unknown_key",
        "unti",
        "unit",
    )
    assert refused({5: frame}) == [("tables", "unknown_key", "5")]
    assert refused({"unit": frame, "facts_unit": frame}) == [
        ("facts_unit", "twice_in_object", "facts_unit")
    ]


def test_frames_that_no_engine_can_take_are_refused_together() -> None:
    """Each fails in a package of its own."""
    mixed = pd.DataFrame([row(), row(subject="x")])
    twice = pa.table([pa.array([1])] * 2, names=["subject", "subject"])
    wide = pl.DataFrame({"subject": pl.Series([1], dtype=pl.Int128)})
    told = refused({"unit": mixed, "room": twice, "member": pl.DataFrame(), "case": wide})
    assert [code for _, code, _ in told] == ["unreadable"] * 4


def test_numbers_that_need_more_than_64_bits_are_out_of_bounds() -> None:
    frame = pa.table({k: pa.array([v], pa.uint64()) for k, v in row().items()})
    frame = frame.set_column(4, "rooms_registered", pa.array([2**63], pa.uint64()))
    assert refused({"unit": frame}) == [
        ("facts_unit[1].rooms_registered", "out_of_bounds", str(2**63))
    ]


def test_ids_that_are_text_in_one_table_and_numbers_in_the_other_are_refused() -> None:
    """On SQLite no year would find its sessions, and each would fail for want of them."""
    sessions, years = [row("session", room=5)], [row("room_year", 5)]
    connection = sqlite({"facts_session": sessions, "facts_room_year": years})
    connection.execute("ALTER TABLE facts_session DROP COLUMN room")
    connection.execute("ALTER TABLE facts_session ADD COLUMN room TEXT")
    connection.execute("UPDATE facts_session SET room = 5")
    assert refused(connection) == [("facts_room_year.subject", "wrong_type", "whole number")]
    text = arrow(years).set_column(0, "subject", pa.array(["r5"]))
    assert refused({"session": arrow(sessions), "room_year": text}) == [
        ("facts_room_year.subject", "wrong_type", "text")
    ]
    hosts = pa.table({"subject": [1], "room": [1.5]})
    told = {"session": arrow(sessions), "room_year": arrow(years), "facts_session_host": hosts}
    assert refused(told) == [("facts_session_host.room", "wrong_type", "DOUBLE")]


def test_a_day_that_no_calendar_has_is_a_doubt_and_no_error() -> None:
    connection = duckdb.connect()
    connection.register("rows", arrow([row("session", room=1)]))
    connection.execute(
        "CREATE TABLE facts_session AS SELECT * REPLACE (DATE 'infinity' AS session_day) FROM rows"
    )
    with cr.audit_tables(connection, only="3.3") as result:
        assert [(d.column, d.rows) for d in result.doubts] == [("session_day", 1)]
