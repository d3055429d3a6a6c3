"""``cr.check`` from three plain dicts, all session rules, against bare validation of the same dicts."""

from __future__ import annotations

from typing import Any

from timing import Ratio, faster

import consultrules as cr

_TOWN = "320685111000"
ROOM: dict[str, Any] = {
    "id": "r1",
    "kind": "village",
    "unit": "320685111200",
    "name": "刘季村“有事好商量”协商议事室",
    "since": "2021-01-01",
}
TOPIC: dict[str, Any] = {
    "id": "t1",
    "room": "r1",
    "text": "样例议题：村道拓宽",
    "approvals": [{"by": {"organ": "PARTY_COMMITTEE", "unit": _TOWN}, "on": "2025-03-01"}],
    "entrusted": False,
    "sensitive": False,
}


def _line(number: int) -> dict[str, Any]:
    capacity = ("convener", "member", "official", "stakeholder")
    return {
        "person": f"p{number}",
        "capacity": capacity[number] if number < len(capacity) else "public_representative",
        "notified_on": "2025-03-05",
        "informed_on": "2025-03-05",
    }


SESSION: dict[str, Any] = {
    "id": "s1",
    "room": "r1",
    "topic": "t1",
    "on": "2025-03-10",
    "form": "meeting",
    "roll": [_line(number) for number in range(20)],
}


def measure() -> list[Ratio]:
    """How many times bare validation a check takes: a session with a roll of twenty."""
    many = range(200)

    def check() -> None:
        for _ in many:
            cr.check(SESSION, room=ROOM, topic=TOPIC).ok  # noqa: B018 - the verdict is what is timed

    def validate() -> None:
        for _ in many:
            cr.Session.model_validate(SESSION)
            cr.Room.model_validate(ROOM)
            cr.Topic.model_validate(TOPIC)

    return [Ratio("check of three dicts / validating them", 1 / faster(check, validate), most=4.0)]
