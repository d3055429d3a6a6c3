"""A case in every state that a topic can be in, and some that went another way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import consultrules as cr

LATER = "2025-03-01"
TOWN, VILLAGE = "320685111000", "320685111200"
ROOM = cr.Room(
    id="r1",
    kind="village",
    unit=VILLAGE,
    since="2021-01-01",
    conveners=[{"person": "p1", "post": "party_secretary"}],
    co_conveners=[{"person": "p2"}],
)
CONVENER = cr.Actor(office={"organ": "ROOM", "unit": VILLAGE}, person="p1")
PARTY = cr.Actor(office={"organ": "PARTY_COMMITTEE", "unit": TOWN})
GOVERNMENT = cr.Actor(office={"organ": "GOVERNMENT", "unit": TOWN})
SESSION = {
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
MADE_PUBLIC = {"manner": "公告栏", "scope": "全村"}
ITEMS = [{"id": "1", "text": "a"}, {"id": "2", "text": "b"}]
TASKS = [{"id": n, "suggestions": [n], "outcome": "solved"} for n in ("1", "2")]
LIFE: tuple[tuple[str, cr.Actor, dict[str, Any] | list[Any] | None], ...] = (
    (
        "research",
        CONVENER,
        {
            "start": "2025-02-02",
            "end": "2025-02-02",
            "participants": 6,
            "by_capacity": {"群众代表": 3},
            "clarified": ["policy", "facts", "wishes"],
        },
    ),
    ("notify", CONVENER, {"count": 20, "content": True, "information": True}),
    ("submit", CONVENER, None),
    ("approve", PARTY, None),
    ("hold", CONVENER, SESSION),
    ("explain_dissent", CONVENER, []),
    ("list_suggestions", CONVENER, {"items": ITEMS}),
    ("report", CONVENER, {"to": {"organ": "PARTY_COMMITTEE", "unit": TOWN}}),
    ("assign", GOVERNMENT, {"tasks": TASKS}),
    ("publish_progress", GOVERNMENT, MADE_PUBLIC),
    ("list_feedback", GOVERNMENT, {"answers": [{"suggestion": "1"}, {"suggestion": "2"}]}),
    ("publish", GOVERNMENT, MADE_PUBLIC),
    ("feed_back", GOVERNMENT, None),
    ("close", CONVENER, None),
)


def opened(topic: str = "t1", process: cr.Process | None = None) -> cr.Case:
    """A topic has been collected."""
    told = {"id": topic, "room": "r1", "text": "村道拓宽", "entrusted": False, "sensitive": False}
    return cr.Case.open(told, ROOM, by=CONVENER, on="2025-02-01", process=process)


def lives() -> dict[cr.State, cr.Case]:
    """A case in each state, all of them in good order and as far as they go there."""
    return {case.state: case for case in stations()}


def stations() -> Iterator[cr.Case]:
    """A life from one entry to the next, then cases that left it."""
    case = opened()
    yield case
    before: dict[cr.State, cr.Case] = {}
    for day, (step, by, record) in enumerate(LIFE, 2):
        before[case.state] = case
        case = case.take(step, by=by, on=f"2025-02-{day:02}", record=record)
        yield case
    submitted = before[cr.State.SUBMITTED]
    later = {"by": PARTY, "on": LATER}
    yield submitted.take("return", record={"outcome": "returned"}, **later)
    yield submitted.take("withdraw", reason="议题并入另一件", **later)
    yield submitted.take("suspend", reason="等待上级规划", **later)
    yield before[cr.State.REPORTED].take("suspend", reason="等待上级规划", **later)


def breached() -> cr.Case:
    """A session was held at once, with too few people and nothing before it."""
    few = {**SESSION, "participants": 9, "public_representatives": 2}
    few["stakeholder_representatives"] = 1
    return opened().take("hold", by=CONVENER, on=LATER, record=few, despite="已经开了")


def reopened() -> cr.Case:
    """A closed case was taken up again."""
    return lives()[cr.State.CLOSED].reopen(by=CONVENER, on="2025-07-01", reason="漏了一条")
