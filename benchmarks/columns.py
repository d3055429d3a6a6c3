"""Verdicts of a frame in memory against OpenFisca-core: five rules on a million sessions.

OpenFisca lives in an environment of its own below ``build``, made once; nothing of ours imports it. Both
are given the columns as they want them best, ours an Arrow table, OpenFisca arrays with its enum encoded,
and are measured in processes of their own from these columns to the verdicts.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import venv
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
from timing import Ratio

import consultrules as cr

HERE = Path(__file__).parent
PEER = HERE.parent / "build" / "openfisca"
PACKAGE = "OpenFisca-Core==46.0.1"
SESSIONS, ROUNDS = 1_000_000, 25
MET = [tuple(cr.Verdict).index(one) for one in (cr.Verdict.PASS, cr.Verdict.NOT_APPLICABLE)]
RULES = ("3.3.s3a", "3.3.s3c", "3.3.s6", "3.4.s3.i2", "3.5.s1.i1")
"""At least ten people, a third public, members of the sector, facts made clear, the approved text."""


def measure() -> list[Ratio]:
    """Rows a second of ours over those of OpenFisca; the verdicts have to be the same."""
    peer = _peer()
    if peer is None:
        print(f"     {PACKAGE} cannot be installed here: nothing is compared with it")
        return []
    with TemporaryDirectory() as folder:
        make_columns(Path(folder))
        ours = _run(sys.executable, HERE / "columns.py", folder)
        theirs = _run(peer, HERE / "columns_openfisca.py", folder)
    if ours["passed"] != theirs["passed"]:
        raise RuntimeError(f"{ours['passed']} passed, or {theirs['passed']}")
    for name, found in (("ours", ours), ("OpenFisca", theirs)):
        print(f"     {name:<20} {SESSIONS / found['seconds'] / 1e6:8.1f} million rows a second")
    ratio = theirs["seconds"] / ours["seconds"]
    return [Ratio("status columns of five rules / OpenFisca-core", ratio, least=2)]


def make_columns(folder: Path) -> None:
    """A million sessions of chance, a file a column."""
    chance = np.random.default_rng(1)
    made = {
        "participants": chance.integers(8, 25, SESSIONS),
        "public_representatives": chance.integers(2, 9, SESSIONS),
        "room_kind": chance.integers(1, 9, SESSIONS),
        "sector_members_arranged": chance.integers(0, 4, SESSIONS),
        "clarified_facts": chance.random(SESSIONS) < 0.9,
        "text_is_approved_text": chance.random(SESSIONS) < 0.9,
    }
    # A member is no public representative (C3): both fit into those who take part, or nothing is judged.
    room = made["participants"] - made["sector_members_arranged"]
    made["public_representatives"] = np.minimum(made["public_representatives"], room)
    for name, column in made.items():
        np.save(folder / f"{name}.npy", column)


def ours(folder: Path) -> dict[str, Any]:
    """The least processor time, and how many sessions meet each rule or need not."""
    columns = {file.stem: np.load(file) for file in folder.glob("*.npy")}
    number = np.arange(SESSIONS)
    columns |= {"subject": number, "room": number, "unit": np.full(SESSIONS, 320685111000)}
    columns |= {"year": np.full(SESSIONS, 2024), "session_day": np.full(SESSIONS, 19_850)}
    table = pa.table(columns | {"session_held": np.ones(SESSIONS, "int64")})
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        answer = cr.status_columns(table, only=RULES)
        times.append(time.process_time() - start)
    verdicts = [answer.column(name).to_numpy() for name in answer.column_names if "rule_" in name]
    met = [int(np.isin(column, MET).sum()) for column in verdicts]
    return {"seconds": min(times), "passed": met}


def _peer() -> Path | None:
    """The Python that has OpenFisca; ``None`` where it cannot be had."""
    python = PEER / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    asked = [str(python), "-c", "import openfisca_core"]
    if not python.exists() or subprocess.run(asked, capture_output=True, check=False).returncode:
        venv.create(PEER, clear=True, with_pip=True)
        install = [str(python), "-m", "pip", "install", "--quiet", PACKAGE]
        if subprocess.run(install, capture_output=True, check=False).returncode:
            return None
    return python


def _run(python: str | Path, script: Path, folder: str) -> dict[str, Any]:
    told = subprocess.run(
        [str(python), str(script), folder, str(ROUNDS)], check=True, capture_output=True, text=True
    )
    found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    print(json.dumps(ours(Path(sys.argv[1]))))
