"""The audit of a whole city and a year against validating the same records, with its peak memory."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from timing import Ratio, seconds

import consultrules as cr
from consultrules.models.lines import KINDS
from consultrules.models.registry import Registry
from consultrules.sample.making import make

_YEAR, _AS_OF = 2025, dt.date(2026, 6, 30)
_PEAK = """
import datetime as dt, resource, sys
import consultrules as cr
units = cr.Gazetteer.nantong().served("320671000000", by="320613000000")
registry = cr.Registry.load(sys.argv[1], units=units)
cr.audit(registry, year=2025, as_of=dt.date(2026, 6, 30), units=units)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def measure() -> list[Ratio]:
    """Seconds of the audit over those of validating the records; the memory is printed."""
    with TemporaryDirectory() as folder:
        sample = make(2025)
        sample.write(Path(folder))
        path = Path(folder) / "registry.jsonl"
        lines = path.read_text("utf-8").splitlines()
        registry = Registry.from_lines(lines, units=sample.units)
        peak = subprocess.run(
            [sys.executable, "-c", _PEAK, str(path)], check=True, capture_output=True, text=True
        )

        def validate() -> None:
            for line in lines:
                fields = json.loads(line)
                KINDS[fields.pop("record")].model_validate(fields, context={"units": sample.units})

        def audit() -> None:
            cr.audit(registry, year=_YEAR, as_of=_AS_OF, units=sample.units)

        audits, peers = [seconds(audit) for _ in range(3)], [seconds(validate) for _ in range(3)]
    print(
        f"     whole city: {len(registry.rooms)} rooms, {len(lines)} records; audit {min(audits):.1f} s, "
        f"validating {min(peers):.1f} s; with loading at most {int(peak.stdout) / 1024:.0f} MB"
    )
    return [
        Ratio("audit of the whole city / validating its JSON", min(audits) / min(peers), most=4)
    ]
