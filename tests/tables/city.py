"""The sample city as tables: what its audit found of records, found once more by every engine."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

import consultrules as cr
from consultrules.auditing.sql.table import ROOM, SUBJECT
from tables import cluster, places, postgres
from tables.chance_tables import Rows

_YEARLY = ("room_year", "member_year", "body_year")  # there a year follows the id in a finding
Told = tuple[object, ...]


def differ(audit: cr.Audit) -> bool:
    """Audit the tables of an audit on every engine, and print whether anything differs."""
    wanted, figures = Counter(_of_records(audit)), audit.statistics("county")
    apart = 0
    with TemporaryDirectory() as folder:
        audit.write_tables(Path(folder))
        tables = {file.stem: _rows(file) for file in sorted(Path(folder).glob("*.csv"))}
        for name, opened in ENGINES.items():
            start = time.perf_counter()
            with opened(tables) as source:
                if source is None:
                    print(f"         {name} is not there")
                    continue
                with cr.audit_tables(source, everything=True) as found:
                    told = Counter(_of_tables(found))
                    own = ((told - wanted) + (wanted - told)).total()
                    own += sum(1 for _ in _other_figures(found, figures))
            print(
                f"{time.perf_counter() - start:6.1f} s {name}: {told.total()} verdicts, {own} differ"
            )
            apart += own
    return bool(apart)


def apart(audit: cr.Audit) -> list[Told]:
    """What only the records or only their tables say is open; of a city of any size, by SQLite."""
    wanted = Counter(told for told in _of_records(audit) if told[2] in OPEN)
    with TemporaryDirectory() as folder:
        audit.write_tables(Path(folder))
        tables = {file.stem: _rows(file) for file in sorted(Path(folder).glob("*.csv"))}
    with _sqlite(tables) as source, cr.audit_tables(source, policy=audit.policy) as found:
        told = Counter(_of_tables(found))
    return [*((told - wanted) + (wanted - told)).elements()]


OPEN = ("fail", "unknown", "pending")


def _of_records(audit: cr.Audit) -> Iterator[Told]:
    for f in audit.report.findings:
        subject = f.subject.rpartition("@")[0] if f.grain in _YEARLY else f.subject
        sides = (f.observed, f.required, f.owed_by.value, " ".join(f.cause))
        yield (f.key, subject, f.verdict.value, *sides)


def _of_tables(found: cr.TableAudit) -> Iterator[Told]:
    for f in found.findings():
        sides = (f["observed"], f["required"], f["owed_by"], f["cause"])
        yield (f["rule"], str(f["subject"]), f["verdict"], *sides)


def _other_figures(found: cr.TableAudit, figures: cr.Statistics) -> Iterator[str]:
    """The statistics that are not those of the records, all counties together."""
    sums: dict[str, list[int]] = {}
    for line in found.statistics():
        own = sums.setdefault(line["statistic"], [0, 0, 0])
        for place, name in enumerate(("numerator", "denominator", "base")):
            own[place] += line[name]
    assert len(sums) == FIGURES
    for code, own in sums.items():
        figure = figures.figure(code)
        if own != [figure.numerator, figure.denominator, figure.base]:
            yield code


FIGURES = 19
"""The statistics that are verdicts and nothing else."""


def _rows(file: Path) -> Rows:
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            {name: _cell(name, told) for name, told in line.items()}
            for line in csv.DictReader(lines)
        ]


def _cell(name: str, told: str) -> int | None:
    """A whole number; ids stay text."""
    if not told:
        return None
    return told if name in (SUBJECT, ROOM) else int(told)  # type: ignore[return-value]


@contextmanager
def _duckdb(tables: dict[str, Rows]) -> Iterator[object]:
    with TemporaryDirectory() as folder:
        yield places.parquet(tables, Path(folder))


@contextmanager
def _sqlite(tables: dict[str, Rows]) -> Iterator[object]:
    connection = places.sqlite(tables)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def _frames(tables: dict[str, Rows]) -> Iterator[object]:
    yield {name: pl.from_arrow(places.arrow(rows)) for name, rows in tables.items() if rows}


@contextmanager
def _postgres(tables: dict[str, Rows]) -> Iterator[object]:
    if postgres.programs() is None:
        yield None
        return
    with postgres.server() as connection:
        yield places.postgres(tables, connection)


@contextmanager
def _spark(tables: dict[str, Rows]) -> Iterator[object]:
    if not cluster.installed():
        yield None
        return
    with TemporaryDirectory() as folder, cluster.session() as session:
        files = places.parquet(tables, Path(folder))
        yield session and places.spark(files, session)


ENGINES: dict[str, Callable[[dict[str, Rows]], AbstractContextManager[object]]] = {
    "DuckDB": _duckdb,
    "SQLite": _sqlite,
    "polars frames": _frames,
    "PostgreSQL": _postgres,
    "Spark": _spark,
}
