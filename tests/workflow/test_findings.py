"""What an entry keeps of its guards is what the plan of their rules says, number by number."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import consultrules as cr
from consultrules.facts.catalogue import FACTS
from consultrules.policy.vocabulary import RoomKind
from consultrules.rules.compiled import weighing_of
from consultrules.rules.plan import Plan, plan_of
from workflow.lives import lives, stations

GRAINS = ("session", "case", "evaluation")
PLANS = {grain: plan_of(cr.edition(), grain) for grain in GRAINS}


def _filled(plan: Plan, facts: dict[str, int | None]) -> list[tuple[int | None, int | None]]:
    weigh, texts = weighing_of(plan.rules, plan.numbers, range(len(plan.rules)))
    codes, sides = weigh(facts)
    assert codes == plan.judge(facts.get)
    whole = json.dumps([f"{left},{right}" for left, right in texts]) % sides
    pairs = [pair.split(",") for pair in json.loads(whole)]
    return [tuple(None if n == "null" else int(n) for n in pair) for pair in pairs]  # type: ignore[misc]


@pytest.mark.parametrize("grain", GRAINS)
@given(data=st.data())
def test_sides_that_no_fact_moves_stand_as_the_plan_says_them(
    grain: str, data: st.DataObject
) -> None:
    plan = PLANS[grain]
    facts: dict[str, int | None] = {
        code: data.draw(st.none() | st.integers(1, len(RoomKind)), label=code)
        for code in FACTS[grain]
    }
    assert _filled(plan, facts) == list(plan.sides(facts.get))


def test_rules_that_no_fact_moves_leave_nothing_to_fill_in() -> None:
    weigh, texts = weighing_of((), cr.edition().parameters, ())
    assert (weigh({}), texts) == (((), ()), ())


def test_findings_stand_by_key_in_every_entry_that_was_judged() -> None:
    for case in stations():
        findings = case.entries[-1].findings
        assert list(findings) == sorted(findings)
    closed = lives()[cr.State.CLOSED].entries[-1].findings
    assert closed["3.6.s3"][0] == "pass"
