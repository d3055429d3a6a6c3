"""What an audit leaves behind: a usable connection and nothing else; and how far it says it is."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import pytest

import consultrules as cr
from tables import chance_tables
from tables.places import arrow, parquet, sqlite
from tables.small import POLICY, keys_of, many, row

ROWS = many(6)
CHANCE = chance_tables.tables(POLICY, 300, seed=3)


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own for temporary files."""
    own = tmp_path / "temporary"
    own.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(own))
    return own


def duck(rows: list[dict[str, Any]], path: str = ":memory:") -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(path)
    connection.register("rows", arrow(rows))
    connection.execute("CREATE TABLE facts_unit AS SELECT * FROM rows")
    connection.unregister("rows")
    return connection


def connections() -> dict[str, Any]:
    return {"duckdb": duck(ROWS), "sqlite": sqlite({"facts_unit": ROWS})}


def relations(connection: Any) -> list[str]:
    """Every table and view, temporary ones too."""
    query = (
        "SELECT name FROM sqlite_master UNION ALL SELECT name FROM sqlite_temp_master"
        if isinstance(connection, sqlite3.Connection)
        else "SELECT table_name FROM duckdb_tables() UNION ALL"
        " SELECT view_name FROM duckdb_views() WHERE NOT internal"
    )
    return sorted(name for (name,) in connection.execute(query).fetchall())


@pytest.mark.parametrize("place", ["duckdb", "sqlite"])
def test_a_callers_connection_is_as_it_was_and_open(place: str, scratch: Path) -> None:
    connection = connections()[place]
    for _ in range(2):  # one audit after the other
        with cr.audit_tables(connection) as result:
            assert len(relations(connection)) > 1
            assert len(list(result.findings())) == 3
        assert relations(connection) == ["facts_unit"]
        assert [*scratch.iterdir()] == []
    result.close()  # once more does nothing
    with pytest.raises(ValueError, match="in the block"), cr.audit_tables(connection):
        raise ValueError("in the block")
    assert relations(connection) == ["facts_unit"]
    assert connection.execute("SELECT COUNT(*) FROM facts_unit").fetchone() == (6,)


@pytest.mark.parametrize("place", ["duckdb", "sqlite"])
def test_a_refused_audit_leaves_nothing_either(place: str, scratch: Path) -> None:
    connection = connections()[place]
    connection.execute("UPDATE facts_unit SET subject = 1")
    with pytest.raises(cr.IntakeError):
        cr.audit_tables(connection)
    assert relations(connection) == ["facts_unit"]
    assert [*scratch.iterdir()] == []


def test_our_own_connection_is_closed_with_its_scratch(scratch: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for tables in ({"unit": arrow(ROWS)}, parquet({"facts_unit": ROWS}, folder)):
        with cr.audit_tables(tables) as result:
            assert len([*scratch.iterdir()]) == 1
            assert keys_of(result)
        assert [*scratch.iterdir()] == []
        with pytest.raises(duckdb.ConnectionException):
            list(result.findings())
    for wrong in (
        {"unit": 5},
        {"unti": arrow(ROWS)},
        tmp_path / "nowhere",
        {"unit": arrow(ROWS)[:0]},
    ):
        with pytest.raises(cr.IntakeError):
            cr.audit_tables(wrong)
        assert [*scratch.iterdir()] == []


def test_of_a_result_that_nobody_closed_nothing_stays_after_the_process(scratch: Path) -> None:
    script = (
        "import sys, tempfile, pandas; tempfile.tempdir = sys.argv[1]\n"
        "import consultrules as cr\n"
        f"result = cr.audit_tables({{'unit': pandas.DataFrame([{row()}])}})\n"
        "print(len(list(result.findings())))"
    )
    command = [sys.executable, "-c", script, str(scratch)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (told.stdout, told.stderr) == ("0\n", "")
    assert [*scratch.iterdir()] == []


@pytest.mark.parametrize("place", ["duckdb", "sqlite"])
def test_two_results_on_one_connection_do_not_mix(place: str) -> None:
    connection = connections()[place]
    first = cr.audit_tables(connection)
    before = keys_of(first)
    connection.execute("UPDATE facts_unit SET work_committee = 1, rooms_registered = 0")
    second = cr.audit_tables(connection)
    assert keys_of(first) == before != keys_of(second) != set()
    assert first.roll_up("rule") != second.roll_up("rule")
    assert not {*first.texts} & {*second.texts}
    first.close()
    after = keys_of(second)
    with cr.audit_tables(connection) as third:
        assert keys_of(third) == after == keys_of(second)
    second.close()
    assert relations(connection) == ["facts_unit"]


def test_questions_between_two_findings_lose_none_of_them() -> None:
    """More findings than are fetched at once."""
    rows = [row(subject=n, work_committee=0) for n in range(12_000)]
    for tables in ({"unit": arrow(rows)}, sqlite({"facts_unit": rows})):
        with cr.audit_tables(tables) as result:
            seen = set()
            for finding in result.findings():
                seen.add(finding["subject"])
                if finding["subject"] % 3000 == 0:
                    assert len(result.explain(finding["subject"])) == 2
                    assert result.roll_up("rule")
            assert len(seen) == len(rows)


def test_what_is_kept_is_given_in_the_engines_own_form() -> None:
    with cr.audit_tables({"unit": arrow(ROWS)}) as result:
        assert len(result.native("unit").fetchall()) == 3
        assert result.native("roll_up").aggregate("sum(fail)").fetchall() == [(3,)]
        with pytest.raises(cr.IntakeError) as told:
            result.native("statistics")  # there is none about units
        assert told.value.faults[0].code == "unknown_word"
    connection = sqlite({"facts_unit": ROWS})
    with cr.audit_tables(connection) as result:
        name = result.native("unit")
        assert name in result.texts
        assert connection.execute(f"SELECT COUNT(*) FROM {name}").fetchone() == (3,)


def test_a_database_that_is_only_read_can_be_judged(tmp_path: Path) -> None:
    duck(ROWS, str(tmp_path / "duck")).close()
    plain = sqlite3.connect(tmp_path / "lite")
    source = sqlite({"facts_unit": ROWS})
    source.commit()
    source.backup(plain)
    plain.close()
    only_read = (
        duckdb.connect(str(tmp_path / "duck"), read_only=True),
        sqlite3.connect(f"{(tmp_path / 'lite').as_uri()}?mode=ro", uri=True),
    )
    for connection in only_read:
        with cr.audit_tables(connection) as result:
            assert len(keys_of(result)) == 3
            assert result.explain(1).ok
        assert relations(connection) == ["facts_unit"]
        connection.close()


def test_nobody_else_sees_what_is_kept_in_a_database(tmp_path: Path) -> None:
    connection = duck(ROWS, str(tmp_path / "duck"))
    with cr.audit_tables(connection):
        assert relations(connection.cursor()) == ["facts_unit"]


def test_rows_that_a_connection_makes_to_dicts_are_read_all_the_same() -> None:
    connection = sqlite({"facts_unit": ROWS})
    for factory in (
        sqlite3.Row,
        lambda cursor, values: dict(
            zip([head[0] for head in cursor.description], values, strict=True)
        ),
    ):
        connection.row_factory = factory
        with cr.audit_tables(connection) as result:
            assert len(keys_of(result)) == 3
        assert connection.row_factory is factory


@pytest.mark.parametrize("only", [None, "3.9", "3.1.s7"])
@pytest.mark.parametrize("place", ["frames", "sqlite"])
def test_progress_goes_up_to_the_whole_and_never_back(place: str, only: str | None) -> None:
    frames = {relation: arrow(rows) for relation, rows in CHANCE.items()}
    told: list[tuple[int, int]] = []

    def watch(done: int, whole: int) -> None:
        told.append((done, whole))

    with cr.audit_tables(
        sqlite(CHANCE) if place == "sqlite" else frames, only=only, progress=watch
    ):
        pass
    done = [one for one, _ in told]
    assert done == sorted(done)
    assert len({whole for _, whole in told}) == 1
    assert (done.count(told[0][1]), told[-1]) == (1, (told[0][1], told[0][1]))
