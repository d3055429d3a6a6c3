"""From an audit of records to tables of facts: the rows that were judged, as CSV files.

So an office whose registry is records can try its tables, and a test can hold both ways against each other.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from consultrules.auditing.sql.table import HOSTS, ROOM, SUBJECT, TABLES, UNIT, YEAR, Table
from consultrules.errors import IntakeError
from consultrules.facts.fact import EXPIRED, IMPOSSIBLE, Row
from consultrules.models.files import file_fault, make_folder

if TYPE_CHECKING:
    from consultrules.auditing.audit import Audit

_YEARLY = ("room_year", "member_year", "body_year")


def write_facts(result: Audit, folder: str | Path) -> dict[str, int]:
    """Write the rows of an audit into a folder, a table a file; tell how many rows each has.

    What is not known is an empty cell; what the records contradict, or what has expired, is a number
    that no fact can be, so that an audit of the tables says the same of it. What lies before the edition
    as a whole, and could tell a table only its year, is left out (reading Z1).

    Raises:
        IntakeError: where a file cannot be written.
    """
    folder = Path(folder)
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for row in (judged.row for judged in result.report.rows):
        table = _table_of(row)
        if table.day or row.day is None or result.policy.in_force(row.day):
            rows[table.name].append(row)
    homes = _Homes(result)
    written: dict[str, int] = {}
    try:
        make_folder(folder)
        for name, own in rows.items():
            if own:
                table = TABLES[name]
                lines = list(_lines(table, own, result.year, homes))
                _write(folder / f"{table.relation}.csv", (*table.keys, *table.declared), lines)
                written[name] = len(lines)
        if homes.hosts:
            _write(folder / f"{HOSTS}.csv", (SUBJECT, ROOM), homes.hosts)
    except OSError as error:
        raise IntakeError([file_fault(folder, error, "unwritable")]) from error
    return written


class _Homes:
    """The room for which each session counts, where it counts at all, and the others that held it too."""

    def __init__(self, result: Audit) -> None:
        self.of: dict[str, str] = {}
        self.hosts: list[tuple[str, str]] = []
        rooms = result.registry.room_by_id
        for case in result.registry.cases:
            for session in case.sessions:
                for number, name in enumerate((session.room, *session.hosts)):
                    if session.on <= result.as_of and rooms[name].valid_on(session.on):
                        if number:
                            self.hosts.append((session.id, name))
                        else:
                            self.of[session.id] = name


def _table_of(row: Row) -> Table:
    return next(
        table
        for table in TABLES.values()
        if table.grain == row.grain and table.part in ("", row.part)
    )


def _lines(
    table: Table, rows: Iterable[Row], year: int, homes: _Homes
) -> Iterator[tuple[object, ...]]:
    seen: Counter[str] = Counter()
    for row in rows:
        subject = row.subject.rpartition("@")[0] if table.name in _YEARLY else row.subject
        seen[subject] += 1
        if seen[subject] > 1:  # an evaluation is known by its id inside its case only
            subject = f"{subject}#{seen[subject]}"
        code = row.unit.code if row.unit is not None else ""
        keys: Mapping[str, object] = {
            SUBJECT: subject,
            YEAR: year,
            UNIT: code if code.isascii() and code.isdigit() else "",
            ROOM: homes.of.get(row.subject, ""),
        }
        yield (
            *(keys[key] for key in table.keys),
            *(_told(row, fact) for fact in table.declared),
        )


def _told(row: Row, fact: str) -> int | str:
    if fact in row.impossible:
        return IMPOSSIBLE
    if fact in row.expired:
        return EXPIRED
    number = row.facts.get(fact)
    return "" if number is None else number


def _write(path: Path, heads: Iterable[str], lines: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(heads)
        out.writerows(lines)
