"""The whole graph, in every kind of room and for every kind of topic: what can be reached, and that it ends."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from typing import Any

import pytest

import consultrules as cr
from consultrules.policy.lifecycle import Move, State
from consultrules.workflow.events import events_of
from consultrules.workflow.process import BEFORE, Process
from workflow.deeds import STEPS, not_older, sound
from workflow.life import Life
from workflow.places import PLACES, Place
from workflow.twists import demanding, recorded

FLAGS = [
    {"sensitive": sensitive, "entrusted": entrusted, "needs": needs}
    for sensitive, entrusted in itertools.product((False, True), repeat=2)
    for needs in (None, "county", "city")
]
ONWARD = ("submitted", "consulting", "reported", "answered", "fed_back", "closed")
ASIDE = ("returned", "suspended")
EVIDENT = {
    Move.SELECT, Move.PRELIMINARY_REVIEW, Move.APPROVE, Move.RETURN, Move.RESEARCH, Move.REPORT_SENSITIVE,
    Move.PROVIDE_MATERIALS, Move.NOTIFY, Move.HOLD, Move.LIST_SUGGESTIONS, Move.REPORT, Move.REVIEW,
    Move.ESCALATE, Move.ASSIGN, Move.PUBLISH_PROGRESS, Move.LIST_FEEDBACK, Move.FEED_BACK, Move.PUBLISH,
    Move.REPORT_ENTRUSTED, Move.EXPLAIN_DISSENT, Move.FOLLOW_UP, Move.EVALUATE,
}  # fmt: skip
"""The steps that a paper record can show: all but submission and what ends or pauses a case."""


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_every_state_is_reached_by_sound_steps_and_leads_to_an_end(place: Place) -> None:
    for topic in FLAGS:
        reached = {"collected"}
        life = Life(place, topic)
        _ends(life)
        for goal in ONWARD:
            for aside in ASIDE:
                if aside == "suspended" or life.state in ("collected", "submitted"):
                    other = life.copy()
                    other.goes_to(aside)
                    reached.add(other.state)
                    _ends(other)
            life.goes_to(goal)
            reached.add(life.state)
            _ends(life)
        life = Life(place, topic)
        life.goes_to("withdrawn")
        reached.add(life.state)
        assert reached == {state.value for state in State}
        assert not life.breaches


def _ends(life: Life) -> None:
    """The case can be closed from here, and withdrawn as long as nobody has sat."""
    final = {state.value for state in life.case.process.final}
    if life.state in final:
        assert not [
            edge
            for edge in life.case.process.moves(life.case.state)
            if edge.leads_to(life.case.state, None) is not life.case.state
        ]
        return
    closing = life.copy()
    closing.goes_to("closed")
    assert closing.case.verify().ok
    assert not closing.breaches
    here = life.case.state in _where(life.case.process, Move.WITHDRAW)
    if here and "sitting" not in {m.value for m in life.case.milestones}:
        life.copy().goes_to("withdrawn")


def _where(process: Process, step: Move) -> set[State]:
    return {state for edge in process.edges if edge.step is step for state in edge.sources}


def test_no_step_is_ambiguous() -> None:
    edges = cr.process().edges
    taken = Counter((e.step, state) for e in edges for state in (*e.sources, *e.also))
    assert set(taken.values()) == {1}
    assert len({edge.id for edge in edges}) == len(edges)


def test_whatever_a_paper_shows_has_an_edge_in_every_state_that_papers_lead_to() -> None:
    process = cr.process()
    states = {process.initial}
    while True:
        edges = {(step, state): process.edge(step, state) for step in EVIDENT for state in states}
        assert all(edges.values()), [place for place, edge in edges.items() if edge is None]
        more = {e.leads_to(state, None) for (_, state), e in edges.items() if e is not None}
        if more <= states:
            break
        states |= more
    assert {s for s in State if s not in states} == {
        State.SUBMITTED,
        State.SUSPENDED,
        State.CLOSED,
        State.WITHDRAWN,
    }
    for edge in process.edges:  # in a state that papers do not lead to a step may still be late
        assert edge.target != BEFORE or edge.sources == (State.SUSPENDED,)


@pytest.mark.parametrize("seed", range(40))
def test_any_record_of_a_life_can_be_taken_over_from_paper(seed: int) -> None:
    chance = random.Random(seed)
    place = chance.choice(list(PLACES.values()))
    life = Life(place, demanding(place))
    for _ in range(20):
        step = chance.choice(STEPS)
        event = sound(place, step, max(1, life.day + chance.choice([-1, 0, 1, 2])))
        after = recorded(life, not_older(event, life.history))
        if after is not None:
            life.moves(not_older(event, life.history), after)
    paper = cr.Case.from_record(life.case.record, place.room, by=place.actor("room"))
    assert paper.verify().ok, paper.verify().text("en")
    assert {event.step for event in events_of(life.case.record)} <= EVIDENT
    assert cr.Case.replay(paper.entries) == paper
    told: dict[str, Any] = {"personal": "keep"}
    assert _sorted(paper.record.to_dict(**told)) == _sorted(life.case.record.to_dict(**told))


def _sorted(plain: Any) -> Any:
    """Plain data with lists in one order: a paper tells by day, a journal as it was recorded."""
    if isinstance(plain, dict):
        return {name: _sorted(value) for name, value in sorted(plain.items())}
    if isinstance(plain, list):
        return sorted((_sorted(one) for one in plain), key=repr)
    return plain
