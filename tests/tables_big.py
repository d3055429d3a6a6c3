"""One impossible number in the last of 4,000,000 rows: found, named, and passed by no rule.

``python tests/tables_big.py`` has DuckDB make the rows in a file and judges them with 256 MB of memory.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import duckdb

import consultrules as cr
from consultrules.auditing.sql.table import TABLES

ROWS = 4_000_000
_MADE = f"""
    SELECT i AS subject, 2024 AS year, 320600000000 + 1000000 * (1 + i % 80) AS unit,
        CASE WHEN i = {ROWS} THEN 99 ELSE 1 + i % 8 END AS room_kind,
        1 AS full_year, 1 AS year_ended, 12 AS sessions_held
    FROM range(1, {ROWS + 1}) t(i)
"""


def main() -> int:
    """Make, judge and look; the number of things that are wrong."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        duckdb.sql(_MADE).write_parquet(str(folder / "facts_room_year.parquet"))
        out = folder / "result"
        with cr.audit_tables(folder, out=out) as result:
            wrong = _wrong(result)
        if not (out / "manifest.json").is_file():
            wrong.append("no result was written")
    for line in wrong:
        print("wrong:", line)
    print(f"{ROWS:,} rows in {time.perf_counter() - start:.1f} s, {len(wrong)} wrong")
    return min(len(wrong), 1)


def _wrong(result: cr.TableAudit) -> list[str]:
    rules = TABLES["room_year"].plan(result.policy).rules
    readers = {rule.key for rule in rules if "room_kind" in rule.facts}
    wrong = []
    doubts = [(d.table, d.column, d.rows, d.first) for d in result.doubts]
    if doubts != [("room_year", "room_kind", 1, str(ROWS))]:
        wrong.append(f"doubts {doubts}")
    found = list(result.findings())
    told = {(f["rule"], f["subject"], f["verdict"], f["cause"]) for f in found}
    if told != {(rule, ROWS, "unknown", "impossible:room_kind") for rule in readers}:
        wrong.append(f"{len(found)} findings, the first {found[:3]}")
    for line in result.roll_up("rule"):
        known = line["pass"] + line["not_applicable"]
        if line["unknown"] != (line["rule"] in readers) or known + line["unknown"] != ROWS:
            wrong.append(f"counts {line}")
    if result.ok:
        wrong.append("all is said to be well")
    if result.explain(ROWS, table="room_year").ok:
        wrong.append("the row by itself is said to be well")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
