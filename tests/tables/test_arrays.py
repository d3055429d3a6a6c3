"""Verdicts of frames in memory: row by row what the way of a single record finds."""

from __future__ import annotations

import decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import consultrules as cr
from consultrules.auditing.arrays import status
from consultrules.auditing.sql.table import HELD, HOSTS, TABLES, Table
from consultrules.policy.edition import Edition
from tables import chance_tables, places
from tables.agreeing import Told, Wanted
from tables.chance_tables import Rows
from tables.poison import TRIALS

POLICY = cr.edition()
SESSIONS = "facts_session"
EVERY_TABLE = pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
HERE = "320685111200"


def _local(policy: Edition) -> Edition:
    county = policy.tighten("320685", minimum_participants=15, minimum_sessions=4)
    town = county.tighten("320685111", minimum_participants=20)
    return town.tighten("320612", minimum_sessions={"village": 9})


EDITIONS = {
    "as it stands": POLICY,
    "other readings": POLICY.with_readings(C2="always", M2="either", F2="pro_rata_up"),
    "local numbers": _local(POLICY),
}


def _tables(policy: Edition, rows: int, seed: int) -> dict[str, Rows]:
    """Tables of chance; the years of rooms tell their sessions themselves."""
    tables = chance_tables.tables(policy, rows, seed=seed)
    del tables[HOSTS]
    counts = (None, 0, 1, 2, 3, 4, 9, -5)
    for number, row in enumerate(tables["facts_room_year"]):
        row[HELD] = counts[number % len(counts)]
    return tables


def _wanted(tables: dict[str, Rows], policy: Edition) -> set[Told]:
    sessions = {SESSIONS: tables[SESSIONS]}
    others = {name: rows for name, rows in tables.items() if name != SESSIONS}
    return Wanted(others, policy).status | Wanted(sessions, policy).status


def _told(table: Table, answer: pa.Table) -> set[Told]:
    own = len(table.keys)
    rows = zip(*(column.to_pylist() for column in answer.columns), strict=True)
    return {(table.name, *row[:3], *row[own:]) for row in rows}


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("seed", [1, 2])
def test_verdicts_are_those_of_records(
    name: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status, "_AT_ONCE", 64)  # several goes, the last of them short
    policy = EDITIONS[name]
    tables = _tables(policy, 4_000, seed)
    found: set[Told] = set()
    for table in TABLES.values():
        frame = places.arrow(tables[table.relation])
        found |= _told(table, cr.status_columns(frame, table.name, policy=policy))
    wanted = _wanted(tables, policy)
    assert len(wanted) == 4_000
    assert found == wanted


@EVERY_TABLE
def test_there_is_a_column_for_each_rule_in_the_order_of_the_rows(table: Table) -> None:
    rows = _tables(POLICY, 300, 1)[table.relation]
    answer = cr.status_columns(places.arrow(rows), table.name)
    rules = [status.column(rule.key) for rule in table.plan(POLICY).rules]
    assert answer.column_names == [*table.keys, *rules]
    assert answer.column("subject").to_pylist() == [row["subject"] for row in rows]


def _village(**facts: int | None) -> dict[str, Any]:
    common = {"subject": 1, "year": 2024, "unit": int(HERE), "room": 1, "session_day": 19_800}
    return common | {"session_held": 1} | facts


def _participants(*counts: int | None, policy: Edition = POLICY, **facts: int | None) -> list[int]:
    rows = [_village(participants=count, **facts) for count in counts]
    answer = cr.status_columns(places.arrow(rows), only="3.3.s3a", policy=policy)
    found: list[int] = answer.column("rule_3_3_s3a").to_pylist()
    return found


def test_numbers_are_places_in_the_list_of_verdicts() -> None:
    told = [tuple(cr.Verdict)[number].value for number in _participants(10, 9, None, -1, 100_001)]
    assert told == ["pass", "fail", "unknown", "unknown", "unknown"]


def test_a_session_to_come_is_pending_and_one_of_which_nobody_knows_unknown() -> None:
    assert _participants(10, 9, session_held=0) == [2, 2]
    assert _participants(10, 9, session_held=None) == [3, 3]


def test_what_lies_before_the_edition_is_judged_by_nobody() -> None:
    first = TABLES["session"].first(POLICY)
    assert _participants(10, 9, None, session_day=first - 1) == [4, 4, 4]
    assert _participants(10, 9, None, session_day=first) == [0, 1, 3]


def test_a_part_that_is_more_than_its_whole_leaves_both_unknown() -> None:
    assert _participants(12, public_representatives=12) == [0]
    assert _participants(12, public_representatives=13) == [3]


def test_several_parts_that_are_more_than_their_whole_leave_all_unknown() -> None:
    """A member is no public representative (C3): six and six are not ten, and unknown is nobody."""
    assert _participants(12, public_representatives=6, members=6) == [0]
    assert _participants(11, None, public_representatives=6, members=6) == [3, 3]
    assert _participants(11, public_representatives=6, members=None) == [0]
    apart = {"officials_attending": 4, "conveners_attending": 3, "members": None}
    assert _participants(13, 12, public_representatives=6, **apart) == [0, 3]
    assert _participants(12, public_representatives=None, **apart) == [0]


def test_one_part_that_is_too_many_alone_leaves_the_others() -> None:
    rows = [_village(participants=12, public_representatives=n, members=3) for n in (9, 10, 13)]
    answer = cr.status_columns(places.arrow(rows), only=["3.3.s3a", "3.3.s2a.i1"])
    assert answer.column("rule_3_3_s3a").to_pylist() == [0, 3, 3]
    assert answer.column("rule_3_3_s2a_i1").to_pylist() == [0, 3, 0]


def test_the_stricter_number_of_a_smaller_place_counts() -> None:
    policy = EDITIONS["local numbers"]
    assert _participants(19, 20, policy=policy) == [1, 0]
    assert _participants(14, 15, policy=policy, unit=320685222200) == [1, 0]
    assert _participants(9, 10, policy=policy, unit=320600000000) == [1, 0]


@pytest.mark.parametrize("place", [None, 320685111200])
def test_with_local_numbers_a_row_has_to_say_where_it_lies(place: int | None) -> None:
    rows = [_village(participants=12), _village(participants=12, unit=place)]
    if place is None:
        with pytest.raises(cr.IntakeError) as caught:
            cr.status_columns(places.arrow(rows), only="3.3.s3a", policy=EDITIONS["local numbers"])
        assert [(f.at, f.code) for f in caught.value.faults] == [
            ("facts_session.unit", "missing_key")
        ]
    else:
        assert _participants(12, unit=place, policy=EDITIONS["local numbers"]) == [1]


FRAMES = {
    "pyarrow": (pa.Table, lambda table: table),
    "polars": (pl.DataFrame, pl.from_arrow),
    "pandas": (pd.DataFrame, lambda table: table.to_pandas(types_mapper=pd.ArrowDtype)),
}


@pytest.mark.parametrize("name", FRAMES)
def test_the_answer_is_a_frame_of_the_same_library(name: str) -> None:
    kind, made = FRAMES[name]
    rows = [_village(participants=n, public_representatives=4) for n in (12, 9, None)]
    answer = cr.status_columns(made(places.arrow(rows)), only=["3.3.s3a", "3.3.s3c"])
    assert isinstance(answer, kind)
    assert np.asarray(answer["rule_3_3_s3a"]).tolist() == [0, 1, 3]
    assert np.asarray(answer["rule_3_3_s3c"]).tolist() == [0, 0, 3]


def test_a_lazy_frame_is_answered_by_an_arrow_table() -> None:
    frame = pl.from_arrow(places.arrow([_village(participants=12)]))
    assert isinstance(frame, pl.DataFrame)
    answer = cr.status_columns(frame.lazy(), only="3.3.s3a")
    assert isinstance(answer, pa.Table)
    assert answer.column("rule_3_3_s3a").to_pylist() == [0]


def test_small_numbers_and_large_ones_days_and_flags_are_read_as_they_are() -> None:
    rows = places.arrow([_village(participants=120, public_representatives=40)] * 2)
    kinds = {"participants": pa.int8(), "public_representatives": pa.int8()}
    kinds |= {"session_day": pa.date32(), "session_held": pa.bool_(), "subject": pa.uint64()}
    for name, kind in kinds.items():
        place = rows.column_names.index(name)
        step = pa.int32() if name == "session_day" else rows.column(name).type
        rows = rows.set_column(place, name, rows.column(name).cast(step).cast(kind))
    # 3 x 40 is more than a number of 8 bits can be.
    answer = cr.status_columns(rows, only="3.3.s3c")
    assert answer.column("rule_3_3_s3c").to_pylist() == [0, 0]
    assert answer.column("subject").type == pa.uint64()


def test_no_rows_are_no_verdicts() -> None:
    rows = places.arrow([_village(participants=12)]).slice(0, 0)
    assert cr.status_columns(rows, only="3.3.s3a").num_rows == 0


SPOILT: dict[str, pa.Array] = {
    "text": pa.array(["九", "9", "9"]),
    "float": pa.array([9.0, float("nan"), 9.5]),
    "whole float": pa.array([9.0, 10.0, 11.0]),
    "boolean": pa.array([True, False, True]),
    "date": pa.array([19_800] * 3, pa.date32()),
    "beyond": pa.array([decimal.Decimal(10) ** 30] * 3, pa.decimal128(38, 0)),
    "unsigned beyond": pa.array(np.array([2**63, 1, 2], "uint64")),
    "fraction": pa.array([decimal.Decimal("9.5")] * 3, pa.decimal128(10, 1)),
    "list": pa.array([[1], [2], [3]]),
    "category": pa.array(["a", "b", "a"]).dictionary_encode(),
}
READ = {"boolean": "flag", "date": "day"}


@pytest.mark.parametrize("way", [*SPOILT, "gone", "renamed"])
def test_a_spoilt_column_is_refused_by_its_name(way: str) -> None:
    for trial in TRIALS:
        table = trial.table
        rows = places.arrow(trial.rows[:3])
        for code in table.facts(POLICY):
            if READ.get(way) == table.declared[code].type.value:
                continue
            place = rows.column_names.index(code) if code in rows.column_names else None
            if place is None:  # what is counted from the sessions where these stand beside
                rows, place = rows.append_column(code, pa.array([1] * 3)), rows.num_columns
            if way == "gone":
                spoilt = rows.remove_column(place)
            elif way == "renamed":
                names = [f"{code}x" if name == code else name for name in rows.column_names]
                spoilt = rows.rename_columns(names)
            else:
                spoilt = rows.set_column(place, code, SPOILT[way])
            with pytest.raises(cr.IntakeError) as caught:
                cr.status_columns(spoilt, table.name)
            assert f"{table.relation}.{code}" in [fault.at for fault in caught.value.faults]


def test_all_that_is_wrong_is_told_at_once() -> None:
    rows = places.arrow([_village(participants=12)]).drop_columns(["session_held"])
    spoilt = rows.set_column(
        rows.column_names.index("participants"), "participants", pa.array(["九"])
    )
    with pytest.raises(cr.IntakeError) as caught:
        cr.status_columns(spoilt, only="3.3.s3a")
    assert {(fault.at, fault.code) for fault in caught.value.faults} == {
        ("facts_session.session_held", "missing_key"),
        ("facts_session.participants", "wrong_type"),
    }


@pytest.mark.parametrize("what", [{"session": None}, [1, 2], None, "facts"])
def test_what_is_no_frame_is_refused(what: object) -> None:
    with pytest.raises(cr.IntakeError):
        cr.status_columns(what)


def test_what_is_no_table_and_no_clause_is_refused() -> None:
    rows = places.arrow([_village(participants=12)])
    with pytest.raises(cr.IntakeError) as caught:
        cr.status_columns(rows, "sesion")
    assert caught.value.faults[0].hint == "session"
    with pytest.raises(cr.EditionError):
        cr.status_columns(rows, only="9.9")
