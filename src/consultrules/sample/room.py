"""A sound room: its name, six haves, roster of public representatives, conveners and links."""

from __future__ import annotations

import datetime as dt
import random

from consultrules.models.unit import VILLAGE_KINDS, Unit
from consultrules.sample.people import COUNTY, People, sector_of
from consultrules.sample.words import (
    HAVES,
    MARK,
    ROOM_NAME,
    TOWN_CATEGORIES,
    USES,
    VILLAGE_CATEGORIES,
    Data,
)

OPENED = dt.date(2021, 1, 4)


def room_of(rng: random.Random, people: People, key: str, kind: str, unit: Unit, name: str) -> Data:
    """What every room has, wherever it is."""
    haves = [{"what": what, "holds": True, "evidence": f"{MARK}台账"} for what in HAVES]
    categories = VILLAGE_CATEGORIES if unit.kind in VILLAGE_KINDS else TOWN_CATEGORIES
    roster = [
        {"person": people.person(), "category": category, "until": "2027-01-01"}
        for category in (*categories, rng.choice(TOWN_CATEGORIES))
    ]
    since = OPENED + dt.timedelta(rng.randrange(300))
    room: Data = {"id": key, "kind": kind, "unit": unit.code, "since": since.isoformat()}
    room |= {"name": f"{MARK}：{name}{ROOM_NAME}", "uses": list(USES[: rng.randint(1, 3)])}
    return room | {"haves": haves, "representatives": roster}


def link(member: Data, kind: str, level: str = COUNTY) -> Data:
    """The tie of a member to a room."""
    return {"person": member["id"], "kind": kind, "level": level, "since": "2022-03-01"}


def convener(person: str, post: str) -> Data:
    """Who convenes a room, by the post that makes one."""
    return {"person": person, "post": post, "since": "2022-01-01"}


def sector_convener(member: Data, post: str) -> Data:
    """A convener from a sector of the CPPCC."""
    return {**convener(member["id"], post), "sector": sector_of(member)}


def plain_name(unit: Unit) -> str:
    """The unit's name in a room's: 掘港街道, and 掘港街道盐垣社区 without 居委会."""
    if unit.parent is None or unit.kind not in VILLAGE_KINDS:
        return unit.name
    name = unit.name
    for ending in ("委会", "民委员会"):
        name = name.removesuffix("村" + ending).removesuffix("居" + ending)
    name = name.removesuffix("村").removesuffix("社区")
    return unit.parent.name + name + ("村" if unit.kind.value == "village" else "社区")
