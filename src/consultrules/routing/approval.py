"""Who approves a topic (3.2.s3 to s6), and to whom a sensitive matter is reported (3.4.s5a)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from consultrules.models.argument import policy_or_usual, record_from
from consultrules.models.body import Body
from consultrules.models.room import Room
from consultrules.policy.edition import Edition, edition
from consultrules.policy.judging import RouteStatus
from consultrules.routing.place import names_of, place_notes
from consultrules.routing.route import Open, Route
from consultrules.routing.table import readings, steps


def approval_route(
    room: Room | Mapping[str, Any],
    *,
    departments: str | Iterable[str] = (),
    policy: Edition | None = None,
) -> Route:
    """The way of a topic to its approval (3.2.s3 to s6).

    Town-level rooms ask the Party organ of their unit, village and community rooms the one above,
    enterprises and institutions the one where they are; a sector's topic is first reviewed by the
    functional office with ``departments``, then approved by the leading Party members' group.

    Raises:
        RoutingError: naming the field that has to be filled in.
    """
    policy, room = policy_or_usual(policy), record_from(Room, "room", room)
    found = steps("approval", room, policy, departments=names_of(departments))
    notes = place_notes(room, policy)
    return Route(RouteStatus.REQUIRED, found, policy, readings(policy, "approval"), notes)


def approving_body(room: Room | Mapping[str, Any], *, policy: Edition | None = None) -> Body:
    """The body that approves the topics of a room, as organ and unit.

    Examples:
        >>> from consultrules.models.gazetteer import Gazetteer
        >>> room = Room(id="r1", kind="village", unit=Gazetteer.nantong()["320685111200"])
        >>> approving_body(room).name("zh")
        '白甸镇党委'

    Raises:
        RoutingError: naming the field that has to be filled in.
    """
    if type(room) is not Room:
        room = record_from(Room, "room", room)
    plain = room.responsible_unit is None and room.park is None and room.tier is None
    if policy is not None or not plain:
        return _first_approver(room, policy_or_usual(policy))
    try:  # asked for every room of a city, so it is kept by itself: no call that can be spared
        found: Body = room.unit.__dict__["_approvers"][room.kind]
    except KeyError:
        found = _first_approver(room, edition())
        room.unit.__dict__.setdefault("_approvers", {})[room.kind] = found
    return found


def _first_approver(room: Room, policy: Edition) -> Body:
    step = approval_route(room, policy=policy).step("approve")
    assert step is not None  # every row of the table approves; a test says so
    named = step.all_of or step.any_of[0]
    body = named[0]
    assert not isinstance(body, Open)
    return body


def sensitive_route(room: Room | Mapping[str, Any], *, policy: Edition | None = None) -> Route:
    """Whom the convener tells of a sensitive or long-standing matter during research (3.4.s5a).

    Party committee and government at the level of the approving unit (reading L11).

    Raises:
        RoutingError: naming the field that has to be filled in.
    """
    policy, room = policy_or_usual(policy), record_from(Room, "room", room)
    return Route(
        RouteStatus.REQUIRED,
        steps("sensitive", room, policy),
        policy,
        readings(policy, "sensitive"),
    )
