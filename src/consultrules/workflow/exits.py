"""The exits of the states of a process, and those that many states have in common: what a diagram draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from consultrules.policy.lifecycle import Milestone, Move, State
from consultrules.workflow.process import BEFORE, Edge, Process

CROWD = 3
"""From so many states on, an exit that they have in common is told once for all of them."""

Exit = tuple[Move, State]
"""A step and the state that it leads to."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """States that have exits in common; of two crowds one holds the other or nothing of it."""

    inside: frozenset[State]
    exits: tuple[Exit, ...]

    @property
    def steps(self) -> tuple[Move, ...]:
        """The steps in common, each once."""
        return tuple(dict.fromkeys(step for step, _ in self.exits))


def exits_of(process: Process) -> Mapping[Exit, tuple[State, ...]]:
    """The states from which a step can lead to another state, in the order of the edges."""
    found: dict[Exit, list[State]] = {}
    for edge in process.edges:
        for source in edge.sources:
            target = edge.leads_to(source, None)
            if target is not source and can_be(process, edge, source):
                found.setdefault((edge.step, target), []).append(source)
    return {out: tuple(sources) for out, sources in found.items()}


def staying(process: Process, state: State) -> tuple[Move, ...]:
    """The steps that may be taken in a state and leave the topic there."""
    here = [e for e in process.moves(state) if e.target != BEFORE]
    stay = [e for e in here if e.leads_to(state, None) is state and can_be(process, e, state)]
    return tuple(dict.fromkeys(edge.step for edge in stay))


def can_be(process: Process, edge: Edge, source: State) -> bool:
    """Whether a step can go through in a state: what every topic needs for it can be there by then.

    A session may be asked for before the topic is approved, but only the refusal is the answer. Out of
    order everything may have happened; that is no exit of a state.
    """
    asked = (_reaching(process, milestone) for milestone in edge.asks)
    return all(source in _states_after(process, edges) for edges in asked if edges)


def _reaching(process: Process, milestone: Milestone) -> tuple[Edge, ...]:
    """The edges that reach a milestone, if there are any and every topic has to take one of them."""
    edges = tuple(e for e in process.edges if e.reaches is milestone)
    return () if any(e.when for e in edges) else edges


def _states_after(process: Process, reached: Iterable[Edge]) -> set[State]:
    """The states in which a topic can be once one of these edges was taken in order."""
    waiting = [e.leads_to(s, None) for e in reached for s in e.sources]
    seen: set[State] = set()
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting += [e.leads_to(state, None) for e in process.moves(state)]
    return seen


def crowds(exits: Mapping[Exit, Sequence[State]]) -> tuple[Crowd, ...]:
    """The crowds of states with exits in common, the larger first.

    Where two would overlap the larger one stands, and of the other what lies inside it.
    """
    found: dict[frozenset[State], list[Exit]] = {}
    for out, sources in sorted(exits.items(), key=lambda item: -len(item[1])):
        inside = frozenset(sources)
        for other in found:
            if _cross(inside, other):
                inside &= other
        if len(inside) >= CROWD and not any(_cross(inside, other) for other in found):
            found.setdefault(inside, []).append(out)
    return tuple(Crowd(inside, tuple(found[inside])) for inside in sorted(found, key=_size))


def _size(states: frozenset[State]) -> tuple[int, list[int]]:
    return -len(states), sorted(state.number for state in states)


def _cross(one: frozenset[State], other: frozenset[State]) -> bool:
    return bool(one & other) and not (one <= other or other <= one)


def single(
    exits: Mapping[Exit, Sequence[State]], common: Iterable[Crowd]
) -> Iterator[tuple[State, State, tuple[Move, ...]]]:
    """The exits that no crowd tells, with all steps from one state to another."""
    told = {(source, out) for crowd in common for source in crowd.inside for out in crowd.exits}
    found: dict[tuple[State, State], list[Move]] = {}
    for (step, target), sources in exits.items():
        for source in sources:
            if (source, (step, target)) not in told:
                found.setdefault((source, target), []).append(step)
    yield from ((source, target, tuple(steps)) for (source, target), steps in found.items())
