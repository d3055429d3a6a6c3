"""What a result answers: findings, counts, words, single rows; and what it leaves behind, which is nothing."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

import consultrules as cr
from consultrules.auditing.sql.table import TABLES
from consultrules.facts.fact import NEVER, day_of
from consultrules.policy.judging import FactType
from tables import chance_tables
from tables.by_record import findings as by_record
from tables.places import arrow, csv_files, parquet, sqlite
from tables.small import HAIAN, POLICY, keys_of, many, row

CHANCE = chance_tables.tables(POLICY, 600, seed=7)
FRAMES = {relation: arrow(rows) for relation, rows in CHANCE.items()}
COLUMNS = (
    "rule",
    "subject",
    "year",
    "unit",
    "verdict",
    "observed",
    "required",
    "owed_by",
    "cause",
)
VERDICTS = ("fail", "unknown", "pending", "pass", "not_applicable")


def duck(tables: dict[str, list[dict[str, Any]]]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for relation, rows in tables.items():
        connection.register("rows", arrow(rows))
        connection.execute(f"CREATE TABLE {relation} AS SELECT * FROM rows")
        connection.unregister("rows")
    return connection


def test_findings_are_those_of_single_records_and_plain_dicts() -> None:
    with cr.audit_tables(FRAMES) as result:
        found = list(result.findings())
        assert [*found[0]] == list(COLUMNS)
        assert {tuple(f.values()) for f in found} == by_record(CHANCE, POLICY)
        each = [f for table in result.subjects for f in result.findings(table)]
        assert Counter(map(str, each)) == Counter(map(str, found))
        assert result.subjects == dict.fromkeys(TABLES, 60)
        assert result.absent == ()
        with pytest.raises(cr.IntakeError) as told:
            list(result.findings("sesion"))
        assert told.value.faults[0].accepted == tuple(TABLES)


def test_roll_ups_by_every_key_count_every_row_once_a_rule() -> None:
    with cr.audit_tables(FRAMES, everything=True) as result:
        found = list(result.findings())
        keys = ("county", "year", "rule", "table")
        rules = {rule.key: name for name, t in TABLES.items() for rule in t.plan(POLICY).rules}

        def told(finding: dict[str, Any]) -> dict[str, Any]:
            unit = finding["unit"]
            county = 0 if unit is None else unit - unit % 10**6
            return {**finding, "county": county, "table": rules[finding["rule"]]}

        for by in [*((key,) for key in keys), ("year", "county"), ("table", "year"), keys]:
            expected: Counter[tuple[Any, ...]] = Counter()
            for finding in map(told, found):
                expected[*(finding[key] for key in by), finding["verdict"]] += 1
            counted = {
                (*(line[key] for key in by), verdict): line[verdict]
                for line in result.roll_up(*by)
                for verdict in VERDICTS
                if line[verdict]
            }
            assert counted == dict(expected), by
            assert [*result.roll_up(*by)[0]] == [*by, *(v.value for v in cr.Verdict)]
        assert result.roll_up() == result.roll_up(*keys)
        for key in ("town", "", "verdict"):
            with pytest.raises(cr.IntakeError):
                result.roll_up(key)


def test_statistics_add_up() -> None:
    with cr.audit_tables(FRAMES) as result:
        found = result.statistics()
        assert found
        for line in found:
            left = line["pending"] + line["unknown"] + line["not_applicable"]
            assert line["base"] == line["denominator"] + left
            assert 0 <= line["numerator"] <= line["denominator"]
    with cr.audit_tables({"invitation": arrow([row("invitation")])}) as result:
        assert result.statistics() == []


def test_statistics_asked_for_by_name_are_those_that_are_told() -> None:
    connection = sqlite(chance_tables.tables(POLICY, 400))
    with cr.audit_tables(connection) as result:
        name = result.native("statistics")
        ((count,),) = connection.execute(f"SELECT COUNT(*) FROM {name}").fetchall()
        assert count == len(result.statistics()) > 0


def test_how_binding_a_rule_is_that_was_judged() -> None:
    with cr.audit_tables({"session": arrow([row("session")])}, only="3.3") as result:
        assert result.force("3.3.s3a") is cr.Force.MUST
        plan = TABLES["session"].plan(POLICY, ("3.3",))
        forces = [result.force(rule.key) for rule in plan.rules]
        assert forces == list(plan.forces)
        assert len(set(forces)) > 1
        for other in ("3.3.s3", "3.9.s3"):
            with pytest.raises(cr.IntakeError) as caught:
                result.force(other)
            assert [(f.at, f.code, f.value) for f in caught.value.faults] == [
                ("rule", "unknown_word", other)
            ]


def test_columns_of_verdicts_are_those_of_their_own_result_where_two_are_open() -> None:
    tables = chance_tables.tables(POLICY, 400)
    fewer = tables | {"facts_session": tables["facts_session"][:1]}
    connection, other = sqlite(tables), sqlite(fewer)
    with cr.audit_tables(other, only="3.9") as alone:
        wanted = list(alone.status("room_year"))
    with cr.audit_tables(connection, only="3.9") as first:
        before = list(first.status("room_year"))
        connection.execute("DELETE FROM facts_session WHERE rowid > 1")
        with cr.audit_tables(connection, only="3.9") as second:
            assert list(second.status("room_year")) == wanted
            assert list(first.status("room_year")) == before
    assert before != wanted


def test_reasons_and_remedies_speak_of_both_numbers() -> None:
    with cr.audit_tables({"unit": arrow(many(2))}) as result:
        (found,) = result.findings()
        assert result.reason(found, "en").endswith("= yes; observed: no")
        assert result.reason(found) != result.reason(found, "en")
        assert result.remedy(found, "en")
    with cr.audit_tables(FRAMES, everything=True) as result:
        for found in result.findings():
            for lang in ("zh", "en"):
                assert result.reason(found, lang)
                due = found["verdict"] in ("fail", "pending", "unknown")
                assert bool(result.remedy(found, lang)) == due, found


def test_a_planned_session_that_is_in_order_is_told_to_stay_so() -> None:
    """As from records; research and approval that nobody has done are no order that is kept."""
    planned = {"session_held": 0, "room": 1, "approved_day": NEVER, "research_day": NEVER}
    rows = [row("session", f"s{n}", participants=n, **planned) for n in (20, 8)]
    met = POLICY.remedy("met_so_far")
    with cr.audit_tables({"session": arrow(rows)}, everything=True) as result:
        found = {(one["rule"], one["subject"]): one for one in result.findings()}
        for rule, subject, wanted in (
            ("3.3.s3a", "s20", met),
            ("3.3.s3a", "s8", POLICY.remedy("3.3.s3a")),
            ("3.2.s2c", "s8", POLICY.remedy("3.2.s2c")),
            ("2.2.1.s1", "s8", POLICY.remedy("2.2.1.s1")),
        ):
            one = found[rule, subject]
            assert (one["verdict"], result.remedy(one)) == ("pending", wanted), rule


def plain(table: str, told: dict[str, Any]) -> dict[str, Any]:
    """The facts of a row as people give them."""
    found = {}
    for code, fact in TABLES[table].declared.items():
        number = told.get(code)
        if number is None:
            continue
        if fact.type is FactType.FLAG:
            found[code] = bool(number)
        elif fact.type is FactType.DAY:
            found[code] = day_of(number).isoformat()
        elif fact.words is not None:
            found[code] = [*fact.words][number - 1].value
        else:
            found[code] = number
    return found


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("unit", {"work_committee": 0}),
        ("unit", {"unit_kind": 10, "rooms_registered": 0}),
        ("unit", {"work_committee": None}),
        ("room_year", {"sessions_held": 1}),
        ("room_year", {"room_kind": 8, "sessions_held": 1, "year_ended": 0}),
        ("member_year", {"member_tier": 2, "linked": 0, "full_year": 1, "attended": 0}),
    ],
)
def test_a_row_explained_is_the_row_judged_by_itself(table: str, told: dict[str, Any]) -> None:
    rows = [row(table, 1, **told), row(table, 2)] if table != "member_year" else [_year(told)]
    with cr.audit_tables({table: arrow(rows)}) as result:
        report = result.explain(1)
    facts = plain(table, rows[0])
    answer = cr.judge({"do": "check", "grain": table, "facts": facts})
    own = {f["rule"]: f for f in answer["findings"]}
    assert report.ok == answer["ok"]
    assert [f.key for f in report] == list(own)
    for finding in report:
        other = own[finding.key]
        assert (finding.verdict.value, finding.observed, finding.required) == (
            other["verdict"],
            other["observed"],
            other["required"],
        )


def _year(told: dict[str, Any]) -> dict[str, Any]:
    facts = dict.fromkeys(TABLES["member_year"].facts(POLICY))
    return {"subject": 1, "year": 2024, "unit": HAIAN, **facts, **told}


@pytest.mark.parametrize("place", ["frames", "sqlite", "duckdb"])
def test_every_row_explained_tells_what_the_findings_tell(place: str) -> None:
    """Years of rooms among them, whose sessions are counted."""
    tables: Any = {"frames": FRAMES, "sqlite": None, "duckdb": None}[place]
    tables = tables or (sqlite(CHANCE) if place == "sqlite" else duck(CHANCE))
    with cr.audit_tables(tables, everything=True) as result:
        told: dict[tuple[str, Any, int], set[tuple[Any, ...]]] = {}
        for name in result.subjects:
            for f in result.findings(name):
                finding = (f["rule"], f["verdict"], f["observed"], f["required"], f["cause"])
                told.setdefault((name, f["subject"], f["year"]), set()).add(finding)
        for (name, subject, year), expected in list(told.items())[::9]:
            report = result.explain(subject, table=name, year=year)
            found = {
                (f.key, f.verdict.value, f.observed, f.required, " ".join(f.cause)) for f in report
            }
            assert found == expected, (name, subject, year)


def test_a_subject_nobody_knows_or_several_have_is_refused() -> None:
    tables = {"unit": arrow([row(year=2023), row(year=2024), row(subject=2)])}
    tables["member"] = arrow([row("member", 2)])
    with cr.audit_tables(tables) as result:
        for nobody in (99, "99", None, "1' OR '1' = '1", "", 2**70):
            with pytest.raises(cr.IntakeError) as told:
                result.explain(nobody)
            assert told.value.code == "dangling_id"
        for several in (1, 2):
            with pytest.raises(cr.IntakeError) as told:
                result.explain(several)
            assert told.value.code == "duplicate_id"
            assert len(told.value.faults[0].accepted) == 2
        assert len(result.explain(1, year=2023)) == len(result.explain(2, table="unit")) > 0
        with pytest.raises(cr.IntakeError):
            result.explain(1, table="session")


def test_the_sessions_of_a_year_are_counted_once_a_room() -> None:
    """A host told twice, or beside its own session, makes one session no two."""
    chance = dict(CHANCE)
    hosts, sessions = list(CHANCE["facts_session_host"]), CHANCE["facts_session"]
    own = [{"subject": s["subject"], "room": s["room"]} for s in sessions]
    odd = [{"subject": None, "room": 3}, {"subject": 9**9, "room": 1}]
    chance["facts_session_host"] = hosts + hosts[:5] + own + odd
    for tables in (duck(chance), sqlite(chance)):
        with cr.audit_tables(tables) as result:
            assert {tuple(f.values()) for f in result.findings()} == by_record(chance, POLICY)


def test_memberships_and_invitations_are_told_apart() -> None:
    tables = {"member": arrow([row("member", 1)]), "invitation": arrow([row("invitation", 1)])}
    with cr.audit_tables(tables, everything=True) as result:
        rules = {name: {f["rule"] for f in result.findings(name)} for name in tables}
        assert rules == {
            name: {rule.key for rule in TABLES[name].plan(POLICY).rules} for name in tables
        }
        assert not rules["member"] & rules["invitation"]
        for name in tables:
            assert {f.key for f in result.explain(1, table=name)} == rules[name]


ODD = (
    "x'; DROP TABLE facts_unit; --",
    '"; --',
    "100%s ? :1 $1 {0}",
    "协商议事室「甲」",
    "a\nb\tc",
    "🏠" * 3,
    "长" * 5000,
    " ",
    "NULL",
    "\\N",
)


@pytest.mark.parametrize("place", ["frames", "parquet", "csv", "sqlite", "duckdb"])
def test_any_text_is_a_subject_like_any_other(place: str, tmp_path: Path) -> None:
    rows = [row(subject=f"s{n}") for n in range(3)]
    rows += [row(subject=text, work_committee=0) for text in ODD]
    frame = arrow([r | {"subject": 1} for r in rows])
    frame = frame.set_column(0, "subject", [[r["subject"] for r in rows]])
    folder = tmp_path / "it's [1] a*b? 'folder'"
    folder.mkdir()
    connection: Any = None
    if place == "duckdb":
        connection = duckdb.connect()
        connection.register("rows", frame)
        connection.execute("CREATE TABLE facts_unit AS SELECT * FROM rows")
    elif place == "sqlite":
        connection = sqlite3.connect(":memory:")
        connection.execute(f"CREATE TABLE facts_unit ({', '.join(rows[0])})")
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(
            f"INSERT INTO facts_unit VALUES ({marks})", [[*r.values()] for r in rows]
        )
    elif place == "csv":
        csv_files({"facts_unit": rows}, folder)
    elif place == "parquet":
        import pyarrow.parquet as pq

        pq.write_table(frame, folder / "facts_unit.parquet")
    tables = {"frames": {"unit": frame}}.get(place, connection or folder)
    out = tmp_path / "o'ut [2]*" / "result"
    with cr.audit_tables(tables, out=out) as result:
        assert keys_of(result) == {("3.1.s7", text, "fail") for text in ODD}
        for text in ODD:
            assert [f.key for f in result.explain(text).failed] == ["3.1.s7"]
    assert (out / "manifest.json").is_file()
    if connection is not None:
        assert connection.execute("SELECT COUNT(*) FROM facts_unit").fetchone()[0] == len(rows)


def test_parquet_and_frames_of_one_table_tell_the_same(tmp_path: Path) -> None:
    tables = {"facts_unit": many(50)}
    with (
        cr.audit_tables(parquet(tables, tmp_path)) as one,
        cr.audit_tables({"unit": arrow(tables["facts_unit"])}) as other,
    ):
        assert keys_of(one) == keys_of(other)
        assert repr(one) == "<TableAudit duckdb unit>"
