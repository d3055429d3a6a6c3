"""From what somebody hands over to an engine that sees it: a folder, frames, a connection, a session."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from consultrules.auditing.sql.table import HOSTS, TABLES
from consultrules.auditing.tables.csv_files import view_of_csv
from consultrules.auditing.tables.dbapi import Postgres, SQLite
from consultrules.auditing.tables.duck import Duck, fault_of
from consultrules.auditing.tables.engine import Engine
from consultrules.auditing.tables.extras import needed
from consultrules.auditing.tables.frames import arrow_of
from consultrules.auditing.tables.intake import refuse
from consultrules.auditing.tables.spark import Spark
from consultrules.errors import Fault, IntakeError, nearest, shown

RELATIONS = (*(table.relation for table in TABLES.values()), HOSTS)
"""The tables that are looked for."""
_ACCEPTED = ("folder", "mapping of frames", "connection", "SparkSession")


def engine_for(source: object, *, memory: str, scratch: Path | None = None) -> Engine:
    """The engine that sees the tables.

    ``memory`` bounds a DuckDB of our own; in a database or on a cluster somebody else has set that.

    Raises:
        IntakeError: for something that holds no tables, or a file that cannot be read.
        MissingExtra: for files and frames without the extra ``tables``.
    """
    if isinstance(source, str | Path):
        return _of_folder(Path(source), memory, scratch)
    if isinstance(source, Mapping):
        return _of_frames(source, memory, scratch)
    if isinstance(source, sqlite3.Connection):
        return SQLite(source)
    home = type(source).__module__.partition(".")[0]
    if home == "pyspark":
        return Spark(source)
    if home in ("duckdb", "_duckdb"):
        return Duck(source, own=False, scratch=scratch)
    if callable(getattr(source, "cursor", None)):
        return Postgres(source)
    raise IntakeError([Fault("tables", "wrong_type", shown(source), _ACCEPTED)])


def _own(memory: str, scratch: Path | None) -> Duck:
    duckdb = needed("duckdb", "tables")
    connection = duckdb.connect(config={"preserve_insertion_order": "false"})
    # In a notebook DuckDB would draw a bar of its own: how far it is, is told to ``progress`` alone.
    connection.execute("SET enable_progress_bar_print = false")
    engine = Duck(connection, own=True, scratch=scratch)
    try:
        connection.execute("SET memory_limit = ?", [memory])
    except duckdb.Error:
        engine.close()
        raise IntakeError([Fault("memory", "wrong_type", shown(memory), ("256MB",))]) from None
    connection.execute("SET temp_directory = ?", [str(engine.scratch / "spill")])
    return engine


def _of_folder(folder: Path, memory: str, scratch: Path | None) -> Engine:
    """Parquet files, folders of Parquet files, and CSV files, by their names."""
    if not folder.is_dir():
        raise IntakeError([Fault(str(folder), "unreadable")])
    engine = _own(memory, scratch)
    faults: list[Fault] = []
    try:
        for relation in RELATIONS:
            faults += _faults_in(partial(_view_of_file, engine, folder, relation), relation)
        refuse(faults)
    except BaseException:
        engine.close()
        raise
    return engine


def _view_of_file(engine: Duck, folder: Path, relation: str) -> None:
    parquet, csv = folder / f"{relation}.parquet", folder / f"{relation}.csv"
    parts = folder / relation
    if parquet.is_file():
        engine.view(engine.connection.read_parquet(str(parquet)), relation)
    elif parquet.is_dir() or parts.is_dir():
        own = parquet if parquet.is_dir() else parts
        # By name and with a type that holds them all: else the numbers of every file are made to fit
        # the type in the first, and 9.6 becomes 10.
        files = engine.connection.read_parquet(f"{own}/*.parquet", union_by_name=True)
        engine.view(files, relation)
    elif csv.is_file():
        view_of_csv(engine, csv, relation)


def _of_frames(frames: Mapping[Any, Any], memory: str, scratch: Path | None) -> Engine:
    """Frames of any kind that narwhals knows, by the names of their tables."""
    engine = _own(memory, scratch)
    faults: list[Fault] = []
    seen: set[str] = set()
    try:
        for name, frame in frames.items():
            work = partial(_view_of_frame, engine, name, frame, seen)
            faults += _faults_in(work, shown(name))
        refuse(faults)
    except BaseException:
        engine.close()
        raise
    return engine


def _view_of_frame(engine: Duck, name: object, frame: object, seen: set[str]) -> None:
    relation = _relation(name)
    if relation in seen:  # by its short name and by its long one
        raise IntakeError([Fault(relation, "twice_in_object", shown(name))])
    seen.add(relation)
    engine.view(engine.connection.from_arrow(arrow_of(frame, relation)), relation)


def _faults_in(work: Callable[[], None], at: str) -> tuple[Fault, ...]:
    """Do some work on one table, and tell what is wrong with it."""
    try:
        work()
    except IntakeError as error:
        return error.faults
    except needed("duckdb", "tables").Error as error:
        return (fault_of(error, at),)
    return ()


def _relation(name: object) -> str:
    """The table that a name of a frame means."""
    known: dict[object, str] = {name: table.relation for name, table in TABLES.items()}
    known |= {relation: relation for relation in RELATIONS}
    if name not in known:
        accepted = tuple(TABLES)
        hint = nearest(name, accepted)
        raise IntakeError([Fault("tables", "unknown_key", shown(name), accepted, hint)])
    return known[name]
