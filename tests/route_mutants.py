"""Change every cell of every route table once; some route case has to notice."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import consultrules as cr
import routes
from consultrules.policy.vocabulary import Organ
from consultrules.routing.table import TABLES

_ORGANS = [organ.value for organ in Organ] + ["PARTY"]
_OTHER_PLACE = {
    "place": "own",
    "own": "county",
    "county": "city",
    "city": "county_cppcc",
    "county_cppcc": "room",
    "room": "county_cppcc",
}
"""Another place for each, never one that is the same: a room of town level is in the unit that leads it."""
_CALL_OF = {
    "approval": ("approval_route",),
    "reporting": ("report_route",),
    "escalation": ("report_route",),
    "sensitive": ("sensitive_route",),
    "entrusted": ("report_route",),
    "invitation": ("invitation_route",),
    "evaluation": ("evaluating_bodies",),
    "feedback": ("feedback_route",),
    "liaison": ("liaison_chain",),
    "channels": ("follow_up_channels",),
}


def _other_cells(cell: str) -> Iterator[str]:
    """Another organ at the same place, the same organ at another place."""
    organ, _, place = cell.partition("@")
    if place in ("entrusting", "town_of_county", "above"):
        yield "PARTY@county"
        return
    yield f"{_ORGANS[(_ORGANS.index(organ) + 3) % len(_ORGANS)]}@{place}"
    yield f"{organ}@{_OTHER_PLACE[place]}"


def mutants(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table that differs from this one in one cell."""
    for part, rows in data.items():
        if part in ("clauses", "readings"):
            continue
        for row, steps in rows.items():
            for note, changed in _row_mutants(steps):
                mutant = copy.deepcopy(data)
                mutant[part][row] = changed
                yield f"{part}.{row}: {note}", mutant


def _row_mutants(steps: list[Any]) -> Iterator[tuple[str, list[Any]]]:
    if all(isinstance(step, str) for step in steps) and steps:
        for place, channel in enumerate(steps):
            yield f"without {channel}", steps[:place] + steps[place + 1 :]
        return
    if not steps:
        yield "a step more", [{"act": "report", "all_of": ["PARTY@city"], "clause": "3.6.s6"}]
    for place, step in enumerate(steps):
        yield f"without {step['act']}", steps[:place] + steps[place + 1 :]
        for note, changed in _step_mutants(step):
            yield note, [*steps[:place], changed, *steps[place + 1 :]]
    if len(steps) > 1:
        yield "reversed", steps[::-1]


def _step_mutants(step: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "clause", {**step, "clause": "3.6.s1"}
    yield "act", {**step, "act": "publish" if step["act"] != "publish" else "report"}
    yield "inferred", {**step, "inferred": not step.get("inferred", False)}
    for name in ("all_of", "any_of", "jointly_with"):
        cells = step.get(name, [])
        for place, bundle in enumerate(cells):
            rest = [*cells[:place], *cells[place + 1 :]]
            yield f"{name} without {bundle}", {**step, name: rest}
            if name == "any_of":
                yield (
                    f"{bundle} fixed",
                    {**step, "any_of": rest, "all_of": [*step.get("all_of", []), bundle]},
                )
            specs = bundle.split(" + ")
            for number, spec in enumerate(specs):
                for other in _other_cells(spec):
                    changed = " + ".join([*specs[:number], other, *specs[number + 1 :]])
                    yield (
                        f"{spec} → {other}",
                        {**step, name: [*cells[:place], changed, *cells[place + 1 :]]},
                    )


def route_survivors() -> tuple[int, list[str]]:
    """Mutants of the tables: how many there are, and which nobody noticed."""
    number, survived = 0, []
    source = cr.edition()._source
    for table in TABLES:
        data = dict(source.routes(table))
        cases = [case for case in routes.CASES if case["call"] in _CALL_OF[table]]
        for note, mutant in mutants(data):
            number += 1
            if not _noticed(table, mutant, cases):
                survived.append(f"{table} {note}")
    return number, survived


def _noticed(table: str, mutant: dict[str, Any], cases: list[dict[str, Any]]) -> bool:
    policy = _with_table(table, mutant)
    for case in cases:
        try:
            if routes.found(case, policy) != case["expect"]:
                return True
        except (cr.ConsultRulesError, KeyError, AssertionError):
            return True
    return False


def _with_table(table: str, mutant: dict[str, Any]) -> Any:
    """The edition with one table exchanged."""
    base = cr.edition()
    source = base._source
    other = SimpleNamespace(
        meta=source.meta,
        clauses=source.clauses,
        parameters=source.parameters,
        readings=source.readings,
        digest=f"{source.digest} {table}={mutant}",  # routes are kept by the edition's digest
        routes=lambda name: mutant if name == table else source.routes(name),
    )
    return cr.Edition(other)  # type: ignore[arg-type]
