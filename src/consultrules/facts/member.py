"""Facts about a CPPCC member: enrolment, links, invitations (4.2.s3 to s7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from consultrules.errors import RoutingError
from consultrules.facts.fact import NOT_YET, Declared, Row, checked, count, flag, word
from consultrules.models.body import Body
from consultrules.models.person import Invitation, Membership, Person
from consultrules.models.room import Room
from consultrules.policy.edition import Edition
from consultrules.policy.judging import RouteStatus
from consultrules.policy.vocabulary import LinkKind, RoomKind, Tier
from consultrules.routing.invitation import invitation_route
from consultrules.routing.route import admits

FACTS = (
    word("member_tier", Tier, "委员层级", "tier of the member", "person.memberships.level"),
    count("area_links", "分片联系数", "rooms to which the member is area-linked", "room.links"),
    flag(
        "own_sector_has_room", "所属界别有议事室", "the member's sector has a room", "room.sector"
    ),
    count(
        "sector_enrolments",
        "编入相应界别议事室数",
        "rooms of the member's own sector in which the member is enrolled",
        "room.links",
    ),
    flag(
        "invited_by_route",
        "按规定途径邀请",
        "the invitation took the route",
        "invitation.applied_to",
        open=True,
    ),
    flag("willing", "本人愿意", "the member is willing", "invitation.willing"),
    flag(
        "declined",
        "谢绝邀请",
        "the member said no and was left alone",
        "invitation.accepted",
        default=0,
        ours=True,
    ),
)
DECLARED = Declared(FACTS)


def member_rows(
    person: Person,
    *,
    rooms: Sequence[Room] | None,
    sector_rooms: Sequence[Room] | None = None,
    on: dt.date,
) -> list[Row]:
    """One row for each membership that holds on a day; without ``rooms`` the links are unknown.

    ``rooms`` are at least all that may be linked to the person, ``sector_rooms`` all of sectors (by
    default those among ``rooms``).
    """
    sectors = rooms if sector_rooms is None else sector_rooms
    return [_row(person, m, rooms, sectors or (), on) for m in person.memberships_on(on)]


def invitation_row(
    invitation: Invitation, *, person: Person | None, room: Room | None, policy: Edition
) -> Row:
    """The facts of one invitation: whether it took the route that the room has for this member."""
    facts: dict[str, int | None] = dict.fromkeys(DECLARED)
    evidence: dict[str, tuple[str, ...]] = {}
    held = person.memberships_on(invitation.on) if person is not None else ()
    if held:
        facts["member_tier"] = max(m.level.number for m in held)
    if invitation.willing is not None:
        facts["willing"] = int(invitation.willing)
    facts["declined"] = int(invitation.accepted is False)
    if person is not None and room is not None:
        _by_route(invitation, person, room, policy, facts, evidence)
    impossible = checked(facts, DECLARED)
    unit = room.unit if room is not None else None
    day = invitation.on
    return Row("member", invitation.id, facts, day, unit, impossible, evidence, part="invitation")


def _row(
    person: Person,
    membership: Membership,
    rooms: Sequence[Room] | None,
    sectors: Sequence[Room],
    on: dt.date,
) -> Row:
    facts: dict[str, int | None] = dict.fromkeys(DECLARED)
    facts["member_tier"] = membership.level.number
    facts["invited_by_route"] = NOT_YET
    if rooms is not None:
        open_rooms = [room for room in rooms if room.valid_on(on)]
        own = open_rooms
        if membership.sector is not None:
            has_room = any(_is_own(room, membership, on) for room in sectors)
            if has_room or not any(_may_be_own(room, membership, on) for room in sectors):
                facts["own_sector_has_room"] = int(has_room)
            own = [room for room in open_rooms if _is_own(room, membership, on)]
        facts["area_links"] = _tied(open_rooms, person, LinkKind.AREA, on)
        facts["sector_enrolments"] = _tied(own, person, LinkKind.SECTOR, on)
        perhaps = [room for room in open_rooms if _may_be_own(room, membership, on)]
        if facts["sector_enrolments"] == 0 and _tied(perhaps, person, LinkKind.SECTOR, on) != 0:
            facts["sector_enrolments"] = None  # the room may be one of the member's sector
    subject = f"{person.id}/{membership.level.value}"
    return Row("member", subject, facts, on, membership.unit, part="membership", person=person.id)


def _tied(rooms: Sequence[Room], person: Person, kind: LinkKind, on: dt.date) -> int | None:
    """To how many rooms a person is tied; unknown where it is none and some told of no links."""
    number = sum(
        any(k.person == person.id and k.kind is kind and k.valid_on(on) for k in room.links or ())
        for room in rooms
    )
    return number if number or all(room.links is not None for room in rooms) else None


def _is_own(room: Room, membership: Membership, on: dt.date) -> bool:
    """Whether a room is the sector room of a membership: same sector, tier and county or city."""
    return (
        room.kind is RoomKind.SECTOR
        and room.valid_on(on)
        and room.sector == membership.sector
        and room.tier is membership.level
        and membership.unit in (None, room.unit)
    )


def _may_be_own(room: Room, membership: Membership, on: dt.date) -> bool:
    """Whether a room of untold sector may be the one of a membership."""
    untold = room.kind is RoomKind.SECTOR and room.sector is None and room.valid_on(on)
    return untold and room.tier in (None, membership.level) and membership.unit in (None, room.unit)


def _by_route(
    invitation: Invitation,
    person: Person,
    room: Room,
    policy: Edition,
    facts: dict[str, int | None],
    evidence: dict[str, tuple[str, ...]],
) -> None:
    try:
        route = invitation_route(
            room, person, on=invitation.on, topic_needs=invitation.topic_needs, policy=policy
        )
    except RoutingError as error:
        evidence["invited_by_route"] = (error.field,)
        return
    if route.status is RouteStatus.NOT_NEEDED:
        facts["invited_by_route"] = 1
    elif route.status is RouteStatus.OUTSIDE:
        # Guests from outside are not covered (M6); a member whom the topic does not need is.
        held = person.memberships_on(invitation.on)
        covered = bool(held) and person.lives_in_nantong is not False
        facts["invited_by_route"] = 0 if covered else NOT_YET
    elif invitation.applied_to is not None:
        wanted = [step.all_of[0] for step in route.steps if step.act == "apply"]
        given: list[Body] = list(invitation.applied_to)
        in_order = len(given) == len(wanted) and all(
            admits(a, b) for a, b in zip(wanted, given, strict=True)
        )
        facts["invited_by_route"] = int(in_order)
        evidence["invited_by_route"] = () if in_order else tuple(a.name() for a in wanted)
