"""``cr.check``: what may be handed over, what belongs together, what a report says."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

import consultrules as cr

UNITS = cr.Gazetteer.nantong()
TOWN, VILLAGE = "320685111000", "320685111200"
ROOM: dict[str, Any] = {"id": "r1", "kind": "village", "unit": VILLAGE, "since": "2021-01-01"}
BY = {"organ": "PARTY_COMMITTEE", "unit": TOWN}
TOPIC: dict[str, Any] = {
    "id": "t1",
    "room": "r1",
    "text": "修路",
    "approvals": [{"by": BY, "on": "2025-03-01"}],
    "entrusted": False,
    "sensitive": False,
}
SESSION: dict[str, Any] = {
    "id": "s1",
    "room": "r1",
    "topic": "t1",
    "on": "2025-03-10",
    "participants": 9,
}
CASE: dict[str, Any] = {
    "topic": TOPIC,
    "sessions": [SESSION],
    "suggestion_list": {"on": "2025-03-20", "items": [{"id": "1"}]},
    "deliveries": [{"to": BY, "on": "2025-03-21"}],
    "responsibility_list": {"on": "2025-04-01", "by": BY, "tasks": []},
    "evaluations": [
        {
            "id": "e1",
            "topic": "t1",
            "on": "2025-06-01",
            "by": {"organ": "CPPCC", "unit": "320685000000"},
        }
    ],
    "dissent": [],
}


def _registry(**more: Any) -> cr.Registry:
    people = [
        {
            "id": "p1",
            "memberships": [
                {"level": "county", "unit": "320685000000", "sector": "经济", "since": "2022-01-01"}
            ],
        }
    ]
    plain = {"rooms": [ROOM], "cases": [CASE], "people": people, **more}
    return cr.Registry.read(plain)


def test_a_session_alone_is_judged_on_what_it_tells() -> None:
    """Nine people are too few; what nobody told is unknown by name."""
    report = cr.check(SESSION)
    assert report["3.3.s3a"].verdict == "fail"
    assert report["3.3.s3c"].cause == ("missing:public_representatives",)
    assert report["3.2.s3"].cause[0] == "missing:room_kind"
    assert report.as_of == dt.date(2025, 3, 10)
    assert report.ok is False
    assert report.verdict == "fail"


def test_plain_data_is_recognised_by_its_fields_or_named() -> None:
    """The kind of a record is told by ``record`` or by what it holds."""
    assert cr.check(ROOM).rows[0].row.grain == "room"
    assert cr.check(CASE).rows[-2].row.grain == "case"
    assert cr.check({"record": "topic", **TOPIC}).rows[0].row.grain == "case"
    assert cr.check(TOPIC).rows[0].row.grain == "case"
    with pytest.raises(cr.IntakeError) as caught:
        cr.check({"record": "sesion", **SESSION})
    assert caught.value.faults[0].hint == "session"
    with pytest.raises(cr.IntakeError) as caught:
        cr.check("s1")  # type: ignore[arg-type]
    assert caught.value.faults[0].code == "wrong_type"


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ({"room": {**ROOM, "id": "r2"}}, "room"),
        ({"topic": {**TOPIC, "id": "t2"}}, "topic"),
        ({"research": {"id": "q", "topic": "t2", "start": "2025-03-01"}}, "research"),
        ({"notice": {"id": "n", "topic": "t2", "on": "2025-03-01"}}, "notice"),
        ({"lists": {}}, "topic"),
        ({"room": {**ROOM, "kind": "vilage"}}, "room.kind"),
        (
            {"topic": {**TOPIC, "approvals": [{"by": BY, "on": "2025-02-30"}]}},
            "topic.approvals[0].on",
        ),
        ({"research": [{"id": "q", "topic": "t1"}]}, "research.start"),
    ],
)
def test_records_that_do_not_belong_together_are_refused(given: dict[str, Any], at: str) -> None:
    """Another room's session, another topic's research: an error that names the place."""
    with pytest.raises(cr.IntakeError) as caught:
        cr.check(SESSION, **given)
    assert caught.value.faults[0].at == at


def test_what_is_not_given_is_looked_up_in_the_registry() -> None:
    """Room, topic and the case of a session; an id that is not there is an error."""
    registry = _registry()
    report = cr.check(SESSION, registry=registry)
    assert report["3.2.s4"].verdict == "pass"
    with pytest.raises(cr.IntakeError) as caught:
        cr.check({**SESSION, "id": "s9", "room": "r9"}, registry=registry)
    assert (caught.value.faults[0].at, caught.value.faults[0].value) == ("room", "r9")
    room = cr.check(ROOM, registry=registry, as_of=dt.date(2025, 12, 31))
    assert room.rows[0].row.facts["sessions_held"] == 1
    early = cr.check(ROOM, registry=registry, as_of=dt.date(2025, 1, 31))
    assert early.rows[0].row.facts["sessions_held"] == 0


def test_a_case_brings_its_sessions_and_evaluations() -> None:
    """One report over all; a cancelled session is judged by nobody."""
    cancelled = {**SESSION, "id": "s2", "status": "cancelled"}
    report = cr.check({**CASE, "sessions": [SESSION, cancelled]}, room=ROOM)
    assert [row.row.grain for row in report.rows] == ["session", "case", "evaluation"]
    assert report["3.8.s1#evaluator"].verdict == "pass"
    assert report["3.6.s3"].verdict == "pass"
    assert {f.subject for f in report} == {"s1", "t1", "e1"}


def test_a_session_with_its_lists_is_a_case() -> None:
    """``lists`` are the fields that follow; a whole case will do."""
    lists = {"suggestion_list": {"on": "2025-03-20"}}
    report = cr.check(SESSION, room=ROOM, topic=TOPIC, lists=lists)
    assert report["3.6.s1"].verdict == "pass"
    whole = cr.CaseRecord.read(CASE)
    assert cr.check(SESSION, room=ROOM, topic=TOPIC, lists=whole)["3.7.s1#made"].verdict == "pass"


def test_as_of_hides_what_came_later() -> None:
    """On the day after the session nothing that follows has been done; before it, nothing is due."""
    later = cr.check(CASE, room=ROOM, as_of=dt.date(2025, 3, 11))
    assert {later[key].verdict.value for key in ("3.6.s1", "3.6.s3", "3.7.s1#made")} == {"pending"}
    assert [row.row.grain for row in later.rows] == ["session", "case"]
    before = cr.check(CASE, room=ROOM, as_of=dt.date(2025, 3, 9))
    assert before["3.3.s3a"].verdict == "pending"
    assert before["3.3.s3a"].due == dt.date(2025, 3, 10)
    unapproved = cr.check(CASE, room=ROOM, as_of=dt.date(2025, 2, 1))
    assert (
        unapproved.rows[0].row.facts["approved_day"]
        == cr.check({**CASE, "topic": {**TOPIC, "approvals": []}}, room=ROOM)
        .rows[0]
        .row.facts["approved_day"]
    )


def test_a_session_knows_of_its_case_what_the_day_knew() -> None:
    """Approved after ``as_of``, the topic is not approved, whether the case or its session is asked."""
    late = {**CASE, "topic": {**TOPIC, "approvals": [{"by": BY, "on": "2025-04-01"}]}}
    whole = cr.CaseRecord.read({**late, "materials": [{"on": "2025-04-01"}]})
    known = cr.Registry(rooms=(cr.Room.read(ROOM),), cases=(whole,))
    seen = set()
    for day in (dt.date(2025, 3, 20), dt.date(2025, 4, 2)):
        of_case = cr.check(whole, room=ROOM, as_of=day)
        of_session = cr.check(whole.sessions[0], registry=known, as_of=day)
        facts = [
            (row.row.facts["approved_day"], row.row.facts["materials_day"])
            for report in (of_case, of_session)
            for row in report.rows
            if row.row.grain == "session"
        ]
        assert len(facts) == 2
        assert facts[0] == facts[1]
        seen.add(facts[0])
    assert len(seen) == 2


def test_evaluations_people_invitations_and_units_can_be_asked_about() -> None:
    """Each with what the registry knows."""
    invitation = {
        "id": "i1",
        "room": "r1",
        "person": "p1",
        "on": "2025-03-01",
        "applied_to": [],
        "willing": True,
    }
    registry = _registry(invitations=[invitation], rooms=[{**ROOM, "links": []}])
    evaluation = CASE["evaluations"][0]
    assert cr.check(evaluation, registry=registry)["3.8.s1#day"].verdict == "pass"
    assert cr.check(evaluation)["3.8.s1#day"].cause == ("missing:session_day",)
    assert (
        cr.check(evaluation, lists=cr.CaseRecord.read(CASE), room=ROOM)["3.8.s1#evaluator"].verdict
        == "pass"
    )
    person = registry.person_by_id["p1"]
    assert cr.check(person, registry=registry)["4.2.s5a#area"].verdict == "fail"
    assert cr.check(person)["4.2.s5a#area"].verdict == "unknown"
    assert cr.check(registry.invitations[0], registry=registry)["4.2.s6"].verdict == "fail"
    assert cr.check(registry.invitations[0], room=ROOM)["4.2.s6"].verdict == "unknown"
    unit = UNITS[VILLAGE]
    found = cr.check(unit, registry=registry)["2.3.s1a"]
    assert (found.verdict, found.evidence) == ("pass", ())
    assert (
        cr.check(unit, registry=registry, as_of=dt.date(2020, 12, 31))["2.3.s1a"].verdict == "fail"
    )
    for subject in (cr.Research(id="q", topic="t", start="2025-01-01"), cr.Person(id="p")):
        with pytest.raises(cr.IntakeError) as caught:
            cr.check(subject)
        assert caught.value.faults[0].code == "not_judged"
    with pytest.raises(cr.IntakeError) as caught:
        cr.check(unit)
    assert [(f.at, f.code) for f in caught.value.faults] == [("registry", "missing_key")]


def test_a_room_has_its_own_day() -> None:
    """Without ``as_of`` a room is judged on the day on which its latest entry begins."""
    links = [{"person": "p1", "kind": "area", "level": "county", "since": "2023-05-01"}]
    assert cr.check({**ROOM, "links": links})["4.2.s5b"].verdict == "pass"
    assert (
        cr.check({**ROOM, "links": links}, as_of=dt.date(2023, 4, 30))["4.2.s5b"].verdict == "fail"
    )


def test_only_narrows_the_scope_and_the_report_says_so() -> None:
    """By heading, clause, aspect; an address where nothing lies is an error, not an empty report."""
    assert cr.check(SESSION, only="3.3").scope == ("3.3",)
    keys = {f.key for f in cr.check(SESSION, only=["3.3.s3a", "3.5.s1"])}
    assert keys == {"3.3.s3a", "3.5.s1.i1"}
    assert {f.key for f in cr.check(SESSION, only="3.2.s6#review")} == {"3.2.s6#review"}
    for nowhere in ("9.9", "3.3.s9", "3.2.s6#nothing"):
        with pytest.raises(cr.EditionError):
            cr.check(SESSION, only=nowhere)
    with pytest.raises(cr.IntakeError) as caught:
        cr.check(SESSION, only="3.9")
    assert (caught.value.faults[0].at, caught.value.faults[0].code) == ("only", "not_judged")


def test_a_report_is_neither_true_nor_false() -> None:
    """``if report:`` would hide what is meant."""
    report = cr.check(SESSION, only="3.3.s3a")
    with pytest.raises(TypeError):
        bool(report)
    assert len(report) == 1
    assert [f.key for f in report.failed] == [f.key for f in report.violations] == ["3.3.s3a"]
    assert report.pending == report.missing == ()
    assert repr(report) == "<Report fail 1 findings>"
    assert repr(report.findings[0]) == "<Finding 3.3.s3a fail s1>"


def test_an_address_gives_the_worst_finding_under_it() -> None:
    """Of a clause's aspects, and of everything under a heading; a wrong address gets a hint."""
    report = cr.check(CASE, room=ROOM)
    assert report["3.3"].key == "3.3.s3a"
    assert report["3.7.s1"].clause == "3.7.s1"
    with pytest.raises(KeyError, match=r"→ 3\.3\.s3"):
        _ = report["3.3.s3x"]
    with pytest.raises(KeyError):
        _ = report["nowhere"]


def test_a_side_rule_does_not_hide_what_its_entry_lists() -> None:
    """Notice is one sentence: a habit of the house beside it says nothing of whom nobody told (3.5.s2)."""
    told = {**SESSION, "participants": 12, "notified": 11, "informed": 12}
    report = cr.check(told)
    assert (report["3.5.s2"].key, report["3.5.s2"].verdict) == ("3.5.s2.i5", "fail")
    assert report["3.5.s2#lead"].verdict == "not_applicable"
    assert report["3.5.s2#lead"].key == "3.5.s2#lead"
    assert report["3.5.s2.i6"].verdict == "pass"


def test_a_whole_is_no_better_than_its_worst_part() -> None:
    """A room lacks one of the six things: whatever is said of all six together, the address fails (3.1.s5)."""
    six = ("place", "sign", "rules", "process", "activity", "effect")
    haves = [{"what": what, "holds": what != "place", "evidence": "照片"} for what in six]
    report = cr.check({**ROOM, "haves": haves}, as_of=dt.date(2023, 4, 30))
    assert (report["3.1.s5"].key, report["3.1.s5"].verdict) == ("3.1.s5.i1", "fail")
    assert report["3.1.s5.i2"].verdict == "pass"


def test_an_entry_without_a_rule_answers_with_those_it_refers_to() -> None:
    """The set procedure with the worst of its parts, a list of the three with its rule."""
    report = cr.check(CASE, room=ROOM)
    assert report["3.5.s1.i2"].key == report["3.3"].key == "3.3.s3a"
    assert report["5.1.s3c.i1"].key == "3.6.s1"
    assert report["5.1.s3c"].key == "5.1.s3c"
    lists = cr.check(CASE, room=ROOM, only="3.6")
    with pytest.raises(KeyError):
        _ = lists["3.5.s1.i2"]


def test_a_finding_tells_everything_in_both_languages() -> None:
    """Observed, required, gap, who owes it, what to do."""
    finding = cr.check(SESSION, room=ROOM)["3.3.s3a"]
    assert (finding.observed, finding.required, finding.gap) == (9, 10, 1)
    assert (finding.force, finding.owed_by, finding.level) == ("must", "room", "violation")
    assert finding.reason("zh") == "要求 参加协商人员数 ≥ 10；实际 参加协商人员数 = 9"
    assert (
        finding.reason("en")
        == "required: persons taking part ≥ 10; observed: persons taking part = 9"
    )
    assert finding.remedy("zh")
    assert finding.remedy("en")
    assert str(finding).startswith("[3.3.s3a] 不符合（应当）")
    assert finding.guards == ("hold",)
    assert finding.grain == "session"
    unknown = cr.check(SESSION)["3.3.s3c"]
    assert "群众代表数 [public_representatives]" in unknown.reason("zh")
    assert unknown.remedy("en") == "supply and verify: public representatives taking part"
    assert unknown.level == ""
    passed = cr.check({**SESSION, "participants": 16})["3.3.s3b#low"]
    assert (passed.gap, passed.remedy("zh"), passed.due) == (None, "", None)
    advice = cr.check({**SESSION, "participants": 40})["3.3.s3b"]
    assert (advice.key, advice.level) == ("3.3.s3b#high", "advice")
    other = cr.check(SESSION, room=ROOM)["3.2.s3"]
    assert other.reason("zh") == "本条不适用于此对象"
    assert other.reason("en") == "the clause does not apply to this subject"
    early = cr.check({**SESSION, "on": "2020-01-01"})["3.3.s3a"]
    assert early.reason("zh") == "实施意见印发前"
    switched = cr.check(SESSION, room=ROOM)["3.3.s2b#attending"]
    assert switched.reason("zh").startswith("reading:C7=three_and_invited_officials: ")
    wrong = {
        **TOPIC,
        "approvals": [{"by": {"organ": "GOVERNMENT", "unit": TOWN}, "on": "2025-03-01"}],
    }
    body = cr.check(SESSION, room=ROOM, topic=wrong)["3.2.s4"]
    assert body.verdict == "fail"
    assert body.gap is None
    assert body.reason("zh") == "应由 白甸镇党委；实际 白甸镇政府"
    assert body.reason("en").startswith("required: 白甸镇党委; observed: 白甸镇政府")


def test_a_report_is_the_same_as_plain_data() -> None:
    """JSON, versioned; each finding as its own ``to_dict`` tells it."""
    report = cr.check(CASE, room=ROOM)
    plain = json.loads(report.to_json())
    assert plain["schema"] == "consultrules.report/1"
    assert plain["digest"] == cr.edition().digest
    assert plain["findings"] == json.loads(json.dumps([f.to_dict() for f in report]))
    assert plain["readings"]["C1"] == "all_participants"
    assert "3.3.s3a" in report.text("zh")
    assert str(report) == report.text("zh")
    first = report.text("en").splitlines()[0]
    assert first.startswith(
        "s1 [3.3.s3a] does not comply required: persons taking part ≥ 10; observed: persons taking part = 9"
    )


def test_findings_of_permissions_never_fail() -> None:
    """Nobody fails for not using what is permitted."""
    forces = {f.force for f in cr.check(CASE, room=ROOM).failed}
    assert "may" not in forces


def test_needs_tells_which_facts_some_clauses_read() -> None:
    """By heading or all; an address where nothing lies is an error."""
    codes = {fact.code for fact in cr.needs("3.4.s3")}
    assert codes == {"clarified_policy", "clarified_facts", "clarified_wishes"}
    assert len(cr.needs()) > 80
    assert cr.needs(["3.9.s3", "3.9.s4"], policy=cr.edition()) == cr.needs("3.9.s3")
    with pytest.raises(cr.EditionError):
        cr.needs("9.9")


def test_pending_duties_of_a_year_name_the_day_after_it() -> None:
    """A year that is not over becomes a breach on New Year's Day; the gap is what is still due."""
    facts = {"room_kind": "village", "full_year": True, "year_ended": False, "sessions_held": 1}
    finding = cr.judge({"do": "check", "grain": "room_year", "only": "3.9.s3", "facts": facts})
    assert finding["findings"][0]["verdict"] == "pending"
    assert finding["findings"][0]["gap"] == 2
    room = cr.Room.read(ROOM)
    result = cr.audit(cr.Registry(rooms=(room,)), year=2025, as_of=dt.date(2025, 6, 1))
    duty = next(f for f in result.report.pending if f.key == "3.9.s3")
    assert (duty.due, duty.gap) == (dt.date(2026, 1, 1), 3)
    assert result.report.pending[0].to_dict()["due"] == "2026-01-01"


def test_pending_lists_have_no_day() -> None:
    """Where the text sets no day a duty stays listed as outstanding."""
    report = cr.check({**CASE, "suggestion_list": None, "deliveries": []}, room=ROOM)
    assert report["3.6.s1"].verdict == "pending"
    assert report["3.6.s1"].due is None
    assert report["3.6.s1"].gap is None
    assert report["3.6.s3"].gap == 1


def test_evidence_names_who_was_not_told() -> None:
    """Ids beside the figure, in the finding and in plain data."""
    roll = [{"person": f"p{n}", "capacity": "member"} for n in range(3)]
    roll[0]["notified_on"] = "2025-03-01"
    session = {k: v for k, v in SESSION.items() if k != "participants"} | {"roll": roll}
    finding = cr.check(session, room=ROOM)["3.5.s2.i5"]
    assert (finding.observed, finding.required) == (1, 3)
    assert finding.evidence == ("p1", "p2")
    assert finding.to_dict()["evidence"] == ["p1", "p2"]


def test_days_may_be_given_as_dates_or_as_numbers_of_ones_own() -> None:
    """ISO text or a date; or, all of a row, numbers that only tell the order."""

    def answer(**facts: Any) -> dict[str, Any]:
        return cr.judge({"do": "check", "grain": "session", "only": "3.2.s2c", "facts": facts})

    for day in ("2025-03-10", dt.date(2025, 3, 10)):
        found = answer(session_day=day, approved_day="2025-03-10")
        assert (found["ok"], found["as_of"]) == (True, "2025-03-10")
    assert answer(session_day=10, approved_day=10)["ok"] is True
    assert answer(session_day=10, approved_day="not_yet")["verdict"] == "fail"
    late = answer(session_day=10, approved_day=11)
    assert (late["verdict"], late["as_of"]) == ("fail", None)
    assert answer(session_day=-1, approved_day=-2)["verdict"] == "unknown"
    mixed = answer(session_day="2025-03-10", approved_day=9)
    assert (mixed["error"]["at"], mixed["error"]["code"]) == ("approved_day", "wrong_type")


def test_an_unknown_grain_is_refused_with_a_hint() -> None:
    """Also below the door."""
    from consultrules.facts.intake import flat_row

    with pytest.raises(cr.IntakeError) as caught:
        flat_row("sesion", {})
    assert caught.value.faults[0].hint == "session"


@pytest.mark.parametrize(
    ("given", "at", "code"),
    [
        ({"as_of": "2025-02-30"}, "as_of", "bad_day"),
        ({"as_of": 20157}, "as_of", "bad_day"),
        ({"as_of": dt.datetime(2025, 3, 1, tzinfo=dt.UTC)}, "as_of", "bad_day"),
        ({"only": 3}, "only", "wrong_type"),
        ({"only": [3]}, "only", "wrong_type"),
        ({"lists": 3, "topic": TOPIC}, "lists", "wrong_type"),
        ({"lists": {"sessions": []}, "topic": TOPIC}, "lists.sessions", "unknown_key"),
        ({"lists": {"nope": 1}, "topic": TOPIC}, "lists.nope", "unknown_key"),
        ({"research": [None]}, "research", "missing_key"),
    ],
)
def test_arguments_that_cannot_be_read_are_refused(
    given: dict[str, Any], at: str, code: str
) -> None:
    """A day that is none, a scope that is no text: named like any other fault."""
    with pytest.raises(cr.IntakeError) as caught:
        cr.check(SESSION, **given)
    assert (caught.value.faults[0].at, caught.value.faults[0].code) == (at, code)


def test_a_day_may_be_given_as_text() -> None:
    """``as_of`` as ISO text."""
    assert cr.check(CASE, room=ROOM, as_of="2025-03-09")["3.3.s3a"].verdict == "pending"  # type: ignore[arg-type]


def test_a_list_cannot_have_gone_anywhere_before_it_was_drawn_up() -> None:
    """A delivery, a review or an escalation of an earlier day is of another paper."""
    early = [{"to": BY, "on": "2025-03-19"}]
    assert cr.check({**CASE, "deliveries": early}, room=ROOM)["3.6.s3"].verdict == "pending"
    county = {
        "id": "r2",
        "kind": "sector",
        "tier": "county",
        "sector": "经济",
        "unit": "320685000000",
    }
    office = {"organ": "LEADING_PARTY_GROUP", "unit": "320685000000"}
    upward = [
        {"to": {"organ": organ, "unit": "320685000000"}, "on": "2025-03-25"}
        for organ in ("PARTY_COMMITTEE", "GOVERNMENT")
    ]
    case = {
        "topic": {**TOPIC, "room": "r2", "needs": "county"},
        "sessions": [{**SESSION, "room": "r2"}],
        "suggestion_list": CASE["suggestion_list"],
        "escalations": upward,
    }
    for day, expected in (("2025-03-19", "fail"), ("2025-03-20", "pass")):
        reviewed = {**case, "group_reviews": [{"by": office, "on": day}]}
        assert cr.check(reviewed, room=county)["3.6.s8#review"].verdict == expected
    early_upward = [{**d, "on": "2025-03-19"} for d in upward]
    report = cr.check({**case, "escalations": early_upward}, room=county)
    assert report["3.6.s8#party"].verdict == "pending"


def test_local_numbers_need_a_place() -> None:
    """Where a county is stricter, a session of nobody knows where cannot be judged."""
    local = cr.edition().tighten("320685", minimum_participants=15)
    with pytest.raises(cr.IntakeError) as caught:
        cr.check(SESSION, policy=local)
    assert (caught.value.faults[0].at, caught.value.faults[0].code) == ("room", "missing_key")
    assert cr.check(SESSION, room=ROOM, policy=local)["3.3.s3a"].required == 15
    for nowhere in ("海安市", "32", "", "0", "320685000000 ", "３２０６８５", 320685):
        with pytest.raises(cr.EditionError):
            cr.edition().tighten(nowhere, minimum_participants=15)  # type: ignore[arg-type]
    assert (
        cr.edition().tighten(UNITS["320685000000"], minimum_participants=15).local[0][0]
        == "320685000000"
    )


def test_numbers_that_differ_by_kind_are_written_out() -> None:
    """The minimum of the room's own kind stands in the sentence, brackets where they belong."""
    room = cr.Room.read(ROOM)
    for readings, wanted in (
        ({}, "年度协商活动数 ≥ 3"),
        ({"F2": "pro_rata_down"}, "（年度协商活动数 + 1） × 年度天数 > 3 × 年度开放天数"),
    ):
        policy = cr.edition().with_readings(**readings)
        result = cr.audit(
            cr.Registry(rooms=(room,)), year=2025, as_of=dt.date(2026, 1, 1), policy=policy
        )
        finding = next(f for f in result.report.failed if f.key == "3.9.s3")
        assert wanted in finding.reason("zh")


def test_what_was_never_done_is_said_in_words() -> None:
    """No number that stands for never comes before anybody's eyes."""
    county = {
        "id": "r2",
        "kind": "sector",
        "tier": "county",
        "sector": "经济",
        "unit": "320685000000",
    }
    topic = {**TOPIC, "room": "r2", "approvals": [], "preliminary_reviews": []}
    report = cr.check({**SESSION, "room": "r2"}, room=county, topic=topic)
    day = "应初审委室的初审日"
    assert report["3.2.s6#reviewed"].reason("zh") == f"要求 {day}：已有；实际 {day} = 未办"
    assert report["3.2.s6#reviewed"].reason("en").startswith("required: day of preliminary review")
    assert report["3.2.s6"].reason("zh") == "应由 海安市政协党组；实际 未获审定"
    assert report["3.2.s6"].reason("en").endswith("observed: approved by nobody")
    assert "2932896" not in report.text("zh")
    assert (
        report["3.2.s2c"].reason("zh")
        == "要求 审定通过日不晚于协商日；实际 协商日 = 2025-03-10, 审定通过日 = 未办"
    )
    strict = cr.edition().with_readings(L18="day_before")
    assert "早于" in cr.check({**SESSION, "room": "r2"}, room=county, topic=topic, policy=strict)[
        "3.2.s2c"
    ].reason("zh")
    assert "before" in cr.check({**SESSION, "room": "r2"}, room=county, topic=topic, policy=strict)[
        "3.2.s2c"
    ].reason("en")
    assert "no later than" in report["3.2.s2c"].reason("en")


def test_a_planned_session_is_an_early_warning() -> None:
    """Nothing is due before the day; what is planned so far is shown, what is open with a mark."""
    planned = {**SESSION, "status": "planned"}
    report = cr.check({k: v for k, v in planned.items() if k != "participants"}, room=ROOM)
    assert {f.verdict.value for f in report} == {"pending", "not_applicable"}
    assert report["3.3.s3a"].reason("zh") == "要求 参加协商人员数 ≥ 10；实际 参加协商人员数 = ?"
    assert cr.check(planned, room=ROOM)["3.3.s3a"].gap == 1


def test_of_a_planned_session_whose_day_is_over_nothing_is_known() -> None:
    """Whether it took place has not been told: nothing is due on a day that is past."""
    planned = {**SESSION, "status": "planned"}
    for as_of, verdicts in (("2025-03-10", {"pending"}), ("2025-03-11", {"unknown"})):
        report = cr.check(planned, room=ROOM, as_of=as_of, only="3.3.s3a")
        assert {f.verdict.value for f in report} == verdicts
    finding = report["3.3.s3a"]
    assert (finding.cause, finding.due) == (("missing:session_held",), None)
    (remedy,) = report.remedies()
    assert (remedy.kind.value, remedy.steps[0].supply) == ("record", ("session_held",))


def test_plain_facts_tell_bodies_by_code() -> None:
    """Without records there are no names: the organ's word and the unit's code."""
    facts = {
        "room_kind": "village",
        "approver_organ": "none",
        "approver_unit": "0",
        "route_organ": "党委",
        "route_unit": TOWN,
    }
    answer = cr.judge({"do": "check", "grain": "session", "only": "3.2.s4", "facts": facts})
    finding = next(f for f in answer["findings"] if f["rule"] == "3.2.s4")
    assert finding["verdict"] == "fail"
    assert "审定机关 = 无" in finding["reason"]["zh"]
    assert "应审定机关 = 党委/党工委" in finding["reason"]["zh"]
