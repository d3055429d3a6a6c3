"""What runs the texts: one small port, behind it DuckDB, SQLite, PostgreSQL and Spark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple, Protocol


class Holds(Enum):
    """What a column holds, by its type."""

    WHOLE = "whole numbers of up to 64 bits"
    WIDE = "whole numbers that may need more"
    FLAG = "true or false"
    DAY = "days"
    TEXT = "text"
    ANY = "anything, told value by value"
    OTHER = "something else"


class Column(NamedTuple):
    """One column of a table: its name, what it holds, and what the engine calls that."""

    name: str
    holds: Holds
    type: str


Fetch = Callable[[str], Iterator[tuple[Any, ...]]]
"""The rows that a query answers."""


class Engine(Protocol):
    """Where tables lie and texts run. Nothing here knows a rule."""

    name: str
    text: str
    """The type of any text."""

    def columns(self, relation: str) -> tuple[Column, ...] | None:
        """The columns of a table or view; ``None`` where there is none of this name."""

    def fetch(self, query: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows that a query answers; each ``?`` in it stands for one of the values."""

    def rows(self, name: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Columns of what is kept under a name, in batches; other queries may run between two of them."""

    def make(self, name: str, query: str) -> None:
        """Keep what a query answers under a name until ``close``."""

    def hold(self, name: str, query: str) -> None:
        """Keep what a query answers until ``drop``: only the next texts read it."""

    def drop(self, name: str) -> None:
        """Let go of what was held."""

    def write(self, name: str, folder: Path, stem: str) -> Path:
        """Write what is kept under a name into a folder, and tell the file or folder written."""

    def native(self, name: str) -> Any:
        """What is kept under a name, in the engine's own form."""

    def answer(self, query: str) -> Any:
        """What a query answers, in the engine's own form."""

    def keys_differ(self, relation: str, keys: Sequence[str], rows: int) -> bool:
        """Whether no two of so many rows have the same keys, of which none is missing."""

    def day_number(self, column: str) -> str:
        """The expression that counts the days of a date column from 1970-01-01."""

    def not_whole(self, column: str) -> str:
        """The condition that a value is no whole number, where the type of its column does not say so."""

    def close(self) -> None:
        """Let go of all that was made; what the caller gave stays open."""


def all_differ(fetch: Fetch, relation: str, keys: Sequence[str], rows: int) -> bool:
    """Whether no two rows have the same keys, by counting those that differ."""
    named = ", ".join(f"t.{key}" for key in keys)
    query = f"SELECT COUNT(*) FROM (SELECT DISTINCT {named} FROM {relation} t) q"
    ((different,),) = fetch(query)
    return bool(different == rows)
