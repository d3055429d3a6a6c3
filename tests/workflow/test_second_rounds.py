"""A topic comes up again: consulted on anew (F7), or decided on by a second body (R2, R16)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import consultrules as cr
from samples import VILLAGE
from village_life import (
    CONVENER,
    GOVERNMENT,
    PARTY,
    ROOM,
    SITTING,
    SOLVED,
    STEPS,
    TOPIC,
    office,
)


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
    told = refused(case, "report", CONVENER, "2025-03-12", to)
    assert told == ("needs:suggestion_list", "3.6.s1")
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


BRANCH, COUNTY = office("PARTY_COMMITTEE", VILLAGE), office("PARTY_COMMITTEE", "320685000000")


@pytest.mark.parametrize(
    ("step", "by", "record", "key"),
    [
        ("approve", COUNTY, {}, "role"),
        ("approve", COUNTY, {"outcome": "amended", "text": "村道绿化"}, "role"),
        ("return", BRANCH, {"outcome": "returned"}, "role"),
        ("return", BRANCH, {"outcome": "rejected"}, "role"),
    ],
)
def test_what_another_body_says_after_the_approval_bars_no_sitting(
    step: str, by: Any, record: Any, key: str
) -> None:
    """The town approved; what a county or a branch adds is on record and stops nobody (3.2.s4, R2)."""
    case = until("hold")
    on = case.milestones[cr.Milestone.NOTICE].isoformat()
    with pytest.raises((cr.StepRefused, cr.WrongState)) as caught:
        case.take(step, by=by, on=on, record=record)
    assert step == "return" or caught.value.keys == (key,)
    case = case.take(step, by=by, on=on, record=record, despite="来文")
    assert len(case.record.topic.approvals or ()) == 2
    held = case.take("hold", by=CONVENER, on="2025-03-10", record=SITTING)
    assert not [b for b in held.breaches if b.step == "hold"]
    report = cr.check(held.record, room=ROOM)
    assert {report[key].verdict for key in ("3.2.s2c", "3.2.s4", "3.5.s1")} == {"pass"}


@pytest.mark.parametrize(("by", "final"), [(PARTY, True), (BRANCH, False)])
def test_only_the_named_body_ends_a_topic_for_good(by: Any, final: bool) -> None:
    """By one reading a rejection is final: that of the town, which decides on a village's topics (R16)."""
    policy = cr.edition("nantong-2020").with_readings(R16="rejection_final")
    case = cr.Case.open(TOPIC, ROOM, by=CONVENER, on="2025-02-01", policy=policy)
    case = case.take("submit", by=CONVENER, on="2025-02-04")
    told = {"outcome": "rejected"}
    case = case.take("return", by=by, on="2025-02-05", record=told, despite="来文")
    if final:
        assert refused(case, "submit", CONVENER, "2025-02-06") == ("unless:final_rejection",)
        return
    case = case.take("submit", by=CONVENER, on="2025-02-06")
    assert case.take("approve", by=PARTY, on="2025-02-07", record={}).state == "consulting"
