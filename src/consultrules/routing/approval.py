"""Who approves a topic (3.2.s3 to s6), and to whom a sensitive matter is reported (3.4.s5a)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from consultrules.models.body import Body
from consultrules.models.room import Room
from consultrules.models.unit import Unit
from consultrules.policy.edition import Edition, edition
from consultrules.policy.judging import RouteStatus
from consultrules.routing.place import Asked, names_of, proposes_park, row_of
from consultrules.routing.route import Open, Route, Step
from consultrules.routing.table import readings, steps

PARK_PROPOSED = (
    "未登记所在单位，按所在园区提出，请核实登记（R3）",
    "no responsible unit is recorded; the park that contains the site is proposed, please verify (R3)",
)


def approval_route(
    room: Room, *, departments: str | Iterable[str] = (), policy: Edition | None = None
) -> Route:
    """The way of a topic to its approval (3.2.s3 to s6).

    Town-level rooms ask the Party organ of their unit, village and community rooms the one above,
    enterprises and institutions the one where they are; a sector's topic is first reviewed by the
    functional office with ``departments``, then approved by the leading Party members' group.

    Raises:
        RoutingError: naming the field that has to be filled in.
    """
    policy = policy or edition()
    asked = Asked(room, policy, names_of(departments))
    usual = policy is edition() and not asked.departments and _is_plain(room)
    notes = (PARK_PROPOSED,) if proposes_park(room, policy) else ()
    return Route(
        RouteStatus.REQUIRED,
        _usual(room).steps if usual else steps("approval", row_of(room), asked),
        policy,
        readings(policy, "approval"),
        notes,
    )


class Usual(NamedTuple):
    """The approval of a room that its unit and kind alone decide: all steps, and who approves."""

    steps: tuple[Step, ...]
    approver: Body


# The steps that most rooms take, by the unit itself: two units may share a code in two gazetteers,
# and differ.
_found: dict[int, tuple[Unit, dict[str, Usual]]] = {}
_KEPT = 100_000


def _is_plain(room: Room) -> bool:
    """Whether a room's unit and kind alone decide who approves."""
    return room.responsible_unit is None and room.park is None and room.tier is None


def _usual(room: Room) -> Usual:
    """The approval of a plain room by the edition as it stands, found once for each unit and kind."""
    unit = room.unit
    known = _found.get(id(unit))
    if known is not None:
        made = known[1].get(room.kind)
        if made is not None:
            return made
    found = steps("approval", row_of(room), Asked(room, edition()))
    approver = found[-1].all_of[0]
    assert isinstance(approver, Body)  # the edition as it stands leaves no approver open
    made = Usual(found, approver)
    if len(_found) >= _KEPT:
        _found.clear()
    _found.setdefault(id(unit), (unit, {}))[1][room.kind] = made
    return made


def approving_body(room: Room, *, policy: Edition | None = None) -> Body:
    """The body that approves the topics of a room, as organ and unit.

    Examples:
        >>> from consultrules.models.gazetteer import Gazetteer
        >>> room = Room(id="r1", kind="village", unit=Gazetteer.nantong()["320685111200"])
        >>> approving_body(room).name("zh")
        '白甸镇党委'

    Raises:
        RoutingError: naming the field that has to be filled in.
    """
    plain = room.responsible_unit is None and room.park is None and room.tier is None
    if policy is not None or not plain:
        return _first_approver(room, policy or edition())
    known = _found.get(id(room.unit))  # asked for every room of a city: no call that can be spared
    made = known[1].get(room.kind) if known is not None else None
    return made[1] if made is not None else _usual(room).approver


def _first_approver(room: Room, policy: Edition) -> Body:
    step = approval_route(room, policy=policy).step("approve")
    assert step is not None  # every row of the table approves; a test says so
    named = step.all_of or step.any_of[0]
    body = named[0]
    assert not isinstance(body, Open)
    return body


def sensitive_route(room: Room, *, policy: Edition | None = None) -> Route:
    """Whom the convener tells of a sensitive or long-standing matter during research (3.4.s5a).

    Party committee and government at the level of the approving unit (reading L11).

    Raises:
        RoutingError: naming the field that has to be filled in.
    """
    policy = policy or edition()
    return Route(
        RouteStatus.REQUIRED,
        steps("sensitive", row_of(room), Asked(room, policy)),
        policy,
        readings(policy, "sensitive"),
    )
