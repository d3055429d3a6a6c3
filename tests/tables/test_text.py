"""The text itself: one for every engine, unquoted and qualified, and without what engines differ in."""

from __future__ import annotations

import re

import duckdb
import pytest

import consultrules as cr
from consultrules.auditing.sql.status import column
from consultrules.auditing.sql.table import TABLES
from consultrules.facts.catalogue import FACTS
from tables import places
from tables.chance_tables import tables

CODES = {code for declared in FACTS.values() for code in declared}
ROWS = tables(cr.edition(), 500)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = places.parquet(ROWS, tmp_path_factory.mktemp("text"))
    with cr.audit_tables(folder) as result:
        return result.texts


def test_duckdb_and_sqlite_run_the_same_text(texts: dict[str, str]) -> None:
    with cr.audit_tables(places.sqlite(ROWS)) as result:
        assert result.texts == texts


def test_every_code_is_a_plain_identifier() -> None:
    assert all(re.fullmatch("[a-z][a-z0-9_]*", code) for code in CODES)


def test_no_identifier_is_quoted(texts: dict[str, str]) -> None:
    """On SQLite a quoted column that is missing is a text, and a text passes every minimum."""
    assert not any('"' in text or "`" in text or "[" in text for text in texts.values())


def test_every_fact_is_qualified_by_an_alias(texts: dict[str, str]) -> None:
    words = "|".join(sorted(CODES, key=len, reverse=True))
    bare = re.compile(rf"(?<![a-z0-9_.])(?:{words})(?![a-z0-9_(])")
    for name, text in texts.items():
        spoken = re.sub(r"'[^']*'", "''", text)
        named = re.sub(rf" AS (?:raw_)?(?:{words})\b", "", spoken)
        assert not bare.findall(named), name


def test_no_two_rules_share_a_column() -> None:
    keys = [rule.key for table in TABLES.values() for rule in table.plan(cr.edition()).rules]
    assert len({column(key) for key in keys}) == len(keys) == 177


def test_nothing_is_divided_and_nothing_is_a_fraction(texts: dict[str, str]) -> None:
    for text in texts.values():
        spoken = re.sub(r"'[^']*'", "''", text)
        assert "/" not in spoken
        assert not re.search(r"\d\.\d", spoken)


def test_texts_hold_nothing_that_somebody_gave() -> None:
    """Neither a folder's name nor a subject's is written into a query."""
    connection = duckdb.connect()
    evil = "x'; DROP TABLE facts_unit; --"
    codes = TABLES["unit"].facts(cr.edition())
    columns = ", ".join(f"1 AS {code}" for code in codes)
    connection.execute(
        f"CREATE TABLE facts_unit AS SELECT ? AS subject, 2024 AS year, 320685000000 AS unit, {columns}",
        [evil],
    )
    with cr.audit_tables(connection) as result:
        assert not any(evil in text for text in result.texts.values())
        assert result.explain(evil).findings[0].subject == evil
    assert connection.execute("SELECT count(*) FROM facts_unit").fetchall() == [(1,)]
