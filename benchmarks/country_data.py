"""A country to audit: three years of every unit of the public list, in order but for planted faults.

``python benchmarks/country_data.py`` writes ten tables of facts and the key, ``key.parquet``, which
has every finding that an audit has to tell and no other; ``planted.parquet`` has how many rows each
kind of fault befell. The same arguments give the same country.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb
from country_fault import ARRANGED, CHANCE, GROUPS, ONCE, Fault
from country_faults import DEFAULT_SPREAD, FAULTS, SPREAD, ordered
from country_rows import columns, expressions
from country_units import CACHE, SOURCES, listed, make_rooms, make_units, make_years

import consultrules as cr
from consultrules.auditing.sql.table import TABLES
from consultrules.policy.edition import Edition
from consultrules.policy.judging import FactType

COUNTRY = Path("build") / "country"
YEARS = (2023, 2024, 2025)
KEY, PLANTED = "key.parquet", "planted.parquet"
FAR = 2 / 3  # how far from the beginning the faults stand that occur once
MORE_THAN_DUE = 10  # one of so many rooms' years has a session more than it has to
TYPES = {FactType.ID: "BIGINT", FactType.DAY: "INTEGER", FactType.COUNT: "INTEGER"}


def build(
    folder: Path = COUNTRY,
    *,
    units: int | None = None,
    years: Sequence[int] = YEARS,
    cache: Path = CACHE,
    threads: int = 2,
) -> dict[str, int]:
    """Write the tables and the key into a folder, and tell how many rows each has.

    Three years of all units are six million sessions; ``units`` takes fewer, ``years`` more or less.
    """
    folder.mkdir(parents=True, exist_ok=True)
    policy = cr.edition()
    with duckdb.connect(config={"threads": threads, "memory_limit": "1GB"}) as con:
        make_units(con, listed(cache), units)
        make_rooms(con)
        make_years(con, years)
        _make_sessions_of_years(con, policy)
        for name in TABLES:
            _write(con, _table(con, name, policy), folder / f"{TABLES[name].relation}.parquet")
        _plant(con, policy)
        _write(con, _KEY, folder / KEY)
        _write(con, _PLANTED, folder / PLANTED)
        return {
            path.name: con.execute(f"SELECT count(*) FROM '{path}'").fetchall()[0][0]
            for path in sorted(folder.glob("*.parquet"))
        }


def _write(con: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    con.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 122880)")


def _in_order(con: duckdb.DuckDBPyConnection, name: str, policy: Edition) -> str:
    """The rows in order, each with the number of the fault that befalls it."""
    facts = ", ".join(f"{text} AS {code}" for code, text in expressions(name, policy).items())
    rows = f"SELECT *{', ' if facts else ''}{facts} FROM ({SOURCES[name]})"
    return f"SELECT *, {_fault_of(con, name)} AS fault FROM ({rows})"


def _fault_of(con: duckdb.DuckDBPyConnection, name: str) -> str:
    """The number of the fault of a row: arranged, once, or by chance where the row is such a one."""
    faults = ordered(name)
    numbers = {fault: number for number, fault in enumerate(faults)}
    by_chance = [fault for fault in faults.values() if fault.how == CHANCE]
    drawn = f"f % {len(by_chance) * SPREAD.get(name, DEFAULT_SPREAD)}"
    cases = []
    if any(fault.how == ARRANGED for fault in faults.values()):
        names = " ".join(f"WHEN '{other}' THEN {n}" for other, n in numbers.items())
        cases.append(f"WHEN arranged IS NOT NULL THEN CASE arranged {names} END")
    for other, fault in faults.items():
        if fault.how == ONCE:
            cases.append(f"WHEN subject = {_far(con)} THEN {numbers[other]}")
    cases.append(f"WHEN {drawn} >= {len(by_chance)} THEN NULL")
    groups = GROUPS[name]
    for number, fault in enumerate(by_chance):
        if fault.fits(groups):
            cases.append(f"WHEN {drawn} = {number} AND NOT ({fault.fits(groups)}) THEN NULL")
    return f"CASE {' '.join(cases)} ELSE CAST({drawn} AS INTEGER) END"


def _far(con: duckdb.DuckDBPyConnection) -> int:
    """A first session of a year, far from the beginning of its table."""
    plain = f"place < {FAR} AND last = '' AND sessions > 0"
    query = f"SELECT max(room * 1000 + year % 100 * 10 + 1) FROM years WHERE {plain}"
    return int(con.execute(query).fetchall()[0][0])


def _make_sessions_of_years(con: duckdb.DuckDBPyConnection, policy: Edition) -> None:
    """Make ``years``: each year of each room with its fault, and how many sessions the table tells of.

    A year whose fault is about its sessions has the minimum less what is short, any other at least the
    minimum.
    """
    faults = ordered("room_year")
    short = _by_fault(faults, {n: f.short for n, f in faults.items() if f.short is not None})
    last = _by_fault(faults, {n: f"'{f.last}'" for n, f in faults.items() if f.last})
    more = f"CAST((h >> 7) % {MORE_THAN_DUE} = 0 AS INTEGER)"
    con.execute(f"""
        CREATE TABLE years AS SELECT * EXCLUDE (h, f), room / max(room) OVER () AS place,
            greatest(0, minimum - coalesce({short}, -{more})) AS sessions,
            coalesce({last}, '') AS last
        FROM (SELECT *, subject AS room FROM ({_in_order(con, "room_year", policy)}))""")


def _by_fault(faults: dict[str, Fault], values: dict[str, object]) -> str:
    numbers = {fault: number for number, fault in enumerate(faults)}
    whens = " ".join(f"WHEN {numbers[name]} THEN {value}" for name, value in values.items())
    return f"CASE fault {whens} END"


def _table(con: duckdb.DuckDBPyConnection, name: str, policy: Edition) -> str:
    """The rows of a table as they are told: what a fault sets stands in place of what is in order."""
    faults = ordered(name)
    told = []
    for code, fact in columns(name, policy).items():
        values = {
            other: "NULL" if fault.sets[code] is None else f"({fault.sets[code]})"
            for other, fault in faults.items()
            if code in fault.sets
        }
        numbers = {other: number for number, other in enumerate(faults)}
        whens = " ".join(f"WHEN {numbers[other]} THEN {value}" for other, value in values.items())
        text = f"CASE fault {whens} ELSE {code} END" if whens else code
        told.append(f"CAST({text} AS {TYPES.get(fact.type, 'INTEGER')}) AS {code}")
    keys = (
        f"CAST({key} AS {'SMALLINT' if key == 'year' else 'BIGINT'}) AS {key}"
        for key in TABLES[name].keys
    )
    return f"SELECT {', '.join([*keys, *told])} FROM ({_in_order(con, name, policy)})"


def _plant(con: duckdb.DuckDBPyConnection, policy: Edition) -> None:
    """Make ``planted``, the rows that a fault befalls, and ``told``, what each fault leads to."""
    queries = [
        f"SELECT '{name}' AS name, fault, CAST(kind AS INTEGER) AS kind, CAST(subject AS BIGINT) AS subject,"
        f" CAST(year AS SMALLINT) AS year FROM ({_in_order(con, name, policy)}) WHERE fault IS NOT NULL"
        for name in FAULTS
    ]
    con.execute(f"CREATE TABLE planted AS {' UNION ALL '.join(queries)}")
    told, kinds = [], []
    for name in FAULTS:
        for number, (fault, what) in enumerate(ordered(name).items()):
            kinds.append((name, number, fault))
            told += [(name, number, kind, *rest) for *rest, kind in what.told(GROUPS[name])]
    con.execute("CREATE TABLE kinds (name VARCHAR, number INTEGER, fault VARCHAR)")
    con.executemany("INSERT INTO kinds VALUES (?, ?, ?)", kinds)
    con.execute(
        "CREATE TABLE told (name VARCHAR, fault INTEGER, kind INTEGER, rule VARCHAR, verdict VARCHAR)"
    )
    con.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?)", told)


_KEY = """SELECT t.rule, p.subject, p.year, t.verdict FROM planted p
    JOIN told t ON t.name = p.name AND t.fault = p.fault AND t.kind = p.kind"""
_PLANTED = """SELECT k.name, k.fault, count(p.subject) AS rows FROM kinds k
    LEFT JOIN planted p ON p.name = k.name AND p.fault = k.number GROUP BY ALL ORDER BY ALL"""


def main() -> None:
    """Build from the command line."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path, default=COUNTRY)
    asked.add_argument("--units", type=int, help="how many town-level units and villages (all)")
    asked.add_argument("--years", type=int, nargs="+", default=YEARS, help="which years")
    given = asked.parse_args()
    start = time.perf_counter()
    rows = build(given.folder, units=given.units, years=given.years)
    for name, number in rows.items():
        size = (given.folder / name).stat().st_size
        print(f"{name:<28} {number:>12,} rows {size / 1e6:>8.1f} MB")
    print(f"{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
