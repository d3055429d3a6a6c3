"""Who took part: the counts of a session from its roll or its head counts (3.3, 4.3)."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from consultrules.facts.fact import Facts
from consultrules.facts.room import ROSTER
from consultrules.facts.sitting import Sitting
from consultrules.models.base import says
from consultrules.models.room import Room
from consultrules.models.session import Attendance, Session
from consultrules.models.unit import FIRM_ROOMS, VILLAGE_ROOMS
from consultrules.policy.edition import Edition
from consultrules.policy.vocabulary import (
    AttendanceStatus,
    Capacity,
    RepresentativeCategory,
    SessionStatus,
)

NOT_PARTICIPANTS = frozenset({Capacity.STAFF, Capacity.RECORDER, Capacity.MEDIA})
# Reading C3: whoever attends as member, official or convener does not count toward the third.
_NEVER_PUBLIC = frozenset(
    {Capacity.MEMBER, Capacity.OFFICIAL, Capacity.CONVENER, Capacity.CO_CONVENER}
)
_FROM_COUNTS = {
    "participants": "participants",
    "public_representatives": "public_representatives",
    "members": "members",
    "stakeholders": "stakeholders",
    "representative_persons": "representative_persons",
    "stakeholder_representatives": "stakeholder_representatives",
    "sector_members_arranged": "sector_members",
    "officials_attending": "officials",
    "officials_invited": "officials_invited",
    "governance_backbone_invited": "governance_backbone_invited",
}
_head_counts = itemgetter(*_FROM_COUNTS.values())
_LISTED = {f"attending_{category.value}": category for category in ROSTER}
COMPOSITION = (
    "size_reason_given",
    "sector_priority_attested",
    "conveners_attending",
    *_FROM_COUNTS,
    *_LISTED,
)
"""The facts that ``composition`` fills in."""


def took_part(session: Session) -> list[Attendance]:
    """The lines of the roll that count: those present, or planned for a session still to come."""
    wanted = {AttendanceStatus.PRESENT}
    if session.status is SessionStatus.PLANNED:
        wanted.add(AttendanceStatus.PLANNED)
    return [
        line
        for line in session.roll or ()
        if line.status in wanted and line.capacity not in NOT_PARTICIPANTS
    ]


class Acting(NamedTuple):
    """A person who took part, with every capacity in which that person did."""

    line: Attendance
    as_: set[Capacity]


def is_public(one: Acting) -> bool:
    """Whether a person counts as a public representative (readings C2, C3)."""
    return Capacity.PUBLIC_REPRESENTATIVE in one.as_ and _NEVER_PUBLIC.isdisjoint(one.as_)


def composition(told: Sitting) -> None:
    """Fill in who took part."""
    own, facts = told.own, told.facts
    facts["size_reason_given"] = int(says(own["size_reason"]))
    attested, roll = own["sector_priority_attested"], own["roll"]
    if attested is not None:
        facts["sector_priority_attested"] = int(attested)
    if roll is None:
        facts.update(zip(_FROM_COUNTS, _head_counts(own), strict=True))
        convened = own["convened_by"]
        # Whether a convener is one of the officials counted, heads do not tell.
        if convened is not None and not (convened and own["officials"]):
            facts["conveners_attending"] = len(set(convened))
    else:
        _from_roll(told.session, roll, told.room, told.policy, facts)


def _from_roll(
    session: Session,
    roll: Sequence[Attendance],
    room: Room | None,
    policy: Edition,
    facts: Facts,
) -> None:
    present = took_part(session)
    facts["participants"] = len(present)
    acting = _acting(present)
    convened = frozenset(session.convened_by or ())
    public = _public(acting, convened)
    facts["public_representatives"] = len(public)
    members = _members(session, room, acting)
    facts["members"] = None if members is None else len(members)
    facts["stakeholders"] = len([one for one in acting if _is_stakeholder(one)])
    facts["stakeholder_representatives"] = len([one for one in public if _is_stakeholder(one)])
    capacities = [capacity for one in acting for capacity in one.as_]
    facts["representative_persons"] = capacities.count(Capacity.REPRESENTATIVE_PERSON)
    facts["officials_attending"] = capacities.count(Capacity.OFFICIAL)
    facts["officials_invited"] = _invited(roll, Capacity.OFFICIAL)
    facts["governance_backbone_invited"] = _invited(roll, Capacity.GOVERNANCE_BACKBONE)
    conveners = [
        one for one in acting if Capacity.CONVENER in one.as_ or one.line.person in convened
    ]
    facts["conveners_attending"] = sum([Capacity.OFFICIAL not in one.as_ for one in conveners])
    sectors = _sectors(room)
    if sectors is not None and members is not None:
        facts["sector_members_arranged"] = _arranged(members, sectors, policy)
    listed = [one.line.category for one in public]
    for code, category in _LISTED.items():
        facts[code] = listed.count(category)


def _invited(roll: Sequence[Attendance], capacity: Capacity) -> int:
    """How many were invited in a capacity, whether they came or not (reading C7)."""
    return sum([line.invited for line in roll if line.acts_as(capacity)])


def _members(session: Session, room: Room | None, acting: list[Acting]) -> list[Attendance] | None:
    """The CPPCC members: a co-convener of a village or community room is one by 4.1.s4b.

    ``None`` where a co-convener came and nobody said to what kind of room.
    """
    members = [one.line for one in acting if Capacity.MEMBER in one.as_]
    others = [
        one.line
        for one in acting
        if Capacity.CO_CONVENER in one.as_ and Capacity.MEMBER not in one.as_
    ]
    if room is None:
        return None if others else members
    return members + others if room.kind_on(session.on) in VILLAGE_ROOMS else members


def _is_stakeholder(one: Acting) -> bool:
    """Whether a person is there for a side concerned, by capacity or by the category of 4.3.s2b."""
    category = RepresentativeCategory.STAKEHOLDER_REPRESENTATIVE
    return Capacity.STAKEHOLDER in one.as_ or one.line.category is category


def _arranged(members: list[Attendance], sectors: frozenset[str], policy: Edition) -> int | None:
    """How many members are of a sector concerned; unknown while members of untold sector decide it."""
    related = sum(line.sector in sectors for line in members)
    if all(line.sector is not None for line in members) or related * 2 > len(members):
        return related
    return related if related and policy.readings["C14"] != "majority" else None


def _sectors(room: Room | None) -> frozenset[str] | None:
    """The sectors concerned: the sector room's own, or those recorded for an enterprise (C14)."""
    if room is None:
        return None
    if room.sector is not None:
        return frozenset({room.sector, *(room.related_sectors or ())})
    if room.kind in FIRM_ROOMS and room.related_sectors is not None:
        return frozenset(room.related_sectors)
    return None


class Present(NamedTuple):
    """The ids of those who took part by the roll; ``members`` is ``None`` where nobody can say."""

    everybody: frozenset[str]
    public: frozenset[str]
    members: frozenset[str] | None


def present_at(session: Session, room: Room | None) -> Present | None:
    """Who took part in a session, by the same count as its facts; ``None`` without a roll."""
    if session.roll is None:
        return None
    acting = _acting(took_part(session))
    members = _members(session, room, acting)
    return Present(
        frozenset([one.line.person for one in acting]),
        frozenset([o.line.person for o in _public(acting, frozenset(session.convened_by or ()))]),
        None if members is None else frozenset([line.person for line in members]),
    )


def _acting(present: list[Attendance]) -> list[Acting]:
    return [Acting(line, {line.capacity, *line.also}) for line in present]


def _public(acting: list[Acting], convened: frozenset[str]) -> list[Acting]:
    return [one for one in acting if is_public(one) and one.line.person not in convened]
