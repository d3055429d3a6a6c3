"""A topic is consulted on again (F7): what follows has to follow the last sitting, not an earlier one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import consultrules as cr
from village_life import CONVENER, GOVERNMENT, PARTY, ROOM, SITTING, SOLVED, STEPS, TOPIC


def until(step: str) -> cr.Case:
    """The village topic up to, and without, the first step of this name."""
    case = cr.Case.open(TOPIC, ROOM, by=CONVENER, on="2025-02-01")
    for name, by, on, record in STEPS:
        if name == step:
            return case
        case = case.take(name, by=by, on=on, record=record)
    return case


def again(case: cr.Case, on: str) -> cr.Case:
    """The same with another sitting."""
    return case.take("hold", by=CONVENER, on=on, record={**SITTING, "id": f"s-{on}"})


def refused(case: cr.Case, step: str, by: Any, on: str, record: Any = None) -> tuple[str, ...]:
    """The keys of the reasons."""
    with pytest.raises(cr.StepRefused) as caught:
        case.take(step, by=by, on=on, record=record)
    return caught.value.keys


def test_the_list_of_an_earlier_sitting_is_not_reported_after_a_later_one() -> None:
    case = again(until("assign"), "2025-03-10")
    to = {"to": PARTY["office"]}
    assert refused(case, "report", CONVENER, "2025-03-12", to) == ("3.6.s1",)
    items = {"items": [{"id": "1"}, {"id": "2"}, {"id": "3"}]}
    case = case.take("list_suggestions", by=CONVENER, on="2025-03-11", record=items)
    assert case.take("report", by=CONVENER, on="2025-03-12", record=to).state == "reported"


def test_feedback_that_an_earlier_list_was_answered_with_is_not_fed_back() -> None:
    case = again(until("feed_back"), "2025-05-10")
    items = {"items": [{"id": "1"}, {"id": "2"}]}
    case = case.take("list_suggestions", by=CONVENER, on="2025-05-11", record=items)
    case = case.take("report", by=CONVENER, on="2025-05-12", record={"to": PARTY["office"]})
    case = case.take("assign", by=GOVERNMENT, on="2025-05-20", record={"tasks": SOLVED})
    assert refused(case, "feed_back", GOVERNMENT, "2025-05-21") == (
        "3.7.s2a#made",
        "3.7.s2b#made",
    )
    shown = {"manner": "公告栏", "scope": "全村"}
    assert refused(case, "publish", GOVERNMENT, "2025-05-21", shown) == (
        "3.7.s2a#made",
        "3.7.s2c#made",
    )
    case = case.take("list_feedback", by=GOVERNMENT, on="2025-05-22", record={"answers": []})
    assert case.take("feed_back", by=GOVERNMENT, on="2025-05-23").state == "fed_back"


def test_an_older_list_recorded_late_does_not_take_the_place_of_a_newer() -> None:
    case = until("report")
    made, listed = case.record.suggestion_list, case.milestones[cr.Milestone.SUGGESTION_LIST]
    before = listed - dt.timedelta(days=1)
    late = case.take(
        "list_suggestions", by=CONVENER, on=before, record={"items": []}, recorded_on="2025-06-01"
    )
    assert late.record.suggestion_list == made
    assert late.milestones[cr.Milestone.SUGGESTION_LIST] == listed
    assert late.entries[-1].record.items == ()
    assert cr.Case.replay(late.entries).record == late.record
