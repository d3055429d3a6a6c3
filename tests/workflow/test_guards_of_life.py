"""Every guard of every edge in every kind of room: broken alone it is the only reason, and an audit sees it."""

from __future__ import annotations

import datetime as dt
import random

import pytest

import consultrules as cr
from consultrules.policy.judging import Force
from consultrules.policy.lifecycle import Move
from consultrules.rules.catalogue import rules_of
from consultrules.workflow.process import Edge
from workflow.deeds import STEPS, day_of, not_older, otherwise, sound
from workflow.life import Life
from workflow.oracle_of_life import FROM
from workflow.places import PLACES, Place
from workflow.twists import DESPITE, before, broken_alone, demanding, in_order, recorded, twisted

NEVER_ALONE = {
    ("hold", "3.3.s2a.i2"): "without people of the sides concerned none stands for a side: 4.3.s2b",
    ("hold", "3.3.s2a.i3"): "without public representatives they are not one third either: 3.3.s3c",
    ("hold", "3.4.s1a"): "what came too late, or not at all, had cleared up nothing: 3.4.s3",
    ("hold", "3.4.s5a#reported"): "what was never reported was not reported in time: 3.4.s5a",
    ("hold", "3.2.s6#reviewed"): "what was never reviewed was not reviewed before: 3.2.s6#review",
    ("approve", "3.2.s6#reviewed"): "the same",
    ("approve.again", "3.2.s6#reviewed"): "the same",
}
"""The guards that cannot be broken alone, each with what always breaks with it."""
RULES = {rule.key: rule for rule in rules_of(cr.edition())}


def guards_that_bind(place: Place, edge: Edge) -> set[str]:
    """The blocking guards of an edge that are about such a room, as a sound step shows them."""
    scene = before(place, edge)
    if scene is None:
        return set()
    after = scene[0].tried(scene[1])
    assert isinstance(after, cr.Case), (edge.id, after)
    found = after.entries[-1].findings
    assert set(found) == set(edge.guards)
    return {key for key, (word, *_) in found.items() if word != "not_applicable" and _binds(key)}


def _binds(key: str) -> bool:
    force = RULES[key].force or cr.edition().clause(RULES[key].clause).force
    return force is Force.MUST and RULES[key].blocks


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_each_guard_broken_alone_is_told_alone_and_seen_by_check_and_audit(place: Place) -> None:
    broken: list[tuple[str, cr.CaseRecord]] = []
    for edge in in_order(cr.process()):
        bind = guards_that_bind(place, edge)
        if not bind:
            continue
        never = {key for where, key in NEVER_ALONE if where == edge.id}
        alone = broken_alone(place, edge, frozenset(bind))
        assert bind - set(alone) == bind & never, (edge.id, sorted(bind - set(alone)))
        for key in sorted(bind - never):
            change, event = alone[key]
            base = before(place, edge)
            assert base is not None
            life = twisted(base[0], change, f"t{len(broken)}")
            assert life is not None
            after = recorded(life, event)
            assert after is not None
            assert [b.key for b in after.entries[-1].breaches] == [key], (edge.id, key)
            life.moves(event, after)
            _until_judged(life, key, edge)
            assert key in {breach.key for breach in life.case.breaches}
            broken.append((key, life.case.record))
    _checked(place, broken)
    _audited(place, broken)


def _until_judged(life: Life, key: str, edge: Edge) -> None:
    """What comes before a sitting is judged with the sitting: so one is held."""
    if RULES[key].grain != "session" or edge.step is Move.HOLD:
        return
    steps = ["research", "notify", "hold"]
    if edge.step is not Move.APPROVE:
        steps.insert(0, "approve")
    for step in steps:
        event = sound(life.place, step, life.day + 1)
        after = recorded(life, event)
        assert after is not None
        life.moves(event, after)


def _checked(place: Place, broken: list[tuple[str, cr.CaseRecord]]) -> None:
    for key, record in broken:
        report = cr.check(record, room=place.room)
        words = [f.verdict.value for f in report.findings if f.key == key]
        assert words, key
        assert set(words) - {"pass", "not_applicable"}, (key, words)


def _audited(place: Place, broken: list[tuple[str, cr.CaseRecord]]) -> None:
    registry = cr.Registry(rooms=[place.room], cases=[record for _, record in broken])
    found = cr.audit(registry, year=2025, as_of=dt.date(2025, 12, 31))
    open_of = {
        (f.key, f.subject.partition("-")[0])
        for f in found.report.findings
        if f.verdict.value not in ("pass", "not_applicable")
    }
    rolled = {row["clause"]: row for row in found.roll_up("clause")}
    for key, record in broken:
        assert (key, record.id) in open_of, key
    for key in {key for key, _ in broken}:
        counted = sum(
            number
            for column, number in rolled[key].items()
            if column.endswith(("fail", "pending", "unknown")) and isinstance(number, int)
        )
        assert counted >= sum(key == other for other, _ in broken), key
        assert counted == sum(key == other for other, _ in open_of), key


def test_the_list_of_guards_that_are_never_alone_is_of_this_process() -> None:
    edges = {edge.id: edge for edge in cr.process().edges}
    assert all(key in edges[where].guards for where, key in NEVER_ALONE)


SEEDS = 60


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_guards_on_the_way_say_what_a_check_of_the_record_says(seed: int) -> None:
    """At the moment of each step, whether it was sound or not, for the keys of its edge."""
    chance = random.Random(seed)
    life = Life(chance.choice(list(PLACES.values())), demanding(PLACES["sector.county"]))
    for _ in range(14):
        here = [step for step in STEPS if life.state in FROM[step]]
        step = chance.choice(here if here and chance.random() < 0.8 else list(STEPS))
        event = sound(life.place, step, max(1, life.day + chance.choice([0, 0, 1, 1, -1])))
        if chance.random() < 0.4:
            event |= {
                field: chance.choice([event[field], *values])
                for field, values in otherwise(life.place, step).items()
            }
        if step == "explain_dissent":
            event |= {"explained": min(event["explained"], event["dissent"])}
        event = not_older(event, life.history)
        edge = life.case.process.edge(Move(step), life.case.state)
        after = recorded(life, event) if edge is not None else None
        if after is not None:
            life.moves(event, after)
            _agrees(life, event)


def _agrees(life: Life, event: dict[str, object]) -> None:
    entry = life.case.entries[-1]
    grains = {RULES[key].grain for key in entry.findings}
    if not grains or (grains == {"session"} and event["step"] != "hold"):
        return
    report = cr.check(life.case.record, room=life.place.room, as_of=day_of(life.day))
    own = {"session": f"t1-{entry.seq}", "evaluation": f"t1-{entry.seq}", "case": "t1"}
    told = {f.key: f.verdict.value for f in report.findings if f.subject == own[f.grain]}
    for key, (word, *_) in entry.findings.items():
        assert told[key] == word, (key, told[key], word, event, life.history)
    assert entry.despite == DESPITE
