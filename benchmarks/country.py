"""A country audited: time and memory against a scan, the nine rules against SQL by hand, the answer key.

Everything is measured in a process of its own, in processor seconds of all its threads, so that neither
what ran before nor what runs beside counts. The scan decodes and adds up every column that a rule reads
(``max(column + 1)``: a plain ``max`` is answered from the statistics of the file).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import country_check
import country_data
from timing import Ratio

HERE = Path(__file__).parent
COUNTRY = HERE.parent / "build" / "country"
SHARE = 300
"""One of so many subjects is judged row by row as well, to see that the key itself is right."""
GROWTH = (
    (1_150, 3),
    (11_500, 3),
    (115_000, 3),
    (None, 5),
)  # units and years: 10 thousand … 10 million


def measure() -> list[Ratio]:
    """The figures; builds the country first where it is not there yet."""
    if not (COUNTRY / "key.parquet").is_file():
        country_data.build(COUNTRY)
    whole = _run("whole", COUNTRY)
    nine = _run("nine", COUNTRY)
    slope, memory = growth()
    told_otherwise = float(country_check.differing(COUNTRY, SHARE))
    print(f"     country: {whole['sessions']:,} sessions, {whole['findings']:,} findings, ", end="")
    print(f"scan {whole['scan']:.1f} s, audit {whole['audit']:.1f} s of processor time")
    return [
        Ratio("country: audit with findings and roll-ups / scan", whole["ratio"], most=12, goal=10),
        Ratio("country: most memory of the audit, MiB", whole["memory"], most=512),
        Ratio("country: findings that are not in the key, or lack", whole["different"], most=0),
        Ratio(
            "country: findings that rows judged one by one tell otherwise", told_otherwise, most=0
        ),
        Ratio("country: nine rules / the same in SQL by hand", nine["ratio"], most=1.3, goal=1),
        Ratio("growth: exponent of time over 10 thousand to 10 million", slope, most=1.15),
        Ratio("growth: most memory at 10 million sessions, MiB", memory, most=512),
    ]


def growth() -> tuple[float, float]:
    """How fast time grows with rows, and the memory of the largest."""
    points, memory = [], 0.0
    for units, years in GROWTH:
        with TemporaryDirectory() as folder:
            country_data.build(Path(folder), units=units, years=tuple(range(2026 - years, 2026)))
            found = _run("grow", Path(folder))
        points.append((found["sessions"], found["audit"]))
        memory = found["memory"]
        print(f"     growth: {found['sessions']:>10,.0f} sessions {found['audit']:7.2f} s", end="")
        print(f" {found['memory']:5.0f} MiB")
    return slope_of(points), memory


def slope_of(points: list[tuple[float, float]]) -> float:
    """How much faster than its rows a job grows: 1 is linear. The last tenfold step tells it."""
    from math import log

    (less, quick), (more, slow) = points[-2:]
    return log(slow / quick) / log(more / less)


def _run(what: str, folder: Path) -> dict[str, float]:
    """Run a part in a process of its own."""
    told = subprocess.run(
        [sys.executable, str(HERE / "country_job.py"), what, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode:
        raise RuntimeError(told.stderr)
    found: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    for one in measure():
        print(one)
