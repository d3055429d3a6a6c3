"""One measured job on a country, in this process alone: ``country_job.py whole|nine|grow FOLDER``."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from country_by_hand import NINE, by_hand

import consultrules as cr
from consultrules.auditing.sql.table import TABLES

ROUNDS = 3
"""Rounds of each job; the best counts, since a machine is only ever slowed down."""


def main() -> None:
    """Print the figures of one job as JSON."""
    what, folder = sys.argv[1], Path(sys.argv[2])
    jobs = {"whole": whole, "nine": nine, "grow": grow}
    print(json.dumps(jobs[what](folder)))


def whole(folder: Path) -> dict[str, float]:
    """The whole audit against a scan, and its findings against the key."""
    with TemporaryDirectory(dir=folder) as out:
        target = Path(out) / "result"
        sessions = _audit(folder, target)
        memory = _memory()
        audit, scan = best(lambda: _audit(folder, target), lambda: _scan(folder))
        connection = duckdb.connect()
        connection.read_parquet(f"{target}/findings/*.parquet").create_view("found")
        connection.read_parquet(str(folder / "key.parquet")).create_view("expected")
        columns = "rule, subject, year, verdict"
        differ = " UNION ALL ".join(
            f"(SELECT {columns} FROM {a} EXCEPT ALL SELECT {columns} FROM {b})"
            for a, b in (("found", "expected"), ("expected", "found"))
        )
        ((different,),) = connection.sql(f"SELECT count(*) FROM ({differ})").fetchall()
        ((findings,),) = connection.sql("SELECT count(*) FROM found").fetchall()
    return {
        "ratio": audit / scan,
        "audit": audit,
        "scan": scan,
        "memory": memory,
        "different": different,
        "findings": findings,
        "sessions": sessions,
    }


def grow(folder: Path) -> dict[str, float]:
    """The audit alone."""
    with TemporaryDirectory(dir=folder) as out:
        start = time.process_time()
        sessions = _audit(folder, Path(out) / "result")
        audit = time.process_time() - start
    return {"audit": audit, "memory": _memory(), "sessions": sessions}


def nine(folder: Path) -> dict[str, float]:
    """Nine rules, with findings and roll-ups: ours and by hand."""
    with TemporaryDirectory(dir=folder) as out:
        ours, hand = best(
            lambda: cr.audit_tables(folder, only=NINE).close(),
            lambda: by_hand(folder, Path(out) / "by_hand"),
        )
    return {"ratio": ours / hand, "ours": ours, "by_hand": hand}


def _audit(folder: Path, target: Path) -> int:
    with cr.audit_tables(folder, out=target) as result:
        return result.subjects["session"]


def _scan(folder: Path) -> None:
    policy = cr.edition()
    connection = duckdb.connect()
    for table in TABLES.values():
        columns = (*table.keys, *table.facts(policy, counted=True))
        ends = ", ".join(f"max(t.{column} + 1)" for column in columns)
        connection.read_parquet(str(folder / f"{table.relation}.parquet")).create_view("t")
        connection.sql(f"SELECT {ends} FROM t").fetchall()
        connection.execute("DROP VIEW t")


def best(*jobs: Callable[[], Any], rounds: int = ROUNDS) -> list[float]:
    """The least processor time of each job, all threads together; one after the other in each round."""
    found: list[list[float]] = [[] for _ in jobs]
    for _ in range(rounds):
        for job, times in zip(jobs, found, strict=True):
            start = time.process_time()
            job()
            times.append(time.process_time() - start)
    return [min(times) for times in found]


def _memory() -> float:
    """The most memory that this process has had, in MiB; not that of the one that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = [li for li in status.read_text().splitlines() if li.startswith("VmHWM")]
        return int(line.split()[1]) / 2**10
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 2**10


if __name__ == "__main__":
    main()
