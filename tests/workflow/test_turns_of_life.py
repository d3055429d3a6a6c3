"""Turns that a life can take: corrected, closed too early, convened by one of two, planned and then held."""

from __future__ import annotations

from typing import Any

import pytest

import consultrules as cr
from consultrules.policy.lifecycle import Role
from consultrules.workflow.roles import Scene, admitted
from village_life import (
    COMMITTEE,
    CONVENER,
    OPENED_ON,
    PARTY,
    ROOM,
    SITTING,
    STEPS,
    TOPIC,
    TOWN,
    VILLAGE,
    begun,
    lived,
    office,
)
from workflow.places import PLACES

NAMES = [step for step, *_ in STEPS]
ASSISTANT = office("ROOM", VILLAGE, "p2")
STRANGER = office("GOVERNMENT", "320682103000")


def before(step: str, **more: Any) -> cr.Case:
    """The sound life up to a step."""
    case = cr.Case.open(TOPIC, ROOM | more, by=CONVENER, on=OPENED_ON)
    for name, by, on, record in STEPS[: NAMES.index(step)]:
        case = case.take(name, by=by, on=on, record=record, despite="样例" if more else None)
    return case


def refused(case: cr.Case, step: str, **more: Any) -> tuple[str, ...]:
    """The keys of the reasons against a step."""
    with pytest.raises(cr.StepRefused) as error:
        case.take(step, **more)
    return error.value.keys


def test_a_case_is_not_closed_before_what_it_closes_with() -> None:
    case = before("close")
    keys = refused(case, "close", by=CONVENER, on="2025-05-02")
    assert keys == ("needs:publication", "early")  # nor before the convener was told
    assert case.take("close", by=CONVENER, on="2025-05-04").state is cr.State.CLOSED
    late = case.take("close", by=CONVENER, on="2025-05-02", despite="当时已经办结")
    assert [breach.key for breach in late.breaches] == list(keys)


@pytest.mark.parametrize("step", ["submit", "withdraw", "suspend"])
def test_nothing_is_done_with_a_topic_before_there_is_one(step: str) -> None:
    with pytest.raises(cr.LifecycleError, match="before the topic was collected"):
        begun().take(step, by=CONVENER, on="2025-01-31", reason="样例", despite="样例")


def test_nothing_is_left_before_it_is_reached() -> None:
    """Days of our own steps: an end taken back before it came, a topic brought again before it came back."""
    told = {"by": CONVENER, "reason": "样例"}
    ended = begun().take("withdraw", on="2025-02-20", **told)
    rested = (
        begun().take("suspend", on="2025-02-04", **told).take("withdraw", on="2025-02-20", **told)
    )
    for case in (ended, rested):
        with pytest.raises(cr.LifecycleError, match="before the case was closed or withdrawn"):
            case.reopen(on="2025-02-19", **told)
        assert case.reopen(on="2025-02-20", **told).state is cr.State.COLLECTED
    asked = begun().take("submit", by=CONVENER, on="2025-02-05")
    back = asked.take("return", by=PARTY, on="2025-02-10")
    assert refused(back, "submit", by=CONVENER, on="2025-02-06") == ("early",)
    assert refused(back, "withdraw", on="2025-02-09", **told) == ("early",)
    assert back.take("submit", by=CONVENER, on="2025-02-10").state is cr.State.SUBMITTED
    with pytest.raises(cr.LifecycleError, match="before the topic was collected"):
        back.correct({"topic": {"entrusted": True}}, on="2025-01-31", **told)


@pytest.mark.parametrize(
    "conveners", [[], [{"person": "p1", "post": "party_secretary", "until": "2025-01-01"}]]
)
def test_v2_v10_a_co_convener_does_not_convene_where_there_is_no_convener(
    conveners: list[dict[str, str]],
) -> None:
    told = {"by": ASSISTANT, "on": "2025-03-01", "record": SITTING}
    assert before("hold").take("hold", **told).state is cr.State.CONSULTING
    assert refused(before("hold", conveners=conveners), "hold", **told) == ("role",)


def test_l5_a_text_that_is_corrected_is_not_the_approved_one() -> None:
    """The approval was of the old text; only that it is the same in other words can be attested."""
    told = {"by": CONVENER, "on": "2025-03-01", "record": SITTING}
    case = before("hold").correct(
        {"topic": {"text": "村道改造"}}, by=CONVENER, on="2025-02-26", reason="另一件事"
    )
    assert [a.text for a in case.record.topic.approvals or ()] == [TOPIC["text"]]
    assert refused(case, "hold", **told) == ("3.5.s1.i1",)
    attested = case.correct(
        {"topic": {"editorial_change_attested": True}},
        by=CONVENER,
        on="2025-02-26",
        reason="仅改文字",
    )
    again = case.take("approve", by=PARTY, on="2025-02-27")
    for other in (attested, again):
        assert other.take("hold", **told).verify().ok


def test_l5_what_was_consulted_on_stays_what_it_was() -> None:
    case = lived(16).correct(
        {"topic": {"text": "村道改造"}}, by=CONVENER, on="2025-06-01", reason="更名"
    )
    assert [session.text for session in case.record.sessions] == [TOPIC["text"]]
    assert cr.check(case)["3.5.s1.i1"].verdict is cr.Verdict.PASS
    assert case.verify().ok


def test_a_topic_without_words_is_not_the_approved_one() -> None:
    case = cr.Case.open(TOPIC | {"text": " "}, ROOM, by=CONVENER, on=OPENED_ON)
    for name, by, on, record in STEPS[: NAMES.index("hold")]:
        case = case.take(name, by=by, on=on, record=record)
    assert refused(case, "hold", by=CONVENER, on="2025-03-01", record=SITTING) == ("3.5.s1.i1",)


def test_a_session_that_was_held_takes_the_place_of_its_plan() -> None:
    plan = SITTING | {
        "id": "s1",
        "room": "r1",
        "topic": "t1",
        "on": "2025-03-01",
        "status": "planned",
    }
    other = plan | {"id": "s2", "on": "2025-04-01"}
    paper = {"topic": TOPIC | {"collected_on": OPENED_ON}, "sessions": [plan, other]}
    case = cr.Case.from_record(paper, ROOM, by=COMMITTEE)
    told = {"by": CONVENER, "on": "2025-03-01", "despite": "样例"}
    case = case.take("hold", record=SITTING | {"id": "s1"}, **told)
    assert [(s.id, s.status.value) for s in case.record.sessions] == [
        ("s2", "planned"),
        ("s1", "held"),
    ]
    assert cr.Case.replay(case.entries) == case
    with pytest.raises(cr.IntakeError, match="one id twice: s1"):
        case.take("hold", record=SITTING | {"id": "s1"}, **told)


def test_a_correction_holds_together_and_reads_back() -> None:
    told = {"by": CONVENER, "on": "2025-02-26", "reason": "样例"}
    case = before("hold")
    body = {"organ": "GOVERNMENT", "unit": "320685000000"}
    with pytest.raises(cr.IntakeError, match="entrusted_by"):
        case.correct({"topic": {"entrusted_by": [body]}}, **told)
    with pytest.raises(cr.IntakeError, match="record"):
        case.correct({"topic": {}}, **told)
    session = SITTING | {"id": "s1", "room": "r1", "topic": "t1", "on": "2025-02-27"}
    for later in ({"sessions": [session]}, {"publication": {"on": "2025-02-27"}}):
        with pytest.raises(cr.LifecycleError, match="happened after it was recorded"):
            case.correct(later, **told)
    assert case.correct({"sessions": [session | {"status": "planned"}]}, **told).verify().ok
    older = case.correct(
        {"topic": {"collected_on": "2025-01-15", "entrusted": True, "entrusted_by": [body]}}, **told
    )
    again = cr.Case.replay([entry.to_dict() for entry in older.entries])
    assert (again, again.record) == (older, older.record)
    assert again.verify().ok
    assert (
        begun()
        .correct({"topic": {"collected_on": "2025-01-15"}}, **told)
        .take("submit", by=CONVENER, on="2025-01-20", recorded_on="2025-02-26")
    )


def test_what_is_overdue_is_noted_by_those_who_may_keep_the_journal() -> None:
    deadline = cr.Deadline(id="d1", milestone="report", after="research", days=1, basis="样例")
    dated = cr.process().with_deadlines(deadline)
    case = cr.Case.open(TOPIC, ROOM, by=CONVENER, on=OPENED_ON, process=dated)
    case = case.take("research", by=CONVENER, on="2025-02-20")
    with pytest.raises(cr.StepRefused, match="note what is overdue"):
        case.tick(by=STRANGER, on="2025-03-01")
    for actor in (CONVENER, PARTY, COMMITTEE):
        assert len(case.tick(by=actor, on="2025-03-01").entries) == 3


def test_what_was_overdue_on_a_day_is_not_forgotten_when_it_is_done() -> None:
    deadline = cr.Deadline(id="d1", milestone="report", after="research", days=9, basis="样例")
    dated = cr.process().with_deadlines(deadline)
    case = cr.Case.open(TOPIC, ROOM, by=CONVENER, on=OPENED_ON, process=dated)
    case = case.take("research", by=CONVENER, on="2025-02-20")
    days = [f"2025-03-{day:02}" for day in range(1, 31)]
    late = {day for day in days if case.overdue(day)}
    assert late == set(days[1:])
    rested = case.take("suspend", by=CONVENER, on="2025-03-05", reason="样例")
    rested = rested.take("resume", by=CONVENER, on="2025-03-09", reason="样例")
    assert {day for day in days if rested.overdue(day)} == set(days[1:4] + days[8:])
    delivered = {"record": {"to": PARTY["office"]}, "despite": "样例"}
    done = case.take("report", by=CONVENER, on="2025-03-12", **delivered)
    assert {day for day in days if done.overdue(day)} == set(days[1:11])
    assert done.overdue("2025-01-01") == ()
    noted = done.tick(by=CONVENER, on="2025-03-10")
    assert [e.key for e in noted.entries[-1:]] == ["overdue:d1:2025-03-01"]
    timely = case.take(
        "report", by=CONVENER, on="2025-02-28", recorded_on="2025-03-12", **delivered
    )
    assert not any(timely.overdue(day) for day in days)


def test_r14_where_no_list_is_due_yet_it_is_for_those_who_would_answer() -> None:
    """No rule says then whose list it is; that of another county it is not."""
    place = PLACES["sector.county"]
    topic = TOPIC | {"departments": []}
    opened = cr.Case.open(topic, place.room, by=place.actor("convener"), on=OPENED_ON)
    policy = cr.edition().with_readings(R14="not_due_yet")
    scene = Scene(place.room, opened.record, opened.standing.collected, policy)
    told = {
        who: admitted((Role.RULER,), place.actor(who), scene)
        for who in ("party", "government", "department", "stranger", "cppcc")
    }
    assert told == {
        "party": True,
        "government": True,
        "department": True,
        "stranger": False,
        "cppcc": False,
    }


def test_one_department_neither_acts_nor_records_for_another() -> None:
    case = before("list_feedback")
    one, other = (
        {"organ": "DEPARTMENT", "unit": TOWN, "detail": name} for name in ("民政办", "建设办")
    )
    told = {"by": {"office": one}, "on": "2025-05-01"}
    with pytest.raises(cr.IntakeError, match=r"record\.by"):
        case.take("list_feedback", record={"by": other}, **told)
    with pytest.raises(cr.StepRefused, match="may not keep this journal"):
        case.take("list_feedback", recorded_by={"office": other}, **told)
    without = {"organ": "DEPARTMENT", "unit": TOWN}
    assert case.take("list_feedback", record={"by": without}, **told).verify().ok


def test_a_key_stands_for_one_record() -> None:
    """Asked for again it is the same case; another record under it would be lost."""
    told = {"by": CONVENER, "on": "2025-03-06", "key": "form-17"}
    case = before("report")
    sent = case.take("report", record=[{"to": PARTY["office"]}], **told)
    delivery = sent.record.deliveries[0]
    for same in (
        None,
        delivery,
        {"to": PARTY["office"]},
        [delivery],
        ({"to": PARTY["office"], "on": told["on"]},),
    ):
        assert sent.take("report", record=same, **told) == sent
    other = {"to": {"organ": "PARTY_COMMITTEE", "unit": VILLAGE}}
    for another in (other, [], [delivery, delivery], SITTING, "x", {1: 2}, sent.record.topic):
        with pytest.raises(cr.LifecycleError, match="idempotency key"):
            sent.take("report", record=another, **told)
