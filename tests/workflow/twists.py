"""Scenes with one thing wrong: a sound life up to a step, and every small change of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import consultrules as cr
from consultrules.workflow.process import Edge
from workflow.deeds import VOICES, WHO, call, otherwise, sound
from workflow.life import Life
from workflow.oracle_of_life import Data, Event
from workflow.places import Place

Scene = tuple[Life, Event]
DESPITE = "已经发生"


def demanding(place: Place) -> Data:
    """A topic of which everything is asked that is asked of any topic of such a room."""
    return {"sensitive": True, "entrusted": True, "needs": place.tier}


def in_order(process: cr.Process) -> list[Edge]:
    """The edges that may be taken in order."""
    return [edge for edge in process.edges if edge.sources]


def before(place: Place, edge: Edge) -> Scene | None:
    """A sound life up to an edge, with the sound step that takes it; ``None`` where it never applies."""
    step = edge.step.value
    if place.tier is None and edge.when and edge.step is not cr.Move.REPORT_ENTRUSTED:
        return None
    life = Life(place, demanding(place))
    if ".again" in edge.id:
        life.goes_to(edge.sources[0].value)
    else:
        goal = edge.reaches or (edge.target if isinstance(edge.target, cr.State) else None)
        if step == "resume":
            life.goes_to("suspended")
        elif goal is not None:
            for leg in life.case.path_to(goal.value).steps[:-1]:
                life.goes(leg.value, life.day + (leg.value != "report_sensitive"))
    assert life.case.process.edge(edge.step, life.case.state) == edge, edge.id
    return life, sound(place, step, life.day + (step != "report_sensitive"))


def twists(place: Place, history: Sequence[Event], event: Event) -> Iterator[tuple[Any, ...]]:
    """Each small change: the history from some place on, and the step."""
    yield from (((), one) for one in _changes(place, event, WHO))
    for number, earlier in enumerate(history):
        if number == 0:
            continue
        rest = tuple(history[number + 1 :])
        yield (number, rest), event
        for one in _changes(place, earlier, ("stranger", "room")):
            yield (number, (one, *rest)), event
        for days in (3, 6):
            yield (number, (earlier | {"day": max(1, earlier["day"] - days)}, *rest)), event
        yield (number, (*rest, earlier | {"day": event["day"] + 1})), event
        if event["step"] == earlier["step"] == "approve":  # once the named body has, it is met (R2)
            yield (number, (earlier | {"who": "stranger"}, *rest)), event | {"who": "stranger"}
    for one in _more(place, event["day"]):
        yield (len(history), (one,)), event
    if event["step"] == "report":  # a new list, which has reached nobody yet
        new = sound(place, "list_suggestions", event["day"])
        for one in _changes(place, event, ()):
            yield (len(history), (new,)), one


def _changes(place: Place, event: Event, others: Sequence[str]) -> Iterator[Event]:
    told = otherwise(place, event["step"]) | _MORE.get(event["step"], {})
    for field, values in told.items():
        yield from (event | {field: value} for value in values)
    yield from (event | {"who": who} for who in others if who != event["who"])
    if event["step"] == "hold":  # at either end of what can be
        yield event | {"participants": 40, "public": 20}
        yield event | {"stakeholders": 0, "stakeholder_representatives": 0}
        yield event | {"public": 0, "stakeholder_representatives": 0}


_MORE: Mapping[str, dict[str, list[Any]]] = {
    "hold": {"text": ["另一件事"]},
    "research": {"clear": [["facts", "wishes"], ["policy", "wishes"], ["policy", "facts"]]},
    "evaluate": {"voices": [[v for v in VOICES if v != left_out] for left_out in VOICES]},
}


def _more(place: Place, day: int) -> Iterator[Event]:
    """Further events that spoil what follows: an empty or new list, a new sitting, an opinion left alone."""
    yield sound(place, "hold", day)
    yield sound(place, "return", day)
    yield sound(place, "list_suggestions", day)
    yield sound(place, "list_suggestions", day, items=0)
    yield sound(place, "assign", day)
    yield sound(place, "assign", day, done=2)
    yield sound(place, "list_feedback", day)
    yield sound(place, "explain_dissent", day, dissent=1)
    yield sound(place, "follow_up", day, channel=False)
    yield sound(place, "approve", day, who="stranger")


def twisted(base: Life, change: Any, id: str = "t1") -> Life | None:
    """The life with a changed history, every step of it recorded; ``None`` where it cannot be."""
    number, rest = change or (len(base.history), ())
    life = Life(base.place, base.topic, id)
    again: Sequence[Event] = base.history[1:number]
    if id == "t1":  # as it was then: what came before did not change
        life.case, life.history, again = base.pasts[number - 1], base.history[:number], ()
        life.breaches = life.case.breaches
    for event in (*again, *rest):
        after = recorded(life, event)
        if after is None:
            return None
        life.moves(event, after)
    return life


def recorded(life: Life, event: Event) -> cr.Case | None:
    """The case with a step recorded despite everything; ``None`` where that cannot be."""
    try:
        return life.case.take(**call(life.place, event, life.history), despite=DESPITE)
    except (cr.IntakeError, cr.LifecycleError):
        return None


def keys_against(life: Life, event: Event) -> frozenset[str]:
    """The keys of the reasons against a step; empty where it is taken, or cannot be at all."""
    try:
        after = life.tried(event)
    except (cr.IntakeError, cr.LifecycleError):
        return frozenset()
    return frozenset() if isinstance(after, cr.Case) else after


def broken_alone(
    place: Place, edge: Edge, wanted: frozenset[str] | None = None
) -> dict[str, tuple[Any, Event]]:
    """The keys that some change makes the only reason against the step, with the first such change.

    The search ends with the last of the ``wanted`` ones, or with the last change.
    """
    scene = before(place, edge)
    assert scene is not None
    base, event = scene
    found: dict[str, tuple[Any, Event]] = {}
    for change, step in twists(place, base.history, event):
        life = base if not change else twisted(base, change)
        if life is None or life.case.process.edge(edge.step, life.case.state) != edge:
            continue
        keys = keys_against(life, step)
        if len(keys) == 1:
            found.setdefault(next(iter(keys)), (change, step))
        if wanted is not None and wanted <= set(found):
            break
    return found
