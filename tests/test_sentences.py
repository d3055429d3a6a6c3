"""What a finding says: the body that a route names, a topic that was turned down, what is met so far."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
import samples
from consultrules.policy.vocabulary import ApprovalOutcome

POLICY = cr.edition()
MET = {"zh": POLICY.remedy("met_so_far", "zh"), "en": POLICY.remedy("met_so_far", "en")}
GOVERNMENT = {"organ": "GOVERNMENT", "unit": samples.TOWN}
OTHER_TOWN = {"organ": "GOVERNMENT", "unit": "320685100000"}
SECTOR = {"id": "r1", "kind": "sector", "tier": "county", "sector": "经济", "unit": samples.COUNTY}
RESEARCH = {"id": "q1", "topic": "t1", "start": "2025-06-03", "participants": 1}


def found(key: str, *, room: dict[str, Any] | None = None, **more: Any) -> cr.Finding:
    """The finding of one rule on a sitting; ``status`` and head counts are the sitting's own."""
    beside = {name: more.pop(name) for name in ("topic", "research", "notice") if name in more}
    session = {"record": "session", **samples.session(**more)}
    report = cr.check(session, room=room or samples.room(), only=key, **beside)
    return next(f for f in report if f.key == key)


def of_case(key: str, *, room: dict[str, Any] | None = None, **more: Any) -> cr.Finding:
    """The finding of one rule on a case."""
    report = cr.check(
        {"record": "case", **samples.case(**more)}, room=room or samples.room(), only=key
    )
    return next(f for f in report if f.key == key)


def test_a_sensitive_matter_told_to_one_of_two_says_who_is_left() -> None:
    """It was reported, only not to all: the government had it, the Party committee did not."""
    piece = RESEARCH | {"sensitive_reports": [{"on": "2025-06-03", "to": [GOVERNMENT]}]}
    told = {"topic": samples.topic(sensitive=True), "research": [piece]}
    for key in ("3.4.s5a#reported", "3.4.s5a"):
        finding = found(key, **told)
        assert finding.verdict == "fail"
        assert "敏感问题报齐应报对象之日 = 未办" in finding.reason()
        assert finding.reason().endswith("；未报到 白甸镇党委")
        assert finding.reason("en").endswith("; not told: 白甸镇党委")
    assert "不能代替" in found("3.4.s5a#reported", **told).remedy()


def test_a_preliminary_review_by_another_office_is_named_as_none() -> None:
    """Somebody reviewed the topic; it was not the office of its own county."""
    by = {"organ": "FUNCTIONAL_OFFICE", "unit": samples.CITY}
    reviews = [{"by": by, "on": "2025-06-01", "departments": ["教育局"]}]
    finding = found(
        "3.2.s6#reviewed", room=SECTOR, topic=samples.topic(preliminary_reviews=reviews)
    )
    assert finding.verdict == "fail"
    assert "应初审委室的初审日 = 未办" in finding.reason()
    assert finding.reason().endswith("；不计 南通市政协职能委室 的初审")
    assert "that does not count, by: 南通市政协职能委室" in finding.reason("en")
    joined = found(
        "3.2.s6#departments", room=SECTOR, topic=samples.topic(preliminary_reviews=reviews)
    )
    assert "应初审委室会同的部门数 = 0" in joined.reason()


@pytest.mark.parametrize("outcome", [ApprovalOutcome.RETURNED, ApprovalOutcome.REJECTED])
def test_a_topic_turned_down_is_not_told_as_one_that_nobody_decided(outcome: str) -> None:
    """It is not approved, and not to be consulted on."""
    approvals = [{"by": samples.BY_TOWN, "on": "2025-06-01", "outcome": outcome}]
    topic = samples.topic(approvals=approvals)
    assert found("3.2.s4", topic=topic).reason() == "应由 白甸镇党委；实际 未获审定"
    late = found("3.2.s2c", topic=topic)
    word = {"returned": "退回", "rejected": "不予审定"}[outcome]
    assert late.reason().endswith(f"审定通过日 = 未办；已有决定：白甸镇党委{word}")
    assert "退回或没有通过的不协商" in late.remedy()
    assert "returned or rejected" in late.remedy("en")


def test_a_list_by_a_government_of_another_place_is_not_by_the_one_that_owes_it() -> None:
    """A government did make it: the reason does not say that none did."""
    made = {"on": "2025-06-20", "by": OTHER_TOWN, "tasks": []}
    finding = of_case("3.7.s1#owner", responsibility_list=made)
    assert finding.verdict == "fail"
    assert finding.reason().endswith("责任清单由应制定的党委政府制定 = 否；制定者 海安镇政府")
    assert "government that owes it = no; made by: " in finding.reason("en")
    assert "其他地方" in finding.remedy()


def test_the_convener_is_counted_among_those_who_did_the_research() -> None:
    """In Chinese as in English."""
    finding = found("3.4.s2", research=[RESEARCH])
    assert "参加调研人数（含召集人） ≥ 2" in finding.reason()
    assert "the convener included ≥ 2" in finding.reason("en")


@pytest.mark.parametrize(
    ("key", "people", "met"),
    [
        ("3.3.s3a", 20, True),
        ("3.3.s3a", 10, True),
        ("3.3.s3a", 9, False),
        ("3.3.s3b#high", 8, True),
        ("3.3.s3b#high", 26, False),
        ("3.3.s3b#low", 8, False),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_planned_session_that_is_in_order_is_told_to_stay_so(
    key: str, people: int, met: bool, lang: str
) -> None:
    """It waits for its day; the remedy of a breach would ask for what is there already."""
    finding = found(key, status="planned", participants=people)
    assert finding.verdict == "pending"
    wanted = MET[lang] if met else POLICY.remedy(key, lang)
    assert finding.remedy(lang) == wanted
    assert finding.to_dict()["remedy"][lang] == wanted  # type: ignore[index]


def test_of_a_planned_session_what_nobody_told_is_to_be_supplied() -> None:
    """As in the plan of what is still to be arranged."""
    finding = found("3.3.s3a", status="planned")
    assert (finding.verdict, finding.remedy()) == ("pending", "补充并核实：参加协商人员数")
    (plan,) = cr.check(
        {"record": "session", **samples.session(status="planned")},
        room=samples.room(),
        only="3.3.s3a",
    ).remedies()
    assert plan.steps[0].text() == finding.remedy()


def test_what_was_never_done_is_not_met_by_being_late() -> None:
    """Neither review nor approval, neither report nor research: no day comes before the other."""
    planned: dict[str, Any] = {"status": "planned", "research": []}
    nothing = samples.topic(approvals=[], preliminary_reviews=[], sensitive=True)
    for key in ("3.2.s6#review", "2.2.1.s1", "3.4.s5a", "3.2.s2c", "3.4.s1a"):
        finding = found(key, room=SECTOR, topic=nothing, **planned)
        assert finding.verdict == "pending"
        assert finding.remedy() == POLICY.remedy(key), key
    approved = samples.topic(approvals=[{"by": samples.BY_TOWN, "on": "2025-06-01"}])
    assert found("2.2.1.s1", topic=approved, **planned).remedy() == MET["zh"]
    assert found("3.2.s2c", topic=approved, **planned).remedy() == MET["zh"]


def test_a_step_ahead_whose_order_is_kept_so_far_says_so() -> None:
    """The Party group has reviewed the list, which has not gone up; and before it had."""
    group = {"organ": "LEADING_PARTY_GROUP", "unit": samples.COUNTY}
    more = {"topic": samples.topic(needs="county"), "suggestion_list": samples.LIST}
    reviewed = of_case(
        "3.6.s8#review", room=SECTOR, group_reviews=[{"by": group, "on": "2025-06-15"}], **more
    )
    assert (reviewed.verdict, reviewed.remedy()) == ("pending", MET["zh"])
    waiting = of_case("3.6.s8#review", room=SECTOR, group_reviews=[], **more)
    assert (waiting.verdict, waiting.remedy()) == ("pending", POLICY.remedy("3.6.s8#review"))
    assert of_case("3.6.s1").remedy() == POLICY.remedy("3.6.s1")  # no list is no late list


def test_days_are_compared_in_words() -> None:
    """As people say it, in either direction."""
    early = {"on": "2025-06-09", "items": [{"id": "a"}]}
    finding = of_case("3.6.s1", suggestion_list=early)
    assert finding.reason().startswith("要求 建议清单日不早于协商日；")
    assert "no earlier than" in finding.reason("en")
