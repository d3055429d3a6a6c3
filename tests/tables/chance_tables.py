"""Tables of chance: rows with nulls, impossible numbers, contradictions and the values around every limit."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from consultrules.auditing.sql.table import HOSTS, TABLES, Table
from consultrules.facts.attested import is_attested
from consultrules.facts.fact import (
    EXPIRED,
    FIRST,
    IMPOSSIBLE,
    LAST,
    NEVER,
    NOT_YET,
    Fact,
    day_number,
)
from consultrules.policy.edition import Edition
from consultrules.policy.judging import FactType

Rows = list[dict[str, int | None]]
YEARS = (2019, 2020, 2023, 2024)
COUNTIES = (320685, 320602, 320612, 110101)
CITY = 320600000000
BODIES = (320685111000, 320685000000, CITY)  # a town, its county, its city
_LIMITS = (0, 1, 2, 3, 9, 10, 11, 14, 15, 16, 20, 25, 26, 30, 60)


def tables(policy: Edition, rows: int, *, seed: int = 1) -> dict[str, Rows]:
    """Every table with about so many rows in all, by relation."""
    chance = random.Random(seed)
    each = rows // len(TABLES)
    # A third of the years of rooms have about three sessions each: more, fewer and doubtful ones.
    rooms = range(1, 2 + each // (3 * len(YEARS)))
    found = {
        table.relation: [_row(table, policy, n, rooms, chance) for n in range(each)]
        for table in TABLES.values()
    }
    years = found["facts_room_year"]
    for n, row in enumerate(years):  # a row a room and year: sessions are counted by both
        row["subject"], row["year"] = 1 + n // len(YEARS), YEARS[n % len(YEARS)]
    found[HOSTS] = [  # now and then told twice, or the room of the session itself, or none
        {"subject": row["subject"], "room": room}
        for row in found["facts_session"][::5]
        for room in (*[chance.choice(rooms)] * 2, *chance.choices((row["room"], None), k=2))
    ]
    return found


def _row(
    table: Table, policy: Edition, number: int, rooms: Sequence[int], chance: random.Random
) -> dict[str, int | None]:
    year = chance.choice(YEARS)
    unit = chance.choice(COUNTIES) * 10**6 + chance.choice((0, 111000, 111200))
    nowhere = () if policy.local else (None,)  # with local numbers every row says where it is
    row: dict[str, int | None] = {
        "subject": 1000 + number,
        "year": year,
        "unit": chance.choice((*[unit] * 12, *[CITY] * 6, *nowhere)),
    }
    if "room" in table.keys:
        row["room"] = None if chance.random() < 0.01 else chance.choice(rooms)
    # Most rows are mostly in order: where everything is amiss, no rule comes to its test.
    wild = chance.choice((0.0, 0.02, 0.02, 0.1, 0.5))
    base = day_number(dt.date(year, 1, 1)) + chance.randrange(20, 360)
    wanted = {*table.facts(policy), *table.facts(policy, counted=True)}
    for code in (code for code in table.declared if code in wanted):
        row[code] = _value(table.declared[code], base, wild, chance)
    if chance.random() >= wild:
        _shrink(row, table, chance)
    if table.name == "session":  # the day of a session lies in the year of its row
        day = row[table.day]
        low, high = day_number(dt.date(year, 1, 1)), day_number(dt.date(year, 12, 31))
        if day is not None and FIRST <= day <= LAST:
            row[table.day] = min(max(day, low), high)
    return row


def _shrink(row: dict[str, int | None], table: Table, chance: random.Random) -> None:
    """Make no part more than its whole, and mostly not several: there would be nothing to be compared."""
    parts = {code: wholes for code, wholes in table.declared.parts.items() if row.get(code)}
    for together in table.declared.sums if chance.random() < 0.8 else ():
        limit, several = row.get(together.whole), [p for p in together.parts if row.get(p)]
        if limit is not None and sum(int(row[p] or 0) for p in several) > limit >= 0:
            row.update({p: min(int(row[p] or 0), limit // len(several)) for p in several})
    for _ in range(2):  # a whole may be a part itself
        for code, wholes in parts.items():
            limits = [n for w in wholes if (n := row.get(w)) is not None and n >= 0]
            row[code] = min([int(row[code] or 0), *limits])


def _value(fact: Fact, base: int, wild: float, chance: random.Random) -> int | None:
    low, high = fact.bounds
    ahead = NEVER if fact.type is FactType.DAY else NOT_YET
    if chance.random() < wild:
        odd: list[int | None] = [None, None, IMPOSSIBLE, low - 1, high + 1, 2**62, -(2**62)]
        odd += [EXPIRED] * is_attested(fact.code) + [ahead] * fact.open
        return chance.choice(odd)
    if fact.open and fact.type is not FactType.CODE and chance.random() < 0.1:
        return ahead
    if fact.code in ("participants", "participants_notified", "participants_informed"):
        return chance.choice((20, 20, 20, 9, 10, 14, 15, 25, 26))
    return {
        FactType.DAY: lambda: base + chance.choice((0, 0, 0, -1, 1, -7, 7)),
        FactType.FLAG: lambda: int(chance.random() < 0.9),
        FactType.CODE: lambda: chance.randint(low, high),
        FactType.ID: lambda: chance.choice((*BODIES[:1] * 4, *BODIES)),
        FactType.COUNT: lambda: chance.choice(_LIMITS),
    }[fact.type]()
