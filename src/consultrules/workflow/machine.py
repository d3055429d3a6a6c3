"""The one user of transitions: whether a move is legal. One machine a process, a cursor a move.

The machine is shared and never owns a model: `add_model` costs 15 kB a topic and time that grows with their
number. A move is tried on a cursor that is thrown away, so that nothing is left half done. Every edge has
exactly one condition, which asks the cursor to judge it, whatever that takes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from transitions import EventData, Machine

from consultrules.policy.lifecycle import Move, State
from consultrules.workflow.process import BEFORE, Edge, Process

Judge = Callable[[Edge], bool]
_STATES = {state.value: state for state in State}
_PLAIN = {
    state: state.value for state in State
}  # transitions gets plain words: it treats enums apart
_machines: dict[str, Machine] = {}


class Cursor:
    """Where a topic stands while one move is tried: its state, the one before, and what judges."""

    __slots__ = ("before", "judge", "state")

    def __init__(self, state: str, before: str, judge: Judge) -> None:
        self.state = state
        self.before = before
        self.judge = judge


def moved(
    process: Process, step: Move, state: State, before: State | None, judge: Judge
) -> State | None:
    """The state after a step, if an edge leads there and the judge admits it; else ``None``.

    The edge has to exist in that state: ``Process.edge`` tells.
    """
    machine = _machines.get(process.digest) or _machine(process)
    cursor = Cursor(_PLAIN[state], _PLAIN[before] if before is not None else "", judge)
    if machine.events[step].trigger(cursor):
        return _STATES[cursor.state]
    return None


def _machine(process: Process) -> Machine:
    """One machine for all topics of a process. Only fresh lists and plain words go in."""
    machine = Machine(
        model=None,
        states=[state.value for state in process.states],
        initial=process.initial.value,
        auto_transitions=False,  # they would lead anywhere past every guard
        send_event=True,
        queued=False,
    )
    for edge in process.edges:
        for source in (*edge.sources, *edge.also):
            targets = process.states if edge.target == BEFORE else (edge.leads_to(source, None),)
            for target in targets:
                machine.add_transition(
                    edge.step.value,
                    source.value,
                    target.value if target is not source else None,  # nothing is left or entered
                    conditions=[_condition(edge, target)],
                )
    return _machines.setdefault(process.digest, machine)


def _condition(edge: Edge, target: State) -> Callable[[EventData], bool]:
    """The one condition of an edge: the judge admits it and, where it leads back, back to there."""
    if edge.target == BEFORE:
        return partial(_leads_back, edge, target.value)
    return partial(_allowed, edge)


def _allowed(edge: Edge, event: EventData) -> bool:
    cursor = event.model
    assert isinstance(cursor, Cursor)
    return cursor.judge(edge)


def _leads_back(edge: Edge, target: str, event: EventData) -> bool:
    cursor = event.model
    assert isinstance(cursor, Cursor)
    return cursor.before == target and cursor.judge(edge)
