"""What can be wrong with a process, found when it is loaded and not when a topic is stuck in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consultrules.errors import Fault, nearest, shown
from consultrules.policy.edition import Edition
from consultrules.policy.lifecycle import Move, State
from consultrules.rules.catalogue import rules_of
from consultrules.workflow.filing import produced
from consultrules.workflow.process import BEFORE, Edge, Process
from consultrules.workflow.reason import UNLESS


def faults_in(process: Process, policy: Edition) -> tuple[Fault, ...]:
    """Every fault of a process, each at its place."""
    found: list[Fault] = []
    rules = {rule.key: rule.grain for rule in rules_of(policy)}
    for number, edge in enumerate(process.edges):
        at = f"edges[{number}]"
        found += _rules(edge, at, rules)
        found += _addresses(edge, at, policy)
        found += _words(edge, at)
        found += _says_who_and_why(edge, at)
    found += _one_edge_each(process)
    found += _reachable(process)
    found += _deadlines(process)
    if process.clause is not None and process.clause not in policy.clauses:
        hint = nearest(process.clause, policy.clauses)
        found.append(Fault("clause", "unknown_clause", process.clause, hint=hint))
    return tuple(found)


def _rules(edge: Edge, at: str, rules: dict[str, str]) -> Iterator[Fault]:
    """Guards that are no rule, or rules about another kind of subject than the others."""
    for name in ("guards", "judged_by", "when"):
        for place, key in enumerate(getattr(edge, name)):
            if key not in rules:
                hint = nearest(key, rules)
                yield Fault(f"{at}.{name}[{place}]", "unknown_rule", key, hint=hint)
    for key in set(edge.judged_by) - set(edge.guards):
        yield Fault(f"{at}.judged_by", "not_a_guard", key)
    for name, grains in (("guards", _guarded(edge)), ("when", _LIVED)):
        found = {rules[key] for key in getattr(edge, name) if key in rules}
        if len(found) > 1:
            yield Fault(f"{at}.{name}", "several_grains", edge.id)
        for grain in sorted(found - grains):
            yield Fault(f"{at}.{name}", "not_judged", grain, tuple(sorted(grains)))


_LIVED = frozenset({"session", "case"})


def _guarded(edge: Edge) -> frozenset[str]:
    """What the guards of a step can judge: the life of a topic; an evaluation where there is one."""
    return _LIVED | {"evaluation"} if edge.step is Move.EVALUATE else _LIVED


def _addresses(edge: Edge, at: str, policy: Edition) -> Iterator[Fault]:
    """Clauses that the edition does not have."""
    told = {"clause": (edge.clause,) if edge.clause is not None else (), "carries": edge.carries}
    told["clause_of_tier"] = tuple(edge.clause_of_tier.values())
    for name, addresses in told.items():
        for address in addresses:
            if address not in policy.clauses:
                hint = nearest(address, policy.clauses)
                yield Fault(f"{at}.{name}", "unknown_clause", address, hint=hint)


def _words(edge: Edge, at: str) -> Iterator[Fault]:
    """Records and conditions that do not exist."""
    record, many = produced(edge.step)
    if edge.record != record:
        accepted = (record,) if record is not None else ()
        yield Fault(f"{at}.record", "unknown_word", shown(edge.record), accepted)
    elif edge.many is not many:
        yield Fault(f"{at}.many", "impossible", shown(edge.many), (shown(many),))
    for place, condition in enumerate(edge.unless):
        if condition not in UNLESS:
            yield Fault(f"{at}.unless[{place}]", "unknown_word", condition, tuple(UNLESS))


def _says_who_and_why(edge: Edge, at: str) -> Iterator[Fault]:
    """Edges without an actor, or without the clause that they follow unless they are ours."""
    if not edge.roles:
        yield Fault(f"{at}.roles", "no_actor", edge.id)
    if edge.clause is None and edge.origin == "text":
        yield Fault(f"{at}.clause", "no_clause", edge.id)


def _one_edge_each(process: Process) -> Iterator[Fault]:
    """Two edges of one id, or of one step in one state: nobody could say which is meant."""
    ids: set[str] = set()
    taken: dict[tuple[str, State], str] = {}
    opening = 0
    for number, edge in enumerate(process.edges):
        at = f"edges[{number}]"
        if edge.id in ids:
            yield Fault(f"{at}.id", "duplicate_id", edge.id)
        ids.add(edge.id)
        starts = not edge.sources and not edge.also
        opening += starts
        if starts is not (edge.step is Move.COLLECT):
            yield Fault(f"{at}.step", "no_opening", edge.step.value, (Move.COLLECT.value,))
        first = process.of_step[edge.step]
        if (edge.record, edge.many, edge.reaches) != (first.record, first.many, first.reaches):
            yield Fault(f"{at}.record", "other_record", edge.step.value)
        for state in (*edge.sources, *edge.also):
            other = taken.setdefault((edge.step, state), edge.id)
            if other != edge.id or [*edge.sources, *edge.also].count(state) > 1:
                yield Fault(f"{at}.from", "ambiguous_edge", f"{edge.step.value} {state.value}")
    if opening != 1:
        yield Fault("edges", "no_opening", str(opening))


def _reachable(process: Process) -> Iterator[Fault]:
    """States that nothing leads to, that lead to no end, or that lead out of an end.

    What leads back to the state that was left leads nowhere new.
    """
    ahead: dict[State, set[State]] = {state: set() for state in process.states}
    behind: dict[State, set[State]] = {state: set() for state in process.states}
    for edge in process.edges:
        for source in edge.sources:
            if edge.target != BEFORE:
                ahead[source].add(target := edge.leads_to(source, None))
                behind[target].add(source)
    for source in (s for e in process.edges if e.target == BEFORE for s in e.sources):
        for left in tuple(behind[source]):
            behind[left].add(source)
    for state in set(process.states) - _all_from([process.initial], ahead):
        yield Fault(f"states.{state.value}", "unreachable", state.value)
    for state in set(process.states) - _all_from(process.final, behind):
        yield Fault(f"states.{state.value}", "no_end", state.value)
    for state in process.final:
        if ahead[state] - {state}:
            yield Fault(f"states.{state.value}", "exit_from_end", state.value)


def _deadlines(process: Process) -> Iterator[Fault]:
    """Deadlines of one id, of which only one would be noted, and those of what no step reaches."""
    reached = {edge.reaches for edge in process.edges}
    ids: set[str] = set()
    for number, deadline in enumerate(process.deadlines):
        at = f"deadlines[{number}]"
        if deadline.id in ids:
            yield Fault(f"{at}.id", "duplicate_id", deadline.id)
        ids.add(deadline.id)
        for name in ("milestone", "after"):
            milestone = getattr(deadline, name)
            if milestone not in reached:
                yield Fault(f"{at}.{name}", "unreachable", milestone.value)


def _all_from(starts: Iterable[State], edges: dict[State, set[State]]) -> set[State]:
    seen: set[State] = set()
    waiting = list(starts)
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting += edges[state]
    return seen
