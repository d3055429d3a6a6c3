"""The process has no fault, and each kind of fault is found in a copy that has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import consultrules as cr
from consultrules.workflow.process import Process, checked

Plain = dict[str, Any]


def test_every_entry_of_the_text_that_is_a_step_or_a_guard_stands_on_an_edge() -> None:
    """As its clause, as one that it carries, or as a rule that guards it."""
    stands: set[str | None] = set()
    for edge in cr.process().edges:
        rules = {key.partition("#")[0] for key in (*edge.guards, *edge.when)}
        stands |= {edge.clause, *edge.clause_of_tier.values(), *edge.carries, *rules}
    told = {c.id for c in cr.edition().clauses.values() if c.carrier in ("step", "guard")}
    assert len(told) > 20
    assert told <= stands


def test_the_process_of_the_edition_has_no_fault() -> None:
    assert cr.process().lint() == ()


def edge(plain: Plain, id: str) -> Plain:
    found: Plain = next(e for e in plain["edges"] if e["id"] == id)
    return found


def dangling_guard(plain: Plain) -> None:
    edge(plain, "hold")["guards"].append("3.3.s3z")


def dangling_when(plain: Plain) -> None:
    edge(plain, "review")["when"].append("3.6.s6#nobody")


def unknown_clause(plain: Plain) -> None:
    edge(plain, "hold")["clause"] = "3.5.s99"


def unknown_carried_clause(plain: Plain) -> None:
    edge(plain, "assign")["carries"] = ["5.1.s3c.i9"]


def unknown_record(plain: Plain) -> None:
    edge(plain, "hold")["record"] = "Sesion"


def no_actor(plain: Plain) -> None:
    edge(plain, "approve")["roles"] = []


def no_clause(plain: Plain) -> None:
    del edge(plain, "approve")["clause"]


def duplicate_id(plain: Plain) -> None:
    edge(plain, "approve.again")["id"] = "approve"


def ambiguous_edge(plain: Plain) -> None:
    edge(plain, "approve.again")["from"].append("submitted")


def ambiguous_twice(plain: Plain) -> None:
    edge(plain, "submit")["from"].append("collected")


def ambiguous_out_of_order(plain: Plain) -> None:
    edge(plain, "submit")["also"] = ["returned"]


def unreachable_state(plain: Plain) -> None:
    edge(plain, "feed_back")["to"] = "answered"
    edge(plain, "close")["from"].append("answered")
    edge(plain, "close")["also"].remove("answered")


def no_way_to_an_end(plain: Plain) -> None:
    del edge(plain, "hold")["to"]
    edge(plain, "close")["from"] = ["answered"]
    edge(plain, "close")["also"] = []
    edge(plain, "suspend")["from"].remove("fed_back")


def exit_from_an_end(plain: Plain) -> None:
    edge(plain, "submit")["from"].append("withdrawn")


def several_grains(plain: Plain) -> None:
    edge(plain, "hold")["guards"].append("3.6.s1")


def judged_by_no_guard(plain: Plain) -> None:
    edge(plain, "assign")["judged_by"].append("3.6.s1")


def unknown_unless(plain: Plain) -> None:
    edge(plain, "withdraw")["unless"].append("siting")


def no_opening(plain: Plain) -> None:
    plain["edges"].remove(edge(plain, "collect"))


def two_openings(plain: Plain) -> None:
    plain["edges"].append({**edge(plain, "collect"), "id": "collect.again"})


def opened_by_another_step(plain: Plain) -> None:
    edge(plain, "collect").update(step="submit", record=None)


def record_of_another_step(plain: Plain) -> None:
    edge(plain, "select")["record"] = "Session"


def record_left_out(plain: Plain) -> None:
    del edge(plain, "publish")["record"]


def record_too_many(plain: Plain) -> None:
    edge(plain, "close")["record"] = "Publication"


def several_where_one_is_kept(plain: Plain) -> None:
    edge(plain, "notify")["many"] = True


def guard_of_a_room(plain: Plain) -> None:
    edge(plain, "submit")["guards"] = ["3.1.s9"]


def guard_of_an_evaluation_elsewhere(plain: Plain) -> None:
    edge(plain, "submit")["guards"] = ["3.8.s1#day"]


def condition_of_a_room(plain: Plain) -> None:
    edge(plain, "submit")["when"] = ["3.1.s9"]


def process_without_a_clause(plain: Plain) -> None:
    plain["clause"] = "2.2.1.s9"


def deadlines_of_one_id(plain: Plain) -> None:
    told = {"id": "d1", "milestone": "report", "after": "sitting", "days": 1, "basis": "样例"}
    plain["deadlines"] = [told, told | {"days": 2}]


def deadline_of_what_nothing_reaches(plain: Plain) -> None:
    told = {"id": "d1", "milestone": "follow_up", "after": "sitting", "days": 1, "basis": "样例"}
    plain["deadlines"] = [told]
    del edge(plain, "follow_up")["reaches"]


FAULTS: dict[Callable[[Plain], None], set[tuple[str, str]]] = {
    dangling_guard: {("hold.guards[35]", "unknown_rule")},
    dangling_when: {("review.when[2]", "unknown_rule")},
    unknown_clause: {("hold.clause", "unknown_clause")},
    unknown_carried_clause: {("assign.carries", "unknown_clause")},
    unknown_record: {("hold.record", "unknown_word")},
    no_actor: {("approve.roles", "no_actor")},
    no_clause: {("approve.clause", "no_clause")},
    duplicate_id: {("approve.id", "duplicate_id")},
    ambiguous_edge: {("approve.again.from", "ambiguous_edge")},
    ambiguous_twice: {("submit.from", "ambiguous_edge")},
    ambiguous_out_of_order: {("submit.from", "ambiguous_edge")},
    unreachable_state: {("states.fed_back", "unreachable")},
    no_way_to_an_end: {("states.fed_back", "no_end")},
    exit_from_an_end: {("states.withdrawn", "exit_from_end")},
    several_grains: {("hold.guards", "several_grains")},
    judged_by_no_guard: {("assign.judged_by", "not_a_guard")},
    unknown_unless: {("withdraw.unless[1]", "unknown_word")},
    no_opening: {("edges", "no_opening")},
    two_openings: {("edges", "no_opening")},
    opened_by_another_step: {("collect.step", "no_opening")},
    record_of_another_step: {("select.record", "unknown_word")},
    record_left_out: {("publish.record", "unknown_word")},
    record_too_many: {("close.record", "unknown_word")},
    several_where_one_is_kept: {("notify.many", "impossible")},
    guard_of_a_room: {("submit.guards", "not_judged")},
    guard_of_an_evaluation_elsewhere: {("submit.guards", "not_judged")},
    condition_of_a_room: {("submit.when", "not_judged")},
    process_without_a_clause: {("clause", "unknown_clause")},
    deadlines_of_one_id: {("deadlines[1].id", "duplicate_id")},
    deadline_of_what_nothing_reaches: {("deadlines[0].milestone", "unreachable")},
}


@pytest.mark.parametrize("spoil", FAULTS, ids=lambda spoil: spoil.__name__)
def test_each_kind_of_fault_is_found_at_its_place(spoil: Callable[[Plain], None]) -> None:
    plain = cr.process().to_dict()
    spoil(plain)
    broken = Process.read(plain)
    ids = [one["id"] for one in plain["edges"]]
    told = {(_named(fault.at, ids), fault.code) for fault in broken.lint()}
    assert told == FAULTS[spoil]
    assert all(fault.text("zh") and fault.text("en") for fault in broken.lint())
    with pytest.raises(cr.IntakeError):
        checked(broken, cr.edition())
    with pytest.raises(cr.IntakeError):
        cr.Case.open({"id": "t1", "room": "r1", "text": "…"}, ROOM, by=BY, on=DAY, process=broken)


ROOM = {"id": "r1", "kind": "village", "unit": "320685111200"}
BY = {"office": {"organ": "ROOM", "unit": "320685111200"}}
DAY = "2025-01-02"


def _named(at: str, ids: list[str]) -> str:
    """The place with the edge's id for its number."""
    if not at.startswith("edges["):
        return at
    number, _, rest = at.removeprefix("edges[").partition("]")
    return f"{ids[int(number)]}{rest}"
