"""What is refused of a call: something that holds no tables, scopes, memory, policy, missing packages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

import consultrules as cr
from tables.places import arrow, parquet
from tables.small import many, refused, row


@pytest.mark.parametrize("thing", [None, 5, b"folder", object(), [1], pd.DataFrame({"a": [1]})])
def test_what_holds_no_tables_is_refused(thing: Any) -> None:
    ((at, code, _),) = refused(thing)
    assert (at, code) == ("tables", "wrong_type")


@pytest.mark.parametrize("thing", [None, 5, "folder", {"a": 1}, [{"subject": 1}]])
def test_what_is_no_frame_is_refused(thing: Any) -> None:
    ((at, code, _),) = refused({"unit": thing})
    assert (at, code) == ("facts_unit", "wrong_type")


def test_unknown_clauses_are_refused_and_so_is_a_scope_that_is_no_text() -> None:
    for address in ("9.9", "", "3.1.s7 ", "3.1.s7#nothing"):
        with pytest.raises(cr.EditionError) as told:
            cr.audit_tables({"unit": arrow([row()])}, only=address)
        assert told.value.code == "unknown_clause"
    assert refused({"unit": arrow([row()])}, only=5) == [("only", "wrong_type", "5")]
    # A clause that is about nothing in these tables leaves nothing to judge.
    assert refused({"unit": arrow([row()])}, only="3.3")[0][1] == "no_table"


@pytest.mark.parametrize("memory", ["", "much", "10 apples", "0", 5, None, "1GB'; --"])
def test_memory_that_is_no_size_is_refused(memory: Any) -> None:
    ((at, code, _),) = refused({"unit": arrow([row()])}, memory=memory)
    assert (at, code) == ("memory", "wrong_type")


def test_too_little_memory_is_told_as_such(tmp_path: Path) -> None:
    ((at, code, _),) = refused({"unit": arrow(many(1000))}, memory="1KB")
    assert (at, code) == ("memory", "out_of_bounds")
    ((at, code, _),) = refused(parquet({"facts_unit": many(1000)}, tmp_path), memory="1MB")
    assert (at, code) == ("memory", "out_of_bounds")


@pytest.mark.parametrize("policy", ["consultrules-2020", 5, object()])
def test_a_policy_that_is_no_edition_is_refused(policy: Any) -> None:
    ((at, code, _),) = refused({"unit": arrow([row()])}, policy=policy)
    assert (at, code) == ("policy", "wrong_type")


def test_a_place_for_the_result_that_is_no_path_is_refused() -> None:
    assert refused({"unit": arrow([row()])}, out=5) == [("out", "wrong_type", "5")]


@pytest.mark.parametrize("package", ["duckdb", "narwhals", "pyarrow"])
def test_a_missing_package_names_the_command_that_installs_it(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(cr.MissingExtra) as told:
        cr.audit_tables({"unit": pl.DataFrame([row()])})
    assert "pip install 'consultrules[tables]'" in told.value.text("en")
    assert package in told.value.text("zh")
    assert isinstance(told.value, ImportError)
    assert isinstance(told.value, cr.ConsultRulesError)


_WITHOUT = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("duckdb", "_duckdb", "narwhals", "pyarrow", "pandas", "polars"):
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Blocked())
import sqlite3
import consultrules as cr
connection = sqlite3.connect(":memory:")
connection.execute("CREATE TABLE facts_unit AS SELECT 1 AS subject, 2024 AS year, 320685000000 AS unit,"
    " 2 AS unit_kind, 3 AS rooms_registered, 0 AS work_committee")
with cr.audit_tables(connection, out=sys.argv[1]) as result:
    print([(f["rule"], f["verdict"]) for f in result.findings()], result.explain(1).ok)
try:
    cr.audit_tables(".")
except cr.MissingExtra as error:
    print(error.figures["install"])
"""


def test_without_the_extra_sqlite_is_judged_all_the_same(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _WITHOUT, str(tmp_path / "result")]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.stderr == ""
    assert told.stdout.splitlines() == [
        "[('3.1.s7', 'fail')] True",  # it is advice
        "pip install 'consultrules[tables]'",
    ]
    assert (tmp_path / "result" / "manifest.json").is_file()
