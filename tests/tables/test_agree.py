"""Tables judged by SQL: finding by finding what the way of a single record finds."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import consultrules as cr
from consultrules.facts.catalogue import FACTS
from consultrules.facts.fact import MOST
from consultrules.policy.edition import Edition
from consultrules.rules.catalogue import rules_of
from consultrules.rules.tree import YES
from tables import chance_tables, places
from tables.agreeing import Wanted, differences
from tables.chance_tables import Rows

Place = Callable[[dict[str, Rows], Path], object]
ROWS = 2_000
SEEDS = [*(("SQLite", seed) for seed in range(1, 6)), ("DuckDB", 1), ("DuckDB", 2)]
POLICY = cr.edition()
LOCAL: dict[str, dict[str, int]] = {
    "320685": {"minimum_participants": 15, "minimum_sessions": 4},
    "320685111": {"minimum_participants": 20},
}
PLACES: dict[str, Place] = {
    "DuckDB": places.parquet,
    "SQLite": lambda tables, _: places.sqlite(tables),
}


@cache
def _tables(policy: Edition, seed: int) -> dict[str, Rows]:
    return chance_tables.tables(policy, ROWS, seed=seed)


@cache
def _wanted(policy: Edition, seed: int) -> Wanted:
    return Wanted(_tables(policy, seed), policy)


def _apart(place: str, folder: Path, policy: Edition, seed: int, *, everything: bool) -> list[str]:
    source = PLACES[place](_tables(policy, seed), folder)
    with cr.audit_tables(source, policy=policy, everything=everything) as audit:
        return differences(audit, _wanted(policy, seed), everything=everything)


@pytest.mark.parametrize(("place", "seed"), SEEDS)
def test_tables_and_records_find_the_same(place: str, seed: int, tmp_path: Path) -> None:
    assert _apart(place, tmp_path, POLICY, seed, everything=False) == []


@pytest.mark.parametrize("place", PLACES)
def test_what_is_met_or_does_not_apply_is_the_same_too(place: str, tmp_path: Path) -> None:
    assert _apart(place, tmp_path, POLICY, 1, everything=True) == []


@pytest.mark.parametrize(
    "readings",
    [
        {"F4": "not_counted", "F2": "pro_rata_up"},
        {"C1": "without_officials_and_convener", "C2": "always", "M2": "either"},
    ],
    ids=str,
)
@pytest.mark.parametrize("place", PLACES)
def test_under_other_readings_too(place: str, readings: dict[str, str], tmp_path: Path) -> None:
    assert _apart(place, tmp_path, POLICY.with_readings(**readings), 1, everything=False) == []


@pytest.mark.parametrize("only", [["3.3.s3"], ["3.3.s2a.i1"], ["3.3.s6", "3.3.s2b"]], ids=str)
@pytest.mark.parametrize("place", PLACES)
def test_few_rules_tell_what_they_tell_among_all(
    place: str, only: list[str], tmp_path: Path
) -> None:
    """What bounds the facts that they read bounds them too, though no rule asked for reads it."""
    rows = {"facts_session": _tables(POLICY, 1)["facts_session"]}
    source = PLACES[place](rows, tmp_path)
    with cr.audit_tables(source, only=only) as audit:
        found = {(f["rule"], f["subject"], f["verdict"], f["cause"]) for f in audit.findings()}
        asked = {rule["rule"] for rule in audit.roll_up("rule")}
    with cr.audit_tables(source) as audit:
        all_found = {(f["rule"], f["subject"], f["verdict"], f["cause"]) for f in audit.findings()}
    assert len(asked) > 0
    assert found == {told for told in all_found if told[0] in asked}


def test_sums_that_cannot_be_are_among_what_is_compared() -> None:
    rows = _tables(POLICY, 1)["facts_session"]
    for together in FACTS["session"].sums:
        possible = [row for row in rows if all(0 <= (row[c] or 0) <= MOST for c in together.codes)]
        assert {bool(together.exceeding(row)) for row in possible} == {True, False}


@pytest.mark.parametrize("place", PLACES)
def test_where_a_town_is_stricter_than_its_county_too(place: str, tmp_path: Path) -> None:
    local = POLICY
    for code, numbers in LOCAL.items():
        local = local.tighten(code, **numbers)
    assert _apart(place, tmp_path, local, 1, everything=False) == []


def test_every_rule_is_among_what_is_compared() -> None:
    rules = rules_of(POLICY)
    seen = _wanted(POLICY, 1).seen
    assert {key for key, _ in seen} == {rule.key for rule in rules}
    assert len(rules) == 177
    judged = {key for key, verdict in seen if verdict != "not_applicable"}
    assert {rule.key for rule in rules if rule.waived is not YES} <= judged
