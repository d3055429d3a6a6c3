"""A fresh process: what an import loads, and the time to the first verdict against its dependencies."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from timing import Ratio

_LAZY = (
    "import sys, consultrules; print(sum(m in sys.modules for m in ('pydantic', 'transitions')))"
)
_PEER = """
from pydantic import BaseModel
from transitions import Machine
from dateutil.relativedelta import relativedelta
class Room(BaseModel):
    id: str
"""
_FIRST = """
import consultrules as cr
session = cr.Session(id="s1", room="r1", topic="t1", on="2025-03-10", participants=20, public_representatives=7)
assert cr.check(session, only="3.3.s3c").ok
"""
_ROUNDS = 9
# Installed packages come compiled: a setting that forbids to keep what was compiled would time the compiler.
_COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _wall(source: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", source], check=True, env=_COMPILED)
    return time.perf_counter() - start


def measure() -> list[Ratio]:
    """Dependencies that a bare import loads; wall time to a verdict over that of the dependencies."""
    loaded = subprocess.run(
        [sys.executable, "-c", _LAZY], check=True, capture_output=True, text=True
    )
    pairs = [(_wall(_FIRST), _wall(_PEER)) for _ in range(_ROUNDS)]
    ratio = min(own for own, _ in pairs) / min(peer for _, peer in pairs)
    return [
        Ratio("dependencies loaded by the bare import", float(loaded.stdout), most=0),
        Ratio("process to first verdict / to its dependencies", ratio, most=2.5),
    ]
