"""Facts about the conveners of a room: who holds the post that the text names, who is trained (4.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from consultrules.facts.fact import Evidence, Facts
from consultrules.models.room import Convener, Room
from consultrules.models.unit import FIRM_ROOMS, TOWN_ROOMS, VILLAGE_ROOMS
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import Post, RoomKind

_DIRECTORS = frozenset({Post.WORK_COMMITTEE_DIRECTOR, Post.WORK_COMMITTEE_DEPUTY_DIRECTOR})
_SECTOR_POSTS = frozenset({Post.SECTOR_CONVENER, Post.SECTOR_MEMBER})
_PARTY_HEADS = {
    "secretary_or_presiding": frozenset({Post.PARTY_SECRETARY, Post.PARTY_PRESIDING}),
    "secretary_only": frozenset({Post.PARTY_SECRETARY}),
    "any_leading_member": frozenset(
        {Post.PARTY_SECRETARY, Post.PARTY_PRESIDING, Post.PARTY_DEPUTY_SECRETARY}
    ),
}


def fill_conveners(
    room: Room,
    on: dt.date,
    policy: Edition,
    no_committee: Collection[str],
    facts: Facts,
    evidence: Evidence,
) -> None:
    """How many conveners there are, and of them those who may be, and are of a sector concerned.

    ``no_committee`` are the units that have no CPPCC work committee, by their codes.
    """
    if room.conveners is None:
        return
    now = [c for c in room.conveners if c.valid_on(on)]
    people = dict.fromkeys(c.person for c in now)
    kind = room.kind_on(on)
    able = {  # one post is enough (V9)
        c.person for c in now if is_eligible(c, room, kind, policy, no_committee=no_committee)
    }
    bad = tuple(person for person in people if person not in able)
    facts["conveners"] = len(people)
    facts["conveners_eligible"] = len(people) - len(bad)
    facts["conveners_related"] = _related(now, room, kind)
    evidence["conveners_eligible"] = bad
    if room.co_conveners is None:
        return
    with_them = {c.person for c in room.co_conveners if c.valid_on(on)}
    both = tuple(person for person in people if person in with_them)
    facts["convener_is_co_convener"] = len(both)
    evidence["convener_is_co_convener"] = both


def fill_trained(
    room: Room,
    on: dt.date,
    trained: Collection[str] | None,
    facts: Facts,
    evidence: Evidence,
) -> None:
    """How many conveners have been trained (4.1.s6); the others are the evidence."""
    if room.conveners is None or trained is None:
        return
    people = dict.fromkeys(c.person for c in room.conveners if c.valid_on(on))
    untrained = tuple(person for person in people if person not in trained)
    facts["conveners_trained"] = len(people) - len(untrained)
    evidence["conveners_trained"] = untrained


def is_eligible(
    convener: Convener,
    room: Room,
    kind: RoomKind,
    policy: Edition,
    *,
    no_committee: Collection[str] = (),
) -> bool:
    """Whether a convener holds the post that the text names for the kind of room (4.1.s3 to s5).

    Where there is no work committee nobody is its director, until one is set up (V7).
    """
    if kind in TOWN_ROOMS:
        directs = convener.post in _DIRECTORS and convener.unit in (None, room.unit, room.place)
        return directs and (convener.unit or room.unit).code not in no_committee
    if kind in VILLAGE_ROOMS:
        heads = _PARTY_HEADS[policy.readings["V1"]]
        return convener.post in heads and convener.unit in (None, room.unit)
    return convener.post in _SECTOR_POSTS


def _related(conveners: Sequence[Convener], room: Room, kind: RoomKind) -> int | None:
    """How many are of the room's own sector or one recorded as related (reading V6).

    Unknown where the sectors were not told, except that a convener of another sector is none of them.
    """
    sectors = room.related_sectors if kind in FIRM_ROOMS else room.sector and (room.sector,)
    if sectors is None:
        return None
    told: dict[str, set[str]] = {}
    for convener in conveners:
        told.setdefault(convener.person, set()).update([convener.sector] if convener.sector else [])
    related = sum(not own.isdisjoint(sectors) for own in told.values())
    apart = any(own and own.isdisjoint(sectors) for own in told.values())
    return related if apart or all(told.values()) else None
