"""What a correction takes away after the end is a breach, and no later step builds on it."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from village_life import BOARD, CONVENER, GOVERNMENT, ITEMS, STEPS, lived
from workflow.life import same

NAMES = [step for step, *_ in STEPS]
TOLD: dict[str, Any] = {"by": CONVENER, "on": "2025-06-01", "reason": "样例"}
CLOSED = lived(NAMES.index("close") + 1)


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"publication": None}, "3.7.s2c#made"),
        ({"feedback": None}, "3.7.s2b#made"),
        ({"progress": []}, "3.7.s4b"),
        ({"deliveries": []}, "3.6.s3"),
        ({"dissent": None}, "3.7.s6"),
        ({"topic": {"entrusted": True}}, "3.7.s5"),
        ({"responsibility_list": None}, "3.7.s1#made"),
        ({"publication": {"on": "2025-05-20", **BOARD}}, "needs:publication"),
    ],
)
def test_what_closing_waits_for_is_a_breach_when_it_is_corrected_away(
    fields: dict[str, Any], key: str
) -> None:
    after = CLOSED.correct(fields, **TOLD)
    assert after.state is cr.State.CLOSED
    assert key in {breach.key for breach in after.breaches}
    assert {breach.seq for breach in after.breaches} == {len(after.entries)}
    assert after.verify().ok
    same(cr.Case.replay(after.entries), after)
    twice = after.correct({"topic": {"sensitive": False}}, **TOLD)
    assert twice.breaches == after.breaches, "a breach is told once"


@pytest.mark.parametrize(
    "fields", [{"topic": {"text": "村道拓宽"}}, {"publication": {"on": "2025-05-03", **BOARD}}]
)
def test_what_takes_nothing_away_is_none(fields: dict[str, Any]) -> None:
    after = CLOSED.correct(fields, **TOLD)
    assert after.breaches == ()
    assert after.milestones == CLOSED.milestones
    assert after.standing.shown == CLOSED.standing.shown


def test_a_topic_that_was_taken_up_again_is_asked_when_it_is_closed() -> None:
    again = CLOSED.reopen(by=CONVENER, on="2025-06-01", reason="样例")
    again = again.correct({"publication": None}, **TOLD)
    assert again.breaches == ()
    assert [step.value for step in again.path_to("closed").steps] == ["publish", "close"]
    with pytest.raises(cr.StepRefused) as refused:
        again.take("close", by=CONVENER, on="2025-06-02")
    assert "3.7.s2c#made" in refused.value.keys
    again = again.take("publish", by=GOVERNMENT, on="2025-06-02", record=BOARD)
    closed = again.take("close", by=CONVENER, on="2025-06-03")
    with pytest.raises(cr.StepRefused):
        again.take("close", by=CONVENER, on="2025-06-01")
    assert closed.correct({"publication": None}, **TOLD | {"on": "2025-06-03"}).breaches


def test_what_was_corrected_away_stays_reached_and_is_needed_again() -> None:
    """Milestones are of the journal; what a step needs has to stand in the record."""
    case = lived(NAMES.index("report")).correct({"suggestion_list": None}, **TOLD)
    assert cr.Milestone.SUGGESTION_LIST in case.milestones
    assert cr.Milestone.SUGGESTION_LIST not in case.standing.met
    told = {"by": CONVENER, "on": "2025-06-02", "record": {"to": STEPS[8][3]["to"]}}
    with pytest.raises(cr.StepRefused) as refused:
        case.take("report", **told)
    assert "needs:suggestion_list" in refused.value.keys
    case = case.take("list_suggestions", by=CONVENER, on="2025-06-02", record=ITEMS)
    same(cr.Case.replay(case.entries), case)
    assert case.take("report", **told).state is cr.State.REPORTED
