"""Tables of chance judged by SQL on every engine, and row by row as records are: the same, or exit code 1.

python tests/tables_agree.py [engine ...]     # for none all of them, and other readings and local numbers
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import polars as pl

import consultrules as cr
from consultrules.auditing.sql.table import HELD, HOSTS, TABLES
from consultrules.policy.edition import Edition
from consultrules.rules.catalogue import rules_of
from tables import chance_tables, cluster, places, postgres
from tables.agreeing import Wanted, differences
from tables.poison import TRIALS

ROWS, HALFWAY, FEWER = 200_000, 40_000, 2_000
RULES = 177
LOCAL: tuple[tuple[str, dict[str, Any]], ...] = (
    ("320685", {"minimum_participants": 15, "minimum_notice_days": 3}),
    (
        "320685111",
        {
            "minimum_participants": 20,
            "minimum_public_share": "2/5",
            "minimum_notice_channels": 3,
            "suitable_least": 16,
            "suitable_most": 20,
        },
    ),
    (
        "3206",
        {
            "minimum_candidates_compared": 3,
            "minimum_preliminary_departments": 2,
            "minimum_research_participants": 9,
            "minimum_sessions": 4,
            "minimum_linked_members": 3,
        },
    ),
    ("320685111200", {"minimum_participants": 25, "minimum_sessions": {"village": 9}}),
    ("320612000000", {"minimum_participants": 11}),
)
"""Local numbers, each beside those before: a county, a town in it, the city, a village, another county."""
TOGETHER = (
    {"F4": "not_counted", "F2": "pro_rata_up"},
    {"F4": "not_counted", "F2": "pro_rata_down", "C8": "meetings_only"},
    {"C1": "without_officials_and_convener", "C2": "always", "R14": "not_due_yet", "M2": "either"},
)
NEVER = {("4.2.s3", "fail"), ("4.2.s4b", "fail")}
"""Permissions: whoever is not willing need not come, which waives them."""
JUDGED = ("pass", "fail", "unknown")


class Check:
    """One set of tables, what has to be told of it, and whether everything was."""

    def __init__(self, rows: int, policy: Edition, *, seed: int = 1) -> None:
        self.policy = policy
        self.tables = chance_tables.tables(policy, rows, seed=seed)
        self.wanted = Wanted(self.tables, policy)
        self.agrees = True

    @property
    def rows(self) -> int:
        """How many rows of facts there are in all."""
        return sum(len(rows) for relation, rows in self.tables.items() if relation != HOSTS)

    def of(
        self, name: str, source: object, *, everything: bool = False, quiet: bool = False
    ) -> None:
        """Audit the tables where they lie, and print what came of it."""
        start = time.perf_counter()
        with cr.audit_tables(source, policy=self.policy, everything=everything) as audit:
            apart = differences(audit, self.wanted, everything=everything)
        told = self.wanted.all if everything else self.wanted.open
        if apart or not quiet:
            what = f"{self.rows} rows, {len(told)} {'verdicts' if everything else 'findings'}"
            say(f"{name:32} {what}: {'DIFFER' if apart else 'the same'}", start)
        for line in apart:
            print(f"    {line}"[:2_000])
        self.agrees = self.agrees and not apart


def duckdb(check: Check) -> None:
    """Files of Parquet, read by DuckDB."""
    with TemporaryDirectory() as folder:
        check.of("DuckDB", places.parquet(check.tables, Path(folder)))


def sqlite(check: Check) -> None:
    """A database of SQLite."""
    check.of("SQLite", places.sqlite(check.tables))


def everything(check: Check) -> None:
    """All verdicts, those that are met and those that do not apply too, and as columns."""
    own = Check(HALFWAY, check.policy, seed=2)
    with TemporaryDirectory() as folder:
        source = places.parquet(own.tables, Path(folder))
        own.of("DuckDB, everything", source, everything=True)
    own.of("SQLite, everything", places.sqlite(own.tables), everything=True)
    check.agrees = check.agrees and own.agrees


def arrays(check: Check) -> None:
    """Frames in memory, without an engine; the years of rooms tell their sessions themselves."""
    start = time.perf_counter()
    tables = {name: rows for name, rows in check.tables.items() if name != HOSTS}
    years = [row | {HELD: n % 5} for n, row in enumerate(tables.pop("facts_room_year"))]
    wanted = {told for told in check.wanted.status if told[0] != "room_year"}
    wanted |= Wanted({"facts_room_year": years}, check.policy).status
    told: set[tuple[object, ...]] = set()
    for table in TABLES.values():
        rows = tables.get(table.relation, years)
        answer = cr.status_columns(places.arrow(rows), table.name, policy=check.policy)
        own = len(table.keys)
        lines = zip(*(column.to_pylist() for column in answer.columns), strict=True)
        told |= {(table.name, *line[:3], *line[own:]) for line in lines}
    apart = len(wanted ^ told)
    say(
        f"{'frames in memory':32} {len(told)} rows: {f'{apart} DIFFER' if apart else 'the same'}",
        start,
    )
    check.agrees = check.agrees and not apart


def postgresql(check: Check) -> None:
    """A server of PostgreSQL; there every column of every table is spoilt too."""
    if postgres.programs() is None:
        print(f"{'PostgreSQL':32} not installed here")
        return
    with postgres.server() as connection:
        check.of("PostgreSQL", places.postgres(check.tables, connection))
    start = time.perf_counter()
    spoilt, lapses = 0, []
    with postgres.server() as connection:
        for trial in TRIALS:
            places.postgres(trial.tables, connection)
            cursor = connection.cursor()
            spoilt += sum(1 for _ in trial.spoilings("PostgreSQL"))
            lapses += trial.lapses("PostgreSQL", cursor.execute, connection)
            for name in trial.tables:
                cursor.execute(f"DROP TABLE {name}")
            connection.commit()
    say(f"{'PostgreSQL, spoilt columns':32} {spoilt}: {len(lapses) or 'none'} taken", start)
    for lapse in lapses:
        print(f"    {lapse}")
    check.agrees = check.agrees and not lapses


def frames(check: Check) -> None:
    """Frames of several libraries, by narwhals."""
    arrow = {name: places.arrow(rows) for name, rows in check.tables.items()}
    check.of("pyarrow tables", arrow)
    check.of("polars frames", {name: pl.from_arrow(table) for name, table in arrow.items()})
    check.of("polars, lazily", {name: pl.from_arrow(table).lazy() for name, table in arrow.items()})
    with TemporaryDirectory() as folder:
        files = places.parquet(check.tables, Path(folder)).glob("*.parquet")
        read = {file.stem: pd.read_parquet(file, dtype_backend="pyarrow") for file in files}
    check.of("pandas frames", read)


def spark(check: Check) -> None:
    """A cluster of Spark on this machine."""
    if not cluster.installed():
        print(f"{'Spark':32} not installed here")
        return
    with TemporaryDirectory() as folder, cluster.session() as session:
        if session is None:
            return
        working = cluster.processes(session)
        print(f"{'Spark':32} {len(working)} executors, processes {sorted(working)}")
        check.of("Spark", places.spark(places.parquet(check.tables, Path(folder)), session))
        for name in check.tables:
            session.catalog.dropTempView(name)
        start = time.perf_counter()
        lapses = []
        for trial in TRIALS:
            own = Path(folder) / trial.name
            own.mkdir()
            places.spark(places.parquet(trial.tables, own), session)
            lapses += trial.lapses_at_once("Spark", session.sql, session)
            for name in trial.tables:
                session.catalog.dropTempView(name)
        say(f"{'Spark, spoilt columns':32} {len(lapses) or 'none'} taken", start)
        for lapse in lapses:
            print(f"    {lapse}")
        check.agrees = check.agrees and not lapses and len(working) == cluster.EXECUTORS


ENGINES: dict[str, Callable[[Check], None]] = {
    "duckdb": duckdb,
    "sqlite": sqlite,
    "everything": everything,
    "frames": frames,
    "arrays": arrays,
    "postgresql": postgresql,
    "spark": spark,
}


def main(*names: str) -> int:
    """Every engine, then other readings and local numbers on fewer rows."""
    policy = cr.edition()
    start = time.perf_counter()
    check = Check(ROWS, policy)
    say(f"{'by record':32} {check.rows} rows, {len(check.wanted.all)} verdicts", start)
    for name in names or ENGINES:
        ENGINES[name](check)
    agree = check.agrees
    if not names:
        seen = check.wanted.seen
        del check
        agree = all([agree, editions(policy, seen)])
    return int(not agree)


def editions(policy: Edition, seen: set[tuple[str, str]]) -> bool:
    """Other readings, one option at a time and some together, and local numbers; every rule comes up."""
    start = time.perf_counter()
    others = list(_editions(policy))
    agree = True
    for number, (name, other) in enumerate(others):
        check = Check(FEWER, other, seed=100 + number)
        with TemporaryDirectory() as folder:
            source = places.parquet(check.tables, Path(folder))
            check.of(f"DuckDB, {name}", source, quiet=True)
        check.of(f"SQLite, {name}", places.sqlite(check.tables), everything=True, quiet=True)
        seen |= check.wanted.seen
        agree = agree and check.agrees
    say(f"{'other editions':32} {len(others)}: {'the same' if agree else 'DIFFER'}", start)
    keys = {rule.key for _, other in others for rule in rules_of(other)}
    lacking = [
        (key, verdict)
        for key in sorted(keys)
        for verdict in JUDGED
        if (key, verdict) not in seen | NEVER
    ]
    print(f"{'rules':32} {len(keys)}, each of which passes, fails and is unknown somewhere")
    for key, verdict in lacking:
        print(f"    {key} is never {verdict}")
    return agree and len(keys) == RULES and not lacking


def _editions(policy: Edition) -> Iterator[tuple[str, Edition]]:
    """Every option that changes a rule by itself, some together, and local numbers."""
    usual = rules_of(policy)
    for reading in policy.readings.catalogue.values():
        if reading.is_switch:
            for option in reading.options:
                other = policy.with_readings(**{reading.id: option})
                if rules_of(other) != usual:
                    yield f"{reading.id}={option}", other
    for chosen in TOGETHER:
        yield str(chosen), policy.with_readings(**chosen)
    local = policy.with_readings(L6="house_minimum_days")
    for code, numbers in LOCAL:
        local = local.tighten(code, **numbers)
        yield f"stricter numbers, {code} too", local


def say(line: str, start: float) -> None:
    """Print a line with the time that it took."""
    print(f"{time.perf_counter() - start:7.1f} s  {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
