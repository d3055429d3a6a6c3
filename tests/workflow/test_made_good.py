"""What came too early or was left out can be made good, and a second round is lived like the first (F7)."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from workflow.deeds import call, day_of, sound
from workflow.life import Life
from workflow.places import PLACES, Place

PLAIN: dict[str, Any] = {"sensitive": False, "entrusted": False, "needs": None}
CITY, COUNTY, VILLAGE = PLACES["sector.city"], PLACES["sector.county"], PLACES["village"]
AFTER = (
    "list_suggestions",
    "report",
    "assign",
    "publish_progress",
    "list_feedback",
    "feed_back",
    "publish",
)
"""What has to follow every round."""


def open_duties(life: Life) -> set[str]:
    return {finding.key for finding in cr.check(life.case).pending}


def despite(life: Life, step: str, day: int | None = None, **more: Any) -> None:
    """Something that was not in order, put on record."""
    event = sound(life.place, step, life.day if day is None else day, **more)
    life.moves(event, life.case.take(**call(life.place, event, life.history), despite="已经发生"))


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("reached", ["reported", "answered", "fed_back", "closed"])
def test_another_round_begins_wherever_the_last_has_got_to(place: Place, reached: str) -> None:
    life = Life(place, PLAIN | {"needs": place.tier, "entrusted": True})
    life.goes_to(reached)
    if reached == "closed":
        keeper = place.actor("convener")
        life.case = life.case.reopen(by=keeper, on=day_of(life.day), reason="再次协商")
    life.goes("hold", life.day + 1)
    assert not cr.check(life.case).violations  # nobody is late on the day of the session
    assert open_duties(life) >= {"3.6.s1", "3.7.s1#made", "3.7.s2c#made", "3.7.s5"}
    first = len(life.history)
    life.goes_to("closed")
    again = [event["step"] for event in life.history[first:]]
    assert set(again) >= {
        *AFTER,
        "report_entrusted",
        *(("review", "escalate") if place.tier else ()),
    }
    assert not life.breaches
    assert not cr.check(life.case).violations
    assert not {key for key in open_duties(life) if key.startswith(("3.6", "3.7"))}
    assert life.case.verify().ok


def test_a_list_older_than_every_session_came_out_of_order() -> None:
    """Not of an earlier round: there was none."""
    topic = {"id": "t1", "room": "r1", "text": "样例"}
    sessions = [
        {"id": "s1", "room": "r1", "topic": "t1", "on": "2025-03-01"},
        {"id": "s2", "room": "r1", "topic": "t1", "on": "2025-06-01"},
    ]
    for on, verdict in (("2025-02-28", "fail"), ("2025-03-01", "pending"), ("2025-06-01", "pass")):
        case = {"topic": topic, "sessions": sessions, "suggestion_list": {"on": on, "items": []}}
        case["suggestion_list"]["reason_for_none"] = "无一致意见"
        assert cr.check(cr.CaseRecord.read(case))["3.6.s1"].verdict == verdict, on


def test_feedback_that_came_before_its_list_is_given_again_in_order() -> None:
    life = Life(VILLAGE, PLAIN)
    life.goes_to("answered")
    despite(life, "feed_back", life.day + 1)
    assert [breach.key for breach in life.breaches] == ["3.7.s2a#made", "3.7.s2b#made"]
    assert [step.value for step in life.case.path_to("feedback_list").steps] == ["list_feedback"]
    life.goes("list_feedback", life.day + 1)
    life.goes("feed_back", life.day + 1)
    life.goes_to("closed")
    assert len(life.breaches) == 2


def test_a_list_that_was_reported_before_it_was_made_is_made_and_reported_again() -> None:
    life = Life(VILLAGE, PLAIN)
    life.goes_to("sitting")
    despite(life, "report", life.day + 1)
    life.goes("list_suggestions", life.day + 1)
    life.goes("report", life.day + 1)
    told = len(life.breaches)
    life.goes_to("closed")
    assert len(life.breaches) == told


def test_a_review_that_was_left_out_is_held_and_the_topic_approved_again() -> None:
    life = Life(COUNTY, PLAIN)
    life.goes_to("submitted")
    despite(life, "approve", life.day + 1)
    told = len(life.breaches)
    life.goes("preliminary_review", life.day + 1)
    life.goes("approve", life.day + 1)
    life.goes_to("sitting")
    assert len(life.breaches) == told


def test_an_escalation_that_came_before_its_review_is_made_again_after_it() -> None:
    life = Life(CITY, PLAIN | {"needs": "city"})
    life.goes_to("reported")
    despite(life, "escalate", life.day + 1)
    assert [breach.key for breach in life.breaches] == ["3.6.s6#review"]
    life.goes("review", life.day + 1)
    assert cr.check(life.case)["3.6.s6#review"].verdict == "fail"
    life.goes("escalate", life.day + 1)
    life.goes_to("closed")
    assert len(life.breaches) == 1


def test_only_the_group_that_reviewed_last_reports_on() -> None:
    """R13, relayed: the county's group passes it to the city's, and that one reports."""
    policy = cr.edition("nantong-2020").with_readings(R13="relay_by_county_group")
    life = Life(COUNTY, PLAIN | {"needs": "city"}, policy=policy)
    life.goes_to("reported")
    city = cr.Actor(office=cr.Body(organ="LEADING_PARTY_GROUP", unit="320600000000"))
    case, day = life.case, day_of(life.day)
    case = case.take("review", by=COUNTY.actor("party_group"), on=day).take(
        "review", by=city, on=day
    )
    up = [
        {"to": {"organ": organ, "unit": "320600000000"}}
        for organ in ("PARTY_COMMITTEE", "GOVERNMENT")
    ]
    with pytest.raises(cr.StepRefused) as refused:
        case.take("escalate", by=COUNTY.actor("party_group"), on=day, record=up)
    assert refused.value.keys == ("role",)
    assert [body.name() for body in refused.value.who] == [city.office.name()]
    assert not case.take("escalate", by=city, on=day, record=up).breaches


@pytest.mark.parametrize("place", [CITY, COUNTY], ids=["city", "county"])
def test_where_it_takes_the_place_of_the_report_an_escalation_is_one(place: Place) -> None:
    """R9, replaced: after review the list goes to Party committee and government, and to nobody else."""
    policy = cr.edition().with_readings(R9="replace")
    life = Life(place, PLAIN | {"needs": place.tier}, policy=policy)
    life.goes_to("suggestion_list")
    life.goes("review", life.day + 1)
    life.goes("escalate", life.day + 1)
    assert life.state == "reported"
    life.goes_to("closed")
    assert "report" not in [event["step"] for event in life.history]
    assert not life.breaches
    assert not cr.check(life.case).violations
    assert life.case.verify().ok
    assert cr.Case.replay(life.case.entries, policy=policy) == life.case
    comes_on_top = Life(place, PLAIN | {"needs": place.tier})
    comes_on_top.goes_to("suggestion_list")
    comes_on_top.goes("review", comes_on_top.day + 1)
    comes_on_top.goes("escalate", comes_on_top.day + 1)
    assert comes_on_top.state == "consulting"


def test_a_sensitive_matter_that_nobody_reported_stays_a_breach() -> None:
    """3.4.s5a, L11: the journal knows every report that was made, so none was."""
    life = Life(VILLAGE, PLAIN | {"sensitive": True})
    life.goes_to("consulting")
    life.goes_to("research")
    life.goes("notify", life.day + 1)
    despite(life, "hold", life.day + 1)
    assert {breach.key for breach in life.breaches} == {"3.4.s5a", "3.4.s5a#reported"}
    assert {f.key for f in cr.check(life.case).violations} == {"3.4.s5a", "3.4.s5a#reported"}


def test_a_result_that_is_withheld_is_published_on_no_day() -> None:
    """L10, where a reason may stand in the place of publication."""
    policy = cr.edition("nantong-2020").with_readings(L10="withheld_with_reason")
    life = Life(VILLAGE, PLAIN, policy=policy)
    life.goes_to("fed_back")
    told = {"by": VILLAGE.actor("government"), "on": day_of(life.day)}
    for record in ({"withheld_reason": "涉密"}, cr.Publication(withheld_reason="涉密")):
        case = life.case.take("publish", record=record, **told)
        assert case.record.publication.on is None
        assert cr.check(case)["3.7.s2c#made"].verdict == "not_applicable"
    with pytest.raises(cr.StepRefused):  # blank is no reason
        life.case.take("publish", record={"withheld_reason": " "}, **told)


def test_an_older_list_is_handed_in_by_nobody_but_its_maker() -> None:
    """A list recorded late takes no newer one's place; who made it is asked all the same (3.7.s1)."""
    life = Life(CITY, PLAIN)
    life.goes_to("answered")
    late = {**call(CITY, sound(CITY, "assign", life.day - 1), life.history)}
    assert life.case.take(**late).record.responsibility_list == life.case.record.responsibility_list
    with pytest.raises(cr.StepRefused) as refused:
        life.case.take(**late | {"by": CITY.actor("department")})
    assert refused.value.keys == ("role",)
    told = life.case.take(**late | {"by": CITY.actor("department"), "despite": "已经发生"})
    assert [breach.key for breach in told.breaches] == ["role"]
    assert told.verify().ok


def test_no_paper_tells_of_a_session_before_its_topic_was_collected() -> None:
    life = Life(VILLAGE, PLAIN)
    life.goes_to("sitting")
    keeper, told = VILLAGE.actor("convener"), life.case.record.to_dict()
    late = day_of(life.day + 1).isoformat()
    told["topic"]["collected_on"] = late
    with pytest.raises(cr.LifecycleError, match="before the topic was collected"):
        cr.Case.from_record(told, VILLAGE.room, by=keeper, recorded_on="2026-01-01")
    correction = {"by": keeper, "on": late, "reason": "更正"}
    with pytest.raises(cr.LifecycleError, match="before the topic was collected"):
        life.case.correct({"topic": {"collected_on": late}}, **correction)
    with pytest.raises(cr.LifecycleError, match="after it was recorded"):
        life.case.correct({"topic": {"collected_on": "2026-01-01"}}, **correction)
