"""The whole sample city, sound and with its faults: an audit finds the key, nothing more or less.

The audit of its tables, on every engine, finds what the audit of its records finds.

python tests/whole_city.py      # prints figures; exits 1 where audit and key differ
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import consultrules as cr
from consultrules.sample.key import differences
from consultrules.sample.making import AS_OF, REGISTRY, make
from sample.audited import audit_of, found
from tables import city

try:
    import resource
except ImportError:  # not on Windows, where the figure is left out
    resource = None  # type: ignore[assignment]

T = TypeVar("T")


def main(seed: int = 2025) -> int:
    """Both cities, with their figures."""
    differ = [lost(seed, faults=faults) for faults in (False, True)]
    if resource is not None:
        print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")
    return int(any(differ))


def lost(seed: int, *, faults: bool) -> bool:
    """Print what was found in one of them; whether that differs from its key."""
    sample = timed("generate", lambda: make(seed, faults=faults))
    with TemporaryDirectory() as folder:
        timed("write", lambda: sample.write(Path(folder)))
        path = Path(folder) / REGISTRY
        size = path.stat().st_size
        registry = timed("load", lambda: cr.Registry.load(path, units=sample.units))
    audit = timed("audit", lambda: audit_of(sample, registry))
    print(f"{size / 1e6:.1f} MB, {registry!r}")
    told, key = list(found(audit.report.rows)), sample.key
    planted = f"{len(key)} of them planted by {len(sample.planted)} faults"
    print(f"{len(audit.report)} findings as of {AS_OF}, {planted}")
    for rule, missed, invented in differences(told, key):
        print(f"{rule}: {len(missed)} missed, {len(invented)} invented")
        print(*(*missed[:3], *invented[:3]), sep="\n")
    return any([sorted(told) != list(key), faults and city.differ(audit)])


def timed(name: str, work: Callable[[], T]) -> T:
    """Do some work and print how long it took."""
    start = time.perf_counter()
    result = work()
    print(f"{time.perf_counter() - start:6.1f} s {name}")
    return result


if __name__ == "__main__":
    sys.exit(main())
