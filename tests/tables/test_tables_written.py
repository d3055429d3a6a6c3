"""The files of a result hold what the result itself tells."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import consultrules as cr
from tables import chance_tables
from tables.places import arrow, sqlite
from tables.small import POLICY, many, row

CHANCE = chance_tables.tables(POLICY, 600, seed=11)
LOCAL = POLICY.tighten("320685", minimum_participants=15).with_readings(
    C1="without_officials_and_convener"
)
VERDICTS = tuple(verdict.value for verdict in cr.Verdict)


def rows(file: Path) -> list[dict[str, Any]]:
    """The rows of a file; of CSV every cell as text."""
    if file.suffix == ".parquet":
        return list(pq.read_table(file).to_pylist())
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def same(
    found: Iterable[dict[str, Any]], expected: Iterable[dict[str, Any]], *, text: bool
) -> bool:
    """Whether rows are the same in any order; in CSV what is not known is an empty cell."""

    def line(told: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
        if not text:
            return tuple(told.items())
        return tuple((key, "" if value is None else str(value)) for key, value in told.items())

    return Counter(map(line, found)) == Counter(map(line, expected))


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_what_is_written_is_what_is_told(kind: str, everything: bool, tmp_path: Path) -> None:
    text = kind == "csv"
    frames = {relation: arrow(lines) for relation, lines in CHANCE.items()}
    tables = sqlite(CHANCE) if text else frames
    out = tmp_path / "result"
    with cr.audit_tables(tables, everything=everything, out=out) as result:
        files = json.loads((out / "manifest.json").read_text("utf-8"))["files"]
        assert sorted(files) == sorted([*result.subjects, "roll_up", "statistics", "rules"])
        for name in result.subjects:
            assert files[name] == f"findings/{name}.{kind}"
            assert same(rows(out / files[name]), result.findings(name), text=text), name
        assert same(rows(out / files["statistics"]), result.statistics(), text=text)
        counted: Counter[tuple[Any, ...]] = Counter()
        for line in rows(out / files["roll_up"]):
            for verdict in VERDICTS:
                counted[line["rule"], int(line["county"]), int(line["year"]), verdict] += int(
                    line[verdict]
                )
            assert int(line["subjects"]) == sum(int(line[verdict]) for verdict in VERDICTS)
        assert counted == {
            (line["rule"], line["county"], line["year"], verdict): line[verdict]
            for line in result.roll_up()
            for verdict in VERDICTS
        }
        rules = {line["rule"]: line for line in rows(out / files["rules"])}
        assert {line["rule"] for line in result.roll_up("rule")} == {*rules}
        assert all(
            all(line[head] for head in ("clause", "text_zh", "text_en")) for line in rules.values()
        )
    assert {str(f.relative_to(out)) for f in out.rglob("*") if f.is_file()} == {
        "manifest.json",
        *files.values(),
    }


def test_the_manifest_says_what_the_result_is(tmp_path: Path) -> None:
    lines = [row("room_year", 1), row("room_year", 2, room_kind=99), row("room_year", 3)]
    tables = {"room_year": arrow(lines), "unit": arrow(many(4))}
    with cr.audit_tables(tables, policy=LOCAL, only=["3.9", "3.1.s7"]) as result:
        told = json.loads((result.write(tmp_path / "r") / "manifest.json").read_text("utf-8"))
        assert told == {
            "schema": "consultrules.tables/1",
            "edition": LOCAL.name,
            "digest": LOCAL.digest,
            "readings": dict(LOCAL.readings),
            "scope": ["3.9", "3.1.s7"],
            "ok": False,
            "subjects": {"room_year": 3, "unit": 4},
            "absent": [],
            "doubts": [{"table": "room_year", "column": "room_kind", "rows": 1, "first": "2"}],
            "verdicts": result.roll_up("table"),
            "files": {
                "room_year": "findings/room_year.parquet",
                "unit": "findings/unit.parquet",
                "roll_up": "roll_up.parquet",
                "statistics": "statistics.parquet",
                "rules": "rules.csv",
            },
        }
        assert LOCAL.digest != POLICY.digest
        assert result.ok is told["ok"]


def test_what_was_not_there_is_said_and_what_is_well_is_well(tmp_path: Path) -> None:
    out = tmp_path / "result"
    with cr.audit_tables({"unit": arrow([row()])}, out=out) as result:
        told = json.loads((out / "manifest.json").read_text("utf-8"))
        assert (told["ok"], told["doubts"]) == (True, [])
        assert set(told["absent"]) == set(result.absent)
        assert "session" in told["absent"]
        assert "unit" not in told["absent"]
        assert rows(out / "findings" / "unit.parquet") == []
        assert "statistics" not in told["files"] or rows(out / told["files"]["statistics"])


def test_words_with_commas_quotes_and_breaks_come_back_from_csv(tmp_path: Path) -> None:
    odd = ['a"b', "a,b", "a\nb", "a\r\nb", "甲", "'", "=1+1", " a "]
    connection = sqlite({"facts_unit": many(2)})
    connection.execute("ALTER TABLE facts_unit RENAME COLUMN subject TO number")
    connection.execute("ALTER TABLE facts_unit ADD COLUMN subject TEXT")
    connection.execute("DELETE FROM facts_unit")
    heads = "(subject, year, unit, unit_kind, rooms_registered, work_committee)"
    for subject in odd:
        connection.execute(
            f"INSERT INTO facts_unit {heads} VALUES (?, 2024, 320685000000, 2, 1, 0)", (subject,)
        )
    with cr.audit_tables(connection, out=tmp_path / "result"):
        told = rows(tmp_path / "result" / "findings" / "unit.csv")
    assert sorted(line["subject"] for line in told) == sorted(odd)
