"""What can be read and cannot be true: nobody passes by it, and it is told beside the result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

import consultrules as cr
from consultrules.auditing.sql.table import TABLES
from consultrules.auditing.tables.intake import Doubt
from consultrules.facts.fact import EXPIRED, IMPOSSIBLE, NEVER, NOT_YET
from tables.places import arrow, csv_files, parquet, sqlite
from tables.small import HAIAN, POLICY, row

ROWS, ODD = 50_000, 31_415
PLACES = ("frames", "parquet", "csv", "duckdb", "sqlite")
_MADE = f"""
    SELECT i AS subject, 2024 AS year, {HAIAN} AS unit,
        CASE WHEN i = {ODD} THEN 99 ELSE 1 + i % 8 END AS room_kind,
        1 AS full_year, 1 AS year_ended, 12 AS sessions_held
    FROM range({ROWS}) t(i)
"""


def placed(place: str, table: str, rows: list[dict[str, Any]], folder: Path) -> Any:
    """The same rows in one of the places where a table may lie."""
    relation = f"facts_{table}"
    if place == "duckdb":
        connection = duckdb.connect()
        connection.register(relation, arrow(rows))
        return connection
    make: dict[str, Callable[[], Any]] = {
        "frames": lambda: {table: arrow(rows)},
        "parquet": lambda: parquet({relation: rows}, folder),
        "csv": lambda: csv_files({relation: rows}, folder),
        "sqlite": lambda: sqlite({relation: rows}),
    }
    return make[place]()


def readers_of(fact: str, table: str) -> set[str]:
    """The keys of the rules that read a fact."""
    return {rule.key for rule in TABLES[table].plan(POLICY).rules if fact in rule.facts}


@pytest.mark.parametrize("place", PLACES)
def test_six_representatives_and_six_members_among_ten_do_not_pass(
    place: str, tmp_path: Path
) -> None:
    """Nobody is both (C3): what contradicts itself is no doubt of one column, and told as a cause."""
    heads = {"session_held": 1, "participants": 10, "public_representatives": 6}
    told = [row("session", n, **heads, members=members) for n, members in enumerate((4, 5, None))]
    only = ["3.3.s3a", "3.3.s3c", "3.3.s2a.i1"]
    with cr.audit_tables(placed(place, "session", told, tmp_path), only=only) as result:
        causes = {(str(f["subject"]), f["rule"]): f["cause"] for f in result.findings()}
        assert causes == {
            ("1", "3.3.s3a"): "impossible:participants",
            ("1", "3.3.s3c"): "impossible:public_representatives impossible:participants",
            ("1", "3.3.s2a.i1"): "impossible:members",
            ("2", "3.3.s2a.i1"): "missing:members",
        }
        assert {f["verdict"] for f in result.findings()} == {"unknown"}
        assert result.doubts == ()
        explained = result.explain(1)
        assert {f.rule.key: f.verdict.value for f in explained.findings} == dict.fromkeys(
            only, "unknown"
        )


def test_columns_of_one_byte_are_added_up_without_running_over() -> None:
    """A hundred and a hundred are two hundred, which is more than a hundred and twenty."""
    connection = duckdb.connect()
    small = ("participants", "public_representatives", "members")
    columns = ", ".join(f"CAST({code} AS TINYINT) AS {code}" for code in small)
    heads = {"session_held": 1, "participants": 120, "public_representatives": 100}
    told = arrow([row("session", members, **heads, members=members) for members in (20, 100)])
    connection.register("told", told)
    connection.execute(f"CREATE TABLE facts_session AS SELECT * REPLACE ({columns}) FROM told")
    with cr.audit_tables(connection, only="3.3.s3c") as result:
        assert [(f["subject"], f["verdict"], f["cause"].split()) for f in result.findings()] == [
            (100, "unknown", ["impossible:public_representatives", "impossible:participants"])
        ]


def test_one_unknown_room_kind_among_many_is_a_doubt_and_no_pass() -> None:
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE facts_room_year AS {_MADE}")
    readers = readers_of("room_kind", "room_year")
    assert readers
    with cr.audit_tables(connection) as result:
        assert result.doubts == (Doubt("room_year", "room_kind", 1, str(ODD)),)
        found = list(result.findings())
        # Everybody else is in order, so that all there is to tell is this.
        assert {(f["subject"], f["verdict"]) for f in found} == {(ODD, "unknown")}
        assert {f["rule"] for f in found} == readers
        assert all("impossible:room_kind" in f["cause"].split() for f in found)
        assert not result.ok
        for told in result.roll_up("rule"):
            assert told["unknown"] == (told["rule"] in readers)
            assert told["pass"] + told["not_applicable"] + told["unknown"] == ROWS
        assert "99" not in result.reason(found[0], "en")
        assert result.remedy(found[0], "en")
    with cr.audit_tables(connection, everything=True) as result:
        odd = {f["rule"]: f["verdict"] for f in result.findings() if f["subject"] == ODD}
        assert {odd[rule] for rule in readers} == {"unknown"}


@pytest.mark.parametrize("place", PLACES)
def test_every_place_tells_the_same_doubts(place: str, tmp_path: Path) -> None:
    rows = [row("room_year", n) for n in range(1, 8)]
    rows[2]["room_kind"] = 99
    rows[4]["room_kind"] = 0
    rows[5]["full_year"] = 2
    rows[6]["sessions_held"] = IMPOSSIBLE
    with cr.audit_tables(placed(place, "room_year", rows, tmp_path)) as result:
        assert result.doubts == (
            Doubt("room_year", "room_kind", 2, "3"),
            Doubt("room_year", "full_year", 1, "6"),
            Doubt("room_year", "sessions_held", 1, "7"),
        )
        found = [(str(f["subject"]), f["verdict"]) for f in result.findings()]
        causes = {str(f["subject"]): f["cause"] for f in result.findings()}
    assert set(found) == {(subject, "unknown") for subject in "3567"}
    assert causes == {
        "3": "impossible:room_kind",
        "5": "impossible:room_kind",
        "6": "impossible:full_year",
        "7": "impossible:sessions_held",
    }


def test_what_is_not_known_or_lies_ahead_is_no_doubt() -> None:
    rows = [row("room_year", 1, room_kind=None), row("room_year", 2)]
    with cr.audit_tables({"room_year": arrow(rows)}) as result:
        assert result.doubts == ()
        assert {f["cause"] for f in result.findings()} == {"missing:room_kind"}
    ahead = [row("session", 1, room=1, sensitive_reported_day=NEVER)]
    with cr.audit_tables({"session": arrow(ahead)}) as result:
        assert result.doubts == ()
        codes = {f["cause"] for f in result.findings()}
        assert not any("sensitive_reported_day" in cause for cause in codes)


def test_a_step_not_taken_is_a_doubt_where_none_is_asked_for() -> None:
    """``-1`` and the day that never comes stand for something only in columns that say so."""
    rows = [row("room_year", 1, sessions_held=NOT_YET), row("room_year", 2, sessions_held=EXPIRED)]
    with cr.audit_tables({"room_year": arrow(rows)}) as result:
        assert result.doubts == (Doubt("room_year", "sessions_held", 2, "1"),)
        assert {f["verdict"] for f in result.findings()} == {"unknown"}


def test_a_part_larger_than_its_whole_is_not_known_on_either_side() -> None:
    """Each number can be, only not beside the other: both are named, in the finding alone."""
    rows = [row("session", 1, room=1, session_held=1, participants=20, public_representatives=21)]
    with cr.audit_tables({"session": arrow(rows)}, only="3.3.s3c") as result:
        (found,) = result.findings()
        assert found["verdict"] == "unknown"
        assert "impossible:participants" in found["cause"].split()
        assert "impossible:public_representatives" in found["cause"].split()
        assert result.doubts == ()


def test_what_was_attested_once_and_has_lapsed_is_told_apart() -> None:
    table, fact = "body_year", "attested_1_s3"
    facts = dict.fromkeys(TABLES[table].facts(POLICY))
    told = {"subject": 1, "year": 2024, "unit": HAIAN, **facts, "body_tier": 2, fact: EXPIRED}
    with cr.audit_tables({table: arrow([told])}, only="1.s3") as result:
        (found,) = result.findings()
        assert (found["verdict"], found["cause"]) == ("unknown", f"expired:{fact}")


def test_the_most_extreme_numbers_end_in_doubts_on_every_engine(tmp_path: Path) -> None:
    """Sums and products of them would leave the 64 bits."""
    rows = [row("session", n, room=n) for n in range(1, 5)]
    counts = ("participants", "public_representatives", "members", "stakeholders")
    for line, number in zip(rows, (2**63 - 1, -(2**63), 10**17, -1), strict=True):
        line.update(dict.fromkeys(counts, number))
    expected = {(column, 4, "1") for column in counts}
    for place in PLACES:
        own = tmp_path / place
        own.mkdir()
        with cr.audit_tables(placed(place, "session", rows, own)) as result:
            assert {(d.column, d.rows, d.first) for d in result.doubts} == expected, place
            assert not any(f["verdict"] == "fail" for f in result.findings()), place
