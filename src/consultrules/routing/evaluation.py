"""Who evaluates a room's consultations (3.8.s1), and the way of the feedback (3.7.s2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from consultrules.models.argument import policy_or_usual, record_from
from consultrules.models.room import Room
from consultrules.policy.edition import Edition
from consultrules.policy.judging import RouteStatus
from consultrules.routing.route import Route
from consultrules.routing.table import readings, steps
from consultrules.routing.unnamed import lacking


def evaluating_bodies(room: Room | Mapping[str, Any], *, policy: Edition | None = None) -> Route:
    """The county CPPCC or the work committee of the town level, each in its own area (3.8.s1, E1, E2).

    Where no county CPPCC is on record (R20), the work committee is certain, and a note says what lacks.

    Raises:
        RoutingError: naming the field that has to be filled in.
    """
    return _route("evaluation", room, policy)


def feedback_route(room: Room | Mapping[str, Any], *, policy: Edition | None = None) -> Route:
    """Who makes the feedback list, that it goes back to the convener, and who publishes (3.7.s2).

    Party committee and government are certain (T3) where the departments' county is not on record.

    Raises:
        RoutingError: naming the field that has to be filled in.
    """
    return _route("feedback", room, policy)


def _route(table: str, room: Room | Mapping[str, Any], policy: Edition | None) -> Route:
    policy, room = policy_or_usual(policy), record_from(Room, "room", room)
    found = steps(table, room, policy, partly=True)
    route = Route(RouteStatus.REQUIRED, found, policy, readings(policy, table))
    return replace(route, notes=lacking(route))
