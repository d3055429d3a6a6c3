"""CSV files for DuckDB: every cell is read as it was typed, and refused unless it is a whole number.

A reader that guesses types makes 9 of ``9.6`` and a text column of one ``九``; this one guesses nothing.
Days may be written ``2025-03-01``, flags ``true`` and ``false``.
"""

from __future__ import annotations

from pathlib import Path

from consultrules.auditing.sql.table import HOSTS, ROOM, SUBJECT, TABLES, UNIT, YEAR
from consultrules.auditing.tables.duck import Duck
from consultrules.errors import Fault, IntakeError, shown
from consultrules.facts.fact import Fact
from consultrules.policy.judging import FactType

FIRST_ROWS = 3
_DIGITS = "-?[0-9]{1,19}"
_ISO = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_BY_RELATION = {table.relation: table for table in TABLES.values()}


def view_of_csv(engine: Duck, path: Path, relation: str) -> None:
    """Look at a CSV file as a table of whole numbers; ids stay text.

    Raises:
        IntakeError: naming the columns and first rows in which there is something else.
    """
    raw = engine.connection.read_csv(str(path), header=True, all_varchar=True, null_padding=False)
    name = f"cr_csv_{relation}"
    engine.view(raw, name)
    table = _BY_RELATION.get(relation)
    declared = table.declared if table is not None else {}
    columns, checks = [], {}
    for column in raw.columns:
        if column in (SUBJECT, ROOM):
            columns.append(f"c.{column}")
        elif column in (YEAR, UNIT) or (column in declared and relation != HOSTS):
            fact = declared.get(column)
            columns.append(f"{_read(column, fact)} AS {column}")
            checks[column] = _accepted(column, fact)
    faults = []
    for column, accepted in checks.items():
        who = "c.subject" if SUBJECT in raw.columns else "'?'"
        bad = (
            f"SELECT {who}, c.{column} FROM {name} c WHERE ({accepted}) IS FALSE LIMIT {FIRST_ROWS}"
        )
        faults += [
            Fault(
                f"{relation}[{shown(subject)}].{column}",
                "wrong_type",
                shown(value),
                ("whole number",),
            )
            for subject, value in engine.fetch(bad)
        ]
    if faults:
        raise IntakeError(faults)
    if columns:
        engine.view(engine.connection.sql(f"SELECT {', '.join(columns)} FROM {name} c"), relation)


def _accepted(column: str, fact: Fact | None) -> str:
    """Whether a cell can be read; ``NULL`` for an empty one."""
    ways = [f"{_whole(column)} IS NOT NULL"]
    if fact is not None and fact.type is FactType.DAY:
        ways.append(f"{_day(column)} IS NOT NULL")
    if fact is not None and fact.type is FactType.FLAG:
        ways.append(f"c.{column} IN ('true', 'false')")
    return f"CASE WHEN c.{column} IS NOT NULL THEN {' OR '.join(ways)} END"


def _read(column: str, fact: Fact | None) -> str:
    """The whole number in a cell that can be read."""
    if fact is not None and fact.type is FactType.DAY:
        return f"COALESCE({_whole(column)}, {_day(column)})"
    if fact is not None and fact.type is FactType.FLAG:
        words = f"CASE c.{column} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END"
        return f"COALESCE({_whole(column)}, {words})"
    return _whole(column)


def _whole(column: str) -> str:
    digits = f"CASE WHEN regexp_full_match(c.{column}, '{_DIGITS}') THEN c.{column} END"
    return f"TRY_CAST({digits} AS BIGINT)"


def _day(column: str) -> str:
    digits = f"CASE WHEN regexp_full_match(c.{column}, '{_ISO}') THEN c.{column} END"
    return f"CAST(TRY_CAST({digits} AS DATE) - DATE '1970-01-01' AS BIGINT)"
