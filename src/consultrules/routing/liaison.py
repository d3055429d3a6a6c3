"""The four liaison chains, from the city CPPCC down to the room (6.3.s4 to s7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consultrules.models.argument import policy_or_usual, record_from
from consultrules.models.room import Room
from consultrules.policy.edition import Edition
from consultrules.policy.judging import RouteStatus
from consultrules.routing.route import Route
from consultrules.routing.table import readings, steps


def liaison_chain(room: Room | Mapping[str, Any], *, policy: Edition | None = None) -> Route:
    """The chain that ties a room to the city CPPCC, one step a link.

    Villages and communities by chain one, city sectors by two, county sectors by three, enterprises and
    institutions by four; for town-level rooms the first links of chain one, marked inferred (R19).

    Raises:
        RoutingError: naming ``unit.served_by`` where no county CPPCC is recorded (R20).
    """
    policy, room = policy_or_usual(policy), record_from(Room, "room", room)
    found = steps("liaison", room, policy)
    return Route(RouteStatus.REQUIRED, found, policy, readings(policy, "liaison"))
