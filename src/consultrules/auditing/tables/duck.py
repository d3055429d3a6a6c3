"""DuckDB, embedded: the engine of files and frames, and of a connection that somebody has."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from consultrules.auditing.tables.engine import Column, Holds, all_differ
from consultrules.auditing.tables.extras import needed
from consultrules.errors import Fault, IntakeError, shown

_HOLDS = {
    **dict.fromkeys(
        ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"),
        Holds.WHOLE,
    ),
    **dict.fromkeys(("HUGEINT", "UBIGINT", "UHUGEINT"), Holds.WIDE),
    "BOOLEAN": Holds.FLAG,
    "DATE": Holds.DAY,
    "VARCHAR": Holds.TEXT,
}
_BATCH = 10_000
_SORTED = 1 << 22  # numbers sorted at once: 32 MB of them
_KEY = 10_000  # no year is larger
_LARGEST_KEY = 2**63 // _KEY - 1
_PULSE = 0.1  # seconds between two looks at how far a query is
_NEVER_OF_FILES = (
    "BinderException",
    "CatalogException",
    "InternalException",
    "InterruptException",
    "ParserException",
    "SyntaxException",
)
Tick = Callable[[float], None]
"""Told, now and then, which part of a query is done."""


class Duck:
    """DuckDB. What is kept is a Parquet file in a scratch folder: it needs no memory and streams."""

    name = "duckdb"
    text = "TEXT"

    def __init__(self, connection: Any, *, own: bool, scratch: Path | None = None) -> None:
        self.connection = connection
        self.tick: Tick | None = None
        self._own = own
        above = scratch or Path(tempfile.gettempdir())
        self.scratch = above.absolute() / f".consultrules-{uuid.uuid4().hex}"
        self._remove = partial(shutil.rmtree, self.scratch, ignore_errors=True)
        # Before it is there: a result that nobody closes leaves nothing behind, and an interrupt neither.
        atexit.register(self._remove)
        try:
            self.scratch.mkdir(mode=0o700)
        except OSError as error:
            raise IntakeError([Fault(str(above), "unwritable", shown(str(error)))]) from None
        self._views: list[str] = []
        self._held: list[str] = []

    def columns(self, relation: str) -> tuple[Column, ...] | None:
        """The columns, as ``DESCRIBE`` tells them."""
        known = (
            "SELECT 1 FROM (SELECT table_name AS name FROM duckdb_tables()"
            " UNION ALL SELECT view_name FROM duckdb_views()) WHERE name = ?"
        )
        if not any(self.fetch(known, [relation])):
            return None
        told = self.fetch(f"DESCRIBE SELECT * FROM {relation}")
        return tuple(Column(row[0], _held_by(row[1]), row[1]) for row in told)

    def fetch(self, query: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows, all at once: a connection has one open answer, and the next query would end it."""
        yield from self._run(lambda: self.connection.execute(query, list(values)).fetchall())

    def rows(self, name: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """The rows of what is kept, batch after batch, whatever is asked of the connection meanwhile."""
        reader = self.connection.cursor()
        try:
            query = f"SELECT {', '.join(columns)} FROM read_parquet(?)"
            reader.execute(query, [str(self._file(name))])
            while batch := reader.fetchmany(_BATCH):
                yield from batch
        finally:
            reader.close()

    def make(self, name: str, query: str) -> None:
        """Write the answer into the scratch folder and look at it as a view."""
        path = self._file(name)
        self._run(lambda: self.connection.sql(query).write_parquet(str(path), compression="snappy"))
        # Temporary: no other connection sees it, and a database that is only read can have it.
        source = str(path).replace("'", "''")
        view = f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM read_parquet('{source}')"
        self._run(lambda: self.connection.execute(view))
        self._views.append(name)

    def hold(self, name: str, query: str) -> None:
        """A temporary table, which takes less work than a file and spills where memory is short."""
        self._run(
            lambda: self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")
        )
        self._held.append(name)

    def drop(self, name: str) -> None:
        """Drop the temporary table."""
        self.connection.execute(f"DROP TABLE IF EXISTS {name}")
        self._held.remove(name)

    def keys_differ(self, relation: str, keys: Sequence[str], rows: int) -> bool:
        """By sorting numbers, some of them after the others: a third of the work of a hash table."""
        subject, *year = keys
        told = {column.name: column for column in self.columns(relation) or ()}
        if told[subject].holds is not Holds.WHOLE or rows == 0:
            return all_differ(self.fetch, relation, keys, rows)
        ends = f"SELECT MIN(t.{subject}), MAX(t.{subject}) FROM {relation} t"
        ((least, most),) = self.fetch(ends)
        if year and not -_LARGEST_KEY < least <= most < _LARGEST_KEY:
            return all_differ(self.fetch, relation, keys, rows)
        key = f"CAST(t.{subject} AS BIGINT)" + "".join(
            f" * {_KEY} + CAST(t.{one} AS BIGINT)" for one in year
        )
        goes = -(-rows // _SORTED)
        for go in range(goes):
            picked = f" WHERE q.k % {goes} IN ({go}, {go - goes})" if goes > 1 else ""
            query = f"SELECT q.k FROM (SELECT {key} AS k FROM {relation} t) q{picked}"
            numbers = self._run(partial(self._numbers, query))
            numbers.sort()
            if (numbers[1:] == numbers[:-1]).any():
                return False
        return True

    def _numbers(self, query: str) -> Any:
        return self.connection.execute(query).fetchnumpy()["k"]

    def write(self, name: str, folder: Path, stem: str) -> Path:
        """The Parquet file of what is kept."""
        path = folder / f"{stem}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self._file(name), path)
        return path

    def native(self, name: str) -> Any:
        """A DuckDB relation: ``.df()``, ``.pl()`` and ``.arrow()`` make frames of it."""
        return self.connection.read_parquet(str(self._file(name)))

    def day_number(self, column: str) -> str:
        """One date less another is a whole number of days."""
        return f"CAST({column} - DATE '1970-01-01' AS BIGINT)"

    def not_whole(self, column: str) -> str:
        """A column has a type of its own here."""
        return f"{column} IS NULL AND {column} IS NOT NULL"

    def answer(self, query: str) -> Any:
        """A DuckDB relation."""
        return self.connection.sql(query)

    def fault(self, error: BaseException) -> Fault | None:
        """What an error in the middle says about memory, disk or files; ``None`` for any other."""
        if not isinstance(error, needed("duckdb", "tables").Error):
            return None
        if str(self.scratch) in str(error):
            return Fault(str(self.scratch.parent), "unwritable", shown(first_line(error)))
        found = fault_of(error, "tables")
        ours = type(error).__name__ in _NEVER_OF_FILES
        return found if found.at == "memory" or (self._own and not ours) else None

    def close(self) -> None:
        """Drop the views and the scratch folder, and the connection if nobody else has it."""
        try:
            if self._own:
                self.connection.close()
            else:
                for name in tuple(self._held):
                    self.drop(name)
                while self._views:
                    self.connection.execute(f"DROP VIEW IF EXISTS {self._views.pop()}")
        finally:
            atexit.unregister(self._remove)
            self._remove()

    def view(self, relation: Any, name: str) -> None:
        """Look at a relation under a name, until ``close``."""
        relation.create_view(name, replace=True)
        self._views.append(name)

    def _file(self, name: str) -> Path:
        return self.scratch / f"{name}.parquet"

    def _run(self, work: Callable[[], Any]) -> Any:
        """Do some work beside a look at how far it is; an interrupt ends it at once."""
        found: list[Any] = []
        failed: list[BaseException] = []
        done = (
            threading.Event()
        )  # and no join, which takes an interrupted thread for one that has ended

        def run() -> None:
            try:
                found.append(work())
            except BaseException as error:  # noqa: BLE001 - raised below, where the caller is
                failed.append(error)
            finally:
                done.set()

        worker = threading.Thread(target=run, daemon=True)
        try:
            worker.start()
            while not done.wait(_PULSE):
                if self.tick is not None:
                    self.tick(max(self.connection.query_progress(), 0) / 100)
        except BaseException:
            self.connection.interrupt()
            while not done.wait(_PULSE) and worker.is_alive():
                self.connection.interrupt()  # what had not begun yet was not interrupted
            raise
        if failed:
            raise failed[0]
        return found[0]


def first_line(error: Exception) -> str:
    """What an error says, without the advice below it."""
    return str(error).partition("\n")[0]


def fault_of(error: Exception, at: str) -> Fault:
    """What an error of DuckDB says about something that it should read."""
    if type(error).__name__ == "OutOfMemoryException":
        return Fault("memory", "out_of_bounds", shown(first_line(error)))
    return Fault(at, "unreadable", shown(first_line(error)))


def _held_by(type_name: str) -> Holds:
    if type_name.startswith("DECIMAL"):
        return Holds.WIDE if type_name.endswith(",0)") else Holds.OTHER
    return _HOLDS.get(type_name, Holds.OTHER)
