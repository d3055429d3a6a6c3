"""The life of one village topic, step by step, as plain data that any door takes."""

from __future__ import annotations

from typing import Any

import consultrules as cr
from samples import TOWN, VILLAGE


def office(organ: str, unit: str = TOWN, person: str | None = None) -> dict[str, Any]:
    """Somebody of an organ, as plain data."""
    told: dict[str, Any] = {"office": {"organ": organ, "unit": unit}}
    return told | ({"person": person} if person else {})


CONVENER = office("ROOM", VILLAGE, "p1")
PARTY, GOVERNMENT = office("PARTY_COMMITTEE"), office("GOVERNMENT")
COMMITTEE = office("WORK_COMMITTEE")
ROOM = {
    "id": "r1",
    "kind": "village",
    "unit": VILLAGE,
    "since": "2021-01-01",
    "conveners": [{"person": "p1", "post": "party_secretary"}],
    "co_conveners": [{"person": "p2"}],
}
TOPIC = {"id": "t1", "room": "r1", "text": "村道拓宽", "entrusted": False, "sensitive": False}
SITTING = {
    "form": "meeting",
    "participants": 20,
    "public_representatives": 8,
    "members": 2,
    "stakeholders": 4,
    "stakeholder_representatives": 3,
    "representative_persons": 1,
    "officials_invited": 2,
    "governance_backbone_invited": 1,
}
ITEMS = {"items": [{"id": "1", "text": "a"}, {"id": "2", "text": "b"}]}
DELIVERY = {"to": PARTY["office"]}
ANSWERS = {"answers": [{"suggestion": "1"}, {"suggestion": "2"}]}
TASKS = [{"id": "1", "suggestions": ["1"]}, {"id": "2", "suggestions": ["2"]}]
SOLVED = [task | {"outcome": "solved"} for task in TASKS]
BOARD = {"manner": "公告栏", "scope": "全村"}
RESEARCH = {
    "start": "2025-02-18",
    "end": "2025-02-20",
    "participants": 6,
    "by_capacity": {"群众代表": 3},
    "clarified": ["policy", "facts", "wishes"],
}
EVALUATION = {
    "voices": ["party_government", "members", "public", "organiser"],
    "aspects": ["result", "process", "objective", "subjective", "internal", "external"],
    "problems": 0,
}
OPENED_ON = "2025-02-01"
STEPS: list[tuple[str, dict[str, Any], str, Any]] = [
    ("select", CONVENER, "2025-02-03", {"candidates_compared": 3}),
    ("submit", CONVENER, "2025-02-05", None),
    ("approve", PARTY, "2025-02-10", None),
    ("research", CONVENER, "2025-02-20", RESEARCH),
    ("notify", CONVENER, "2025-02-25", {"count": 20, "content": True, "information": True}),
    ("hold", CONVENER, "2025-03-01", SITTING),
    ("explain_dissent", CONVENER, "2025-03-02", []),
    ("list_suggestions", CONVENER, "2025-03-04", ITEMS),
    ("report", CONVENER, "2025-03-06", DELIVERY),
    ("assign", GOVERNMENT, "2025-03-20", {"tasks": TASKS}),
    ("publish_progress", GOVERNMENT, "2025-04-10", BOARD),
    ("assign", GOVERNMENT, "2025-04-28", {"on": "2025-03-20", "tasks": SOLVED}),
    ("list_feedback", GOVERNMENT, "2025-05-01", ANSWERS),
    ("publish", GOVERNMENT, "2025-05-03", BOARD),
    ("feed_back", GOVERNMENT, "2025-05-04", None),
    ("close", CONVENER, "2025-05-10", None),
    ("evaluate", COMMITTEE, "2025-06-01", EVALUATION),
]


def begun(id: str = "t1", text: str = "村道拓宽") -> cr.Case:
    """A case that was just opened."""
    topic = TOPIC | {"id": id, "text": text}
    return cr.Case.open(topic, ROOM, by=CONVENER, on=OPENED_ON)


def lived(steps: int = len(STEPS), id: str = "t1") -> cr.Case:
    """A case after so many steps."""
    case = begun(id)
    for step, by, on, record in STEPS[:steps]:
        case = case.take(step, by=by, on=on, record=record)
    return case
