"""Where the tables of the tests lie: the same rows in a folder, as frames, in databases, on a cluster."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tables.chance_tables import Rows


def arrow(rows: Rows) -> pa.Table:
    """The rows as a table of 64-bit integers; ids may be text."""
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return pa.table(
        {
            name: pa.array(told, pa.string() if _is_text(told) else pa.int64())
            for name, told in columns.items()
        }
    )


def _is_text(told: Iterable[object]) -> bool:
    """Whether a column holds ids that are text."""
    return any(isinstance(value, str) for value in told)


def parquet(tables: dict[str, Rows], folder: Path) -> Path:
    for relation, rows in tables.items():
        if rows:
            pq.write_table(arrow(rows), folder / f"{relation}.parquet")
    return folder


def csv_files(tables: dict[str, Rows], folder: Path) -> Path:
    for relation, rows in tables.items():
        if rows:
            with (folder / f"{relation}.csv").open("w", encoding="utf-8", newline="") as file:
                lines = csv.DictWriter(file, list(rows[0]))
                lines.writeheader()
                lines.writerows(rows)
    return folder


def sqlite(tables: dict[str, Rows]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    for relation, rows in tables.items():
        if rows:
            names = list(rows[0])
            connection.execute(
                f"CREATE TABLE {relation} ({', '.join(f'{n} INTEGER' for n in names)})"
            )
            marks = ", ".join("?" for _ in names)
            lines = ([row[name] for name in names] for row in rows)
            connection.executemany(f"INSERT INTO {relation} VALUES ({marks})", lines)
    connection.commit()
    return connection


def postgres(tables: dict[str, Rows], connection: Any) -> Any:
    cursor = connection.cursor()
    for relation, rows in tables.items():
        if rows:
            names = list(rows[0])
            kinds = {n: "TEXT" if _is_text([row[n] for row in rows]) else "BIGINT" for n in names}
            columns = ", ".join(f"{name} {kind}" for name, kind in kinds.items())
            cursor.execute(f"CREATE TABLE {relation} ({columns})")
            text = io.BytesIO()
            for row in rows:
                cells = ("\\N" if row[name] is None else str(row[name]) for name in names)
                text.write("\t".join(cells).encode() + b"\n")
            text.seek(0)
            cursor.execute(f"COPY {relation} FROM STDIN", stream=text)
    connection.commit()
    return connection


def spark(folder: Path, session: Any) -> Any:
    for file in sorted(folder.glob("*.parquet")):
        session.read.parquet(str(file)).createOrReplaceTempView(file.stem)
    return session
