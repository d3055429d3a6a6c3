"""What a row of the tables of faults is made of, and how it spoils a room and its cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from consultrules.sample.site import Site
from consultrules.sample.words import Data

GONE = object()
"""The field or entry is left out."""

Edit = Callable[[Site], None]
COPIES = 3
TOWN_LEVEL = ("town", "subdistrict", "park")
VILLAGE_LEVEL = ("village", "community")
FIRMS = ("enterprise", "institution")
SECTORS = ("county_sector", "city_sector")
TERRITORIAL = ("village", "town", "community", "park", "village", "subdistrict")
FEW = ("enterprise", "county_sector", "institution")
NO_SECTOR = ("village", "town", "enterprise", "community", "park", "institution", "subdistrict")
EVERYWHERE = (
    *("village", "town", "enterprise", "community", "park", "institution"),
    *("village", "subdistrict", "county_sector", "community", "town", "village", "community"),
)


def _always(_site: Site) -> bool:
    return True


class Fault(NamedTuple):
    """One row: what follows, in words what is wrong, and what is changed to bring it about.

    ``finds`` is all that an audit has to find and nothing else: grain, verdict and rules, several
    groups apart by semicolons; ``{approval}`` and the like stand for the clause of the kind of room.
    ``changes`` maps paths to new values, a function of the room being called for one; ``first`` is
    done before. The fault is planted ``copies`` times, in one of ``kinds`` after the other.
    """

    finds: str
    what: str
    changes: Mapping[str, Any] = {}
    kinds: tuple[str, ...] = EVERYWHERE
    first: Edit | None = None
    copies: int = COPIES
    where: Callable[[Site], bool] = _always

    def plant(self, site: Site) -> None:
        """Spoil a room."""
        if self.first is not None:
            self.first(site)
        made = {path: v(site) if callable(v) else v for path, v in self.changes.items()}
        for path, value in made.items():
            put(_parts(site), path, value)

    def found(self, site: Site) -> list[tuple[str, str, str, str]]:
        """Grain, subject, rule and verdict of everything that follows in this room."""
        return [
            (grain, subject, rule, verdict)
            for grain, verdict, rules in groups(self.finds.format(**site.clauses))
            for subject in site.subjects(grain)
            for rule in rules
        ]


def in_each(name: str, fault: Fault, *families: tuple[str, ...]) -> dict[str, Fault]:
    """The same fault once for each family of rooms, where each has a clause of its own."""
    return {f"{name}_{kinds[0]}": fault._replace(kinds=kinds) for kinds in families}


def groups(finds: str) -> list[tuple[str, str, list[str]]]:
    """Grain, verdict and rules of each group."""
    words = [part.split() for part in finds.split(";")]
    return [(grain, verdict, rules) for grain, verdict, *rules in words]


def put(record: Data, path: str, value: object) -> None:
    """Put a value at a path, or take away what stands there."""
    here: Any = record
    steps: list[Any] = [int(s) if s.lstrip("-").isdigit() else s for s in path.split(".")]
    for step in steps[:-1]:
        here = here[step]
    if value is not GONE:
        here[steps[-1]] = value
    elif isinstance(here, list) or steps[-1] in here:
        del here[steps[-1]]


def _parts(site: Site) -> Data:
    """The parts of a room's records by the first word of a path; those of a case are of the last."""
    case = site.cases[-1]
    found = {"room": site.room, "case": case, "topic": case["topic"], "cases": site.cases}
    found["session"] = case["sessions"][-1]
    for name, several in (("research", "research"), ("notice", "notices")):
        found[name] = next(iter(case.get(several) or ()), {})
    found["evaluation"] = next(iter(site.cases[0].get("evaluations") or ()), {})
    return found
