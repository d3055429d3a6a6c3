"""Spark, through a session that somebody has: it runs the texts, and nothing of ours distributes work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from consultrules.auditing.tables.engine import Column, Holds, all_differ

_HOLDS = {
    **dict.fromkeys(("tinyint", "smallint", "int", "bigint"), Holds.WHOLE),
    "boolean": Holds.FLAG,
    "date": Holds.DAY,
    "string": Holds.TEXT,
}


_RULES = "org.apache.spark.sql.catalyst.optimizer"
_SETTINGS = {
    # Spark writes an expression out again wherever it moves a filter below it: of nested cases it makes
    # trees that it plans for minutes. Our texts filter early themselves.
    "spark.sql.optimizer.excludedRules": ",".join(
        f"{_RULES}.{rule}"
        for rule in (
            "CollapseProject",
            "InferFiltersFromConstraints",
            "PushDownPredicates",
            "PushPredicateThroughJoin",
            "PushPredicateThroughNonJoin",
        )
    ),
    "spark.sql.constraintPropagation.enabled": "false",
}
"""How the session is set while our texts run; ``close`` sets it back."""


class Spark:
    """A Spark session: tables are its tables and temporary views, what is kept is a checkpoint."""

    name = "spark"
    text = "STRING"

    def __init__(self, session: Any) -> None:
        self.session = session
        self._made: list[str] = []
        context = getattr(session, "sparkContext", None)  # Spark Connect has none
        self._lasting = context is not None and context.getCheckpointDir() is not None
        self._before = {name: session.conf.get(name, None) for name in _SETTINGS}
        for name, value in _SETTINGS.items():
            session.conf.set(name, value)

    def columns(self, relation: str) -> tuple[Column, ...] | None:
        """The columns of a table or temporary view."""
        if not self.session.catalog.tableExists(relation):
            return None
        return tuple(
            Column(name, _held_by(kind), kind) for name, kind in self.session.table(relation).dtypes
        )

    def fetch(self, query: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows, partition after partition."""
        answer = self.session.sql(query, args=list(values)) if values else self.session.sql(query)
        for row in answer.toLocalIterator():
            yield tuple(row)

    def rows(self, name: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """The rows of what is kept."""
        return self.fetch(f"SELECT {', '.join(columns)} FROM {name}")

    def make(self, name: str, query: str) -> None:
        """Keep the answer in the session's checkpoint folder, or without one on the executors.

        What is kept forgets how it was made: else each of the fifty branches that read it would have it
        planned once more. A union has a part a branch and executor, more than a result should have.
        """
        parts = int(self.session.conf.get("spark.sql.shuffle.partitions"))
        frame = self.session.sql(query).coalesce(parts)
        kept = frame.checkpoint() if self._lasting else frame.localCheckpoint()
        kept.createOrReplaceTempView(name)
        self._made.append(name)

    hold = make

    def drop(self, name: str) -> None:
        """Forget what was kept."""
        self.session.catalog.dropTempView(name)
        self._made.remove(name)

    def keys_differ(self, relation: str, keys: Sequence[str], rows: int) -> bool:
        """By a count."""
        return all_differ(self.fetch, relation, keys, rows)

    def write(self, name: str, folder: Path, stem: str) -> Path:
        """A folder of Parquet files; every executor has to reach it."""
        path = folder / f"{stem}.parquet"
        self.session.table(name).write.parquet(str(path))
        return path

    def native(self, name: str) -> Any:
        """A Spark data frame."""
        return self.session.table(name)

    def day_number(self, column: str) -> str:
        """By Spark's own name for it."""
        return f"CAST(DATEDIFF({column}, DATE '1970-01-01') AS BIGINT)"

    def not_whole(self, column: str) -> str:
        """A column has a type of its own here."""
        return f"{column} IS NULL AND {column} IS NOT NULL"

    def answer(self, query: str) -> Any:
        """A Spark data frame."""
        return self.session.sql(query)

    def close(self) -> None:
        """Forget what was kept; the session is the caller's."""
        for name in tuple(self._made)[::-1]:
            self.drop(name)
        for name, value in self._before.items():
            if value is None:
                self.session.conf.unset(name)
            else:
                self.session.conf.set(name, value)


def _held_by(type_name: str) -> Holds:
    if type_name.startswith("decimal"):
        return Holds.WIDE if type_name.endswith(",0)") else Holds.OTHER
    return _HOLDS.get(type_name, Holds.OTHER)
