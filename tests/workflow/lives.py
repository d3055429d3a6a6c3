"""A case in every state that a topic can be in, and some that went another way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import consultrules as cr
import village_life
from village_life import ANSWERS, BOARD, DELIVERY, ITEMS, RESEARCH, SOLVED

LATER = "2025-03-01"
ROOM = cr.Room(**village_life.ROOM)
CONVENER = cr.Actor(**village_life.CONVENER)
PARTY = cr.Actor(**village_life.PARTY)
GOVERNMENT = cr.Actor(**village_life.GOVERNMENT)
SESSION = village_life.SITTING
LIFE: tuple[tuple[str, cr.Actor, dict[str, Any] | list[Any] | None], ...] = (
    ("research", CONVENER, RESEARCH | {"start": "2025-02-02", "end": "2025-02-02"}),
    ("notify", CONVENER, {"count": 20, "content": True, "information": True}),
    ("submit", CONVENER, None),
    ("approve", PARTY, None),
    ("hold", CONVENER, SESSION),
    ("explain_dissent", CONVENER, []),
    ("list_suggestions", CONVENER, ITEMS),
    ("report", CONVENER, DELIVERY),
    ("assign", GOVERNMENT, {"tasks": SOLVED}),
    ("publish_progress", GOVERNMENT, BOARD),
    ("list_feedback", GOVERNMENT, ANSWERS),
    ("publish", GOVERNMENT, BOARD),
    ("feed_back", GOVERNMENT, None),
    ("close", CONVENER, None),
)


def opened(topic: str = "t1", process: cr.Process | None = None) -> cr.Case:
    """A topic has been collected."""
    told = village_life.TOPIC | {"id": topic}
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
