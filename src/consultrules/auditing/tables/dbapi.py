"""SQLite and PostgreSQL through a connection that somebody has, by Python's database interface (DB-API 2)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from consultrules.auditing.tables.engine import Column, Holds, all_differ

_BATCH = 10_000
_OIDS = {
    16: (Holds.FLAG, "boolean"),
    20: (Holds.WHOLE, "bigint"),
    21: (Holds.WHOLE, "smallint"),
    23: (Holds.WHOLE, "integer"),
    25: (Holds.TEXT, "text"),
    700: (Holds.OTHER, "real"),
    701: (Holds.OTHER, "double precision"),
    1042: (Holds.TEXT, "character"),
    1043: (Holds.TEXT, "character varying"),
    1082: (Holds.DAY, "date"),
    1700: (Holds.WIDE, "numeric"),
    2950: (Holds.TEXT, "uuid"),
}
"""The types of PostgreSQL by their numbers, which every driver tells."""


class Database:
    """A database behind a connection: what is kept is a temporary table."""

    name = ""
    text = "TEXT"
    _marker = "?"

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self._made: list[str] = []

    def fetch(self, query: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows, batch after batch."""
        cursor = self._cursor()
        try:
            if values:
                cursor.execute(query.replace("?", self._marker), tuple(values))
            else:
                cursor.execute(query)
            while batch := cursor.fetchmany(_BATCH):
                for row in batch:
                    yield tuple(row)
        finally:
            cursor.close()

    def rows(self, name: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """The rows of what is kept; every query has a cursor of its own."""
        return self.fetch(f"SELECT {', '.join(columns)} FROM {name} q")

    def make(self, name: str, query: str) -> None:
        """A temporary table, which no other connection sees."""
        self._do(f"CREATE TEMPORARY TABLE {name} AS {query}")
        self._made.append(name)

    hold = make

    def drop(self, name: str) -> None:
        """Drop the temporary table."""
        self._do(f"DROP TABLE IF EXISTS {name}")
        self._made.remove(name)

    def keys_differ(self, relation: str, keys: Sequence[str], rows: int) -> bool:
        """By a count."""
        return all_differ(self.fetch, relation, keys, rows)

    def write(self, name: str, folder: Path, stem: str) -> Path:
        """A CSV file; what is not known is an empty cell."""
        path = folder / f"{stem}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        cursor = self.connection.cursor()
        cursor.execute(f"SELECT * FROM {name} q LIMIT 0")
        heads = [column[0] for column in cursor.description]
        cursor.close()
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(heads)
            lines.writerows(self.fetch(f"SELECT * FROM {name} q"))
        return path

    def native(self, name: str) -> Any:
        """The name of the temporary table, to be used on the caller's own connection."""
        return name

    def answer(self, query: str) -> Any:
        """The rows as tuples, one after the other."""
        return self.fetch(query)

    def close(self) -> None:
        """Drop the temporary tables; the connection is the caller's."""
        for name in self._made[::-1]:
            self.drop(name)

    def _cursor(self) -> Any:
        return self.connection.cursor()

    def _do(self, statement: str) -> None:
        cursor = self.connection.cursor()
        try:
            cursor.execute(statement)
        finally:
            cursor.close()

    def _described(self, relation: str) -> list[tuple[str, Any]]:
        cursor = self.connection.cursor()
        cursor.execute(f"SELECT * FROM {relation} q LIMIT 0")
        told = [(column[0], column[1]) for column in cursor.description]
        cursor.close()
        return told


class SQLite(Database):
    """SQLite, whose columns may hold anything: every value is asked for its type."""

    name = "sqlite"

    def _cursor(self) -> Any:
        """One that gives plain rows, whatever the caller makes of theirs."""
        cursor = super()._cursor()
        cursor.row_factory = None
        return cursor

    def columns(self, relation: str) -> tuple[Column, ...] | None:
        """The names of the columns."""
        known = "SELECT name FROM sqlite_master UNION ALL SELECT name FROM sqlite_temp_master"
        if (relation,) not in set(self.fetch(known)):
            return None
        return tuple(Column(name, Holds.ANY, "") for name, _ in self._described(relation))

    def day_number(self, column: str) -> str:
        """SQLite has no dates: a text is no day."""
        return column

    def not_whole(self, column: str) -> str:
        """By ``typeof``: '9' is a text and 9.0 a real number, whatever the column was declared as."""
        return f"typeof({column}) NOT IN ('integer', 'null')"


class Postgres(Database):
    """PostgreSQL."""

    name = "postgresql"
    _marker = "%s"

    def columns(self, relation: str) -> tuple[Column, ...] | None:
        """The columns, with the types that the driver tells."""
        ((known,),) = self.fetch(f"SELECT to_regclass('{relation}') IS NOT NULL")
        if not known:
            return None
        return tuple(
            Column(name, *_OIDS.get(oid, (Holds.OTHER, f"type {oid}")))
            for name, oid in self._described(relation)
        )

    def fetch(self, query: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows; where values are given, a per cent sign of our own is written twice."""
        yield from super().fetch(query.replace("%", "%%") if values else query, values)

    def day_number(self, column: str) -> str:
        """One date less another is a whole number of days."""
        return f"CAST({column} - DATE '1970-01-01' AS BIGINT)"

    def not_whole(self, column: str) -> str:
        """Of ``numeric`` alone the driver does not tell whether it has places after the point."""
        return f"{column} <> TRUNC({column})"
