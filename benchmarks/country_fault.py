"""What a row of the tables of faults is made of, and the groups of rooms and members that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

# Of rooms: the number of the kind, county sectors being 8 and city sectors 9.
ROOMS = {
    "town": (1, 2, 3),
    "village": (4, 5),
    "territorial": (1, 2, 3, 4, 5),
    "firm": (6, 7),
    "sector": (8, 9),
    "county_sector": (8,),
    "city_sector": (9,),
    "conditional": (6, 7, 8, 9),
}
# Of members and CPPCC bodies: the number of the tier.
TIERS = {"county": (1,), "city": (2,), "higher": (3, 4), "assessed": (1, 2), "upper": (2, 3, 4)}
# Of units: the number of the kind; 9 to 12 are townships, counties, cities and provinces.
UNITS = {"town": (1, 2, 3), "village": (4, 5), "beyond": (9, 10, 11, 12)}
GROUPS = {
    **dict.fromkeys(("session", "case", "evaluation", "room", "room_year"), ROOMS),
    **dict.fromkeys(("member", "invitation", "member_year", "body_year"), TIERS),
    "unit": UNITS,
}

CHANCE, ONCE, ARRANGED = "chance", "once", "arranged"
NEVER = 2_932_896  # 9999-12-31, what has not been done
NOT_YET = -1
EXPIRED = -2  # attested once, and no longer
CONTRADICTED = -1_000_000  # the records themselves contradict each other


class Fault(NamedTuple):
    """One kind of fault: what is wrong, which facts are set to what, and what an audit has to tell.

    ``sets`` gives numbers, ``None`` for what is not known, or text for an expression over the row in
    order. ``fail``, ``unknown`` and ``pending`` list rules; ``3.2.s3?town`` only where the room is of
    that group. The fault befalls rows of the group ``only`` for which the condition ``where`` is true:
    by chance; once in the whole table, far from its beginning; or where a fault of the room's year
    asks for it. That one leaves ``short`` sessions of the minimum out, and ``last`` names the fault of
    the last one that remains.
    """

    what: str
    sets: Mapping[str, int | str | None]
    fail: str = ""
    unknown: str = ""
    pending: str = ""
    only: str = ""
    where: str = ""
    how: str = CHANCE
    short: int | None = None
    last: str = ""

    def told(self, groups: Mapping[str, tuple[int, ...]]) -> Iterator[tuple[str, str, int]]:
        """Every rule that has to be told, with its verdict and the kind of the row."""
        everything = sorted({kind for kinds in groups.values() for kind in kinds})
        for verdict in ("fail", "unknown", "pending"):
            for entry in getattr(self, verdict).split():
                rule, _, group = entry.partition("?")
                for kind in groups[group] if group else everything:
                    yield rule, verdict, kind

    def fits(self, groups: Mapping[str, tuple[int, ...]]) -> str:
        """The condition for a row that it may befall; empty for any row."""
        conditions = []
        if self.only:
            conditions.append(f"kind IN ({', '.join(map(str, groups[self.only]))})")
        if self.where:
            conditions.append(f"({self.where})")
        return " AND ".join(conditions)


def only_for(rules: str, group: str) -> str:
    """The rules, each only where the row is of a group."""
    return " ".join(f"{rule}?{group}" for rule in rules.split())
