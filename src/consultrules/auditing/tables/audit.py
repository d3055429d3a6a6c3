"""Audit of tables: a folder, frames, a database or a cluster → findings, roll-ups, statistics."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from consultrules.auditing.sql.table import table_named
from consultrules.auditing.tables.duck import Duck
from consultrules.auditing.tables.output import ready
from consultrules.auditing.tables.result import TableAudit
from consultrules.auditing.tables.run import Run, Watch
from consultrules.auditing.tables.sources import engine_for
from consultrules.errors import Fault, IntakeError, shown
from consultrules.policy.edition import Edition, edition
from consultrules.rules.given import scope_from

MEMORY = "256MB"


def audit_tables(
    tables: object,
    *,
    policy: Edition | None = None,
    only: str | Iterable[str] | None = None,
    everything: bool = False,
    out: str | Path | None = None,
    memory: str = MEMORY,
    progress: Watch | None = None,
) -> TableAudit:
    """Judge tables of facts by the rules that judge records.

    ``tables`` is a folder of Parquet or CSV files (``facts_session.parquet`` …), a mapping of data frames
    by the names of their tables (``{"session": frame}``), a connection to DuckDB, SQLite or PostgreSQL in
    which the tables or views ``facts_session`` … stand, or a Spark session that has them. A table has a
    row a subject: ``subject``, ``year``, ``unit`` (12-digit code), sessions also ``room``, and a column
    of whole numbers for each fact that a rule reads (``cr.needs``); ``NULL`` is what is not known.
    Sessions are counted for the years of their rooms from ``facts_session``.

    ``only`` narrows the rules to addresses such as ``"3.3"``; with ``everything`` what is met is a
    finding too; ``out`` is a folder for the result, which appears whole or not at all. ``memory`` bounds
    a DuckDB of our own; ``progress`` is called with how much is done, of how much.

    Raises:
        IntakeError: for tables with a column missing or with anything but whole numbers in it, for
            subjects that stand twice, an empty table, or none: all of it at once, with column and first rows.
        EditionError: for a scope where no clause lies.
        MissingExtra: for files and frames without the extra ``tables``.
    """
    policy = policy or edition()
    if not isinstance(policy, Edition):
        raise IntakeError([Fault("policy", "wrong_type", shown(policy), ("edition",))])
    scope = _scope(policy, only)
    if not isinstance(out, str | Path | None):
        raise IntakeError([Fault("out", "wrong_type", shown(out), ("folder",))])
    folder = None if out is None else Path(out)
    if folder is not None:
        ready(folder)
    scratch = None if folder is None else _above(folder)
    engine = engine_for(tables, memory=memory, scratch=scratch)
    try:
        run = Run(engine, policy, scope, everything, progress)
        run()
        result = TableAudit(run)
        if folder is not None:
            result.write(folder)
    except BaseException as error:
        fault = engine.fault(error) if isinstance(engine, Duck) else None
        with suppress(Exception):  # what went wrong first is what is told
            engine.close()
        if fault is not None:
            raise IntakeError([fault]) from error
        raise
    return result


def table_columns(
    table: str, *, only: str | Iterable[str] | None = None, policy: Edition | None = None
) -> tuple[str, ...]:
    """The columns that a table of facts has to have: its keys, then a column for each fact.

    ``table`` is ``session``, ``case``, ``evaluation``, ``room``, ``room_year``, ``member``, ``invitation``,
    ``member_year``, ``unit`` or ``body_year``; ``only`` narrows the rules. Beside ``facts_session``
    the years of rooms need no ``sessions_held``.

    Raises:
        IntakeError: for a table that is none.
        EditionError: for a scope where no clause lies.
    """
    wanted = table_named(table)
    return (*wanted.keys, *wanted.facts(policy or edition(), _scope(policy or edition(), only)))


def _scope(policy: Edition, only: str | Iterable[str] | None) -> tuple[str, ...]:
    scope = scope_from(only)
    for address in scope:
        policy.scope(address.partition("#")[0])
    return scope


def _above(folder: Path) -> Path | None:
    """Where the scratch files go: beside the result, on the same disk, if that folder is there."""
    above = folder.absolute().parent
    return above if above.is_dir() else None
