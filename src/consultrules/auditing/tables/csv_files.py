"""CSV files for DuckDB: every cell is read as it was typed, and refused unless it is a whole number.

A reader that guesses types makes 9 of ``9.6`` and a text column of one ``九``; this one guesses nothing.
Days may be written ``2025-03-01``, flags ``true`` and ``false``.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

from consultrules.auditing.sql.table import HOSTS, SUBJECT, TABLES, UNIT, YEAR
from consultrules.auditing.tables.duck import Duck
from consultrules.errors import Fault, IntakeError, shown
from consultrules.facts.fact import Fact
from consultrules.models.files import file_fault
from consultrules.policy.judging import FactType

FIRST_ROWS = 3
_LONGEST_LINE = 2 * 1024 * 1024  # bytes
_DIGITS = "-?[0-9]{1,19}"
_ISO = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_BY_RELATION = {table.relation: table for table in TABLES.values()}


def view_of_csv(engine: Duck, path: Path, relation: str) -> None:
    """Look at a CSV file as a table of whole numbers; ids stay text.

    Raises:
        IntakeError: naming the columns and first rows in which there is something else.
    """
    heads = _heads(path, relation)
    _ends(path)
    # Nothing is left to be found out about the file: a reader that looks for the delimiter, for comments
    # or for the line of the heads passes over what it takes for something else.
    raw = engine.connection.read_csv(
        str(path),
        header=True,
        columns=dict.fromkeys(heads, "VARCHAR"),
        auto_detect=False,
        delimiter=",",
        quotechar='"',
        escapechar='"',
        strict_mode=True,
        null_padding=False,
        max_line_size=_LONGEST_LINE,
    )
    name = f"cr_csv_{relation}"
    engine.view(raw, name)
    table = _BY_RELATION.get(relation)
    declared = table.declared if table is not None and relation != HOSTS else {}
    numbers = [head for head in heads if head in (YEAR, UNIT) or head in declared]
    faults = []
    for column in numbers:
        who = "c.subject" if SUBJECT in heads else "'?'"
        accepted = _accepted(column, declared.get(column))
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
    read = ", ".join(f"{_read(column, declared.get(column))} AS {column}" for column in numbers)
    told = f"SELECT * REPLACE ({read}) FROM {name} c" if read else f"SELECT * FROM {name} c"
    if SUBJECT in heads:
        engine.make(relation, told)  # read once: every later look would take the text apart again
    else:
        engine.view(engine.connection.sql(told), relation)


def _heads(path: Path, relation: str) -> list[str]:
    """The names of the columns, each once."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            heads = next(csv.reader(file, strict=True), [])
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise IntakeError([file_fault(path.name, error)]) from None
    if not any(heads):
        raise IntakeError([Fault(path.name, "empty")])
    seen: set[str] = set()
    faults = []
    for head in heads:
        if head.lower() in seen:  # small and capital letters are the same column in SQL
            faults.append(Fault(f"{relation}.{shown(head)}", "twice_in_object"))
        seen.add(head.lower())
    if faults:
        raise IntakeError(faults)
    return heads


def _ends(path: Path) -> None:
    """Refuse a last line that is too long: the reader refuses any other, and drops this one."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _LONGEST_LINE - 2))
        tail = file.read().rstrip(b"\r\n")
    if len(tail) >= _LONGEST_LINE and b"\n" not in tail and b"\r" not in tail:
        raise IntakeError([Fault(path.name, "too_long")])


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
