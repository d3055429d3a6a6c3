"""Remedies know the tense: a plan before the event, what is left after it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

import consultrules as cr
import samples
from consultrules.exchange.schema import form
from consultrules.policy.judging import RemedyKind
from consultrules.rules.catalogue import rules_of

POLICY = cr.edition()
HEADS = {
    "participants": 12,
    "public_representatives": 4,
    "members": 1,
    "stakeholders": 2,
    "stakeholder_representatives": 1,
    "representative_persons": 1,
    "officials_invited": 1,
    "governance_backbone_invited": 1,
    "notified": 12,
    "informed": 12,
}
APPROVED = [{"by": samples.BY_TOWN, "on": "2025-06-01"}]
RESEARCH = {
    "id": "q1",
    "topic": "t1",
    "start": "2025-06-03",
    "participants": 4,
    "by_capacity": {"public_representative": 2},
    "clarified": ["policy", "facts", "wishes"],
    "sensitive_reports": [],
}


def remedies(
    *, held: bool = False, advice: bool = False, only: str | None = None, **more: Any
) -> tuple[cr.Remedy, ...]:
    """The remedies for a sound session of the village, but for what is given."""
    beside = {
        "topic": samples.topic(approvals=APPROVED, sensitive=False),
        "research": [RESEARCH],
    }
    beside |= {name: more.pop(name) for name in list(beside) if name in more}
    data = samples.session(status="held" if held else "planned", **{**HEADS, **more})
    report = cr.check({"record": "session", **data}, room=samples.room(), only=only, **beside)
    return report.remedies(advice=advice)


def kinds(found: tuple[cr.Remedy, ...]) -> dict[str, str]:
    """The kind of remedy by rule."""
    return {key: remedy.kind.value for remedy in found for key in remedy.findings}


def test_a_sound_session_needs_nothing_before_or_after() -> None:
    """No plan without an act or a step."""
    assert remedies() == remedies(held=True) == ()


def test_before_the_session_one_plan_holds_acts_and_steps() -> None:
    """Three more public representatives, everybody told, and the research done by that day."""
    few = {"participants": 8, "public_representatives": 1, "notified": 8, "informed": 8}
    (plan,) = remedies(research=[], **few)
    assert (plan.subject, plan.grain, plan.kind) == ("s1", "session", RemedyKind.PLAN)
    assert plan.due == dt.date(2025, 6, 10)
    acts = {act.fact.code: (act.before, act.after) for act in plan.acts}
    assert acts == {
        "public_representatives": (1, 4),
        "participants_notified": (8, 11),
        "participants_informed": (8, 11),
        "research_public_representatives": (0, 2),
    }
    assert plan.acts[0].moves == (("participants", 8, 11),)
    steps = {key: step for step in plan.steps for key in step.rules}
    assert set(steps) == {"3.4.s1a", "3.4.s3.i1", "3.4.s3.i2", "3.4.s3.i3"}
    assert {step.by for step in plan.steps} == {plan.due}
    for lang, over in (("zh", "下次"), ("en", "next time")):
        told = steps["3.4.s1a"].text(lang)
        assert POLICY.remedy("3.4.s1a", lang).startswith(told[:-1])
        assert over in POLICY.remedy("3.4.s1a", lang)
        assert over not in told  # nothing of what is left when it is over
    assert [debtor.value for debtor in plan.owed_by] == ["room", "convener"]
    assert set(plan.findings) == {
        *("3.3.s3a", "3.3.s3c", "3.4.s1a", "3.4.s2", "4.3.s2d"),
        *("3.4.s3.i1", "3.4.s3.i2", "3.4.s3.i3"),
    }


def test_what_nobody_told_is_to_be_supplied_once() -> None:
    """Two rules that lack one fact are one step; what is known is arranged all the same."""
    (plan,) = remedies(topic=samples.topic(approvals=APPROVED), members=0)
    assert "members" in {act.fact.code for act in plan.acts}
    (step,) = plan.steps
    assert step.rules == ("3.4.s5a#reported", "3.4.s5a")
    assert step.supply == ("sensitive",)
    assert step.owed_by.value == "convener"
    assert "遇到敏感问题" in step.text()


def test_a_plan_writes_itself_out_in_both_languages() -> None:
    """A head with the day, then a line for each thing to do with who owes it."""
    (plan,) = remedies(officials_invited=0, topic=samples.topic(approvals=[], sensitive=False))
    zh, en = str(plan).splitlines(), plan.text("en").splitlines()
    assert zh[0] == "s1 事前补齐（最迟 2025-06-10）"
    assert zh[1] == "- 邀请的党政部门负责同志数 +1 0→1 → 协商议事室"
    assert en[0] == "s1 to be arranged before the event (by 2025-06-10)"
    assert en[1] == "- responsible officials invited +1 0→1 → consultation room"
    assert zh[2] == "- 议题先经审定，再开展协商，退回或没有通过的不协商。 → 协商议事室"
    assert len(zh) == len(en) == 1 + len(plan.acts) + len(plan.steps)


def test_after_the_session_the_breach_stands() -> None:
    """Each rule by itself: who sat there calls for a new session, what is past for nothing."""
    told = {"notified": 5, "informed": 9}
    found = remedies(held=True, participants=9, topic=samples.topic(approvals=[]), **told)
    assert kinds(found) == {
        "3.2.s2c": "none",
        "3.2.s4": "none",
        "3.3.s3a": "repeat",
        "3.4.s5a#reported": "record",
        "3.4.s5a": "record",
        "3.5.s1.i1": "repeat",
        "3.5.s2.i5": "none",
    }
    few = next(remedy for remedy in found if remedy.findings == ("3.3.s3a",))
    assert (few.acts, few.due) == ((), None)
    assert [debtor.value for debtor in few.owed_by] == ["room"]
    anew = "Invite people up to the minimum before consulting."
    assert POLICY.remedy("3.3.s3a", "en").startswith(anew[:-1])
    assert [step.text("en") for step in few.steps] == [anew]
    assert few.text("en").splitlines() == [
        "s1 the session has to be held anew",
        f"- {anew} → consultation room",
    ]
    late = next(remedy for remedy in found if remedy.findings == ("3.2.s2c",))
    assert late.steps[0].text("en") == POLICY.remedy("3.2.s2c", "en")
    unknown = next(remedy for remedy in found if remedy.findings == ("3.4.s5a",))
    assert unknown.steps[0].supply == ("sensitive",)


def test_what_is_still_due_is_supplemented() -> None:
    """After the session the list is to be written; nothing is a breach yet."""
    report = cr.check({"record": "case", **samples.case()}, room=samples.room(), only="3.6.s1")
    (remedy,) = report.remedies()
    assert (remedy.kind, remedy.grain, remedy.findings) == (
        RemedyKind.SUPPLEMENT,
        "case",
        ("3.6.s1",),
    )
    assert [debtor.value for debtor in remedy.owed_by] == ["convener"]


def test_what_the_register_lacks_can_still_be_done() -> None:
    """A room without rules sets them up; a list dated before its session is made good."""
    haves = [{"what": "rules", "holds": False}, {"what": "sign", "holds": True}]
    room = cr.Room.read(samples.room(haves=haves))
    found = kinds(cr.check(room, only="3.1").remedies())
    assert found["3.1.s5.i3"] == "supplement"
    assert "3.1.s5.i2" not in found
    listed = {"on": "2025-06-01", "items": [], "reason_for_none": "意见一致"}
    early = samples.case(suggestion_list=listed)
    report = cr.check({"record": "case", **early}, room=samples.room(), only="3.6.s1")
    assert kinds(report.remedies()) == {"3.6.s1": "supplement"}


def test_a_year_that_has_ended_cannot_be_made_up() -> None:
    """One session of three: none after the year, supplement with a last day while it runs."""
    room = cr.Room.read(samples.room(since="2021-01-01"))
    case = cr.CaseRecord.read(samples.case())
    registry = cr.Registry(rooms=(room,), cases=(case,))
    for as_of, kind, due in (
        (dt.date(2026, 1, 5), "none", None),
        (dt.date(2025, 9, 1), "supplement", dt.date(2025, 12, 31)),
    ):
        result = cr.audit(registry, year=2025, as_of=as_of)
        (remedy,) = (r for r in result.report.remedies() if r.grain == "room_year")
        assert (remedy.kind, remedy.due) == (kind, due)
        assert remedy.steps[0].by == due


def test_advice_is_remedied_where_asked_for() -> None:
    """Twelve people are few for comfort: three more before the session, next time after it."""
    (plan,) = remedies(advice=True, only="3.3.s3b")
    assert [(act.fact.code, act.add) for act in plan.acts] == [("participants", 3)]
    assert kinds(remedies(advice=True, only="3.3.s3b", held=True)) == {"3.3.s3b#low": "none"}
    assert remedies(only="3.3.s3b") == remedies(only="3.3.s3b", held=True) == ()


def test_cancelled_and_earlier_sessions_need_nothing() -> None:
    """What never took place, or lies before the edition, leaves nothing to do."""
    for change in ({"status": "cancelled"}, {"on": "2020-04-28", "status": "planned"}):
        data = {"record": "session", **samples.session(participants=3, **change)}
        assert cr.check(data, room=samples.room(), only="3.3").remedies() == ()


def test_one_member_with_two_memberships_owes_a_thing_once() -> None:
    """The same rule about the same person is one remedy."""
    terms = [
        {"level": "county", "unit": samples.COUNTY, "sector": sector, "since": "2022-01-01"}
        for sector in ("经济", "教育")
    ]
    person = cr.Person.read(samples.person(memberships=terms))
    registry = cr.Registry.read({"rooms": [samples.room(links=[])], "people": [person.to_dict()]})
    report = cr.check(person, registry=registry, only="4.2.s5a#area")
    assert len(report.failed) == 2
    (remedy,) = report.remedies()
    assert (remedy.kind, remedy.findings) == (RemedyKind.SUPPLEMENT, ("4.2.s5a#area",))


@pytest.mark.parametrize("rule", rules_of(POLICY), ids=lambda rule: rule.key)
def test_every_rule_says_what_is_left_after_the_event(rule: Any) -> None:
    """A closed word, never that of a plan or of a record: these follow from the verdict."""
    assert POLICY.after(rule.key) in {
        RemedyKind.SUPPLEMENT,
        RemedyKind.REPEAT,
        RemedyKind.NONE,
    }
    if rule.grain == "room_year" or rule.key == "3.3.s5":  # an assessment can still be made good
        assert POLICY.after(rule.key) is RemedyKind.NONE
    if rule.grain in ("room", "unit", "evaluation"):
        assert POLICY.after(rule.key) is RemedyKind.SUPPLEMENT
    if POLICY.after(rule.key) is RemedyKind.REPEAT:
        assert rule.grain == "session"


@pytest.mark.parametrize(
    "key",
    [
        rule.key
        for rule in rules_of(POLICY)
        if POLICY.after(rule.key) is RemedyKind.NONE
        and rule.key not in ("4.2.s3", "4.2.s4b")  # permissions, which nobody breaches
    ],
)
def test_what_cannot_be_made_good_is_not_ordered_to_be_done_now(key: str) -> None:
    """What to do beforehand; then what is over stays on record, or what to do next time."""
    for lang, mark, over in (
        ("zh", "；", ("如实", "下次", "来年")),
        ("en", "; ", ("on record", "next time", "next session", "next one", "next year")),
    ):
        told = POLICY.remedy(key, lang)
        assert mark in told, told
        if key == "3.3.s3b#high":  # who was invited stays; the next session is the one to plan
            told = told.partition(mark)[0] + mark
        assert any(word in told for word in over), told
        assert not any(word in told.partition(mark)[2] for word in ("补报", "补作", "at once"))


def test_a_rule_that_the_edition_says_nothing_of_is_refused() -> None:
    """Rather than guessed."""
    with pytest.raises(cr.EditionError) as caught:
        POLICY.after("9.9.s9")
    assert caught.value.figures["remedy"] == "9.9.s9"


def test_remedies_come_through_the_plain_door() -> None:
    """By records and by facts, as JSON, where asked for; in the languages asked for."""
    heads = {**samples.FACTS, "participants": 9}
    facts = {**samples.BY_FACTS, "facts": {**heads, "session_held": False}, "only": "3.3.s3a"}
    planned = {**samples.session(**heads), "status": "planned"}
    records = {
        **samples.BY_RECORDS,
        "only": "3.3.s3a",
        "records": {"session": planned, "room": samples.room()},
    }
    for request in (facts, records):
        assert "remedies" not in cr.judge(request)
        answer = cr.judge({**request, "remedies": True, "languages": ["en"]})
        form("report").validate_python(answer)
        (remedy,) = json.loads(json.dumps(answer["remedies"]))
        assert (remedy["kind"], remedy["acts"][0]["add"]) == ("plan", 1)
        assert remedy["owed_by"] == ["room"]
    held = {**facts, "facts": heads, "remedies": True, "languages": []}
    answer = cr.judge(held)
    form("report").validate_python(answer)
    (remedy,) = answer["remedies"]
    assert (remedy["kind"], remedy["steps"][0]["text"]) == ("repeat", {})
    assert cr.judge({**held, "remedies": False}) == cr.judge(
        {k: v for k, v in held.items() if k != "remedies"}
    )


@pytest.mark.parametrize("base", [samples.BY_FACTS, samples.BY_RECORDS], ids=["facts", "records"])
def test_anything_but_true_or_false_is_refused(base: dict[str, Any]) -> None:
    """With the place."""
    answer = cr.judge({**base, "remedies": "yes"})
    assert (answer["error"]["at"], answer["error"]["code"]) == ("remedies", "wrong_type")


def test_a_planned_session_whose_day_is_over_gets_no_plan() -> None:
    """Somebody has to say whether it took place; nothing can be arranged for a day that is gone."""
    data = samples.session(status="planned", participants=8)
    for as_of, kind in (("2025-06-01", "plan"), ("2025-06-10", "plan"), ("2025-06-11", "record")):
        report = cr.check({"record": "session", **data}, room=samples.room(), as_of=as_of)  # type: ignore[arg-type]
        (remedy,) = report.remedies()
        assert remedy.kind.value == kind
    assert [step.supply for step in remedy.steps] == [("session_held",)]
    assert remedy.due is None


def _planned(key: str, policy: cr.Edition = POLICY, **more: Any) -> Any:
    """The finding on a rule about a session that is planned for the tenth of June."""
    beside = {"topic": samples.topic(approvals=APPROVED, sensitive=False), "research": [RESEARCH]}
    beside |= {name: more.pop(name) for name in ("topic", "research", "notice") if name in more}
    data = samples.session(status="planned", **{**HEADS, **more})
    room, session = samples.room(), {"record": "session", **data}
    report = cr.check(session, room=room, policy=policy, **beside)
    return next(f for f in report if f.key == key)  # an address tells of its aspects too


@pytest.mark.parametrize(
    ("key", "option", "expected"),
    [
        ("3.2.s2c", "same_day_counts", "2025-06-10"),
        ("3.2.s2c", "day_before", "2025-06-09"),
        ("3.4.s1a", "day_before", "2025-06-09"),
        ("3.4.s3.i1", "day_before", "2025-06-09"),
        ("3.5.s2.i5", "day_before", "2025-06-09"),
        ("3.3.s3a", "day_before", "2025-06-10"),
        ("3.3.s2b", "day_before", "2025-06-10"),
    ],
)
def test_what_has_to_come_before_the_session_is_lost_on_its_day(
    key: str, option: str, expected: str
) -> None:
    """Where the same day is not before, approval, research and notice end the day before (L18); people come."""
    policy = POLICY.with_readings(L18=option)
    none = {"topic": samples.topic(approvals=[], sensitive=False), "research": []}
    found = _planned(key, policy, notified=0, informed=0, participants=9, **none)
    assert (found.verdict, str(found.due)) == ("pending", expected)


def test_a_sensitive_matter_is_reported_by_the_end_of_the_research() -> None:
    """It belongs to the research (L11); without any it can still be reported until the session."""
    topic = samples.topic(approvals=APPROVED, sensitive=True)
    piece = RESEARCH | {"sensitive_met": True, "sensitive_reports": []}
    found = _planned("3.4.s5a", topic=topic, research=[piece])
    assert (found.verdict, str(found.due)) == ("pending", "2025-06-03")
    assert str(_planned("3.4.s5a#reported", topic=topic, research=[piece]).due) == "2025-06-10"
    assert str(_planned("3.4.s5a", topic=topic, research=[]).due) == "2025-06-10"


def test_a_house_that_wants_notice_some_days_ahead_has_it_given_by_then() -> None:
    """Three days before the tenth is the seventh (L6); everybody else may still be told later."""
    policy = POLICY.with_readings(L6="house_minimum_days")
    policy = policy.tighten(samples.TOWN, minimum_notice_days=3)
    late = {"id": "n1", "topic": "t1", "on": "2025-06-08", "content": True, "count": 20}
    assert str(_planned("3.5.s2#lead", policy, notice=[late]).due) == "2025-06-07"
    assert str(_planned("3.5.s2.i5", policy, notice=[late]).due) == "2025-06-10"


def test_a_plan_tells_the_day_of_each_step() -> None:
    """Research by the day before, people on the day (L18): the plan ends with the later of both."""
    policy = POLICY.with_readings(L18="day_before")
    data = samples.session(status="planned", **{**HEADS, "officials_invited": 0})
    topic = samples.topic(approvals=APPROVED, sensitive=False)
    report = cr.check(
        {"record": "session", **data}, room=samples.room(), topic=topic, research=[], policy=policy
    )
    (plan,) = report.remedies()
    assert {str(step.by) for step in plan.steps} == {"2025-06-09"}
    assert str(plan.due) == "2025-06-10"
